import { AppError } from '../../shared/errors.ts'
import type { LessonId, PersonId, StageMarkId } from '../../shared/ids.ts'
import type { StudyActKind } from '../../shared/lesson-study/acts.ts'
import type { MarkStage } from '../../shared/lesson-study/api.ts'
import type { NotesShared } from '../../shared/lesson-study/lesson.ts'
import { markAgeDaysMax, markAheadMsMax, stageMarksPerLessonMax } from '../../shared/limits.ts'
import { setFrozen } from '../storage/documents.ts'
import { insertAct } from './act-queries.ts'
import { countMarks, findMark, insertMark, removeMark } from './mark-queries.ts'
import type { StudyLesson } from './queries.ts'
import { updateLesson } from './queries.ts'
import type { Change } from './study-change.ts'

const dayMs = 24 * 60 * 60 * 1_000

/**
 * A stage of the lesson begins. With the first tap the plan we taught keeps itself: nobody writes it from then on, and
 * observers and findings cite it. A mark made offline says when it was made; it arrives later, and once.
 */
export async function markStage(
  change: Change,
  lessonId: LessonId,
  { mark, by }: { mark: MarkStage; by: PersonId },
): Promise<boolean> {
  const { q, now } = change
  const lesson = lessonOf(change, lessonId)
  const known = await findMark(q, mark.id)
  if (known?.lessonId === lessonId && known.personId === by) return false
  if (known !== null) throw new AppError('taken', 'This could not be marked. Please try again.')
  if (mark.at > now + markAheadMsMax || mark.at < now - markAgeDaysMax * dayMs) {
    throw new AppError(
      'invalid',
      'The time of this mark cannot be right. Look at the clock of the device.',
    )
  }
  if ((await countMarks(q, lessonId)) >= stageMarksPerLessonMax) {
    throw new AppError('conflict', 'This lesson has had as many stage marks as there is room for.')
  }
  const at = Math.min(mark.at, now)
  await insertMark(q, {
    ...{ id: mark.id, lessonId, rowId: mark.rowId, at, personId: by },
    ...{ receivedAt: now, removedAt: null },
  })
  if (lesson.begunAt === null) await beginLesson(change, lesson, { at, by })
  else if (at < lesson.begunAt) await updateLesson(q, lessonId, { begunAt: at, begunBy: by })
  return true
}

/** Takes a tap back that was a mistake: one's own. The plan that was taught stays as it was kept. */
export async function takeMarkBack(
  { q, now }: Change,
  lessonId: LessonId,
  { id, by }: { id: StageMarkId; by: PersonId },
): Promise<boolean> {
  const mark = await findMark(q, id)
  if (mark === null || mark.lessonId !== lessonId || mark.removedAt !== null) return false
  if (mark.personId !== by) {
    throw new AppError('forbidden', 'Somebody else marked this stage. They can take it back.')
  }
  await removeMark(q, id, now)
  return true
}

/** The lesson is over, so that observers see one another's notes; or it goes on after all. */
export async function endLesson(
  change: Change,
  lessonId: LessonId,
  { ended, by }: { ended: boolean; by: PersonId },
): Promise<boolean> {
  const { q, now } = change
  const lesson = lessonOf(change, lessonId)
  if ((lesson.endedAt !== null) === ended) return false
  // A lesson of which nobody tapped a stage was taught all the same.
  if (ended && lesson.begunAt === null) await beginLesson(change, lesson, { at: now, by })
  await updateLesson(
    q,
    lessonId,
    ended ? { endedAt: now, endedBy: by } : { endedAt: null, endedBy: null },
  )
  await sayAct(change, { kind: ended ? 'lesson-ended' : 'lesson-resumed', lessonId, by })
  noteSharing(change, lesson)
  return true
}

/** Whether observers see one another's notes as they are written, or from the end of the lesson. */
export async function shareNotes(
  change: Change,
  lessonId: LessonId,
  { notesShared, by }: { notesShared: NotesShared; by: PersonId },
): Promise<boolean> {
  const lesson = lessonOf(change, lessonId)
  if ((lesson.notesShared ?? 'end') === notesShared) return false
  await updateLesson(change.q, lessonId, { notesShared })
  await sayAct(change, { kind: 'notes-shared', lessonId, by, note: notesShared })
  noteSharing(change, lesson)
  return true
}

async function beginLesson(
  change: Change,
  lesson: StudyLesson,
  { at, by }: { at: number; by: PersonId },
): Promise<void> {
  const { q, now, rechecked } = change
  await updateLesson(q, lesson.id, { begunAt: at, begunBy: by })
  if (lesson.planFrozenAt === null) {
    await setFrozen(q.db, q.tables, lesson.planId, { at: now, reason: 'taught' })
  }
  rechecked.add(lesson.planId)
  await sayAct(change, { kind: 'lesson-begun', lessonId: lesson.id, by })
}

interface Act {
  kind: StudyActKind
  lessonId: LessonId | null
  by: PersonId
  note?: string
}

/** Writes an act down: what changes the state of a study has a name and a date. */
export async function sayAct({ q, study, now, newId }: Change, act: Act): Promise<void> {
  const { kind, lessonId, by: personId, note = '' } = act
  await insertAct(q, {
    id: newId(),
    studyId: study.row.id,
    lessonId,
    kind,
    personId,
    at: now,
    note,
  })
}

/** Who may read the notes of a lesson has changed, or may have. */
function noteSharing({ rechecked }: Change, lesson: StudyLesson): void {
  for (const { kind, documentId } of lesson.documents) {
    if (kind === 'observation' || kind === 'voice') rechecked.add(documentId)
  }
}

/** The lesson that a rule is about; it was looked up by its id, so it is there. */
export function lessonOf({ study }: Change, id: LessonId): StudyLesson {
  const lesson = study.lessons.find((one) => one.id === id)
  if (!lesson) throw new Error('a lesson vanished from its study')
  return lesson
}
