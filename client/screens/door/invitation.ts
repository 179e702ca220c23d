import type { InvitationView } from '../../../shared/accounts/api.ts'
import { lookAtInvitation } from '../../api/accounts.ts'
import { OpenedLink } from '../../api/opened-link.svelte.ts'

/** What a colleague gave to come in by: a link, or a code on a sheet of paper. */
export class Invitation extends OpenedLink<InvitationView> {
  constructor() {
    super(lookAtInvitation, 'Write the code from your sheet of paper.')
  }
}
