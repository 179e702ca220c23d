import type { Note } from '../../../../shared/lesson-study/observation.ts'
import { listNotes } from '../../../../shared/lesson-study/observation.ts'
import type { SaveStatus } from '../../../parts/save-words.ts'
import type { OpenDocument } from '../../../sync/document.ts'
import { noteSentence } from '../notes/note-words.ts'

type Kept = Pick<OpenDocument, 'save' | 'unsentPlaces'>

const placeOf = (id: string) => `notes/${id}`

/** Where the words of one note are, by the save state of the document they are in. */
export function noteState(
  { id }: Pick<Note, 'id'>,
  { save, unsentPlaces }: Kept,
): 'Saved' | 'Saving' | 'On this device' | 'Not saved' {
  if (!unsentPlaces.includes(placeOf(id))) return 'Saved'
  switch (save.current.kind) {
    case 'saved':
      return 'Saved'
    case 'saving':
      return 'Saving'
    case 'offline':
      return 'On this device'
    case 'not-saved':
    case 'ended':
      return 'Not saved'
  }
}

/** How many notes have something in them that the server does not have. */
export function unsentNotes({ unsentPlaces }: Pick<Kept, 'unsentPlaces'>): number {
  return unsentPlaces.filter((place) => place.startsWith(placeOf(''))).length
}

/** The save state of the notes, with how many wait on this device. */
export function notesStatus(document: Kept): SaveStatus {
  const state = document.save.current
  if (state.kind === 'offline') return { kind: 'offline', count: unsentNotes(document) }
  if (state.kind !== 'not-saved') return { kind: state.kind }
  const reason =
    state.reason === 'nowhere' ? 'You are offline, and this device cannot keep it.' : undefined
  return { kind: 'not-saved', reason }
}

/** All notes as plain text, to be copied elsewhere. */
export function allWords({ doc }: Pick<OpenDocument, 'doc'>): string {
  return listNotes(doc)
    .map((note) => [noteSentence(note), note.think].filter((words) => words !== '').join('\n'))
    .filter((words) => words !== '')
    .join('\n\n')
}
