import type { Context } from 'hono'
import { Hono } from 'hono'
import type { LessonId, PersonId, StageMarkId, StudyId } from '../../shared/ids.ts'
import {
  addLessonSchema,
  addPupilSchema,
  addStudySchema,
  changeLessonSchema,
  changePupilSchema,
  changeStudySchema,
  endLessonSchema,
  markStageSchema,
  shareNotesSchema,
  studyPersonSchema,
} from '../../shared/lesson-study/api.ts'
import type { StudyRowView, StudyView, TodayView } from '../../shared/lesson-study/api.ts'
import { recentStudiesMax } from '../../shared/limits.ts'
import type { Actor, Env } from '../http/actor.ts'
import { allowed, signedIn } from '../http/actor.ts'
import type { AreaDeps } from '../http/area.ts'
import { readBody, readId } from '../http/body.ts'
import { notFound } from '../http/errors.ts'
import { courseRoutes } from './course-routes.ts'
import { chainRoutes } from './chain-routes.ts'
import { discussionRoutes } from './discussion-routes.ts'
import { emergencyRoutes } from './emergency-routes.ts'
import { keepingRoutes } from './keeping-routes.ts'
import { leftStudyRoutes } from './left-study-routes.ts'
import { addLesson, changeLesson, rotateLesson } from './lessons.ts'
import { expertRoutes } from './expert-routes.ts'
import { nextPlan } from './next-plan.ts'
import { addPupil, changePupil } from './pupils.ts'
import { findStudyOfLesson, listAssignments, listStudies } from './queries.ts'
import { findStudyOfPupil, listPupils } from './pupil-queries.ts'
import type { Study, StudyInBrief } from './queries.ts'
import { readableStudy } from './readable.ts'
import { schoolDay } from '../community/school-day.ts'
import { addStudy, changeHead } from './studies.ts'
import { asPerson, changeStudy } from './study-change.ts'
import { putPerson, removePerson } from './study-people.ts'
import { suggestionRoutes } from './suggestion-routes.ts'
import { endLesson, markStage, shareNotes, takeMarkBack } from './teaching.ts'
import { comingMilestones } from './coming-milestones.ts'
import { comingLessons, comingLessonView, studyRowView, studyView } from './views.ts'

/** Lesson studies: shared/lesson-study/api.ts says what each route takes and gives. */
export function lessonStudyRoutes(deps: AreaDeps) {
  return new Hono<Env>()
    .route('/', studyRoutes(deps))
    .route('/', studyPeopleRoutes(deps))
    .route('/', lessonRoutes(deps))
    .route('/', pupilRoutes(deps))
    .route('/', teachingRoutes(deps))
    .route('/', courseRoutes(deps))
    .route('/', discussionRoutes(deps))
    .route('/', chainRoutes(deps))
    .route('/', emergencyRoutes(deps))
    .route('/', leftStudyRoutes(deps))
    .route('/', keepingRoutes(deps))
    .route('/', expertRoutes(deps))
    .route('/', suggestionRoutes(deps))
}

function studyRoutes(deps: AreaDeps) {
  const { storage, clock } = deps
  return new Hono<Env>()
    .get('/today', async (c) => {
      const actor = signedIn(c)
      return c.json(await readToday(deps, actor))
    })
    .get('/studies', async (c) => {
      const actor = signedIn(c)
      const studies = await listStudies(storage, actor.id)
      return c.json(rowViews(deps, studies, actor, await schoolDay(storage, clock.now())))
    })
    .post('/studies', async (c) => {
      const actor = allowed(c, { action: 'study.create' })
      const { study, isNew } = await addStudy(deps, actor, await readBody(c, addStudySchema))
      return answer(c, deps, study, actor, isNew ? 201 : 200)
    })
    .get('/studies/:study', async (c) => {
      const actor = signedIn(c)
      return answer(c, deps, await readableStudy(deps, actor, readId(c, 'study')), actor)
    })
    .patch('/studies/:study', async (c) => {
      const actor = signedIn(c)
      const changes = await readBody(c, changeStudySchema)
      const rule = asPerson(actor, 'study.change', (change) => changeHead(change, changes))
      return answer(c, deps, await changeStudy(deps, readId(c, 'study'), rule), actor)
    })
}

function studyPeopleRoutes(deps: AreaDeps) {
  return new Hono<Env>()
    .put('/studies/:study/people/:person', async (c) => {
      const actor = signedIn(c)
      const person: PersonId = readId(c, 'person')
      const { role } = await readBody(c, studyPersonSchema)
      const rule = asPerson(actor, 'study.people', (change) => putPerson(change, person, role))
      return answer(c, deps, await changeStudy(deps, readId(c, 'study'), rule), actor)
    })
    .delete('/studies/:study/people/:person', async (c) => {
      const actor = signedIn(c)
      const person: PersonId = readId(c, 'person')
      const rule = asPerson(actor, 'study.people', (change) => removePerson(change, person))
      return answer(c, deps, await changeStudy(deps, readId(c, 'study'), rule), actor)
    })
}

function lessonRoutes(deps: AreaDeps) {
  return new Hono<Env>()
    .post('/studies/:study/lessons', async (c) => {
      const actor = signedIn(c)
      const { id } = await readBody(c, addLessonSchema)
      const studyId: StudyId = readId(c, 'study')
      const content = await nextPlan(deps, studyId)
      const rule = asPerson(actor, 'study.change', (change) => addLesson(change, id, content))
      return answer(c, deps, await changeStudy(deps, studyId, rule), actor)
    })
    .patch('/lessons/:lesson', async (c) => {
      const actor = signedIn(c)
      const lesson: LessonId = readId(c, 'lesson')
      const changes = await readBody(c, changeLessonSchema)
      const study = found(await findStudyOfLesson(deps.storage, lesson))
      const rule = asPerson(actor, 'study.change', (change) =>
        changeLesson(change, lesson, changes),
      )
      return answer(c, deps, await changeStudy(deps, study, rule), actor)
    })
    .post('/lessons/:lesson/rotate', async (c) => {
      const actor = signedIn(c)
      const lesson: LessonId = readId(c, 'lesson')
      const study = found(await findStudyOfLesson(deps.storage, lesson))
      const rule = asPerson(actor, 'study.change', (change) => rotateLesson(change, lesson))
      return answer(c, deps, await changeStudy(deps, study, rule), actor)
    })
}

/** What happens in the lesson itself: stage taps, its end, and when notes are seen. */
function teachingRoutes(deps: AreaDeps) {
  const { storage } = deps
  return new Hono<Env>()
    .post('/lessons/:lesson/marks', async (c) => {
      const actor = signedIn(c)
      const lesson: LessonId = readId(c, 'lesson')
      const mark = await readBody(c, markStageSchema)
      const study = found(await findStudyOfLesson(storage, lesson))
      const rule = asPerson(actor, 'study.take-part', (change) =>
        markStage(change, lesson, { mark, by: actor.id }),
      )
      return answer(c, deps, await changeStudy(deps, study, rule), actor)
    })
    .delete('/lessons/:lesson/marks/:mark', async (c) => {
      const actor = signedIn(c)
      const lesson: LessonId = readId(c, 'lesson')
      const id: StageMarkId = readId(c, 'mark')
      const study = found(await findStudyOfLesson(storage, lesson))
      const rule = asPerson(actor, 'study.take-part', (change) =>
        takeMarkBack(change, lesson, { id, by: actor.id }),
      )
      return answer(c, deps, await changeStudy(deps, study, rule), actor)
    })
    .put('/lessons/:lesson/ended', async (c) => {
      const actor = signedIn(c)
      const lesson: LessonId = readId(c, 'lesson')
      const { ended } = await readBody(c, endLessonSchema)
      const study = found(await findStudyOfLesson(storage, lesson))
      const rule = asPerson(actor, 'study.change', (change) =>
        endLesson(change, lesson, { ended, by: actor.id }),
      )
      return answer(c, deps, await changeStudy(deps, study, rule), actor)
    })
    .put('/lessons/:lesson/notes-shared', async (c) => {
      const actor = signedIn(c)
      const lesson: LessonId = readId(c, 'lesson')
      const { notesShared } = await readBody(c, shareNotesSchema)
      const study = found(await findStudyOfLesson(storage, lesson))
      const rule = asPerson(actor, 'study.change', (change) =>
        shareNotes(change, lesson, { notesShared, by: actor.id }),
      )
      return answer(c, deps, await changeStudy(deps, study, rule), actor)
    })
}

function pupilRoutes(deps: AreaDeps) {
  return new Hono<Env>()
    .post('/studies/:study/pupils', async (c) => {
      const actor = signedIn(c)
      const { id } = await readBody(c, addPupilSchema)
      const rule = asPerson(actor, 'study.change', (change) => addPupil(change, id))
      return answer(c, deps, await changeStudy(deps, readId(c, 'study'), rule), actor)
    })
    .patch('/pupils/:pupil', async (c) => {
      const actor = signedIn(c)
      const pupil = readId<'case-pupil'>(c, 'pupil')
      const changes = await readBody(c, changePupilSchema)
      const study = found(await findStudyOfPupil(deps.storage, pupil))
      const rule = asPerson(actor, 'study.change', (change) => changePupil(change, pupil, changes))
      return answer(c, deps, await changeStudy(deps, study, rule), actor)
    })
}

/** The study as the person sees it; nothing, when they have just left it. */
function answer(
  c: Context<Env>,
  { clock }: Pick<AreaDeps, 'clock'>,
  study: Study,
  { id }: Actor,
  status: 200 | 201 = 200,
) {
  const view = studyView(study, { id, now: clock.now() })
  return view === null ? c.body(null, 204) : c.json<StudyView>(view, status)
}

function found(study: StudyId | null): StudyId {
  if (study === null) throw notFound()
  return study
}

function rowViews(deps: AreaDeps, studies: StudyInBrief[], { id }: Actor, day: string) {
  return studies
    .map((study): StudyRowView => studyRowView(study, { reader: id, day, rooms: deps.rooms }))
    .sort((a, b) => b.changedAt - a.changedAt)
}

async function readToday(deps: AreaDeps, actor: Actor): Promise<TodayView> {
  const { storage, clock } = deps
  const day = await schoolDay(storage, clock.now())
  const studies = await listStudies(storage, actor.id)
  const coming = comingLessons(studies, day)
  const [assignments, pupils] = await Promise.all([
    listAssignments(
      storage,
      actor.id,
      coming.map(({ lesson }) => lesson.id),
    ),
    listPupils(
      storage,
      coming.map(({ study }) => study.row.id),
    ),
  ])
  const watchedIn = (lesson: LessonId) => {
    const ids = assignments.find((one) => one.lessonId === lesson)?.pupilIds ?? []
    return pupils.filter((pupil) => ids.includes(pupil.id))
  }
  return {
    recent: rowViews(deps, studies, actor, day).slice(0, recentStudiesMax),
    comingUp: coming.map((one) =>
      comingLessonView(one, { reader: actor.id, watching: watchedIn(one.lesson.id) }),
    ),
    milestones: await comingMilestones(storage, studies, day),
  }
}
