import type { Doc, Map as YMap } from 'yjs'
import { Map as SharedMap, Text as SharedText } from 'yjs'
import type { CasePupilId, InterviewId } from '../ids.ts'
import { isId } from '../ids.ts'
import { answerLengthMax, interviewsPerLessonMax } from '../limits.ts'
import { replaceText } from './replace-text.ts'

/** The questions of a talk with pupils (templates.md 2.3); `own` is the triad's. */
export const voicePrompts = ['liked', 'learned', 'helped', 'change', 'own'] as const
export type VoicePrompt = (typeof voicePrompts)[number]

export interface VoiceAnswer {
  /** The pupil's exact words. */
  words: string
  /** The interviewer's short paraphrase, apart from them. */
  paraphrase: string
}

/** One talk with one pupil or several, in the root map `interviews` of its interviewer's document. */
export interface Interview {
  id: InterviewId
  /** When it began, by the server's clock as the device knew it. */
  at: number
  /** When it ended; null while it goes on. */
  endedAt: number | null
  pupils: CasePupilId[]
  /** The pupil agreed, and the school's rule of consent is met. */
  isAgreed: boolean
  /** The triad's own question. */
  question: string
  answers: Record<VoicePrompt, VoiceAnswer>
  isDeleted: boolean
}

export const interviewsOf = (doc: Doc): YMap<unknown> => doc.getMap('interviews')

/** A talk as it can be shown, whatever was stored. Never throws. */
export function decodeInterview(value: unknown, id: string): Interview {
  const stored = value instanceof SharedMap ? (value as YMap<unknown>) : null
  const [at, endedAt, pupils] = ['at', 'endedAt', 'pupils'].map((key) => stored?.get(key))
  const answer = (prompt: VoicePrompt): VoiceAnswer => ({
    words: textOf(stored?.get(`${prompt}:words`)),
    paraphrase: textOf(stored?.get(`${prompt}:paraphrase`)),
  })
  return {
    id: id as InterviewId,
    at: typeof at === 'number' && Number.isFinite(at) ? at : 0,
    endedAt: typeof endedAt === 'number' && Number.isFinite(endedAt) ? endedAt : null,
    pupils: Array.isArray(pupils) ? pupils.filter(isId).map((one) => one as CasePupilId) : [],
    isAgreed: stored?.get('isAgreed') === true,
    question: textOf(stored?.get('question')),
    answers: {
      liked: answer('liked'),
      learned: answer('learned'),
      helped: answer('helped'),
      change: answer('change'),
      own: answer('own'),
    },
    isDeleted: stored === null || stored.get('isDeleted') === true,
  }
}

const textOf = (value: unknown): string =>
  (value instanceof SharedText ? value.toJSON() : '').slice(0, answerLengthMax)

export function listInterviews(doc: Doc): Interview[] {
  return [...interviewsOf(doc)]
    .map(([id, value]) => decodeInterview(value, id))
    .filter((interview) => !interview.isDeleted)
    .sort((a, b) => a.at - b.at)
}

/** Begins a talk. Returns false when there is no room for one more, or when it is there already. */
export function addInterview(
  doc: Doc,
  { id, at, pupils }: Pick<Interview, 'id' | 'at' | 'pupils'>,
): boolean {
  const interviews = interviewsOf(doc)
  if (interviews.has(id) || interviews.size >= interviewsPerLessonMax) return false
  const stored = new SharedMap<unknown>()
  stored.set('at', at)
  stored.set('pupils', [...pupils])
  for (const prompt of voicePrompts) {
    stored.set(`${prompt}:words`, new SharedText())
    stored.set(`${prompt}:paraphrase`, new SharedText())
  }
  stored.set('question', new SharedText())
  interviews.set(id, stored)
  return true
}

/** Makes an answer, or the triad's own question, say `text`. */
export function writeInterview(
  doc: Doc,
  id: InterviewId,
  place: `${VoicePrompt}:${keyof VoiceAnswer}` | 'question',
  text: string,
): void {
  const stored = interviewsOf(doc).get(id)
  const shared = stored instanceof SharedMap ? (stored as YMap<unknown>).get(place) : null
  if (shared instanceof SharedText) replaceText(shared, text.slice(0, answerLengthMax))
}

export function setInterview(
  doc: Doc,
  id: InterviewId,
  facts: Partial<Pick<Interview, 'pupils' | 'isAgreed' | 'endedAt' | 'isDeleted'>>,
): void {
  const stored = interviewsOf(doc).get(id)
  if (!(stored instanceof SharedMap)) return
  for (const [key, value] of Object.entries(facts)) stored.set(key, value)
}
