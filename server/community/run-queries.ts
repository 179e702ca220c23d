import { and, eq, inArray } from 'drizzle-orm'
import type { RunKind } from '../../shared/community/run.ts'
import type { RunId } from '../../shared/ids.ts'
import type { Queryable, Tables } from '../storage/storage.ts'

export type RunRow = Tables['runs']['$inferSelect']

/** What a run is a run of. */
export interface RunSubject {
  kind: RunKind
  subjectId: string
}

export async function findRun(
  { db, tables: t }: Queryable,
  { kind, subjectId }: RunSubject,
): Promise<RunRow | null> {
  const [found] = await db
    .select()
    .from(t.runs)
    .where(and(eq(t.runs.kind, kind), eq(t.runs.subjectId, subjectId)))
  return found ?? null
}

/** The runs of these subjects that have been opened. */
export async function listRuns(
  { db, tables: t }: Queryable,
  kind: RunKind,
  subjectIds: readonly string[],
): Promise<RunRow[]> {
  if (subjectIds.length === 0) return []
  return db
    .select()
    .from(t.runs)
    .where(and(eq(t.runs.kind, kind), inArray(t.runs.subjectId, [...subjectIds])))
}

export async function insertRun({ db, tables: t }: Queryable, run: RunRow): Promise<void> {
  await db.insert(t.runs).values(run)
}

export async function updateRun(
  { db, tables: t }: Queryable,
  id: RunId,
  values: Partial<Omit<RunRow, 'id'>>,
): Promise<void> {
  await db.update(t.runs).set(values).where(eq(t.runs.id, id))
}
