import type { RunStep } from '../../../../shared/community/run.ts'

/** What a step asks (templates.md 2.4). */
export function stepQuestion({ key, title }: Pick<RunStep, 'key' | 'title'>): string {
  if (key.startsWith('pupil:')) return `${title}, what did we see?`
  switch (key) {
    case 'quiet':
      return 'Choose your most telling notes'
    case 'teacher':
      return 'What did you notice in pupils?'
    case 'voice':
      return 'What did they tell us?'
    case 'patterns':
      return 'What happened for all of them?'
    case 'teaching':
      return 'What helped learning, what hindered it?'
    case 'expert':
      return 'What does our expert see?'
    case 'decide':
      return 'What changes next?'
    default:
      return title
  }
}

/** The prompt of a step in a sentence or two. */
export function stepPrompt(key: string): string {
  if (key.startsWith('pupil:')) return 'Expected, seen, why the difference. Start from a note.'
  switch (key) {
    case 'quiet':
      return 'It is our lesson. Look at your notes and at pupils’ work, each for yourself.'
    case 'teacher':
      return 'What I noticed in pupils, and my question.'
    case 'voice':
      return 'What they told us that we did not see.'
    case 'patterns':
      return 'Others in the class, what happened for all three, surprises.'
    case 'teaching':
      return 'What in the design helped or hindered? Where did we leave the plan, and why?'
    case 'expert':
      return 'Ties what we saw to what is known, and to our theme. Longer comments in writing.'
    case 'decide':
      return 'The note-taker reads the decisions back. What stays? Who does what, by when?'
    default:
      return ''
  }
}

const dayMs = 24 * 60 * 60_000

/** A discussion within a day of the lesson is worth more than a long one after it. */
export function isLate(endedAt: number | null, openedAt: number | null, now: number): boolean {
  return endedAt !== null && (openedAt ?? now) - endedAt > dayMs
}
