import type { Doc, Map as YMap } from 'yjs'
import type { CasePupilId, DocumentId, NoteId } from '../ids.ts'
import { isId } from '../ids.ts'

/**
 * The sheet a triad writes together about a lesson: a root fragment for each case pupil and one for patterns. Notes
 * that a place quotes stand in the root map `cites`, under `<place>/<note>`, so that quoting one twice is once.
 */
export const sawPatternsRoot = 'patterns'
export const sawPupilRoot = (pupil: CasePupilId) => `pupil:${pupil}`

/** A note quoted under a place of the sheet: which, and whose document it is in. */
export interface SawCite {
  place: string
  noteId: NoteId
  documentId: DocumentId
}

const citesOf = (doc: Doc): YMap<unknown> => doc.getMap('cites')

/** The notes that the sheet quotes, in the order of their places and ids. */
export function listCites(doc: Doc): SawCite[] {
  return [...citesOf(doc)]
    .flatMap(([key, documentId]) => {
      const cut = key.lastIndexOf('/')
      const [place, noteId] = [key.slice(0, cut), key.slice(cut + 1)]
      if (cut < 0 || !isId(noteId) || !isId(documentId)) return []
      return [{ place, noteId: noteId as NoteId, documentId: documentId as DocumentId }]
    })
    .sort((a, b) => compare(a.place, b.place) || compare(a.noteId, b.noteId))
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

export function addCite(doc: Doc, { place, noteId, documentId }: SawCite): void {
  citesOf(doc).set(`${place}/${noteId}`, documentId)
}

export function removeCite(doc: Doc, { place, noteId }: Pick<SawCite, 'place' | 'noteId'>): void {
  citesOf(doc).delete(`${place}/${noteId}`)
}
