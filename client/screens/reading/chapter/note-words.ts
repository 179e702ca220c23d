import type { AnnotationKind, Audience } from '../../../../shared/reading/annotation.ts'
import { listNames } from '../../../parts/names.ts'
import { schoolWords } from '../school-words.ts'
import { isNarrower } from './move-notes.ts'
import type { PlacedNote } from './placed-note.ts'

/** Who reads a note, as its writer chooses it. */
export const audienceName = (audience: Audience): string =>
  ({ me: 'Only me', club: 'The club', community: schoolWords().title })[audience]

/** The same on a note that is there. */
export const readBy = (audience: Audience): string =>
  ({ me: 'Only you', club: 'The club', community: schoolWords().title })[audience]

export const keptWords = (audience: Audience): string => `Kept, for ${forWhom(audience)}.`

/** After words were highlighted with one press. */
export const highlightedWords = (audience: Audience): string =>
  `Highlighted, for ${forWhom(audience)}.`

const forWhom = (audience: Audience): string =>
  ({ me: 'you alone', club: 'the club', community: schoolWords().whole })[audience]

/** What the empty field asks. */
export const kindQuestions: Record<AnnotationKind, string> = {
  highlight: 'A few words, if you like',
  comment: 'What do you think here?',
  question: 'What would you like to ask?',
  doubt: 'What makes you doubt it?',
  idea: 'What could we do with it?',
  class: 'What does it look like in your class?',
}

export const nameOf = ({ person }: Pick<PlacedNote, 'person'>) =>
  person?.name ?? 'Somebody who has left'

/** Names of a few people, each once, in the order they come. */
function namesOf(people: readonly Pick<PlacedNote, 'person'>[]): string[] {
  return [...new Set(people.map(nameOf))]
}

/** "Ben, Cerys and Hywel marked this too."; empty where nobody else did. */
export function markedTooWords(note: PlacedNote, notes: readonly PlacedNote[]): string {
  const others = onSameWords(note, notes)
  const names = namesOf(others.filter(({ isMine }) => !isMine))
  const all = others.some(({ isMine }) => isMine) ? [...names, 'you'] : names
  if (all.length === 0) return ''
  const words = listNames(all)
  return `${words.charAt(0).toUpperCase()}${words.slice(1)} marked this too.`
}

/** Whether one has marked the words of somebody's note already. */
export const hasMarkedToo = (note: PlacedNote, notes: readonly PlacedNote[]): boolean =>
  onSameWords(note, notes).some(({ isMine }) => isMine)

/** What others than its writer have on words of a note. */
function onSameWords(note: PlacedNote, notes: readonly PlacedNote[]): readonly PlacedNote[] {
  const { range } = note
  if (range === null) return []
  return notes.filter(
    (one) =>
      one.by !== note.by &&
      !one.isMoved &&
      one.range !== null &&
      one.range.start < range.end &&
      one.range.end > range.start,
  )
}

/** What happens to what others answered when a note of one's own goes elsewhere; empty where nothing does. */
export function movedReplyWords(note: PlacedNote, to: Audience): string {
  const others = note.replies.filter(
    ({ by, documentId }) => by !== note.by && documentId === note.documentId,
  )
  const where = { me: 'you', club: 'the club', community: schoolWords().whole }[note.audience]
  const own = note.replies.some(({ by }) => by === note.by) && isNarrower(to, note.audience)
  const sentences = [
    ...(others.length === 0
      ? []
      : [
          `${listNames(namesOf(others))} replied. ${
            others.length === 1 ? 'That reply stays' : 'Those replies stay'
          } with ${where}.`,
        ]),
    ...(own ? ['What you replied yourself goes along.'] : []),
  ]
  return sentences.join(' ')
}

/** Why less is quoted than is marked; empty where all of it is. */
export function cutQuoteWords({ anchor }: Pick<PlacedNote, 'anchor'>): string {
  if (anchor.kind !== 'text' || anchor.end - anchor.start <= anchor.exact.length) return ''
  return 'Only a short quotation of this text may be kept, so the quote is cut. Your note still stands at the whole passage.'
}

/** A refused place of a document, in words: above the text that can be copied. */
export const notePlace = (root: string) =>
  root.startsWith('replies')
    ? 'Your reply'
    : root.startsWith('hidden')
      ? 'Out of sight'
      : 'Your note'
