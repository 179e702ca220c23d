import type { Doc } from 'yjs'
import type { PersonId } from '../../../../shared/ids.ts'
import type {
  Annotation,
  AnnotationReply,
  Audience,
} from '../../../../shared/reading/annotation.ts'
import {
  addAnnotation,
  addReply,
  annotationKey,
  annotationsOf,
  audiences,
  decodeAnnotation,
  decodeReply,
  isReplyTo,
  removeAnnotation,
  removeReply,
  repliesOf,
  setAnnotation,
  writeAnnotation,
} from '../../../../shared/reading/annotation.ts'
import { decodeBegunReply } from '../../../../shared/reading/begun-reply.ts'

/** A document as far as moving notes goes. */
interface NoteDocument {
  readonly doc: Doc
  edit<T>(change: (doc: Doc) => T): T
}

/** The documents of a chapter that one may write in, by who reads them. */
type NoteDocumentsFor = (audience: Audience) => NoteDocument | null

type NoteKey = Pick<Annotation, 'by' | 'id'>

/** Whether fewer people read `next` than `before`. */
export const isNarrower = (next: Audience, before: Audience) =>
  audiences.indexOf(next) < audiences.indexOf(before)

/**
 * Puts a note where others read it, or alone, and takes it from where it was: first the one, then the other, so that a
 * device that is cut off between has two copies and never none. The later `placedAt` tells which is meant. False where
 * that place is closed to one.
 */
export function placeNote(
  documents: NoteDocumentsFor,
  note: Annotation,
  { from, to, now }: { from: Audience | null; to: Audience; now: number },
): boolean {
  const target = documents(to)
  if (target === null) return false
  const placedAt = from === null ? now : Math.max(now, note.placedAt + 1)
  target.edit((doc) => {
    if (addAnnotation(doc, { ...note, draftFor: null, placedAt })) return
    const { anchor, kind, tags, editedAt } = note
    writeAnnotation(doc, note, note.text)
    setAnnotation(doc, note, {
      ...{ anchor, kind, tags, editedAt, draftFor: null },
      ...(from === to ? {} : { placedAt }),
    })
  })
  if (from !== null && from !== to) takeNote(documents, note, { from, to })
  return true
}

/** Takes a note out of a document. Where fewer are to read it, its writer's own replies go along. */
function takeNote(
  documents: NoteDocumentsFor,
  note: NoteKey,
  { from, to }: { from: Audience; to: Audience },
): void {
  const source = documents(from)
  if (source === null) return
  if (isNarrower(to, from)) {
    const own = ownReplies(source.doc, note)
    documents(to)?.edit((doc) => own.forEach((reply) => addReply(doc, reply)))
    source.edit((doc) => own.forEach((reply) => removeReply(doc, reply)))
  }
  source.edit((doc) => removeAnnotation(doc, note))
}

/** What the writer of a note answered under it. */
function ownReplies(doc: Doc, note: NoteKey): AnnotationReply[] {
  return allReplies(doc).filter((reply) => reply.by === note.by && isReplyTo(reply, note))
}

const allReplies = (doc: Doc | undefined) =>
  [...(doc ? repliesOf(doc) : [])].flatMap(([key, value]) => decodeReply(value, key) ?? [])

const noteIn = (doc: Doc, note: NoteKey) => {
  const key = annotationKey(note.by, note.id)
  return decodeAnnotation(annotationsOf(doc).get(key), key)
}

/**
 * What a device that was cut off left behind, of one's own notes: a second copy, a draft of what is kept already, a
 * reply that was said and stands there as begun, and the place of a note at which nobody's reply stands any more. Run
 * when everything that may be read has come.
 */
export function tidyNotes(documents: NoteDocumentsFor, me: PersonId): void {
  for (const key of ownKeys(documents, me)) {
    const copies = copiesOf(documents, key)
    const [meant, ...others] = copies.filter(({ note }) => isWhole(note)).sort(byMeaning)
    if (meant !== undefined) {
      for (const { audience } of others)
        takeNote(documents, key, { from: audience, to: meant.audience })
    }
    const draft = copies.find(({ note }) => note.draftFor !== null)
    if (draft && meant && saysTheSame(draft.note, meant.note)) {
      documents('me')?.edit((doc) => removeAnnotation(doc, key))
    }
    for (const { audience, note } of copies) {
      const document = documents(audience)
      if (!note.isMoved || document === null) continue
      if (allReplies(document.doc).some((reply) => isReplyTo(reply, key))) continue
      document.edit((doc) => removeAnnotation(doc, key))
    }
  }
  tidyBegun(documents)
}

/** A reply is said where its note stands before it is taken from its writer's own document. */
function tidyBegun(documents: NoteDocumentsFor): void {
  const own = documents('me')
  if (own === null) return
  const said = audiences.flatMap((audience) => allReplies(documents(audience)?.doc))
  const begun = [...repliesOf(own.doc)].flatMap(
    ([key, value]) => decodeBegunReply(value, key) ?? [],
  )
  for (const reply of begun.filter(({ by, id }) =>
    said.some((one) => one.id === id && one.by === by),
  )) {
    own.edit((doc) => removeReply(doc, reply))
  }
}

interface NoteCopy {
  audience: Audience
  note: Annotation
}

/** The newest place first; where that does not tell, the one that fewer read. */
const byMeaning = (a: NoteCopy, b: NoteCopy) =>
  b.note.placedAt - a.note.placedAt || audiences.indexOf(a.audience) - audiences.indexOf(b.audience)

const isWhole = (note: Annotation) => !note.isMoved && note.draftFor === null

function copiesOf(documents: NoteDocumentsFor, note: NoteKey): NoteCopy[] {
  return audiences.flatMap((audience) => {
    const document = documents(audience)
    const found = document === null ? null : noteIn(document.doc, note)
    return found === null ? [] : [{ audience, note: found }]
  })
}

function ownKeys(documents: NoteDocumentsFor, me: PersonId): NoteKey[] {
  const keys = new Set(
    audiences.flatMap((audience) => {
      const document = documents(audience)
      return document === null ? [] : [...annotationsOf(document.doc).keys()]
    }),
  )
  return [...keys]
    .filter((key) => key.startsWith(`${me}/`))
    .map((key) => ({ by: me, id: key.slice(me.length + 1) as Annotation['id'] }))
}

const saysTheSame = (a: Annotation, b: Annotation) =>
  a.text === b.text && a.kind === b.kind && a.tags.join('\n') === b.tags.join('\n')

/** Takes a note of one's own from everywhere, with what one answered under it alone. What comes back puts it there again. */
export function removeEverywhere(documents: NoteDocumentsFor, note: NoteKey): () => void {
  const kept = copiesOf(documents, note).map((copy) => {
    const document = documents(copy.audience)
    const own = document === null ? [] : ownReplies(document.doc, note)
    const isAnswered =
      document !== null &&
      allReplies(document.doc).some((reply) => reply.by !== note.by && isReplyTo(reply, note))
    return { ...copy, replies: isAnswered ? [] : own }
  })
  for (const { audience, replies } of kept) {
    documents(audience)?.edit((doc) => {
      replies.forEach((reply) => removeReply(doc, reply))
      removeAnnotation(doc, note)
    })
  }
  return () => {
    for (const { audience, note: was, replies } of kept) {
      documents(audience)?.edit((doc) => {
        if (!was.isMoved) addAnnotation(doc, was)
        replies.forEach((reply) => addReply(doc, reply))
      })
    }
  }
}
