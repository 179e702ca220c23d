import type { Doc, Map as YMap } from 'yjs'
import { Map as SharedMap, Text as SharedText } from 'yjs'
import type { CasePupilId, NoteId, RowId } from '../ids.ts'
import { isId } from '../ids.ts'
import { noteLengthMax, notesPerObservationMax } from '../limits.ts'
import { replaceText } from './replace-text.ts'

/** I wonder is the interpretation; saw and heard are what was there (templates.md 2.2). */
export const stems = ['saw', 'heard', 'wonder'] as const
export type Stem = (typeof stems)[number]
export const noteKinds = ['said', 'did', 'wrote', 'teacher', 'interaction'] as const
export type NoteKind = (typeof noteKinds)[number]
/** Against what the plan predicted. */
export const matches = ['expected', 'different', 'not-seen'] as const
export type Match = (typeof matches)[number]

/**
 * One note of an observer, in the root map `notes` of their own document (write rule `owner`). It is there from its
 * first letter on, so that nothing hangs on pressing a button; `kept` says that its writer has finished it.
 */
export interface Note {
  id: NoteId
  /** When it was begun, by the server's clock as the device knew it; milliseconds since 1970. */
  at: number
  /** The stage it belongs to; null where none was marked. */
  stage: RowId | null
  /** The case pupils it is about; none: the class. */
  pupils: CasePupilId[]
  stem: Stem | null
  text: string
  /** What it may mean, apart from what was there. */
  think: string
  kind: NoteKind | null
  match: Match | null
  /** To be brought to the discussion. */
  isBrought: boolean
  isKept: boolean
  isDeleted: boolean
  /** Typed up from paper after the lesson. */
  isFromPaper: boolean
}

export type NoteFacts = Partial<
  Pick<
    Note,
    'at' | 'stage' | 'pupils' | 'stem' | 'kind' | 'match' | 'isBrought' | 'isKept' | 'isDeleted'
  >
>

export const notesOf = (doc: Doc): YMap<unknown> => doc.getMap('notes')
export const firstThoughtRoot = (field: 'ask' | 'patterns' | 'question') => `first:${field}`
export const firstEvidenceRoot = (pupil: CasePupilId) => `first:evidence:${pupil}`

/** A note as it can be shown, whatever was stored. Never throws. */
export function decodeNote(value: unknown, id: string): Note {
  const stored = value instanceof SharedMap ? (value as YMap<unknown>) : null
  const get = (key: string) => stored?.get(key)
  const [at, stage, pupils] = [get('at'), get('stage'), get('pupils')]
  return {
    id: id as NoteId,
    at: typeof at === 'number' && Number.isFinite(at) ? at : 0,
    stage: isId(stage) ? (stage as RowId) : null,
    pupils: Array.isArray(pupils) ? pupils.filter(isId).map((one) => one as CasePupilId) : [],
    stem: oneOf(stems, get('stem')),
    text: textOf(get('text')),
    think: textOf(get('think')),
    kind: oneOf(noteKinds, get('kind')),
    match: oneOf(matches, get('match')),
    isBrought: get('isBrought') === true,
    isKept: get('isKept') === true,
    isDeleted: stored === null || get('isDeleted') === true,
    isFromPaper: get('isFromPaper') === true,
  }
}

function oneOf<T extends string>(all: readonly T[], value: unknown): T | null {
  return all.find((one) => one === value) ?? null
}

const textOf = (value: unknown): string =>
  (value instanceof SharedText ? value.toJSON() : '').slice(0, noteLengthMax)

/** The notes of a document that were not deleted, by time. */
export function listNotes(doc: Doc): Note[] {
  return [...notesOf(doc)]
    .map(([id, value]) => decodeNote(value, id))
    .filter((note) => !note.isDeleted)
    .sort(byTime)
}

/** Notes in the order in which they were begun; ids of one moment in theirs. */
export function byTime(a: Pick<Note, 'at' | 'id'>, b: Pick<Note, 'at' | 'id'>): number {
  return a.at - b.at || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
}

interface NewNote {
  id: NoteId
  at: number
  stage: RowId | null
  pupils: CasePupilId[]
  stem?: Stem | null
  isFromPaper?: boolean
}

/** Begins a note. Returns false when there is no room for one more, or when it is there already. */
export function addNote(doc: Doc, { id, at, stage, pupils, stem, isFromPaper }: NewNote): boolean {
  const notes = notesOf(doc)
  if (notes.has(id) || notes.size >= notesPerObservationMax) return false
  const stored = new SharedMap<unknown>()
  stored.set('at', at)
  stored.set('stage', stage)
  stored.set('pupils', [...pupils])
  stored.set('stem', stem ?? null)
  stored.set('text', new SharedText())
  stored.set('think', new SharedText())
  if (isFromPaper) stored.set('isFromPaper', true)
  notes.set(id, stored)
  return true
}

/** Makes a note say `text`, changing only the letters that differ. */
export function writeNote(
  doc: Doc,
  id: NoteId,
  text: string,
  part: 'text' | 'think' = 'text',
): void {
  const stored = notesOf(doc).get(id)
  const shared = stored instanceof SharedMap ? (stored as YMap<unknown>).get(part) : null
  if (shared instanceof SharedText) replaceText(shared, text.slice(0, noteLengthMax))
}

/** Sets facts of a note; what is as it was is not written again. */
export function setNote(doc: Doc, id: NoteId, facts: NoteFacts): void {
  const stored = notesOf(doc).get(id)
  if (!(stored instanceof SharedMap)) return
  const before = decodeNote(stored, id)
  for (const [key, value] of Object.entries(facts)) {
    if (JSON.stringify(before[key as keyof Note]) !== JSON.stringify(value)) stored.set(key, value)
  }
}
