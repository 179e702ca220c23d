import type { Doc } from 'yjs'
import { Map as SharedMap, Text as SharedText } from 'yjs'
import type { AnnotationId, PersonId, ReplyId } from '../ids.ts'
import { isId } from '../ids.ts'
import { replaceText } from '../lesson-study/replace-text.ts'
import { replyLengthMax } from '../limits.ts'
import { repliesOf, type AnnotationReply } from './annotation.ts'

/**
 * A reply that is still being written. From its first letter on it stands in its writer's private document, in the root
 * map `replies` under the key it will have when it is said. There it is a shared map and what was said is a plain value,
 * so whoever reads replies does not take it for one.
 */
export type BegunReply = Omit<AnnotationReply, 'noteBy' | 'reportId'> & { noteBy: PersonId }

/** A begun reply as it can be shown, whatever was stored; null where it is none. Never throws. */
export function decodeBegunReply(value: unknown, key: string): BegunReply | null {
  const [by, id] = key.split('/')
  if (!isId(by) || !isId(id) || !(value instanceof SharedMap)) return null
  const get = (name: string): unknown => value.get(name)
  const [noteId, noteBy, at, text] = [get('noteId'), get('noteBy'), get('at'), get('text')]
  if (!isId(noteId) || !isId(noteBy) || !(text instanceof SharedText)) return null
  return {
    id: id as ReplyId,
    by: by as PersonId,
    noteId: noteId as AnnotationId,
    noteBy: noteBy as PersonId,
    text: text.toJSON().slice(0, replyLengthMax),
    at: typeof at === 'number' && Number.isFinite(at) ? at : 0,
  }
}

export function beginReply(doc: Doc, { by, id, noteId, noteBy, text, at }: BegunReply): void {
  const stored = new SharedMap<unknown>()
  stored.set('noteId', noteId)
  stored.set('noteBy', noteBy)
  stored.set('at', at)
  stored.set('text', new SharedText(text.slice(0, replyLengthMax)))
  repliesOf(doc).set(`${by}/${id}`, stored)
}

/** Makes a begun reply say `text`, changing only the letters that differ. */
export function writeBegunReply(
  doc: Doc,
  { by, id }: Pick<BegunReply, 'by' | 'id'>,
  text: string,
): void {
  const stored = repliesOf(doc).get(`${by}/${id}`)
  const shared: unknown = stored instanceof SharedMap ? stored.get('text') : null
  if (shared instanceof SharedText) replaceText(shared, text.slice(0, replyLengthMax))
}
