import type { Match, NoteKind } from '../../../../shared/lesson-study/observation.ts'
import { matches, noteKinds } from '../../../../shared/lesson-study/observation.ts'

const kindWords: Record<NoteKind, string> = {
  said: 'Said',
  did: 'Did',
  wrote: 'Wrote',
  teacher: 'Teacher’s move',
  interaction: 'Pupils together',
}

const matchWords: Record<Match, string> = {
  expected: 'As expected',
  different: 'Different',
  'not-seen': 'Not seen',
}

/** What a note is about, to choose from. */
export const kindChoices = noteKinds.map((value) => ({ value, label: kindWords[value] }))

/** How what was there stands to what the plan predicted, to choose from. */
export const matchChoices = matches.map((value) => ({ value, label: matchWords[value] }))
