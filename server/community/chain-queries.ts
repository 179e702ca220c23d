import { and, asc, eq, isNotNull, sql } from 'drizzle-orm'
import type { ClaimId, DecisionId, StudyId } from '../../shared/ids.ts'
import type { Queryable, Tables } from '../storage/storage.ts'

export type ClaimRow = Tables['claims']['$inferSelect']
export type DecisionRow = Tables['decisions']['$inferSelect']

/** Every claim of a study, those let go among them, oldest first. */
export async function listClaims({ db, tables: t }: Queryable, study: StudyId) {
  return db
    .select()
    .from(t.claims)
    .where(eq(t.claims.studyId, study))
    .orderBy(asc(t.claims.createdAt), asc(t.claims.id))
}

export async function findClaim(
  { db, tables: t }: Queryable,
  id: ClaimId,
): Promise<ClaimRow | null> {
  const [found] = await db.select().from(t.claims).where(eq(t.claims.id, id))
  return found ?? null
}

export async function countClaims({ db, tables: t }: Queryable, study: StudyId): Promise<number> {
  const [row] = await db
    .select({ count: sql<number>`count(*)` })
    .from(t.claims)
    .where(eq(t.claims.studyId, study))
  return Number(row?.count ?? 0)
}

export async function insertClaim({ db, tables: t }: Queryable, claim: ClaimRow): Promise<void> {
  await db.insert(t.claims).values(claim)
}

export async function updateClaim(
  { db, tables: t }: Queryable,
  id: ClaimId,
  values: Partial<Omit<ClaimRow, 'id'>>,
): Promise<void> {
  await db.update(t.claims).set(values).where(eq(t.claims.id, id))
}

/** Every decision of a study, those let go among them, oldest first. */
export async function listDecisions({ db, tables: t }: Queryable, study: StudyId) {
  return db
    .select()
    .from(t.decisions)
    .where(eq(t.decisions.studyId, study))
    .orderBy(asc(t.decisions.createdAt), asc(t.decisions.id))
}

export async function findDecision(
  { db, tables: t }: Queryable,
  id: DecisionId,
): Promise<DecisionRow | null> {
  const [found] = await db.select().from(t.decisions).where(eq(t.decisions.id, id))
  return found ?? null
}

export async function countDecisions({ db, tables: t }: Queryable, study: StudyId) {
  const [row] = await db
    .select({ count: sql<number>`count(*)` })
    .from(t.decisions)
    .where(eq(t.decisions.studyId, study))
  return Number(row?.count ?? 0)
}

export async function insertDecision({ db, tables: t }: Queryable, decision: DecisionRow) {
  await db.insert(t.decisions).values(decision)
}

export async function updateDecision(
  { db, tables: t }: Queryable,
  id: DecisionId,
  values: Partial<Omit<DecisionRow, 'id'>>,
): Promise<void> {
  await db.update(t.decisions).set(values).where(eq(t.decisions.id, id))
}

/** To-dos and changes people are trying that came of a study's decisions, oldest first. */
export async function listFollowing({ db, tables: t }: Queryable, study: StudyId) {
  return db
    .select({
      id: t.actions.id,
      kind: t.actions.kind,
      ownerId: t.actions.ownerId,
      decisionId: t.actions.decisionId,
    })
    .from(t.actions)
    .where(and(eq(t.actions.studyId, study), isNotNull(t.actions.decisionId)))
    .orderBy(asc(t.actions.createdAt), asc(t.actions.id))
}
