import { eq, inArray } from 'drizzle-orm'
import type { CasePupilId, StudyId } from '../../shared/ids.ts'
import type { Queryable, Tables } from '../storage/storage.ts'

export type PupilRow = Tables['casePupils']['$inferSelect']

export async function findStudyOfPupil({ db, tables: t }: Queryable, pupilId: CasePupilId) {
  const [found] = await db
    .select({ studyId: t.casePupils.studyId })
    .from(t.casePupils)
    .where(eq(t.casePupils.id, pupilId))
  return found?.studyId ?? null
}

export async function listPupils({ db, tables: t }: Queryable, studyIds: StudyId[]) {
  if (studyIds.length === 0) return []
  return db
    .select()
    .from(t.casePupils)
    .where(inArray(t.casePupils.studyId, studyIds))
    .orderBy(t.casePupils.code)
}

export async function insertPupils({ db, tables: t }: Queryable, pupils: PupilRow[]) {
  await db.insert(t.casePupils).values(pupils)
}

export async function updatePupil(
  { db, tables: t }: Queryable,
  pupilId: CasePupilId,
  values: Partial<Omit<PupilRow, 'id'>>,
) {
  await db.update(t.casePupils).set(values).where(eq(t.casePupils.id, pupilId))
}
