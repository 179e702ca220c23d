import { and, desc, eq, inArray, isNotNull, isNull, or, sql } from 'drizzle-orm'
import { sharedTalksShownMax } from '../../shared/limits.ts'
import type { Queryable } from '../storage/storage.ts'

/**
 * Talks that were given and that their speakers let stand in the library, newest first, with whoever speaks as they
 * chose to be shown there.
 */
export async function listSharedTalks({ db, tables: t }: Queryable) {
  const heldAt = sql<number>`coalesce(${t.talks.heardAt}, ${t.teachMeets.startsAt})`
  const wasGiven = or(isNotNull(t.talks.heardAt), inArray(t.talks.presence, ['here', 'returned']))
  return db
    .select({
      talk: t.talks,
      teachMeetTitle: t.teachMeets.title,
      heldAt,
      personId: t.people.id,
      personName: t.people.name,
      ofSchool: t.schools.name,
      guestName: t.guests.name,
      guestSchool: t.guests.school,
      shownName: t.comers.shownName,
      shownSchool: t.comers.school,
    })
    .from(t.talks)
    .innerJoin(t.teachMeets, eq(t.teachMeets.id, t.talks.teachMeetId))
    .leftJoin(t.people, eq(t.people.id, t.talks.speakerId))
    .leftJoin(t.schools, eq(t.schools.id, t.people.schoolId))
    .leftJoin(t.guests, eq(t.guests.id, t.talks.speakerId))
    .leftJoin(
      t.comers,
      and(eq(t.comers.teachMeetId, t.teachMeets.id), eq(t.comers.personId, t.talks.speakerId)),
    )
    .where(
      and(
        eq(t.talks.mayPublish, true),
        isNull(t.teachMeets.removedAt),
        inArray(t.teachMeets.state, ['ended', 'tidied']),
        wasGiven,
      ),
    )
    .orderBy(desc(heldAt), desc(t.talks.id))
    .limit(sharedTalksShownMax)
}
