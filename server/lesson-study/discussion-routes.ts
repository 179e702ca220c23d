import { Hono } from 'hono'
import type { RunView } from '../../shared/community/run.ts'
import { runActSchema } from '../../shared/community/run.ts'
import type { LessonId } from '../../shared/ids.ts'
import type { Env } from '../http/actor.ts'
import { signedIn } from '../http/actor.ts'
import type { AreaDeps } from '../http/area.ts'
import { readBody, readId } from '../http/body.ts'
import { notFound } from '../http/errors.ts'
import { actOnDiscussion, readDiscussion } from './discussion.ts'
import { findStudyOfLesson } from './queries.ts'
import { readableStudy } from './readable.ts'
import { asPerson, changeStudy } from './study-change.ts'

/** The discussion of a lesson: shared/community/run.ts says what each route takes and gives. */
export function discussionRoutes(deps: AreaDeps) {
  const { storage, clock, live } = deps
  return new Hono<Env>()
    .get('/lessons/:lesson/run', async (c) => {
      const actor = signedIn(c)
      const lesson: LessonId = readId(c, 'lesson')
      const studyId = await findStudyOfLesson(storage, lesson)
      const study = await readableStudy(deps, actor, studyId)
      return c.json<RunView>(await readDiscussion(storage, study, lesson, clock.now()))
    })
    .post('/lessons/:lesson/run/acts', async (c) => {
      const actor = signedIn(c)
      const lesson: LessonId = readId(c, 'lesson')
      const act = await readBody(c, runActSchema)
      const studyId = await findStudyOfLesson(storage, lesson)
      if (studyId === null) throw notFound()
      const rule = asPerson(actor, 'study.take-part', (change) =>
        actOnDiscussion(change, lesson, { act, actor }),
      )
      const study = await changeStudy(deps, studyId, rule)
      live.publish({ scope: `study:${studyId}`, noun: 'run', id: lesson })
      return c.json<RunView>(await readDiscussion(storage, study, lesson, clock.now()))
    })
}
