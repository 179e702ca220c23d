import type { DocumentId, PersonId } from '../../../../shared/ids.ts'
import type { LessonView } from '../../../../shared/lesson-study/api.ts'
import type { DocumentKind } from '../../../../shared/sync/kinds.ts'
import type { OpenDocument } from '../../../sync/document.ts'
import { openDocument } from '../../../sync/open-document.ts'
import type { DocumentPerson } from '../../../sync/person.ts'

interface Address {
  id: DocumentId
  epoch: string
  kind: DocumentKind
}

/** Where the plan and one's own notes of a lesson are; `notes` is null for somebody who has none in it. */
export interface LessonAddresses {
  plan: Address
  notes: Address | null
}

export function addressesOf(lesson: LessonView, me: PersonId): LessonAddresses {
  const own = lesson.documents.find(
    ({ kind, person }) => kind === 'observation' && person?.id === me,
  )
  return {
    plan: { id: lesson.planId, epoch: lesson.planEpoch, kind: 'plan' },
    notes: own ? { id: own.id, epoch: own.epoch, kind: 'observation' } : null,
  }
}

/** The documents that somebody who observes a lesson works in: its plan, to read, and their own notes. */
export class OpenLesson {
  readonly #person: DocumentPerson
  readonly #plan = new Slot()
  readonly #notes = new Slot()

  constructor(person: DocumentPerson) {
    this.#person = person
  }

  get plan(): OpenDocument | null {
    return this.#plan.document
  }
  get notes(): OpenDocument | null {
    return this.#notes.document
  }

  /** Opens them where they are not open, and those again that ended with the session. */
  show({ plan, notes }: LessonAddresses): void {
    this.#plan.show(plan, this.#person)
    this.#notes.show(notes, this.#person)
  }

  close(): void {
    this.#plan.close()
    this.#notes.close()
  }
}

/** One document at a time; what takes its place after a refusal stands in the same slot. */
class Slot {
  #document = $state.raw<OpenDocument | null>(null)
  #address = ''

  get document(): OpenDocument | null {
    return this.#document
  }

  show(address: Address | null, person: DocumentPerson): void {
    const wanted = JSON.stringify(address)
    const hasEnded = this.#document?.end === 'sign-in'
    if (wanted === this.#address && !hasEnded) return
    this.close()
    this.#address = wanted
    if (address === null) return
    this.#document = openDocument({
      documentId: address.id,
      epoch: address.epoch,
      kind: address.kind,
      person,
      offline: true,
      onReplaced: (fresh) => {
        if (this.#address === wanted) this.#document = fresh
        else void fresh.close()
      },
    })
  }

  close(): void {
    void this.#document?.close() // closing keeps what is unsent on this device by itself
    this.#document = null
    this.#address = ''
  }
}
