import type { Doc, Map as YMap } from 'yjs'
import { Map as SharedMap, Text as SharedText } from 'yjs'
import type { AnnotationId, PersonId, ReplyId, TryReportId } from '../ids.ts'
import { isId } from '../ids.ts'
import { replaceText } from '../lesson-study/replace-text.ts'
import {
  annotationLengthMax,
  pageNameLengthMax,
  quoteContextLength,
  quoteLengthMax,
  replyLengthMax,
  tagLengthMax,
  tagsPerAnnotationMax,
} from '../limits.ts'

/**
 * What readers write beside a chapter. One document holds the notes for one audience: `annotations` (write rule `own`)
 * for the club and for the school, `private-notes` (write rule `owner`) for oneself. In all of them a note stands in the
 * root map `notes` under `<person>/<note>`, replies in `replies` under `<person>/<reply>`, and `hidden` holds
 * `<chair>/<note>`: the note's writer, where the chair took it out of sight; it counts only from who chairs the club.
 * Replies and `hidden` name the writer besides the note, so that nobody can borrow them with a note of the same id.
 *
 * A note is begun in its writer's private document, so that nothing is lost from its first letter on and nobody sees a
 * half sentence; keeping it puts it where its audience reads. Changing the audience later is the same move.
 */
export const annotationKinds = [
  'highlight',
  'comment',
  'question',
  'doubt',
  'idea',
  'class',
] as const
export type AnnotationKind = (typeof annotationKinds)[number]

/** Who reads a note: only me, my club, the school. */
export const audiences = ['me', 'club', 'community'] as const
export type Audience = (typeof audiences)[number]

/** Where in a text a note points: by position, and by quote for when the text has changed. */
export interface TextAnchor {
  kind: 'text'
  /** The version of the chapter's text that the position counts in. */
  version: number
  /** UTF-16 units from the start of `plainChapter(text)`; `end` is past the last. */
  start: number
  end: number
  exact: string
  prefix: string
  suffix: string
}

/** A place in a paper book: the page as it is printed there, and a quote if one was copied out. */
export interface PageAnchor {
  kind: 'page'
  page: string
  exact: string
}

/** The chapter as a whole. */
interface ChapterAnchor {
  kind: 'chapter'
}

export type Anchor = TextAnchor | PageAnchor | ChapterAnchor

export interface Annotation {
  id: AnnotationId
  by: PersonId
  anchor: Anchor
  kind: AnnotationKind
  text: string
  tags: string[]
  /** When it was begun, by the server's clock as the device knew it; milliseconds since 1970. */
  at: number
  editedAt: number | null
  /** Still being written: in its writer's private document only. The audience it is meant for. */
  draftFor: Audience | null
  /** When it came to its document: of two copies the newer one is where its writer wants it. */
  placedAt: number
  /** Its writer has taken the words elsewhere; it stays as a place for the replies that others wrote. */
  isMoved: boolean
}

export interface AnnotationReply {
  id: ReplyId
  by: PersonId
  noteId: AnnotationId
  /** Whose note it is. */
  noteBy: PersonId | null
  text: string
  at: number
  /** "I tried this": the report it speaks of. */
  reportId: TryReportId | null
}

export const annotationsOf = (doc: Doc): YMap<unknown> => doc.getMap('notes')
export const repliesOf = (doc: Doc): YMap<unknown> => doc.getMap('replies')
export const hiddenOf = (doc: Doc): YMap<unknown> => doc.getMap('hidden')
export const annotationKey = (by: PersonId, id: AnnotationId) => `${by}/${id}`

/** A note as it can be shown, whatever was stored; null where it is none. Never throws. */
export function decodeAnnotation(value: unknown, key: string): Annotation | null {
  const [by, id] = key.split('/')
  if (!isId(by) || !isId(id) || !(value instanceof SharedMap)) return null
  const get = (name: string): unknown => (value as YMap<unknown>).get(name)
  const anchor = decodeAnchor(get('anchor'))
  if (anchor === null) return null
  const text = get('text')
  const [at, editedAt, placedAt] = [get('at'), get('editedAt'), get('placedAt')]
  return {
    id: id as AnnotationId,
    by: by as PersonId,
    anchor,
    kind: oneOf(annotationKinds, get('kind')) ?? 'comment',
    text: (text instanceof SharedText ? text.toJSON() : '').slice(0, annotationLengthMax),
    tags: decodeTags(get('tags')),
    at: isTime(at) ? at : 0,
    editedAt: isTime(editedAt) ? editedAt : null,
    draftFor: oneOf(audiences, get('draftFor')),
    placedAt: isTime(placedAt) ? placedAt : isTime(at) ? at : 0,
    isMoved: get('isMoved') === true,
  }
}

/** An anchor from outside; null where it is none. */
function decodeAnchor(value: unknown): Anchor | null {
  if (typeof value !== 'object' || value === null) return null
  const { kind, page, exact, prefix, suffix, version, start, end } = value as Record<
    string,
    unknown
  >
  switch (kind) {
    case 'chapter':
      return { kind }
    case 'page':
      return { kind, page: short(page, pageNameLengthMax), exact: short(exact, quoteLengthMax) }
    case 'text':
      if (!isCount(version) || !isCount(start) || !isCount(end) || end <= start) return null
      return {
        ...{ kind, version, start, end },
        exact: short(exact, quoteLengthMax),
        prefix: short(prefix, quoteContextLength),
        suffix: short(suffix, quoteContextLength),
      }
    default:
      return null
  }
}

export function decodeReply(value: unknown, key: string): AnnotationReply | null {
  const [by, id] = key.split('/')
  if (!isId(by) || !isId(id) || typeof value !== 'object' || value === null) return null
  const { noteId, noteBy, text, at, reportId } = value as Record<string, unknown>
  if (!isId(noteId) || typeof text !== 'string' || !isTime(at)) return null
  return {
    id: id as ReplyId,
    by: by as PersonId,
    noteId: noteId as AnnotationId,
    noteBy: isId(noteBy) ? (noteBy as PersonId) : null,
    text: text.slice(0, replyLengthMax),
    at,
    reportId: isId(reportId) ? (reportId as TryReportId) : null,
  }
}

/** Whether a reply stands at this note, and not at another of the same id. */
export const isReplyTo = (
  { noteId, noteBy }: AnnotationReply,
  { by, id }: Pick<Annotation, 'by' | 'id'>,
) => noteId === id && (noteBy ?? by) === by

const isTime = (value: unknown): value is number =>
  typeof value === 'number' && Number.isFinite(value)
const isCount = (value: unknown): value is number =>
  Number.isSafeInteger(value) && Number(value) >= 0
const short = (value: unknown, length: number) =>
  typeof value === 'string' ? value.slice(0, length) : ''

function decodeTags(value: unknown): string[] {
  if (!Array.isArray(value)) return []
  const texts = value.filter((one): one is string => typeof one === 'string')
  return texts.map((tag) => tag.slice(0, tagLengthMax)).slice(0, tagsPerAnnotationMax)
}

function oneOf<T extends string>(all: readonly T[], value: unknown): T | null {
  return all.find((one) => one === value) ?? null
}

/** What a note is stored with; its id and its writer are its key. */
export type NewAnnotation = Omit<Annotation, 'isMoved' | 'placedAt'> & { placedAt?: number }

/** Puts a note where its audience reads, or begins one. False where it is there already. */
export function addAnnotation(doc: Doc, note: NewAnnotation): boolean {
  const notes = annotationsOf(doc)
  const key = annotationKey(note.by, note.id)
  const before = decodeAnnotation(notes.get(key), key)
  if (before !== null && !before.isMoved) return false
  const stored = new SharedMap<unknown>()
  stored.set('anchor', note.anchor)
  stored.set('kind', note.kind)
  stored.set('text', new SharedText(note.text.slice(0, annotationLengthMax)))
  stored.set('tags', note.tags)
  stored.set('at', note.at)
  if (note.editedAt !== null) stored.set('editedAt', note.editedAt)
  if (note.draftFor !== null) stored.set('draftFor', note.draftFor)
  if (note.placedAt !== undefined) stored.set('placedAt', note.placedAt)
  notes.set(key, stored)
  return true
}

/** Makes a note say `text`, changing only the letters that differ. */
export function writeAnnotation(
  doc: Doc,
  { by, id }: Pick<Annotation, 'by' | 'id'>,
  text: string,
): void {
  const stored = annotationsOf(doc).get(annotationKey(by, id))
  const shared = stored instanceof SharedMap ? (stored as YMap<unknown>).get('text') : null
  if (shared instanceof SharedText) replaceText(shared, text.slice(0, annotationLengthMax))
}

export type AnnotationFacts = Partial<
  Pick<Annotation, 'anchor' | 'kind' | 'tags' | 'editedAt' | 'draftFor' | 'placedAt'>
>

/** Sets facts of a note; what is as it was is not written again. */
export function setAnnotation(
  doc: Doc,
  { by, id }: Pick<Annotation, 'by' | 'id'>,
  facts: AnnotationFacts,
): void {
  const key = annotationKey(by, id)
  const stored = annotationsOf(doc).get(key)
  const before = decodeAnnotation(stored, key)
  if (before === null || !(stored instanceof SharedMap)) return
  for (const [name, value] of Object.entries(facts)) {
    const was = before[name as keyof AnnotationFacts]
    if (JSON.stringify(was) !== JSON.stringify(value)) stored.set(name, value)
  }
}

/** Takes a note away. Where others have replied, its place stays, without its words, for their replies to stand at. */
export function removeAnnotation(doc: Doc, { by, id }: Pick<Annotation, 'by' | 'id'>): void {
  const key = annotationKey(by, id)
  const before = decodeAnnotation(annotationsOf(doc).get(key), key)
  if (before === null) return
  const isAnswered = [...repliesOf(doc)].some(([replyKey, value]) => {
    const reply = decodeReply(value, replyKey)
    return reply !== null && reply.by !== by && isReplyTo(reply, { by, id })
  })
  if (!isAnswered) return void annotationsOf(doc).delete(key)
  const stub = new SharedMap<unknown>()
  stub.set('anchor', before.anchor)
  stub.set('at', before.at)
  stub.set('isMoved', true)
  annotationsOf(doc).set(key, stub)
}

export function addReply(doc: Doc, reply: AnnotationReply): void {
  const { by, id, noteId, noteBy, text, at, reportId } = reply
  const value = { noteId, noteBy, text: text.slice(0, replyLengthMax), at }
  repliesOf(doc).set(`${by}/${id}`, reportId === null ? value : { ...value, reportId })
}

export function removeReply(doc: Doc, { by, id }: Pick<AnnotationReply, 'by' | 'id'>): void {
  repliesOf(doc).delete(`${by}/${id}`)
}

/** The chair takes somebody's note out of sight, or puts it back; its words stay their writer's. */
export function setHidden(
  doc: Doc,
  chair: PersonId,
  note: Pick<Annotation, 'by' | 'id'>,
  isHidden: boolean,
): void {
  const key = `${chair}/${note.id}`
  if ((hiddenOf(doc).get(key) === note.by) === isHidden) return
  if (isHidden) hiddenOf(doc).set(key, note.by)
  else hiddenOf(doc).delete(key)
}
