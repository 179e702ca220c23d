import type { z } from 'zod'
import { AppError } from '../../shared/errors.ts'
import type { CasePupilId, DocumentId, LessonId, PersonId, StudyId } from '../../shared/ids.ts'
import type { addStudySchema, ChangeStudy } from '../../shared/lesson-study/api.ts'
import { allowedNow } from '../accounts/acting.ts'
import { schoolOf } from '../accounts/school-queries.ts'
import { findCommunity, findTheme } from '../community/queries.ts'
import type { Actor } from '../http/actor.ts'
import type { AreaDeps } from '../http/area.ts'
import type { Queryable } from '../storage/storage.ts'
import { completeDocuments } from './lesson-documents.ts'
import { insertLessonWithRoles, usualMinutes } from './lessons.ts'
import type { InitialContent } from './plan-document.ts'
import { emptyPlan, insertPlan } from './plan-document.ts'
import { firstPupils } from './pupils.ts'
import { insertStudyPerson } from './people-queries.ts'
import type { Study } from './queries.ts'
import { insertPupils } from './pupil-queries.ts'
import { findStudy, insertStudy, updateStudy } from './queries.ts'
import { rotateRoles } from './roles.ts'
import type { Change } from './study-change.ts'
import { announce, roleIn } from './study-change.ts'
import { refuseStrangers } from './study-people.ts'

type AddStudy = z.output<typeof addStudySchema>

/**
 * A new study: its puzzle, who plans together, the first research lesson with a plan of empty stages, three case
 * pupils. The id is the client's, accepted once: when the request is repeated, the study is found, not added again.
 */
export async function addStudy(
  deps: AreaDeps,
  actor: Actor,
  asked: AddStudy,
): Promise<{ study: Study; isNew: boolean }> {
  const { storage, clock, random } = deps
  const newId = () => random.id()
  const content = emptyPlan(newId)
  const added = await storage.transaction(async (tx) => {
    const q = { db: tx, tables: storage.tables }
    await allowedNow(q, actor, { action: 'study.create' })
    const existing = await findStudy(q, asked.id)
    if (existing !== null) return { study: ownOf(existing, actor), isNew: false }
    const teachers = [...new Set([actor.id, ...asked.teachers])]
    const schoolId = await schoolOf(q, actor.id)
    await refuseStrangers(q, teachers, schoolId)
    const community = await findCommunity(q)
    if (community === null) throw new Error('somebody is signed in where there is no community')
    const now = clock.now()
    const place = { communityId: community.id, schoolId }
    await insertStudy(q, { ...newStudy(asked, { creator: actor.id, now }), ...place })
    for (const [place, personId] of teachers.entries()) {
      await insertStudyPerson(q, {
        studyId: asked.id,
        personId,
        role: 'teacher',
        place,
        since: now,
      })
    }
    await insertFirstLesson(q, { studyId: asked.id, teachers, content, newId, now })
    const study = await findStudy(q, asked.id)
    if (study === null) throw new Error('a study vanished while it was added')
    await completeDocuments(q, study, { now, newId })
    return { study: (await findStudy(q, asked.id)) ?? study, isNew: true }
  })
  if (added.isNew)
    await announce(deps, { before: added.study, after: added.study, touched: [], rechecked: [] })
  return added
}

/** Changes the head of a study: only what is named, so that two people who change different fields keep both. */
export async function changeHead({ q, study }: Change, changes: ChangeStudy): Promise<boolean> {
  const { themeId } = changes
  if (themeId !== undefined && themeId !== null) {
    const theme = await findTheme(q, themeId)
    const isOpen = theme?.communityId === study.row.communityId && theme.closedAt === null
    const sentence = 'Choose one of the themes of your school.'
    if (!isOpen && themeId !== study.row.themeId)
      throw new AppError('invalid', sentence, { themeId: sentence })
  }
  const values = Object.fromEntries(
    Object.entries(changes).filter(([, value]) => value !== undefined),
  )
  if (Object.keys(values).length === 0) return false
  await updateStudy(q, study.row.id, values)
  return true
}

/** The id belongs to a study that somebody made before: the same person again, or a stranger with the same id. */
function ownOf(existing: Study, actor: Actor): Study {
  if (existing.row.createdBy === actor.id && roleIn(existing, actor.id) !== null) return existing
  throw new AppError('taken', 'This study could not be added. Please try again.')
}

function newStudy(
  { id, title }: AddStudy,
  { creator, now }: { creator: PersonId; now: number },
): Omit<Study['row'], 'communityId' | 'schoolId'> {
  return {
    id,
    title,
    question: '',
    themeId: null,
    focus: '',
    yearGroup: '',
    classCode: '',
    pupilCount: null,
    setting: '',
    expert: '',
    createdBy: creator,
    createdAt: now,
    changedAt: now,
    isExample: false,
  }
}

interface FirstLesson {
  studyId: StudyId
  teachers: PersonId[]
  content: InitialContent
  newId: () => string
  now: number
}

async function insertFirstLesson(q: Queryable, first: FirstLesson): Promise<void> {
  const { studyId, teachers, content, newId, now } = first
  const pupils = firstPupils(
    studyId,
    Array.from({ length: 3 }, () => newId() as CasePupilId),
    now,
  )
  await insertPupils(q, pupils)
  const planId = newId() as DocumentId
  await insertPlan(q, { id: planId, content, now })
  const lesson = { id: newId() as LessonId, studyId, number: 1, planId, createdAt: now }
  const roles = rotateRoles({
    taught: [],
    people: teachers.map((id) => ({ id, role: 'teacher' })),
    pupils: pupils.map((pupil) => pupil.id),
  })
  const when = { date: null, startsAt: null, minutes: usualMinutes }
  await insertLessonWithRoles(q, { ...lesson, ...when }, roles)
}
