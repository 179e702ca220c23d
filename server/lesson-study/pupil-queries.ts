import { eq } from 'drizzle-orm'
import type { CasePupilId } from '../../shared/ids.ts'
import type { Queryable, Tables } from '../storage/storage.ts'

type PupilRow = Tables['casePupils']['$inferSelect']

/** Which study a case pupil belongs to; ids are looked up, never believed. */
export async function findStudyOfPupil({ db, tables: t }: Queryable, pupilId: CasePupilId) {
  const [found] = await db
    .select({ studyId: t.casePupils.studyId })
    .from(t.casePupils)
    .where(eq(t.casePupils.id, pupilId))
  return found?.studyId ?? null
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
