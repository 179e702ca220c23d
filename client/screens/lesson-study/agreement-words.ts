import type { ActView } from '../../../shared/lesson-study/api.ts'
import type { PersonId } from '../../../shared/ids.ts'
import { shortMomentWords } from '../../parts/day-words.ts'

interface Reading {
  me: PersonId | null
  timeZone: string | undefined
}

/** "You agreed, Tue 24 Nov" */
export function signedSentence({ at, by }: ActView, { me, timeZone }: Reading): string {
  const who = by === null ? 'Somebody who has left' : by.id === me ? 'You' : by.name
  return `${who} agreed, ${shortMomentWords(at, timeZone)}`
}

/** The sentences of a wording that was written with one in each line. */
export function normsOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
}
