import { and, eq, inArray, isNull, ne, or } from 'drizzle-orm'
import type { PassId, TeachMeetId } from '../../shared/ids.ts'
import type { Queryable } from '../storage/storage.ts'
import type { MeetRow } from './meet-queries.ts'

/** TeachMeets of which something may have to be wiped, those that were taken away among them. */
export async function listUnwiped({ db, tables: t }: Queryable): Promise<MeetRow[]> {
  return db
    .select()
    .from(t.teachMeets)
    .where(
      and(
        ne(t.teachMeets.state, 'draft'),
        or(isNull(t.teachMeets.chatWipedAt), isNull(t.teachMeets.guestsWipedAt)),
      ),
    )
}

export async function listPassIds(
  { db, tables: t }: Queryable,
  teachMeetId: TeachMeetId,
): Promise<PassId[]> {
  const rows = await db
    .select({ id: t.passes.id })
    .from(t.passes)
    .where(and(eq(t.passes.scopeKind, 'teachmeet'), eq(t.passes.scopeId, teachMeetId)))
  return rows.map((row) => row.id)
}

/** What guests chose to be called at a TeachMeet, and who spoke, is gone; people with an account keep their names. */
export async function emptyGuestNames(
  { db, tables: t }: Queryable,
  teachMeetId: TeachMeetId,
): Promise<void> {
  await db
    .update(t.comers)
    .set({ shownName: '', school: null })
    .where(and(eq(t.comers.teachMeetId, teachMeetId), eq(t.comers.isGuest, true)))
  const guests = db
    .select({ id: t.guests.id })
    .from(t.guests)
    .innerJoin(t.passes, eq(t.passes.id, t.guests.passId))
    .where(and(eq(t.passes.scopeKind, 'teachmeet'), eq(t.passes.scopeId, teachMeetId)))
  await db
    .update(t.talks)
    .set({ speakerName: '', speakerSchool: null })
    .where(
      and(
        eq(t.talks.teachMeetId, teachMeetId),
        // Somebody a host put down who never came has no account either.
        or(isNull(t.talks.speakerId), inArray(t.talks.speakerId, guests)),
      ),
    )
}
