import { AppError } from '../../shared/errors.ts'
import type { LessonId, PersonId } from '../../shared/ids.ts'
import type { AddSuggestion, ChangeSuggestion } from '../../shared/lesson-study/expert.ts'
import { cellFields, planFields } from '../../shared/lesson-study/plan.ts'
import { suggestionsPerLessonMax } from '../../shared/limits.ts'
import { can } from '../../shared/policy.ts'
import { stale } from '../community/stale.ts'
import { notFound } from '../http/errors.ts'
import type { Change } from './study-change.ts'
import { roleIn } from './study-change.ts'
import { namesOf } from './study-guests.ts'
import type { SuggestionRow } from './suggestion-queries.ts'
import {
  countSuggestions,
  findSuggestion,
  insertSuggestion,
  updateSuggestion,
} from './suggestion-queries.ts'
import { lessonOf } from './teaching.ts'

export const taughtAlready = 'That lesson was taught already, so its plan stays as it was taught.'

/** Adds a suggestion; false when the same person has said it before. */
export async function addSuggestion(
  change: Change,
  lessonId: LessonId,
  { asked, by }: { asked: AddSuggestion; by: PersonId },
): Promise<boolean> {
  const { q, now } = change
  const known = await findSuggestion(q, asked.id)
  if (known?.lessonId === lessonId && known.byId === by) return false
  if (known !== null) throw new AppError('taken', 'This could not be kept. Please try again.')
  if (lessonOf(change, lessonId).planFrozenAt !== null)
    throw new AppError('conflict', taughtAlready)
  const { id, rowId, field, text } = asked
  const fields: readonly string[] = rowId === null ? planFields : cellFields
  if (field !== '' && !fields.includes(field)) {
    throw new AppError('invalid', 'Choose a place of the plan.', { field: 'Choose a place.' })
  }
  if ((await countSuggestions(q, lessonId)) >= suggestionsPerLessonMax) {
    throw new AppError('conflict', 'This plan has had as many suggestions as there is room for.')
  }
  await insertSuggestion(q, {
    ...{ id, lessonId, rowId, field, text, byId: by, state: 'open', version: 1 },
    ...{ settledBy: null, settledAt: null, createdAt: now, removedAt: null },
  })
  return true
}

/** Changes a suggestion: its words, by its writer, or what becomes of it, by a teacher. */
export async function changeSuggestion(
  change: Change,
  row: SuggestionRow,
  { asked, by }: { asked: ChangeSuggestion; by: PersonId },
): Promise<void> {
  const { q, now } = change
  const { version, text, state, removed } = asked
  const wantsWords = text !== undefined || removed !== undefined
  if (row.removedAt !== null && removed !== true) throw notFound()
  // Asking for what is so already changes nothing, as when an answer was lost.
  if (!wantsWords && state === row.state) return
  if (removed === true && row.removedAt !== null && row.byId === by) return
  if (wantsWords && row.byId !== by) {
    throw new AppError('forbidden', 'Whoever suggested this changes its words.')
  }
  if (state !== undefined) requireSettling(change, row, by)
  if (version !== row.version) throw overtaken(change, row, by)
  if (row.state === 'taken') throw new AppError('conflict', 'This is in the plan already.')
  if (wantsWords && row.state !== 'open') {
    throw new AppError('conflict', 'This was set aside. Suggest it anew, if you like.')
  }
  const settled =
    state === undefined
      ? {}
      : { state, settledBy: state === 'open' ? null : by, settledAt: state === 'open' ? null : now }
  await updateSuggestion(q, row.id, {
    ...settled,
    ...(text === undefined ? {} : { text }),
    ...(removed === true ? { removedAt: now } : {}),
    version: row.version + 1,
  })
}

function requireSettling(change: Change, row: SuggestionRow, by: PersonId): void {
  const studyRole = roleIn(change.study, by)
  const actor = { roles: ['member'] } as const
  if (!can(actor, { action: 'suggestion.settle', studyRole, frozen: false })) {
    throw new AppError('forbidden', 'The teachers of this study take suggestions into the plan.')
  }
  const frozen = lessonOf(change, row.lessonId).planFrozenAt !== null
  if (!can(actor, { action: 'suggestion.settle', studyRole, frozen })) {
    throw new AppError('conflict', taughtAlready)
  }
}

/** Somebody was a moment earlier: a teacher who settled it, or its writer who changed its words. */
function overtaken({ study }: Change, row: SuggestionRow, by: PersonId): AppError {
  const who = row.settledBy ?? row.byId
  const name = namesOf(study).find((person) => person.id === who)?.name ?? 'Somebody'
  return stale(who === by ? null : name, row.settledBy === null ? 'changed this' : 'settled this')
}
