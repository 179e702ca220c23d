import { AppError } from '../../shared/errors.ts'
import type { LessonId, PersonId } from '../../shared/ids.ts'
import { deleteCover, insertCover, listCover } from './course-queries.ts'
import type { Change } from './study-change.ts'
import { roleIn } from './study-change.ts'

interface CoverWords {
  classCode: string
  coveredBy: string
}

/** Says which class of a person's is without its teacher during a lesson, and who takes it; empty words take it away. */
export async function changeCover(
  { q, study }: Change,
  lessonId: LessonId,
  cover: CoverWords & { personId: PersonId; was?: CoverWords | null | undefined },
): Promise<boolean> {
  const { personId, classCode, coveredBy, was } = cover
  if (roleIn(study, personId) === null) {
    throw new AppError('invalid', 'This person is not in the study any more.')
  }
  const rows = await listCover(q, [lessonId])
  const before = rows.find((row) => row.personId === personId) ?? null
  const isEmpty = classCode === '' && coveredBy === ''
  if (isEmpty ? before === null : isSame(before, cover)) return false
  if (was !== undefined && !isSame(before, was)) {
    throw new AppError(
      'conflict',
      'Somebody changed this row a moment before you. Look at it again.',
    )
  }
  await deleteCover(q, { lessonId, personId })
  if (!isEmpty) await insertCover(q, { lessonId, personId, classCode, coveredBy })
  return true
}

function isSame(a: CoverWords | null, b: CoverWords | null): boolean {
  return (
    (a?.classCode ?? '') === (b?.classCode ?? '') && (a?.coveredBy ?? '') === (b?.coveredBy ?? '')
  )
}
