import { untrack } from 'svelte'
import type { DocumentId, NoteId } from '../../../../shared/ids.ts'
import type { LessonDocumentView, LessonView } from '../../../../shared/lesson-study/api.ts'
import type { Interview } from '../../../../shared/lesson-study/voice.ts'
import {
  decodeInterview,
  interviewsOf,
  voicePrompts,
} from '../../../../shared/lesson-study/voice.ts'
import type { OpenDocument } from '../../../sync/document.ts'
import { ObservedRows } from '../../../sync/observed.svelte.ts'
import { openDocument } from '../../../sync/open-document.ts'
import type { DocumentPerson } from '../../../sync/person.ts'
import type { LessonNote } from '../lesson-notes.svelte.ts'

interface OpenTalks {
  view: LessonDocumentView
  document: OpenDocument
  rows: ObservedRows<Interview>
}

/**
 * The talks with pupils of a lesson that a person may read, as notes that can be cited: what a pupil said, exactly.
 * Read only; they are written where the talks are held.
 */
export class LessonTalks {
  readonly #me: DocumentPerson
  #open = $state.raw<readonly OpenTalks[]>([])

  constructor(me: DocumentPerson) {
    this.#me = me
  }

  /** Every answer that has words, by time. A claim cites the talk; the first of its answers stands for it. */
  get talks(): (LessonNote & { answers: string[]; paraphrases: string[] })[] {
    return this.#open
      .flatMap(({ view, document, rows }) =>
        [...rows.current.values()]
          .filter((talk) => !talk.isDeleted)
          .map((talk) => this.#noteOf(talk, { view, documentId: document.documentId })),
      )
      .filter((talk) => talk.answers.length + talk.paraphrases.length > 0)
      .sort((a, b) => a.at - b.at)
  }

  find(documentId: DocumentId, noteId: NoteId): LessonNote | null {
    return this.talks.find((one) => one.id === noteId && one.documentId === documentId) ?? null
  }

  /** Opens the talks that may be read now, and closes those that may not any more. */
  show({ documents }: Pick<LessonView, 'documents'>): void {
    // What is open already is none of the caller's business.
    untrack(() => {
      const wanted = documents.filter(({ kind, isEmpty }) => kind === 'voice' && !isEmpty)
      // One that has ended is opened anew where it may be read again.
      const kept = this.#open.filter(
        ({ view, document }) => document.end === null && wanted.some((one) => isSame(one, view)),
      )
      for (const one of this.#open) if (!kept.includes(one)) void one.document.close()
      const fresh = wanted.filter((view) => !kept.some((one) => isSame(one.view, view)))
      if (fresh.length > 0 || kept.length < this.#open.length) {
        this.#open = [...kept, ...fresh.map((view) => this.#openTalks(view))]
      }
    })
  }

  close(): void {
    for (const { document } of this.#open) void document.close()
    this.#open = []
  }

  #openTalks(view: LessonDocumentView): OpenTalks {
    const { id, epoch, kind } = view
    const person = this.#me
    const document = openDocument({ documentId: id, epoch, kind, person, offline: true })
    return { view, document, rows: new ObservedRows(interviewsOf(document.doc), decodeInterview) }
  }

  #noteOf(
    talk: Interview,
    { view, documentId }: { view: LessonDocumentView; documentId: DocumentId },
  ) {
    const said = voicePrompts.map((prompt) => talk.answers[prompt])
    const answers = said.map(({ words }) => words.trim()).filter((words) => words !== '')
    const paraphrases = said.map(({ paraphrase }) => paraphrase.trim()).filter((one) => one !== '')
    return {
      ...{ id: talk.id as string as NoteId, at: talk.at, stage: null, pupils: talk.pupils },
      ...{ stem: null, text: answers[0] ?? paraphrases[0] ?? '', think: '', kind: null },
      ...{ match: null, isBrought: false, isKept: true, isDeleted: false, isFromPaper: false },
      ...{ documentId, by: view.person, isMine: view.person?.id === this.#me.id },
      ...{ answers, paraphrases },
    }
  }
}

const isSame = (a: LessonDocumentView, b: LessonDocumentView) =>
  a.id === b.id && a.epoch === b.epoch
