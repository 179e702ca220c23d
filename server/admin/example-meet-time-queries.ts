import type { AnyColumn, SQL } from 'drizzle-orm'
import { and, eq, inArray, sql } from 'drizzle-orm'
import type { TeachMeetId } from '../../shared/ids.ts'
import { dayAfter, localOf } from '../community/school-day.ts'
import { takeAwayDueDays } from '../../shared/limits.ts'
import { findMeet, updateMeet } from '../teachmeet/meet-queries.ts'
import type { Queryable } from '../storage/storage.ts'

const minuteMs = 60_000
const dayMs = 24 * 60 * minuteMs

/** The example TeachMeets that go on. */
export async function listLiveExamples({ db, tables: t }: Queryable) {
  const { id, startsAt, minutes } = t.teachMeets
  return db
    .select({ id, startsAt, minutes })
    .from(t.teachMeets)
    .where(and(eq(t.teachMeets.isExample, true), eq(t.teachMeets.state, 'live')))
}

/** An example TeachMeet that goes on began then, and its draw came six minutes later. */
export async function placeLiveMeet(
  q: Queryable,
  id: TeachMeetId,
  startsAt: number,
): Promise<void> {
  const { db, tables: t } = q
  await updateMeet(q, id, { startsAt, startedAt: startsAt })
  const at = startsAt + 6 * minuteMs
  await db.update(t.draws).set({ at }).where(eq(t.draws.teachMeetId, id))
  await db.update(t.runs).set({ openedAt: startsAt }).where(isRunOf(q, id))
}

/** Of what is on there this much has gone by, and its clock stands. */
export async function placeStep(q: Queryable, id: TeachMeetId, pausedAfterMs: number) {
  await q.db.update(q.tables.runs).set({ pausedAfterMs }).where(isRunOf(q, id))
}

const isRunOf = ({ tables: t }: Queryable, id: TeachMeetId) =>
  and(eq(t.runs.kind, 'teachmeet'), eq(t.runs.subjectId, id))

/** An example TeachMeet that was held in a moment was held then, from beginning to end, and tidied two days later. */
export async function placePastMeet(q: Queryable, id: TeachMeetId, heldAt: number): Promise<void> {
  const { tables: t, db } = q
  const meet = await findMeet(q, id)
  if (meet === null) throw new Error('an example TeachMeet is not there')
  const { startsAt, minutes, chatDays, timeZone } = meet.row
  const by = startsAt - heldAt
  const endedAt = heldAt + minutes * minuteMs
  await updateMeet(q, id, {
    ...{ startsAt: heldAt, startedAt: heldAt, endedAt, createdAt: heldAt - 14 * dayMs },
    ...{ tidiedAt: endedAt + 2 * dayMs, chatWipedAt: endedAt + chatDays * dayMs },
  })
  const earlier = (column: AnyColumn): SQL => sql`${column} - ${by}`
  const { runs, draws, talks, meetQuestions, takeAways, meetThanks, commitments } = t
  await db
    .update(runs)
    .set({ openedAt: heldAt, closedAt: endedAt, stepStartedAt: endedAt - minuteMs })
    .where(isRunOf(q, id))
  await db
    .update(draws)
    .set({ at: earlier(draws.at) })
    .where(eq(draws.teachMeetId, id))
  await db
    .update(talks)
    .set({ createdAt: earlier(talks.createdAt), heardAt: earlier(talks.heardAt) })
    .where(eq(talks.teachMeetId, id))
  await db
    .update(meetQuestions)
    .set({ at: earlier(meetQuestions.at), answeredAt: earlier(meetQuestions.answeredAt) })
    .where(eq(meetQuestions.teachMeetId, id))
  await db
    .update(meetThanks)
    .set({ at: earlier(meetThanks.at) })
    .where(eq(meetThanks.teachMeetId, id))
  const dueOn = dayAfter(localOf(heldAt, timeZone).slice(0, 10), takeAwayDueDays)
  await db
    .update(takeAways)
    .set({ at: earlier(takeAways.at), dueOn })
    .where(eq(takeAways.teachMeetId, id))
  await db
    .update(commitments)
    .set({ createdAt: earlier(commitments.createdAt), dueOn })
    .where(eq(commitments.teachMeetId, id))
  await moveSeats(q, id, by)
}

async function moveSeats({ db, tables: t }: Queryable, id: TeachMeetId, by: number) {
  const earlier = (column: AnyColumn): SQL => sql`${column} - ${by}`
  const { comers, passes, guests, passActs } = t
  await db
    .update(comers)
    .set({ createdAt: earlier(comers.createdAt) })
    .where(eq(comers.teachMeetId, id))
  const own = await db
    .update(passes)
    .set({
      createdAt: earlier(passes.createdAt),
      endsAt: earlier(passes.endsAt),
      lastUsedAt: earlier(passes.lastUsedAt),
    })
    .where(and(eq(passes.scopeKind, 'teachmeet'), eq(passes.scopeId, id)))
    .returning({ id: passes.id })
  const ids = own.map((pass) => pass.id)
  await db
    .update(guests)
    .set({ cameAt: earlier(guests.cameAt), lastSeenAt: earlier(guests.lastSeenAt) })
    .where(inArray(guests.passId, ids))
  await db
    .update(passActs)
    .set({ at: earlier(passActs.at) })
    .where(inArray(passActs.passId, ids))
}
