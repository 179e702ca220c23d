import { and, eq, isNull, sql } from 'drizzle-orm'
import type { PersonId, TeachMeetId } from '../../shared/ids.ts'
import { statementOnce } from '../storage/statement-once.ts'
import type { Queryable } from '../storage/storage.ts'

const standing = statementOnce(({ db, tables: t }) => {
  const person = sql.placeholder('person')
  return db
    .select({
      meet: t.teachMeets,
      memberId: t.people.id,
      hostId: t.teachMeetHosts.personId,
      silencedAt: t.comers.silencedAt,
    })
    .from(t.teachMeets)
    .leftJoin(t.people, and(eq(t.people.id, person), eq(t.people.state, 'active')))
    .leftJoin(
      t.teachMeetHosts,
      and(eq(t.teachMeetHosts.teachMeetId, t.teachMeets.id), eq(t.teachMeetHosts.personId, person)),
    )
    .leftJoin(
      t.comers,
      and(eq(t.comers.teachMeetId, t.teachMeets.id), eq(t.comers.personId, person)),
    )
    .where(and(eq(t.teachMeets.id, sql.placeholder('id')), isNull(t.teachMeets.removedAt)))
    .prepare('find_standing')
})

/** A TeachMeet that is there, with what one person is to it, in one statement: a chat is fetched by hundreds at once. */
export async function findStanding(q: Queryable, id: TeachMeetId, person: PersonId) {
  const [found] = await standing(q).execute({ id, person })
  if (!found) return null
  const { meet, memberId, hostId, silencedAt } = found
  return {
    meet,
    account: memberId === null ? null : hostId === null ? ('member' as const) : ('host' as const),
    isSilenced: silencedAt !== null,
  }
}
