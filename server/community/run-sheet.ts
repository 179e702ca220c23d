import type { RunStep } from '../../shared/community/run.ts'
import { pupilStepKey } from '../../shared/community/run.ts'
import type { CasePupilId } from '../../shared/ids.ts'

/** How long each part of a discussion takes (templates.md 2.4); the case pupils share theirs. */
const forms = {
  45: {
    quiet: 5,
    teacher: 3,
    pupils: 18,
    voice: 3,
    patterns: 3,
    teaching: 5,
    expert: 3,
    decide: 5,
  },
  60: {
    quiet: 5,
    teacher: 3,
    pupils: 24,
    voice: 3,
    patterns: 5,
    teaching: 8,
    expert: 3,
    decide: 5,
  },
} as const

export type DiscussionForm = keyof typeof forms

/** The run sheet of a discussion: pupils first, then what lay in the teaching, then what changes. */
export function discussionSteps(
  pupils: readonly { id: CasePupilId; pseudonym: string }[],
  form: DiscussionForm,
): RunStep[] {
  const minutes = forms[form]
  return [
    { key: 'quiet', title: 'Quiet look', minutes: minutes.quiet },
    { key: 'teacher', title: 'The teacher who taught', minutes: minutes.teacher },
    ...pupils.map(({ id, pseudonym }, index) => ({
      key: pupilStepKey(id),
      title: pseudonym,
      minutes: shareOf(minutes.pupils, pupils.length, index),
    })),
    { key: 'voice', title: 'Pupil voice', minutes: minutes.voice },
    { key: 'patterns', title: 'Patterns', minutes: minutes.patterns },
    { key: 'teaching', title: 'The teaching', minutes: minutes.teaching },
    { key: 'expert', title: 'Invited expert', minutes: minutes.expert },
    { key: 'decide', title: 'Decide', minutes: minutes.decide },
  ]
}

/** Whole minutes that add up to the whole; the first have one more where it cannot be shared evenly. */
function shareOf(whole: number, parts: number, index: number): number {
  return Math.max(1, Math.floor(whole / parts) + (index < whole % parts ? 1 : 0))
}
