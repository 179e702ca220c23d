import { Hono } from 'hono'
import type { ExpertStudyView } from '../../shared/lesson-study/expert.ts'
import type { Env } from '../http/actor.ts'
import type { AreaDeps } from '../http/area.ts'
import { notFound } from '../http/errors.ts'
import { visitor } from '../http/guest.ts'
import { expertStudyView } from './expert-view.ts'
import { findStudy } from './queries.ts'

/** The one study of an invited expert's pass: shared/lesson-study/expert.ts says what it holds. */
export function expertRoutes({ storage, clock }: AreaDeps) {
  return new Hono<Env>().get('/guest/study', async (c) => {
    const { id: reader, guest } = visitor(c)
    const study = guest?.scope.kind === 'study' ? await findStudy(storage, guest.scope.id) : null
    if (study === null) throw notFound()
    const view = await expertStudyView(storage, study, { reader, now: clock.now() })
    return c.json<ExpertStudyView>(view)
  })
}
