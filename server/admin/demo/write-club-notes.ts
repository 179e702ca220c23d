import type { AnnotationId, ChapterId, DocumentId, PersonId, ReplyId } from '../../../shared/ids.ts'
import { anchorAt } from '../../../shared/reading/anchor.ts'
import type { Audience } from '../../../shared/reading/annotation.ts'
import { addAnnotation, addReply } from '../../../shared/reading/annotation.ts'
import type { ChapterView } from '../../../shared/reading/api.ts'
import type { ClubDocumentView } from '../../../shared/reading/club-document.ts'
import { plainChapter } from '../../../shared/reading/text.ts'
import { notes, readers } from './book-club.ts'
import { DocumentConnection } from './document-connection.ts'
import type { ExampleNote } from './example-club.ts'
import type { ExampleName } from './example-people.ts'
import type { Writing } from './writing.ts'
import { together, visitorOf } from './writing.ts'

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
  const placed = notes.map((note, index): PlacedNote => ({
    note,
    id: writing.random.id() as AnnotationId,
    // Over the days before the meeting, in the order in which they are told.
    at: writing.clock.now() - (notes.length - index) * 7 * hourMs,
  }))
  // Each writes their own, all at the same time, as they would; then they answer one another.
  const written = await together(readers.map((as) => writeOwn(writing, { as, chapterId, placed })))
  await together(readers.map((as) => writeReplies(writing, { as, chapterId, placed })))
  return new Map(written.flat())
}

interface PlacedNote {
  note: ExampleNote
  id: AnnotationId
  at: number
}

interface Share {
  as: ExampleName
  chapterId: ChapterId
  placed: readonly PlacedNote[]
}

/** One person's notes, in as many documents as they have audiences. */
async function writeOwn(
  writing: Writing,
  { as, chapterId, placed }: Share,
): Promise<[string, WrittenNote][]> {
  const by = visitorOf(writing, as).id
  const chapter = await readChapter(writing, as, chapterId)
  const { text, version } = chapter
  if (text === null) throw new Error('the example chapter has no words')
  const plain = plainChapter(text)
  const own = placed.filter(({ note }) => note.by === as)
  const written: [string, WrittenNote][] = []
  for (const audience of new Set(own.map(({ note }) => note.audience))) {
    const view = documentFor(chapter, audience)
    const here = own.filter(({ note }) => note.audience === audience)
    await writeAs(writing, { as, view }, (doc) => {
      for (const { note, id, at } of here) {
        const start = plain.indexOf(note.quote)
        if (start < 0) throw new Error(`the example chapter does not say: ${note.quote}`)
        addAnnotation(doc, {
          ...{ id, by, at, kind: note.kind, text: note.text, tags: [...(note.tags ?? [])] },
          anchor: anchorAt(plain, version, start, start + note.quote.length),
          ...{ editedAt: null, draftFor: null },
        })
      }
    })
    for (const { note, id } of here) {
      written.push([note.key, { id, by, documentId: view.id, quote: note.quote }])
    }
  }
  return written
}

/** What one person answered to others. */
async function writeReplies(writing: Writing, { as, chapterId, placed }: Share): Promise<void> {
  const by = visitorOf(writing, as).id
  const said = placed.flatMap(({ note, id, at }) =>
    (note.replies ?? []).flatMap((reply, turn) =>
      reply.by === as ? [{ note, id, text: reply.text, at: at + (turn + 1) * hourMs }] : [],
    ),
  )
  if (said.length === 0) return
  const chapter = await readChapter(writing, as, chapterId)
  for (const { note, id, text, at } of said) {
    const reply = { id: writing.random.id() as ReplyId, by, text, at, reportId: null }
    await writeAs(writing, { as, view: documentFor(chapter, note.audience) }, (doc) => {
      addReply(doc, { ...reply, noteId: id, noteBy: visitorOf(writing, note.by).id })
    })
  }
}

const readChapter = (writing: Writing, as: ExampleName, chapterId: ChapterId) =>
  visitorOf(writing, as).ask<ChapterView>('GET', `/api/chapters/${chapterId}`)

function documentFor(chapter: ChapterView, audience: Audience): ClubDocumentView {
  const found = chapter.documents.find((document) => document.audience === audience)
  if (!found) throw new Error(`nobody can write for ${audience} here`)
  return found
}

async function writeAs(
  writing: Writing,
  { as, view }: { as: ExampleName; view: ClubDocumentView },
  edit: Parameters<DocumentConnection['write']>[0],
): Promise<void> {
  const { cookie, id: person } = visitorOf(writing, as)
  const address = { base: writing.base, cookie, person, document: view.id, epoch: view.epoch }
  const connection = await DocumentConnection.open(address)
  try {
    await connection.write(edit)
  } finally {
    connection.close()
  }
}
