import { Hono } from 'hono'
import type { StudyView } from '../../shared/lesson-study/api.ts'
import type { EmergencyStudyView } from '../../shared/lesson-study/emergency.ts'
import { openEmergencySchema } from '../../shared/lesson-study/emergency.ts'
import type { Env } from '../http/actor.ts'
import { allowed, signedIn } from '../http/actor.ts'
import type { AreaDeps } from '../http/area.ts'
import { readBody, readId } from '../http/body.ts'
import { endEmergency, openEmergency } from './emergency.ts'
import { listEmergencyStudies } from './emergency-queries.ts'
import { studyView } from './views.ts'

/** Reading in an emergency: shared/lesson-study/emergency.ts says what each route takes and gives. */
export function emergencyRoutes(deps: AreaDeps) {
  const { storage, clock, live } = deps
  return new Hono<Env>()
    .get('/emergency', async (c) => {
      const actor = allowed(c, { action: 'emergency.open' })
      const studies = await listEmergencyStudies(storage, actor.id, clock.now())
      return c.json<EmergencyStudyView[]>(studies)
    })
    .post('/emergency', async (c) => {
      const actor = allowed(c, { action: 'emergency.open' })
      const opened = await openEmergency(deps, actor, await readBody(c, openEmergencySchema))
      live.publish({ scope: `person:${actor.id}`, noun: 'studies', id: null })
      return c.json<EmergencyStudyView[]>(opened, 201)
    })
    .delete('/studies/:study/emergency', async (c) => {
      const actor = signedIn(c)
      const { study } = await endEmergency(deps, actor, readId(c, 'study'))
      const view = studyView(study, { id: actor.id, now: clock.now() })
      return view === null ? c.body(null, 204) : c.json<StudyView>(view)
    })
}
