import type { AnnotationId, ChapterId, DocumentId, PersonId, ReplyId } from '../../../shared/ids.ts'
import { anchorAt } from '../../../shared/reading/anchor.ts'
import { addAnnotation, addReply } from '../../../shared/reading/annotation.ts'
import type { ChapterView } from '../../../shared/reading/api.ts'
import { plainChapter } from '../../../shared/reading/text.ts'
import { notes } from './book-club.ts'
import { DocumentConnection } from './document-connection.ts'
import type { ExampleNote } from './example-club.ts'
import type { ExampleName } from './example-people.ts'
import type { Writing } from './writing.ts'
import { visitorOf } from './writing.ts'

/** A note of the example, as cards point at it. */
export interface WrittenNote {
  id: AnnotationId
  by: PersonId
  documentId: DocumentId
  quote: string
}

const hourMs = 3_600_000

/** What the readers wrote beside the chapter, each in their own name; by the notes' keys. */
export async function writeClubNotes(
  writing: Writing,
  chapterId: ChapterId,
): Promise<ReadonlyMap<string, WrittenNote>> {
  const written = new Map<string, WrittenNote>()
  for (const [index, note] of notes.entries()) {
    // Over the days before the meeting, in the order in which they are told.
    const at = writing.clock.now() - (notes.length - index) * 7 * hourMs
    written.set(note.key, await writeNote(writing, { chapterId, note, at }))
  }
  return written
}

async function writeNote(
  writing: Writing,
  { chapterId, note, at }: { chapterId: ChapterId; note: ExampleNote; at: number },
): Promise<WrittenNote> {
  const { random } = writing
  const id = random.id() as AnnotationId
  const by = visitorOf(writing, note.by).id
  const { documentId, chapter } = await openFor(writing, note, note.by, chapterId)
  const { text, version } = chapter
  if (text === null) throw new Error('the example chapter has no words')
  const plain = plainChapter(text)
  const start = plain.indexOf(note.quote)
  if (start < 0) throw new Error(`the example chapter does not say: ${note.quote}`)
  const anchor = anchorAt(plain, version, start, start + note.quote.length)
  await writeAs(
    writing,
    { as: note.by, documentId, epoch: epochOf(chapter, documentId) },
    (doc) => {
      addAnnotation(doc, {
        ...{ id, by, anchor, at, kind: note.kind, text: note.text, tags: [...(note.tags ?? [])] },
        ...{ editedAt: null, draftFor: null },
      })
    },
  )
  for (const [turn, reply] of (note.replies ?? []).entries()) {
    const where = { as: reply.by, documentId, epoch: epochOf(chapter, documentId) }
    const said = { id: random.id() as ReplyId, by: visitorOf(writing, reply.by).id }
    await writeAs(writing, where, (doc) => {
      const time = at + (turn + 1) * hourMs
      addReply(doc, { ...said, noteId: id, noteBy: by, text: reply.text, at: time, reportId: null })
    })
  }
  return { id, by, documentId, quote: note.quote }
}

async function openFor(
  writing: Writing,
  { audience }: ExampleNote,
  as: ExampleName,
  chapterId: ChapterId,
): Promise<{ documentId: DocumentId; chapter: ChapterView }> {
  const path = `/api/chapters/${chapterId}`
  const chapter = await visitorOf(writing, as).ask<ChapterView>('GET', path)
  const found = chapter.documents.find((document) => document.audience === audience)
  if (!found) throw new Error(`${as} cannot write for ${audience}`)
  return { documentId: found.id, chapter }
}

const epochOf = (chapter: ChapterView, id: DocumentId): string =>
  chapter.documents.find((document) => document.id === id)?.epoch ?? ''

async function writeAs(
  writing: Writing,
  { as, documentId, epoch }: { as: ExampleName; documentId: DocumentId; epoch: string },
  edit: Parameters<DocumentConnection['write']>[0],
): Promise<void> {
  const { cookie, id: person } = visitorOf(writing, as)
  const address = { base: writing.base, cookie, person, document: documentId, epoch }
  const connection = await DocumentConnection.open(address)
  try {
    await connection.write(edit)
  } finally {
    connection.close()
  }
}
