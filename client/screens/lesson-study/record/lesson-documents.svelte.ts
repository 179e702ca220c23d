import type { Doc } from 'yjs'
import type { DocumentId } from '../../../../shared/ids.ts'
import type { LessonView } from '../../../../shared/lesson-study/api.ts'
import type { DocumentKind } from '../../../../shared/sync/kinds.ts'
import type { OpenDocument } from '../../../sync/document.ts'
import { openDocument } from '../../../sync/open-document.ts'
import type { DocumentPerson } from '../../../sync/person.ts'

/** The documents of a lesson that its record is read from. */
type RecordKind = Extract<DocumentKind, 'plan' | 'saw' | 'record'>

/**
 * The documents of one lesson as its record reads them; `close` ends them. A lesson keeps the documents it has, and a
 * reader's are never refused, so they are opened once.
 */
export class LessonDocuments {
  readonly lessonId: LessonView['id']
  readonly #open: readonly { kind: RecordKind; document: OpenDocument }[]

  constructor(lesson: LessonView, me: DocumentPerson) {
    this.lessonId = lesson.id
    const addresses: { kind: RecordKind; id: DocumentId; epoch: string }[] = [
      { kind: 'plan', id: lesson.planId, epoch: lesson.planEpoch },
      ...lesson.documents.flatMap(({ kind, id, epoch }) =>
        kind === 'saw' || kind === 'record' ? [{ kind, id, epoch }] : [],
      ),
    ]
    this.#open = addresses.map(({ kind, id, epoch }) => ({
      kind,
      document: openDocument({ documentId: id, epoch, kind, person: me, offline: true }),
    }))
  }

  /** The content of a document; null until it is here. Reactive. */
  doc(kind: RecordKind): Doc | null {
    const document = this.#open.find((one) => one.kind === kind)?.document
    return document?.isReady ? document.doc : null
  }

  /** Whether everything that can be had is here. Reactive. */
  get isReady(): boolean {
    return this.#open.every(({ document }) => document.isReady || document.end !== null)
  }

  close(): void {
    for (const { document } of this.#open) void document.close()
  }
}
