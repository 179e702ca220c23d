import type { Doc, Map as YMap } from 'yjs'
import type { NoteId, PersonId } from '../ids.ts'
import { isId } from '../ids.ts'
import { replyLengthMax } from '../limits.ts'

/**
 * What people say beside one another's notes (write rule `own`: nobody alters another's). Root maps: `too` ("I saw
 * this too") and `brought` ("Bring to the discussion") under `<person>/<note>`, `replies` under `<person>/<reply>`.
 */
export interface Reply {
  id: string
  by: PersonId
  noteId: NoteId
  text: string
  /** Milliseconds since 1970. */
  at: number
}

export interface Responses {
  /** Who saw the same, by note. */
  too: ReadonlyMap<NoteId, PersonId[]>
  /** Who brings it to the discussion, by note. */
  brought: ReadonlyMap<NoteId, PersonId[]>
  replies: ReadonlyMap<NoteId, Reply[]>
}

const mapOf = (doc: Doc, root: 'too' | 'brought' | 'replies'): YMap<unknown> => doc.getMap(root)

export function readResponses(doc: Doc): Responses {
  const replies = new Map<NoteId, Reply[]>()
  for (const [key, value] of mapOf(doc, 'replies')) {
    const reply = decodeReply(key, value)
    if (reply) replies.set(reply.noteId, [...(replies.get(reply.noteId) ?? []), reply])
  }
  for (const list of replies.values()) list.sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1))
  return {
    too: peopleByNote(mapOf(doc, 'too')),
    brought: peopleByNote(mapOf(doc, 'brought')),
    replies,
  }
}

function peopleByNote(map: YMap<unknown>): Map<NoteId, PersonId[]> {
  const found = new Map<NoteId, PersonId[]>()
  for (const [key, value] of map) {
    const [person, note] = key.split('/')
    if (value !== true || !isId(person) || !isId(note)) continue
    found.set(note as NoteId, [...(found.get(note as NoteId) ?? []), person as PersonId].sort())
  }
  return found
}

function decodeReply(key: string, value: unknown): Reply | null {
  const [person, id] = key.split('/')
  if (!isId(person) || !isId(id) || typeof value !== 'object' || value === null) return null
  const { noteId, text, at } = value as Record<string, unknown>
  if (!isId(noteId) || typeof text !== 'string' || typeof at !== 'number') return null
  const words = text.slice(0, replyLengthMax)
  return { id, by: person as PersonId, noteId: noteId as NoteId, text: words, at }
}

export function setToo(doc: Doc, person: PersonId, note: NoteId, isSo: boolean): void {
  setMark(mapOf(doc, 'too'), `${person}/${note}`, isSo)
}

export function setBrought(doc: Doc, person: PersonId, note: NoteId, isSo: boolean): void {
  setMark(mapOf(doc, 'brought'), `${person}/${note}`, isSo)
}

function setMark(map: YMap<unknown>, key: string, isSo: boolean): void {
  if ((map.get(key) === true) === isSo) return
  if (isSo) map.set(key, true)
  else map.delete(key)
}

export function addReply(doc: Doc, { id, by, noteId, text, at }: Reply): void {
  mapOf(doc, 'replies').set(`${by}/${id}`, { noteId, text: text.slice(0, replyLengthMax), at })
}

export function removeReply(doc: Doc, { id, by }: Pick<Reply, 'id' | 'by'>): void {
  mapOf(doc, 'replies').delete(`${by}/${id}`)
}
