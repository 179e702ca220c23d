import type {
  AddProtocol,
  Protocol,
  ProtocolStep,
  ProtocolView,
} from '../../../shared/community/protocols.ts'
import type { ProtocolId } from '../../../shared/ids.ts'
import { protocolStepsMax } from '../../../shared/limits.ts'

/** A step as it is written: minutes may be empty for a moment. */
export interface DraftStep extends Omit<ProtocolStep, 'minutes'> {
  /** Its own through every move. */
  id: number
  minutes: number | null
}

type Body = Omit<AddProtocol, 'id'>

/** A protocol while it is being written: what is typed stays, whatever happens elsewhere. */
export class ProtocolDraft {
  title = $state('')
  about = $state('')
  rounds = $state<Protocol['rounds']>('once')
  groupMax = $state<number | null>(6)
  steps = $state<DraftStep[]>([])
  #next = 0
  /** As it was when the writing began or was saved last. */
  #kept = $state('')

  constructor(from: Omit<Protocol, 'key'> | null) {
    this.take(from)
  }

  /** Whether something was typed that is not saved. */
  get isChanged(): boolean {
    return JSON.stringify(this.body) !== this.#kept
  }

  /** What is written, as the server takes it. */
  get body(): Body {
    return {
      title: this.title.trim(),
      about: this.about.trim(),
      rounds: this.rounds,
      groupMax: this.groupMax ?? 6,
      steps: this.steps.map(({ title, minutes, prompt, speakers, shows }) => ({
        ...{ title: title.trim(), minutes: minutes ?? 1, prompt: prompt.trim(), speakers, shows },
      })),
    }
  }

  /** Begins anew from a protocol, or from nothing. */
  take(from: Omit<Protocol, 'key'> | null): void {
    this.title = from?.title ?? ''
    this.about = from?.about ?? ''
    this.rounds = from?.rounds ?? 'once'
    this.groupMax = from?.groupMax ?? 6
    this.steps = (from?.steps ?? [emptyStep()]).map((step) => ({ ...step, id: this.#next++ }))
    this.saved()
  }

  saved(): void {
    this.#kept = JSON.stringify(this.body)
  }

  get mayAdd(): boolean {
    return this.steps.length < protocolStepsMax
  }

  /** The id of the step that was added. */
  add(): number {
    const id = this.#next++
    this.steps.push({ ...emptyStep(), id })
    return id
  }

  /** Up or down by one; false at the ends. */
  move(id: number, by: 1 | -1): boolean {
    const from = this.steps.findIndex((step) => step.id === id)
    const to = from + by
    const step = this.steps[from]
    if (step === undefined || to < 0 || to >= this.steps.length) return false
    this.steps.splice(from, 1)
    this.steps.splice(to, 0, step)
    return true
  }

  remove(id: number): void {
    this.steps = this.steps.filter((step) => step.id !== id)
  }
}

const emptyStep = (): ProtocolStep => ({
  ...{ title: '', minutes: 2, prompt: '', speakers: 'each' as const, shows: 'notes' as const },
})

/** Whether a newer version than the one that is written on has come from elsewhere. */
export const isNewer = (view: ProtocolView, on: { id: ProtocolId; version: number } | null) =>
  on !== null && view.id === on.id && view.version > on.version
