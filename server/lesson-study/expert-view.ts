import type { PersonId } from '../../shared/ids.ts'
import type { ExpertLessonView, ExpertStudyView } from '../../shared/lesson-study/expert.ts'
import type { ClaimRow, DecisionRow } from '../community/chain-queries.ts'
import { listClaims, listDecisions } from '../community/chain-queries.ts'
import type { Storage } from '../storage/storage.ts'
import { personView } from '../accounts/queries.ts'
import { readDiscussion } from './discussion.ts'
import { expertClaims } from './expert-claims.ts'
import type { Study, StudyLesson } from './queries.ts'
import { listSuggestions } from './suggestion-queries.ts'
import { suggestionViews } from './suggestion-views.ts'

/** A study as its invited expert reads it: what was planned, said and decided; no raw notes, no other study. */
export async function expertStudyView(
  storage: Storage,
  study: Study,
  { reader, now }: { reader: PersonId; now: number },
): Promise<ExpertStudyView> {
  const { title, question, focus, yearGroup, id } = study.row
  const chain = {
    claims: await listClaims(storage, id),
    decisions: await listDecisions(storage, id),
  }
  const lessons: ExpertLessonView[] = []
  for (const lesson of study.lessons) {
    lessons.push(await lessonView(storage, { study, lesson, reader, now }, chain))
  }
  const open = study.pupils.filter((pupil) => pupil.droppedAt === null)
  return {
    ...{ title, question, focus, yearGroup, lessons },
    people: study.people.map(personView),
    pupils: open.map(({ id: pupil, pseudonym, code }) => ({ id: pupil, pseudonym, code })),
  }
}

async function lessonView(
  storage: Storage,
  {
    study,
    lesson,
    reader,
    now,
  }: { study: Study; lesson: StudyLesson } & {
    reader: PersonId
    now: number
  },
  { claims, decisions }: { claims: ClaimRow[]; decisions: DecisionRow[] },
): Promise<ExpertLessonView> {
  const { id, number, date, begunAt, planId, planEpoch, planFrozenAt } = lesson
  const documentOf = (kind: 'record' | 'expert-words') => {
    const found = lesson.documents.find(
      (one) => one.kind === kind && (kind === 'record' || one.personId === reader),
    )
    return found ? { documentId: found.documentId, epoch: found.epoch } : null
  }
  const suggested = await listSuggestions(storage, id)
  return {
    ...{ id, number, date, isTaught: begunAt !== null },
    plan: { documentId: planId, epoch: planEpoch, frozen: planFrozenAt !== null },
    record: documentOf('record'),
    words: documentOf('expert-words'),
    run: await readDiscussion(storage, study, id, now),
    claims: await expertClaims(storage, { study, lesson }, claims),
    decisions: decisions
      .filter((one) => one.lessonId === id && one.state !== 'dropped')
      .map(({ text }) => text),
    suggestions: await suggestionViews(storage, { study, reader }, suggested),
  }
}
