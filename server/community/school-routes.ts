import { Hono } from 'hono'
import type { SchoolView } from '../../shared/community/schools.ts'
import { addSchoolSchema, changeSchoolSchema } from '../../shared/community/schools.ts'
import type { Env } from '../http/actor.ts'
import { allowed, signedIn } from '../http/actor.ts'
import type { AreaDeps } from '../http/area.ts'
import { readBody, readId } from '../http/body.ts'
import { addSchool, changeSchool, removeSchool, schoolViews } from './schools.ts'

/** The schools of a network: shared/community/schools.ts says what each route takes and gives. */
export function schoolRoutes(deps: AreaDeps): Hono<Env> {
  return new Hono<Env>()
    .get('/schools', async (c) => {
      const actor = allowed(c, { action: 'people.list' })
      return c.json<SchoolView[]>(await schoolViews(deps.storage, actor))
    })
    .post('/schools', async (c) => {
      const actor = allowed(c, { action: 'school.change' })
      const { view, isNew } = await addSchool(deps, actor, await readBody(c, addSchoolSchema))
      return c.json<SchoolView>(view, isNew ? 201 : 200)
    })
    .patch('/schools/:school', async (c) => {
      const actor = signedIn(c)
      const change = await readBody(c, changeSchoolSchema)
      return c.json<SchoolView>(await changeSchool(deps, actor, readId(c, 'school'), change))
    })
    .delete('/schools/:school', async (c) => {
      const actor = allowed(c, { action: 'school.change' })
      await removeSchool(deps, actor, readId(c, 'school'))
      return c.body(null, 204)
    })
}
