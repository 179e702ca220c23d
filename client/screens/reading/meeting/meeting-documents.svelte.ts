import type { PersonId } from '../../../../shared/ids.ts'
import type { MeetingView, MeetingWords } from '../../../../shared/reading/meeting.ts'
import { listMeetingWords, sayInMeeting } from '../../../../shared/reading/meeting.ts'
import { serverClock } from '../../../api/server-clock.ts'
import type { OpenDocument } from '../../../sync/document.ts'
import { Observed } from '../../../sync/observed.svelte.ts'
import type { DocumentPerson } from '../../../sync/person.ts'
import { ShownDocument } from '../../../sync/shown-document.svelte.ts'

/** The two documents of a meeting: its shared notes, and what each wrote for all. Made while a component starts. */
export class MeetingDocuments {
  readonly #me: DocumentPerson
  readonly #notes: ShownDocument
  readonly #words: ShownDocument
  readonly #said = $derived.by(() => {
    const document = this.#words.current
    if (document === null) return null
    const says = document.doc.getMap('says')
    return new Observed<MeetingWords[]>(
      (changed) => {
        says.observe(changed)
        return () => says.unobserve(changed)
      },
      () => listMeetingWords(document.doc),
    )
  })

  constructor(me: DocumentPerson) {
    this.#me = me
    this.#notes = new ShownDocument(me, 'meeting-notes')
    this.#words = new ShownDocument(me, 'meeting-words')
  }

  get me(): DocumentPerson {
    return this.#me
  }

  get notes(): OpenDocument | null {
    return this.#notes.current
  }

  get words(): OpenDocument | null {
    return this.#words.current
  }

  /** Everything that was written for all, by time. Reactive. */
  get said(): readonly MeetingWords[] {
    return this.#said?.current ?? []
  }

  /** What somebody wrote for a step; empty where they wrote nothing. */
  wordsOf(by: PersonId, step: string): string {
    return this.said.find((words) => words.by === by && words.step === step)?.text ?? ''
  }

  /** Says it to everybody in the club, or takes it back where no words are left. */
  say(step: string, text: string): void {
    const by = this.#me.id
    this.words?.edit((doc) => sayInMeeting(doc, { by, step, text, at: serverClock.now() }))
  }

  /** Called as often as the meeting's view changes. */
  show({ documents }: MeetingView): void {
    this.#notes.show(documents.find(({ kind }) => kind === 'meeting-notes') ?? null)
    this.#words.show(documents.find(({ kind }) => kind === 'meeting-words') ?? null)
  }

  close(): void {
    this.#notes.close()
    this.#words.close()
  }
}
