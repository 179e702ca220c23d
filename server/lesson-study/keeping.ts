import { AppError } from '../../shared/errors.ts'
import type { LessonId } from '../../shared/ids.ts'
import type { Hold, KeepingRuleView, KeepingView } from '../../shared/lesson-study/keeping.ts'
import { keptKinds, monthsAfter, usualMonths } from '../../shared/lesson-study/keeping.ts'
import type { LessonDocumentKind } from '../../shared/lesson-study/lesson.ts'
import { retentionMonthsMax } from '../../shared/limits.ts'
import { allowedNow } from '../accounts/acting.ts'
import { findCommunity } from '../community/queries.ts'
import type { Actor } from '../http/actor.ts'
import type { AreaDeps } from '../http/area.ts'
import type { Queryable } from '../storage/storage.ts'
import { listRules, replaceHold, replaceRule } from './keeping-queries.ts'
import type { Study } from './queries.ts'
import { listKept } from './retention.ts'
import type { Change } from './study-change.ts'
import { sayAct } from './teaching.ts'

/** How long each kind is kept in this community. */
export async function readRules(q: Queryable): Promise<KeepingRuleView[]> {
  const rules = await listRules(q)
  return keptKinds.map((kind) => ({ kind, months: rules.get(kind) ?? usualMonths[kind] }))
}

export async function changeRule(
  { storage }: AreaDeps,
  actor: Actor,
  { kind, months }: { kind: LessonDocumentKind; months: number },
): Promise<void> {
  await storage.transaction(async (tx) => {
    const q = { db: tx, tables: storage.tables }
    await allowedNow(q, actor, { action: 'community.change' })
    const community = await findCommunity(q)
    if (community === null) throw new Error('somebody is signed in where there is no community')
    await replaceRule(q, { communityId: community.id, kind, months })
  })
}

export async function readKeeping(q: Queryable, study: Study, now: number): Promise<KeepingView> {
  const kept = await listKept(q, study, now)
  return {
    items: kept.map(({ lessonId, lesson, kind, on, isListed, hold }) => ({
      ...{ lessonId, lesson, kind, on, isListed, hold },
    })),
  }
}

/** Keeps something until a later day; whoever says so says why. */
export async function holdMaterial(
  change: Change,
  { lessonId, kind }: { lessonId: LessonId; kind: LessonDocumentKind },
  { hold, by }: { hold: Hold; by: Actor['id'] },
): Promise<boolean> {
  const { q, study, now, day } = change
  const { until, reason } = hold
  const item = (await listKept(q, study, now)).find(
    (one) => one.lessonId === lessonId && one.kind === kind,
  )
  if (item === undefined) {
    throw new AppError('conflict', 'There is nothing of this any more: it was deleted as agreed.')
  }
  if (item.hold?.until === until && item.hold.reason === reason) return false
  if (until <= day || until > monthsAfter(day, retentionMonthsMax)) {
    const sentence = 'Choose a day from tomorrow on, within seven years.'
    throw new AppError('invalid', sentence, { until: sentence })
  }
  await replaceHold(q, { lessonId, kind, until, reason, personId: by, at: now })
  await sayAct(change, { kind: 'retention-held', lessonId, by, note: reason })
  return true
}
