import { untrack } from 'svelte'
import type { PersonId } from '../../../../shared/ids.ts'
import { isId } from '../../../../shared/ids.ts'
import type {
  Annotation,
  AnnotationReply,
  Audience,
} from '../../../../shared/reading/annotation.ts'
import {
  annotationKey,
  annotationsOf,
  decodeAnnotation,
  decodeReply,
  hiddenOf,
  repliesOf,
} from '../../../../shared/reading/annotation.ts'
import type { BegunReply } from '../../../../shared/reading/begun-reply.ts'
import { decodeBegunReply } from '../../../../shared/reading/begun-reply.ts'
import type { ClubDocumentView } from '../../../../shared/reading/club-document.ts'
import type { OpenDocument } from '../../../sync/document.ts'
import { ObservedRows } from '../../../sync/observed.svelte.ts'
import { openDocument } from '../../../sync/open-document.ts'
import type { DocumentPerson } from '../../../sync/person.ts'
import type { NoteSource } from './placed-note.ts'

interface OpenNotes {
  view: ClubDocumentView
  document: OpenDocument
  notes: ObservedRows<Annotation | null>
  replies: ObservedRows<AnnotationReply | null>
  /** Replies that are still being written; in one's own document only. */
  begun: ObservedRows<BegunReply | null>
  /** What each chair took out of sight. */
  hidden: ObservedRows<{ chair: string; key: string } | null>
}

/** The documents with the notes beside one chapter: the club's, the school's and one's own, each open once. */
export class NoteDocuments {
  readonly #me: DocumentPerson
  #open = $state.raw<readonly OpenNotes[]>([])

  constructor(me: DocumentPerson) {
    this.#me = me
  }

  /** Reactive. */
  get all(): readonly OpenDocument[] {
    return this.#open.map(({ document }) => document)
  }

  /** The one that these people read; null where it may not be opened. Reactive. */
  for(audience: Audience): OpenDocument | null {
    return this.#open.find(({ view }) => view.audience === audience)?.document ?? null
  }

  /** The replies that oneself is writing, in the order in which they were begun. Reactive. */
  get begun(): BegunReply[] {
    const own = this.#open.find(({ view }) => view.audience === 'me')
    return own === undefined ? [] : there(own.begun.current).sort((a, b) => (a.id < b.id ? -1 : 1))
  }

  /** What they hold, with what this chair took out of sight. Reactive. */
  sources(chairId: PersonId | null): NoteSource[] {
    return this.#open.map(({ view, document, notes, replies, hidden }) => ({
      documentId: document.documentId,
      audience: view.audience ?? 'me',
      notes: there(notes.current),
      replies: there(replies.current),
      hidden: there(hidden.current)
        .filter(({ chair }) => chair === chairId)
        .map(({ key }) => key),
    }))
  }

  /** Opens those that may be read now, and closes those that may not any more. */
  show(views: readonly ClubDocumentView[]): void {
    untrack(() => this.#show(views.filter(({ audience }) => audience !== null)))
  }

  close(): void {
    for (const { document } of untrack(() => this.#open)) void document.close()
    this.#open = []
  }

  #show(views: readonly ClubDocumentView[]): void {
    const kept = this.#open.filter(({ view }) => views.some((one) => isSame(one, view)))
    const fresh = views.filter((view) => !kept.some((one) => isSame(one.view, view)))
    for (const one of this.#open) if (!kept.includes(one)) void one.document.close()
    if (fresh.length === 0 && kept.length === this.#open.length) return
    this.#open = [...kept, ...fresh.map((view) => notesIn(view, this.#openView(view)))]
  }

  #openView(view: ClubDocumentView): OpenDocument {
    let current = openDocument({
      documentId: view.id,
      epoch: view.epoch,
      kind: view.kind,
      person: this.#me,
      offline: true,
      onReplaced: (fresh) => {
        this.#replace(fresh, current)
        current = fresh
      },
    })
    return current
  }

  /** A document of which something was refused goes on as a fresh one, here as everywhere. */
  #replace(fresh: OpenDocument, old: OpenDocument): void {
    if (!this.#open.some(({ document }) => document === old)) return void fresh.close()
    this.#open = this.#open.map((one) => (one.document === old ? notesIn(one.view, fresh) : one))
  }
}

function notesIn(view: ClubDocumentView, document: OpenDocument): OpenNotes {
  const { doc } = document
  return {
    view,
    document,
    notes: new ObservedRows(annotationsOf(doc), decodeAnnotation),
    replies: new ObservedRows(repliesOf(doc), decodeReply),
    begun: new ObservedRows(repliesOf(doc), decodeBegunReply),
    hidden: new ObservedRows(hiddenOf(doc), decodeHidden),
  }
}

function decodeHidden(value: unknown, key: string) {
  const [chair = '', note = ''] = key.split('/')
  return isId(value)
    ? { chair, key: annotationKey(value as PersonId, note as Annotation['id']) }
    : null
}

const there = <Row>(rows: ReadonlyMap<string, Row | null>): Row[] =>
  [...rows.values()].filter((row) => row !== null)

const isSame = (a: ClubDocumentView, b: ClubDocumentView) => a.id === b.id && a.epoch === b.epoch
