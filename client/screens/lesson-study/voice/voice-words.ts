import type { CommunityView } from '../../../../shared/community/api.ts'
import type { CasePupilView } from '../../../../shared/lesson-study/api.ts'
import {
  voicePrompts,
  type Interview,
  type VoiceAnswer,
  type VoicePrompt,
} from '../../../../shared/lesson-study/voice.ts'
import { listNames } from '../../../parts/names.ts'
import { talkMinutes, talkQuestions } from './voice-prompts.ts'

/** Whom a talk was with: "Wren and Heron"; pupils are only ever birds. */
export function talkWith({ pupils }: Pick<Interview, 'pupils'>, known: readonly CasePupilView[]) {
  const names = known.filter(({ id }) => pupils.includes(id)).map(({ pseudonym }) => pseudonym)
  return names.length === 0 ? 'Pupils of the class' : listNames(names)
}

/** A question of a talk in words; the triad's own is what they wrote. */
export function questionOf(prompt: VoicePrompt, { question }: Pick<Interview, 'question'>): string {
  return prompt === 'own' ? question.trim() || 'Our own question' : talkQuestions[prompt].ask
}

/** The questions that were answered, in their order. */
export function answered(
  interview: Pick<Interview, 'answers' | 'question'>,
): ({ prompt: VoicePrompt; question: string } & VoiceAnswer)[] {
  return voicePrompts
    .map((prompt) => ({
      prompt,
      question: questionOf(prompt, interview),
      ...interview.answers[prompt],
    }))
    .filter(({ words, paraphrase }) => words.trim() !== '' || paraphrase.trim() !== '')
}

/** "2 of 5 minutes", and when they have passed that it may end; it never ends by itself. */
export function timeWords(at: number, now: number): string {
  const minutes = Math.max(0, Math.floor((now - at) / 60_000))
  return minutes < talkMinutes
    ? `${minutes} of ${talkMinutes} minutes`
    : 'Five minutes have passed. Thank them, and stop when it suits.'
}

/** Whom a colleague tells: whom their own school names, else whom the community does; null: nobody is named yet. */
export function whomToTell({
  name,
  safeguardingContact,
  school,
}: Pick<CommunityView, 'name' | 'safeguardingContact' | 'school'>): {
  contact: string
  /** The community that named them, where one's own school has not. */
  of: string | null
} | null {
  // A view that the device kept before there were schools says nothing of them.
  const own = school?.safeguardingContact ?? null
  if (own !== null) return { contact: own, of: null }
  if (safeguardingContact === null) return null
  return { contact: safeguardingContact, of: school ? name : null }
}

/** What stands above the contact. */
export function contactTitle({ of }: { of: string | null }): string {
  return of === null
    ? 'Your school’s safeguarding contact'
    : `The safeguarding contact of ${of}, as nobody has written your school’s here`
}

/** What is printed and copied for the safeguarding lead: the time, and the words exactly as they are. */
export function wordsForTheLead({ at, text }: { at: number; text: string }, timeZone?: string) {
  const options: Intl.DateTimeFormatOptions = { dateStyle: 'full', timeStyle: 'short' }
  const when = new Intl.DateTimeFormat('en-GB', {
    ...options,
    ...(timeZone === undefined ? {} : { timeZone }),
  }).format(at)
  return `${when.replace(',', '')}\n\n${text}`
}
