import type { GuestView } from '../../../../shared/community/passes.ts'
import type { PersonId, TeachMeetId } from '../../../../shared/ids.ts'
import type { GuestAct } from '../../../../shared/community/passes.ts'
import { actOnGuest, fetchGuests } from '../../../api/guests.ts'
import { Loaded } from '../../../api/loaded.svelte.ts'
import { spacedLive } from '../../../api/spaced-live.ts'
import { goesThrough } from './goes-through.ts'

/** Hosts see within this time that somebody is at the door. */
const everyMs = 500

/** The guests of a TeachMeet as its hosts see them: who waits at the door, who is in. */
export class MeetGuests {
  readonly loaded: Loaded<GuestView[]>

  constructor(id: TeachMeetId) {
    this.loaded = new Loaded<GuestView[]>(
      (signal) => fetchGuests({ kind: 'teachmeet', id }, signal),
      {
        scopes: () => [`teachmeet:${id}`],
        live: spacedLive({ nouns: ['guests'], everyMs }),
      },
    )
  }

  get waiting(): GuestView[] {
    return (this.loaded.view ?? []).filter(({ state }) => state === 'waiting')
  }
  get in(): GuestView[] {
    return (this.loaded.view ?? []).filter(({ state }) => state === 'in')
  }

  act(guest: PersonId, act: GuestAct['act']): Promise<boolean> {
    const answer = actOnGuest(guest, act).then(() => this.loaded.refresh())
    return goesThrough(answer, this.loaded)
  }
}

/** Made while a component starts. */
export const waitingGuests = (id: TeachMeetId) => new MeetGuests(id)
