import type { DocumentEnd } from '../../sync/document-link.ts'
import type { NotSavedReason, SaveState } from '../../sync/save-light.ts'
import type { SaveStatus } from '../../parts/save-words.ts'

/** The document's save state in the words of the save light. */
export function saveStatus(state: SaveState, isTaught = false): SaveStatus {
  if (state.kind === 'not-saved') {
    // To a plan that was taught the server answers by whichever of the two it looks at first.
    const reason = isTaught && state.reason === 'read-only' ? 'frozen' : state.reason
    return { kind: 'not-saved', reason: reasonSentence(reason) }
  }
  return state
}

/** Why something was not saved, for a teacher. */
export function reasonSentence(reason: NotSavedReason): string {
  switch (reason) {
    case 'read-only':
      return 'You may read this plan; its teachers write it.'
    case 'frozen':
      return 'This plan was taught and stays as it was.'
    case 'not-yours':
      return 'This belongs to somebody else.'
    case 'too-large':
      return 'It was too large for the server.'
    case 'malformed':
      return 'The server could not read it.'
    case 'nowhere':
      return 'You are offline, and this device cannot keep it.'
    case 'ended':
      return 'The plan, or your part in it, has ended.'
  }
}

/** To somebody who was not there as it ended the server says no more than that there is nothing for them. */
const gone = 'This plan is no longer here, or no longer yours to see.'

/** Why a document will not be connected again. */
export const endSentences: Record<DocumentEnd, string> = {
  'sign-in': 'You are signed out. What you wrote is kept on this device.',
  'no-access': gone,
  gone,
  'wrong-epoch': 'This plan was restored from a backup. Load the page again.',
  'client-too-old': 'Staffroom has a new version. Load the page again.',
  'too-big': 'This plan has grown too large to take more in.',
}
