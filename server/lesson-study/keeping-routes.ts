import type { Context } from 'hono'
import { Hono } from 'hono'
import type { LessonId } from '../../shared/ids.ts'
import type { KeepingRuleView, KeepingView } from '../../shared/lesson-study/keeping.ts'
import { changeKeepingSchema, holdSchema, keptKinds } from '../../shared/lesson-study/keeping.ts'
import type { LessonDocumentKind } from '../../shared/lesson-study/lesson.ts'
import type { Env } from '../http/actor.ts'
import { allowed, signedIn } from '../http/actor.ts'
import type { AreaDeps } from '../http/area.ts'
import { readBody, readId } from '../http/body.ts'
import { notFound } from '../http/errors.ts'
import { changeRule, holdMaterial, readKeeping, readRules } from './keeping.ts'
import { findStudyOfLesson } from './queries.ts'
import { readableStudy } from './readable.ts'
import { asPerson, changeStudy } from './study-change.ts'

/** How long material is kept: shared/lesson-study/keeping.ts says what each route takes and gives. */
export function keepingRoutes(deps: AreaDeps) {
  const { storage, clock, log, live } = deps
  return new Hono<Env>()
    .get('/keeping', async (c) => {
      allowed(c, { action: 'community.read' })
      return c.json<KeepingRuleView[]>(await readRules(storage))
    })
    .put('/keeping/:kind', async (c) => {
      const actor = allowed(c, { action: 'community.change' })
      const kind = kindOf(c)
      const { months } = await readBody(c, changeKeepingSchema)
      await changeRule(deps, actor, { kind, months })
      log.info('retention-changed', { by: actor.id, kind, months })
      live.publish({ scope: 'community', noun: 'community', id: null })
      return c.json<KeepingRuleView[]>(await readRules(storage))
    })
    .get('/studies/:study/keeping', async (c) => {
      const study = await readableStudy(deps, signedIn(c), readId(c, 'study'))
      return c.json<KeepingView>(await readKeeping(storage, study, clock.now()))
    })
    .put('/lessons/:lesson/keeping/:kind', async (c) => {
      const actor = signedIn(c)
      const lessonId: LessonId = readId(c, 'lesson')
      const kind = kindOf(c)
      const hold = await readBody(c, holdSchema)
      const studyId = await findStudyOfLesson(storage, lessonId)
      if (studyId === null) throw notFound()
      const rule = asPerson(actor, 'study.change', (change) =>
        holdMaterial(change, { lessonId, kind }, { hold, by: actor.id }),
      )
      const study = await changeStudy(deps, studyId, rule)
      return c.json<KeepingView>(await readKeeping(storage, study, clock.now()))
    })
}

function kindOf(c: Context<Env>): LessonDocumentKind {
  const kind = keptKinds.find((one) => one === c.req.param('kind'))
  if (kind === undefined) throw notFound()
  return kind
}
