import type { Stem } from '../../../../shared/lesson-study/observation.ts'
import { stems } from '../../../../shared/lesson-study/observation.ts'
import { stemWords } from '../notes/note-words.ts'

/** Whether nothing is said yet: no words, or a stem alone. */
export function isBare(text: string): boolean {
  return withoutStem(text).trim() === ''
}

/** The words with this stem before them, in the place of another one. */
export function withStem(text: string, stem: Stem | null): string {
  const rest = withoutStem(text)
  return stem === null ? rest : `${stemWords[stem]} ${rest}`
}

function withoutStem(text: string): string {
  const known = stems.map((stem) => stemWords[stem]).find((words) => beginsWith(text, words))
  return known === undefined ? text : text.trimStart().slice(known.length).trimStart()
}

function beginsWith(text: string, words: string): boolean {
  const begun = text.trimStart()
  const next = begun.charAt(words.length)
  return begun.toLowerCase().startsWith(words.toLowerCase()) && !/\p{L}/u.test(next)
}
