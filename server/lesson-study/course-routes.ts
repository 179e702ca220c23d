import type { Context } from 'hono'
import { Hono } from 'hono'
import type { LessonId, StudyId } from '../../shared/ids.ts'
import type { CourseView } from '../../shared/lesson-study/course.ts'
import {
  changeAgreementSchema,
  changeCoverSchema,
  moveMilestoneSchema,
  signAgreementSchema,
} from '../../shared/lesson-study/course.ts'
import { milestoneKinds } from '../../shared/lesson-study/milestones.ts'
import type { Actor, Env } from '../http/actor.ts'
import { signedIn } from '../http/actor.ts'
import type { AreaDeps } from '../http/area.ts'
import { readBody, readId } from '../http/body.ts'
import { notFound } from '../http/errors.ts'
import { changeAgreement, signAgreement } from './agreement.ts'
import { calendarHeaders } from '../community/calendar-file.ts'
import { studyCalendar } from './calendar.ts'
import { readCourse } from './course.ts'
import { listMovedMilestones } from './course-queries.ts'
import { changeCover } from './cover.ts'
import { listMilestones, moveMilestone, putMilestoneBack } from './milestones.ts'
import type { Study } from './queries.ts'
import { findStudyOfLesson } from './queries.ts'
import { readableStudy } from './readable.ts'
import { schoolZone } from '../community/school-day.ts'
import { asPerson, changeStudy } from './study-change.ts'

/** What a study agreed, its dates, who needs cover and what was done: shared/lesson-study/course.ts. */
export function courseRoutes(deps: AreaDeps) {
  return new Hono<Env>()
    .route('/', readingRoutes(deps))
    .route('/', agreementRoutes(deps))
    .route('/', dateRoutes(deps))
}

function readingRoutes(deps: AreaDeps) {
  return new Hono<Env>()
    .get('/studies/:study/course', async (c) => {
      const actor = signedIn(c)
      return answer(c, deps, await readableStudy(deps, actor, readId(c, 'study')), actor)
    })
    .get('/studies/:study/calendar.ics', async (c) => {
      const study = await readableStudy(deps, signedIn(c), readId(c, 'study'))
      const { storage, clock } = deps
      const ids = study.lessons.map((lesson) => lesson.id)
      const file = studyCalendar({
        title: study.row.title,
        classCode: study.row.classCode,
        milestones: listMilestones(study.lessons, await listMovedMilestones(storage, ids)),
        minutes: new Map(study.lessons.map((lesson) => [lesson.id, lesson.minutes])),
        timeZone: await schoolZone(storage),
        now: clock.now(),
      })
      return c.body(file, 200, calendarHeaders('lesson-study'))
    })
}

function agreementRoutes(deps: AreaDeps) {
  return new Hono<Env>()
    .put('/studies/:study/agreement', async (c) => {
      const actor = signedIn(c)
      const { base, norms } = await readBody(c, changeAgreementSchema)
      const rule = asPerson(actor, 'study.change', (change) =>
        changeAgreement(change, { base, norms, by: actor.id }),
      )
      return answer(c, deps, await changeStudy(deps, readId(c, 'study'), rule), actor)
    })
    .post('/studies/:study/agreement/signs', async (c) => {
      const actor = signedIn(c)
      const { version } = await readBody(c, signAgreementSchema)
      const rule = asPerson(actor, 'study.take-part', (change) =>
        signAgreement(change, { version, by: actor.id }),
      )
      return answer(c, deps, await changeStudy(deps, readId(c, 'study'), rule), actor)
    })
}

function dateRoutes(deps: AreaDeps) {
  return new Hono<Env>()
    .put('/lessons/:lesson/milestones/:kind', async (c) => {
      const actor = signedIn(c)
      const { study, place } = await milestoneAt(deps, c)
      const move = await readBody(c, moveMilestoneSchema)
      const rule = asPerson(actor, 'study.change', (change) =>
        moveMilestone(change, place, { move, by: actor.id }),
      )
      return answer(c, deps, await changeStudy(deps, study, rule), actor)
    })
    .delete('/lessons/:lesson/milestones/:kind', async (c) => {
      const actor = signedIn(c)
      const { study, place } = await milestoneAt(deps, c)
      const rule = asPerson(actor, 'study.change', (change) => putMilestoneBack(change, place))
      return answer(c, deps, await changeStudy(deps, study, rule), actor)
    })
    .put('/lessons/:lesson/cover', async (c) => {
      const actor = signedIn(c)
      const lesson: LessonId = readId(c, 'lesson')
      const cover = await readBody(c, changeCoverSchema)
      const study = found(await findStudyOfLesson(deps.storage, lesson))
      const rule = asPerson(actor, 'study.change', (change) => changeCover(change, lesson, cover))
      return answer(c, deps, await changeStudy(deps, study, rule), actor)
    })
}

async function answer(c: Context<Env>, { storage }: AreaDeps, study: Study, { id }: Actor) {
  return c.json<CourseView>(await readCourse(storage, study, id))
}

async function milestoneAt({ storage }: AreaDeps, c: Context<Env>) {
  const lessonId: LessonId = readId(c, 'lesson')
  const kind = milestoneKinds.find((one) => one === c.req.param('kind'))
  if (kind === undefined) throw notFound()
  return { study: found(await findStudyOfLesson(storage, lessonId)), place: { lessonId, kind } }
}

function found(study: StudyId | null): StudyId {
  if (study === null) throw notFound()
  return study
}
