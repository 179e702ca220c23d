import type { ActionView, ChangeAction, NewAction } from '../../shared/community/actions.ts'
import { AppError } from '../../shared/errors.ts'
import type { ActionId, LessonId, PersonId, StudyId } from '../../shared/ids.ts'
import { actionsPerPersonOpenMax } from '../../shared/limits.ts'
import { notFound } from '../http/errors.ts'
import type { StudyDoor } from '../http/area.ts'
import type { Queryable } from '../storage/storage.ts'
import type { ActionRow } from './action-queries.ts'
import { countOpenActions, findAction, insertAction, updateAction } from './action-queries.ts'
import { findDecision } from './chain-queries.ts'
import { findCommunity, listPeopleById } from './queries.ts'
import { stale } from './stale.ts'

export interface Acting {
  q: Queryable
  studies: StudyDoor
  /** Milliseconds since 1970. */
  now: number
  by: PersonId
}

/** Adds a to-do or a change somebody is trying. Its id is accepted once: the same said again changes nothing. */
export async function addAction(
  acting: Acting,
  { id, kind, text, dueOn, ...asked }: NewAction,
): Promise<{ action: ActionRow; isNew: boolean }> {
  const { q, now, by } = acting
  const known = await findAction(q, id)
  if (known?.createdBy === by) {
    // What became of a colleague's is theirs: whoever gave it is answered as they gave it.
    const given = { text, dueOn, doneAt: null, doneBy: null, changedForPupils: '', version: 1 }
    return { action: known.ownerId === by ? known : { ...known, ...given }, isNew: false }
  }
  if (known !== null) throw new AppError('taken', 'This could not be added. Please try again.')
  const community = await findCommunity(q)
  if (community === null) throw notFound()
  const ownerId = asked.ownerId ?? by
  const from = await originOf(acting, { ...asked, ownerId })
  if ((await countOpenActions(q, ownerId)) >= actionsPerPersonOpenMax) {
    throw new AppError(
      'conflict',
      'There is more to do already than a list can hold. End some first.',
    )
  }
  const action: ActionRow = {
    ...{ id, communityId: community.id, kind, text, ownerId, dueOn, ...from },
    ...{ createdBy: by, createdAt: now, doneAt: null, doneBy: null },
    ...{ changedForPupils: '', version: 1 },
  }
  await insertAction(q, action)
  return { action, isNew: true }
}

type Origin = Pick<ActionRow, 'studyId' | 'lessonId' | 'decisionId'>

/** Where an action comes from. Only within a study may it be anybody's but one's own. */
async function originOf(
  { q, studies, by }: Acting,
  asked: Pick<NewAction, 'lessonId' | 'decisionId'> & { ownerId: PersonId },
): Promise<Origin> {
  const decision = asked.decisionId === null ? null : await findDecision(q, asked.decisionId)
  if (asked.decisionId !== null && decision === null) throw notFound()
  const lessonId: LessonId | null = decision?.lessonId ?? asked.lessonId
  const [lesson] = lessonId === null ? [] : await studies.findLessons(q, [lessonId])
  const studyId: StudyId | null = lesson?.studyId ?? null
  const isIn = async (person: PersonId) =>
    studyId !== null && (await studies.findRole(person, studyId, q)) !== null
  if (lessonId !== null && !(await isIn(by))) throw notFound()
  if (asked.ownerId !== by && !(await isIn(asked.ownerId))) {
    throw new AppError('invalid', 'Choose one of the people of this study.')
  }
  return { studyId, lessonId, decisionId: decision?.id ?? null }
}

/** Changes an action of one's own; others' are none of one's business, so they look absent. */
export async function changeAction(
  { q, now, by }: Acting,
  id: ActionId,
  { version, text, dueOn, done, changedForPupils }: ChangeAction,
): Promise<{ action: ActionRow; isChanged: boolean }> {
  const action = await findAction(q, id)
  if (action?.ownerId !== by) throw notFound()
  if (version !== action.version) throw stale(null, 'changed this')
  const isDone = action.doneAt !== null
  const change = {
    ...(text === undefined ? {} : { text }),
    ...(dueOn === undefined ? {} : { dueOn }),
    ...(changedForPupils === undefined ? {} : { changedForPupils }),
    ...(done === undefined || done === isDone
      ? {}
      : { doneAt: done ? now : null, doneBy: done ? by : null }),
  }
  if (Object.keys(change).length === 0) return { action, isChanged: false }
  const values = { ...change, version: version + 1 }
  await updateAction(q, id, values)
  return { action: { ...action, ...values }, isChanged: true }
}

/** Actions as their owner sees them, with the lessons they come from. */
export async function actionViews(
  q: Queryable,
  studies: StudyDoor,
  actions: readonly ActionRow[],
): Promise<ActionView[]> {
  const lessonIds = actions.map((action) => action.lessonId).filter((id) => id !== null)
  const lessons = await studies.findLessons(q, [...new Set(lessonIds)])
  const people = await listPeopleById(
    q,
    actions.flatMap((action) => [action.ownerId, action.createdBy]),
  )
  const named = (id: PersonId) => people.find((person) => person.id === id) ?? null
  return actions.map(({ id, kind, text, ownerId, dueOn, createdBy, ...action }) => ({
    ...{ id, kind, text, owner: named(ownerId), dueOn },
    studyId: action.studyId,
    lessonId: action.lessonId,
    lessonNumber: lessons.find((lesson) => lesson.id === action.lessonId)?.number ?? null,
    decisionId: action.decisionId,
    createdBy: named(createdBy),
    doneAt: action.doneAt,
    changedForPupils: action.changedForPupils,
    version: action.version,
  }))
}
