import type { Queryable, Tables } from '../storage/storage.ts'

export type StudyActRow = Tables['studyActs']['$inferSelect']

/** Writes down what somebody did to a study, with name and date. */
export async function insertAct({ db, tables: t }: Queryable, act: StudyActRow): Promise<void> {
  await db.insert(t.studyActs).values(act)
}
