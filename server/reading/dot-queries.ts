import { and, count, eq, gt, inArray, isNull } from 'drizzle-orm'
import type { ClubId, IdeaId, PersonId, VoteRoundId } from '../../shared/ids.ts'
import type { Queryable, Tables } from '../storage/storage.ts'

type DotRow = Tables['ideaDots']['$inferSelect']

/** The cards that somebody's dots are on in a vote. A dot on a card that is laid aside waits and does not count. */
export async function listDotsOf(
  { db, tables: t }: Queryable,
  roundId: VoteRoundId,
  personId: PersonId,
): Promise<IdeaId[]> {
  const rows = await db
    .select({ ideaId: t.ideaDots.ideaId })
    .from(t.ideaDots)
    .innerJoin(t.ideas, eq(t.ideas.id, t.ideaDots.ideaId))
    .where(
      and(
        eq(t.ideaDots.roundId, roundId),
        eq(t.ideaDots.personId, personId),
        isNull(t.ideas.parkedAt),
      ),
    )
  return rows.map((row) => row.ideaId)
}

/** How many dots the cards of a vote have that have any, of people who are still in the club and the school. */
export async function countDots({ db, tables: t }: Queryable, roundId: VoteRoundId) {
  const rows = await db
    .select({ ideaId: t.ideaDots.ideaId, count: count() })
    .from(t.ideaDots)
    .innerJoin(t.ideas, eq(t.ideas.id, t.ideaDots.ideaId))
    .innerJoin(
      t.clubPeople,
      and(eq(t.clubPeople.clubId, t.ideas.clubId), eq(t.clubPeople.personId, t.ideaDots.personId)),
    )
    .innerJoin(t.people, eq(t.people.id, t.ideaDots.personId))
    .where(
      and(eq(t.ideaDots.roundId, roundId), eq(t.people.state, 'active'), isNull(t.ideas.parkedAt)),
    )
    .groupBy(t.ideaDots.ideaId)
  return new Map(rows.map((row) => [row.ideaId, Number(row.count)]))
}

export async function insertDot({ db, tables: t }: Queryable, row: DotRow): Promise<void> {
  await db.insert(t.ideaDots).values(row)
}

export async function deleteDot(
  { db, tables: t }: Queryable,
  { roundId, ideaId, personId }: DotRow,
): Promise<void> {
  await db
    .delete(t.ideaDots)
    .where(
      and(
        eq(t.ideaDots.roundId, roundId),
        eq(t.ideaDots.ideaId, ideaId),
        eq(t.ideaDots.personId, personId),
      ),
    )
}

/** Whose dots they were is forgotten. */
export async function deleteDots(
  { db, tables: t }: Queryable,
  roundId: VoteRoundId,
): Promise<void> {
  await db.delete(t.ideaDots).where(eq(t.ideaDots.roundId, roundId))
}

/** The dots of somebody who leaves a club go with them. */
export async function deleteDotsOf(
  { db, tables: t }: Queryable,
  { clubId, personId }: { clubId: ClubId; personId: PersonId },
): Promise<void> {
  const rounds = db
    .select({ id: t.voteRounds.id })
    .from(t.voteRounds)
    .where(eq(t.voteRounds.clubId, clubId))
  await db
    .delete(t.ideaDots)
    .where(and(eq(t.ideaDots.personId, personId), inArray(t.ideaDots.roundId, rounds)))
}

/** Who has more dots than this on the cards of a vote, as when one that was laid aside comes back. */
export async function listOverfull(
  { db, tables: t }: Queryable,
  roundId: VoteRoundId,
  most: number,
): Promise<PersonId[]> {
  const rows = await db
    .select({ personId: t.ideaDots.personId })
    .from(t.ideaDots)
    .innerJoin(t.ideas, eq(t.ideas.id, t.ideaDots.ideaId))
    .where(and(eq(t.ideaDots.roundId, roundId), isNull(t.ideas.parkedAt)))
    .groupBy(t.ideaDots.personId)
    .having(gt(count(), most))
  return rows.map((row) => row.personId)
}
