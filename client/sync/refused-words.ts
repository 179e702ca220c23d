import type { RecoveryCopy } from './device-records.ts'
import type { DocumentEnd } from './document-link.ts'
import type { SaveStatus } from '../parts/save-words.ts'
import { mayKeepHere } from './stays-here.ts'
import type { NotSavedReason, SaveState } from './save-light.ts'

/** Why something beside the plan was not saved, for a teacher. */
const refusedSentences: Record<NotSavedReason, string> = {
  'read-only': 'You may read this, not write it.',
  frozen: 'This is kept as it was; nobody writes it any more.',
  'not-yours': 'This belongs to somebody else.',
  'too-large': 'It was too large for the server.',
  malformed: 'The server could not read it.',
  nowhere: 'You are offline, and this device cannot keep it.',
  ended: 'This, or your part in it, has ended.',
}

/** The same, for whoever it was: of what a guest writes there is a number of bytes to each document. */
export function refusedBecause(reason: NotSavedReason, isGuest: boolean): string {
  if (isGuest && reason === 'too-large') return 'It is more than a guest can add here.'
  return refusedSentences[reason]
}

/** To somebody who was not there as it ended the server says no more than that there is nothing for them. */
const gone = 'This is no longer here, or no longer yours to see.'

/** Why something beside the plan will not be connected again. */
export const endedSentences: Record<DocumentEnd, string> = {
  'sign-in': 'You are signed out. What you wrote is kept on this device.',
  'no-access': gone,
  gone,
  'wrong-epoch': 'This was restored from a backup. Load the page again.',
  'client-too-old': 'Staffroom has a new version. Load the page again.',
  'too-big': 'This has grown too large to take more in.',
}

/** The same for a guest, of whom nothing stays on the device. */
export function endedWords(end: DocumentEnd, isGuest: boolean): string {
  const isSeat = end === 'sign-in' || end === 'no-access' || end === 'gone'
  return isGuest && isSeat ? 'Your seat has ended. Copy what was not sent.' : endedSentences[end]
}

/** A refused copy as text, each place under its name. */
export function refusedWords({ texts }: RecoveryCopy, placeName: (root: string) => string): string {
  return texts.map(({ root, text }) => `${placeName(root)}\n${text}`).join('\n\n')
}

/** A document's save state in the words of the save light, for what is not a plan. */
export function plainSaveStatus(state: SaveState): SaveStatus {
  if (state.kind === 'not-saved') {
    return { kind: 'not-saved', reason: refusedSentences[state.reason] }
  }
  return state.kind === 'offline' ? { ...state, isOnPageOnly: !mayKeepHere() } : state
}
