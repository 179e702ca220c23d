import type { ChangeDecision, DecisionState, NewDecision } from '../../shared/community/chain.ts'
import { AppError } from '../../shared/errors.ts'
import type { ClaimId, LessonId, PersonId } from '../../shared/ids.ts'
import { decisionsPerStudyMax } from '../../shared/limits.ts'
import type { DecisionRow } from './chain-queries.ts'
import {
  countDecisions,
  findClaim,
  findDecision,
  insertDecision,
  updateDecision,
} from './chain-queries.ts'
import type { ChainSetting } from './claims.ts'
import { stale } from './stale.ts'

/** Proposes a decision. Its id is accepted once: the same said again changes nothing. */
export async function addDecision(
  setting: ChainSetting,
  lessonId: LessonId,
  decision: NewDecision,
): Promise<void> {
  const { q, studyId, now, by } = setting
  const known = await findDecision(q, decision.id)
  if (known?.lessonId === lessonId && known.createdBy === by) return
  if (known !== null) throw new AppError('taken', 'This could not be added. Please try again.')
  await refuseForeign(setting, decision)
  if ((await countDecisions(q, studyId)) >= decisionsPerStudyMax) {
    throw new AppError('conflict', `A study has room for ${decisionsPerStudyMax} decisions.`)
  }
  const { id, text, claimId, rowId, ownerId } = decision
  await insertDecision(q, {
    ...{ id, studyId, lessonId, text, claimId, rowId, ownerId },
    ...{ state: 'proposed', planLessonId: null, stateBy: by, stateAt: now },
    ...{ createdBy: by, createdAt: now, changedBy: by, changedAt: now, version: 1 },
  })
}

/** Changes a decision as somebody saw it. Whoever proposed it may, whoever does it, and the study's teachers. */
export async function changeDecision(
  setting: ChainSetting,
  decision: DecisionRow,
  { version, dropped, ...rest }: ChangeDecision,
): Promise<void> {
  const { q, now, by, isTeacher } = setting
  if (decision.createdBy !== by && decision.ownerId !== by && !isTeacher) {
    throw new AppError(
      'forbidden',
      'Whoever proposed this can change it, and the study’s teachers.',
    )
  }
  requireNewest(setting, decision, version)
  await refuseForeign(setting, rest)
  const next = dropped === undefined ? decision.state : stateWhen(decision, dropped)
  const words = {
    ...(rest.text === undefined ? {} : { text: rest.text }),
    ...(rest.claimId === undefined ? {} : { claimId: rest.claimId }),
    ...(rest.rowId === undefined ? {} : { rowId: rest.rowId }),
    ...(rest.ownerId === undefined ? {} : { ownerId: rest.ownerId }),
  }
  const change =
    next === decision.state ? words : { ...words, state: next, stateBy: by, stateAt: now }
  if (Object.keys(change).length === 0) return
  const mark = { version: version + 1, changedBy: by, changedAt: now }
  await updateDecision(q, decision.id, { ...change, ...mark })
}

/** Refuses whoever saw the decision as it no longer is, and says who changed it. */
export function requireNewest(
  { by, nameOf }: Pick<ChainSetting, 'by' | 'nameOf'>,
  decision: DecisionRow,
  version: number,
): void {
  if (version === decision.version) return
  const { changedBy } = decision
  throw stale(changedBy === by ? null : nameOf(changedBy), 'changed this decision')
}

/** Let go, or taken up again as what it was. What stands in a plan is taken out of it first. */
function stateWhen({ state, planLessonId }: DecisionRow, dropped: boolean): DecisionState {
  if (dropped && state === 'in-plan') {
    throw new AppError('conflict', 'This stands in a plan. Take it out of the plan first.')
  }
  if (dropped) return 'dropped'
  if (state !== 'dropped') return state
  return planLessonId === null ? 'proposed' : 'taken-out'
}

/** Claims and people of other studies are none of this one's. */
async function refuseForeign(
  { q, studyId, people }: ChainSetting,
  {
    claimId,
    ownerId,
  }: { claimId?: ClaimId | null | undefined; ownerId?: PersonId | null | undefined },
): Promise<void> {
  if (ownerId && !people.has(ownerId)) {
    throw new AppError('invalid', 'Choose one of the people of this study.')
  }
  if (claimId && (await findClaim(q, claimId))?.studyId !== studyId) {
    throw new AppError('invalid', 'Choose one of this study’s claims.')
  }
}
