import { can } from '../../shared/policy.ts'
import type { InvitationId } from '../../shared/ids.ts'
import { allowedNow } from '../accounts/acting.ts'
import { revokeInvitation } from '../accounts/invitation-queries.ts'
import { schoolOf } from '../accounts/school-queries.ts'
import type { Actor } from '../http/actor.ts'
import { notFound } from '../http/errors.ts'
import type { Queryable } from '../storage/storage.ts'
import type { CommunityDeps } from './deps.ts'

/** Takes a link, a code or a sheet of codes back: whoever made it; a lead, everybody's into their own school. */
export async function takeBack(
  { storage, clock, live }: CommunityDeps,
  asking: Actor,
  which: { id: InvitationId } | { sheet: string },
): Promise<void> {
  await storage.transaction(async (tx) => {
    const q: Queryable = { db: tx, tables: storage.tables }
    const now = clock.now()
    const own = 'id' in which && { id: which.id, createdBy: asking.id }
    if (own && (await revokeInvitation(q, own, now))) return
    const actor = await allowedNow(q, asking, { action: 'people.invite' })
    // Those of another school are not in a lead's list either.
    const mayAll = can(actor, { action: 'school.change' })
    const within = mayAll ? which : { ...which, into: await schoolOf(q, actor.id) }
    if (!(await revokeInvitation(q, within, now))) throw notFound()
  })
  live.publish({ scope: 'community', noun: 'invitations', id: null })
}
