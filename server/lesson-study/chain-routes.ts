import type { Context } from 'hono'
import { Hono } from 'hono'
import type { ChainView } from '../../shared/community/chain.ts'
import {
  addClaimSchema,
  addDecisionSchema,
  changeClaimSchema,
  changeDecisionSchema,
  decisionInPlanSchema,
} from '../../shared/community/chain.ts'
import type { ClaimId, DecisionId, LessonId, StudyId } from '../../shared/ids.ts'
import { findClaim, findDecision } from '../community/chain-queries.ts'
import { chainView } from '../community/chain-view.ts'
import { addClaim, changeClaim } from '../community/claims.ts'
import { addDecision, changeDecision } from '../community/decisions.ts'
import type { Actor, Env } from '../http/actor.ts'
import { signedIn } from '../http/actor.ts'
import type { AreaDeps } from '../http/area.ts'
import { readBody, readId } from '../http/body.ts'
import { notFound } from '../http/errors.ts'
import { groundOf, settingOf } from './chain.ts'
import { PlannedDecisions } from './decision-in-plan.ts'
import { findStudyOfLesson } from './queries.ts'
import { readableStudy } from './readable.ts'
import type { Change } from './study-change.ts'
import { asPerson, changeStudy } from './study-change.ts'

/** Claims and decisions of a study: shared/community/chain.ts says what each route takes and gives. */
export function chainRoutes(deps: AreaDeps) {
  const planned = new PlannedDecisions(deps)
  const { storage } = deps
  return new Hono<Env>()
    .get('/studies/:study/chain', async (c) => {
      const actor = signedIn(c)
      const study = await readableStudy(deps, actor, readId(c, 'study'))
      await planned.complete(study)
      return c.json<ChainView>(await chainView(storage, study.row.id))
    })
    .route('/', claimRoutes(deps))
    .route('/', decisionRoutes(deps))
    .put('/decisions/:decision/plan', async (c) => {
      const actor = signedIn(c)
      const id: DecisionId = readId(c, 'decision')
      const asked = await readBody(c, decisionInPlanSchema)
      const decision = await findDecision(storage, id)
      if (decision === null) throw notFound()
      await planned.put(decision.studyId, id, asked, actor)
      return answer(c, deps, decision.studyId)
    })
}

function claimRoutes(deps: AreaDeps) {
  return new Hono<Env>()
    .post('/lessons/:lesson/claims', async (c) => {
      const actor = signedIn(c)
      const lesson: LessonId = readId(c, 'lesson')
      const claim = await readBody(c, addClaimSchema)
      const study = await findStudyOfLesson(deps.storage, lesson)
      await changeChain(deps, { study, actor }, (change) =>
        addClaim(settingOf(change, actor), lesson, claim, groundOf(change, lesson, actor)),
      )
      return answer(c, deps, study)
    })
    .patch('/claims/:claim', async (c) => {
      const actor = signedIn(c)
      const id: ClaimId = readId(c, 'claim')
      const asked = await readBody(c, changeClaimSchema)
      const study = (await findClaim(deps.storage, id))?.studyId ?? null
      await changeChain(deps, { study, actor }, async (change) => {
        const claim = await findClaim(change.q, id)
        if (claim === null) throw notFound()
        const ground = groundOf(change, claim.lessonId, actor)
        await changeClaim(settingOf(change, actor), claim, asked, ground)
      })
      return answer(c, deps, study)
    })
}

function decisionRoutes(deps: AreaDeps) {
  return new Hono<Env>()
    .post('/lessons/:lesson/decisions', async (c) => {
      const actor = signedIn(c)
      const lesson: LessonId = readId(c, 'lesson')
      const decision = await readBody(c, addDecisionSchema)
      const study = await findStudyOfLesson(deps.storage, lesson)
      await changeChain(deps, { study, actor }, (change) =>
        addDecision(settingOf(change, actor), lesson, decision),
      )
      return answer(c, deps, study)
    })
    .patch('/decisions/:decision', async (c) => {
      const actor = signedIn(c)
      const id: DecisionId = readId(c, 'decision')
      const asked = await readBody(c, changeDecisionSchema)
      const study = (await findDecision(deps.storage, id))?.studyId ?? null
      await changeChain(deps, { study, actor }, async (change) => {
        const decision = await findDecision(change.q, id)
        if (decision === null) throw notFound()
        await changeDecision(settingOf(change, actor), decision, asked)
      })
      return answer(c, deps, study)
    })
}

/** A change of the chain by somebody of its study. The study's own view stays as it is, so only the chain is told. */
async function changeChain(
  deps: AreaDeps,
  { study, actor }: { study: StudyId | null; actor: Actor },
  work: (change: Change) => Promise<void>,
): Promise<void> {
  if (study === null) throw notFound()
  const rule = asPerson(actor, 'study.take-part', async (change) => {
    await work(change)
    return false
  })
  await changeStudy(deps, study, rule)
}

/** The chain as it is now; everybody who shows it is told. */
async function answer(c: Context<Env>, { storage, live }: AreaDeps, study: StudyId | null) {
  if (study === null) throw notFound()
  live.publish({ scope: `study:${study}`, noun: 'chain', id: study })
  return c.json<ChainView>(await chainView(storage, study))
}
