import { Hono } from 'hono'
import type { LeftBehindView, LeftStudyView } from '../../shared/lesson-study/left-studies.ts'
import { putInSchema } from '../../shared/lesson-study/left-studies.ts'
import type { Env } from '../http/actor.ts'
import { allowed } from '../http/actor.ts'
import type { AreaDeps } from '../http/area.ts'
import { readBody, readId } from '../http/body.ts'
import { leftBehind, leftStudiesFor, putIntoLeft } from './left-studies.ts'

/** Studies that were left: shared/lesson-study/left-studies.ts says what each route takes and gives. */
export function leftStudyRoutes(deps: AreaDeps) {
  const { storage } = deps
  return new Hono<Env>()
    .get('/left-studies', async (c) => {
      const actor = allowed(c, { action: 'study.put-in', isInSchool: true })
      return c.json<LeftStudyView[]>(await leftStudiesFor(storage, actor))
    })
    .post('/left-studies/:study/people', async (c) => {
      const actor = allowed(c, { action: 'study.put-in', isInSchool: true })
      const { personId } = await readBody(c, putInSchema)
      await putIntoLeft(deps, actor, readId(c, 'study'), personId)
      return c.json<LeftStudyView[]>(await leftStudiesFor(storage, actor))
    })
    .get('/people/:person/left-behind', async (c) => {
      const actor = allowed(c, { action: 'people.roles' })
      return c.json<LeftBehindView>(await leftBehind(storage, actor, readId(c, 'person')))
    })
}
