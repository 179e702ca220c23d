import { ulid } from 'ulid'
import type { PersonId } from '../../../../shared/ids.ts'
import { SafeguardingWords, type WordsForTheLead } from '../../../sync/safeguarding-words.ts'

/**
 * The words for the safeguarding lead that are on this device, as a screen shows them. Every change is written to the
 * device at once and to nothing else; `isKept` says whether the device has it.
 */
export class ForTheLead {
  readonly #person: PersonId
  readonly #path: string
  readonly #now: () => number
  #words = $state.raw<readonly WordsForTheLead[]>([])
  #isReady = $state(false)
  #failed = $state(false)
  #waiting = $state(0)
  #store: Promise<SafeguardingWords> | null = null
  /** One write after the other, so that the last letter typed is the last one written. */
  #last: Promise<unknown> = Promise.resolve()

  constructor(person: PersonId, path: string, now: () => number = Date.now) {
    this.#person = person
    this.#path = path
    this.#now = now
    void this.#queue(async (store) => {
      const kept = await store.list()
      const isNew = (one: WordsForTheLead) => !kept.some(({ id }) => id === one.id)
      this.#words = [...kept, ...this.#words.filter(isNew)]
    }).then(() => {
      this.#isReady = true
    })
  }

  get words(): readonly WordsForTheLead[] {
    return this.#words
  }
  /** Whether it is known what is here. */
  get isReady(): boolean {
    return this.#isReady
  }
  /** 'failed': the words are in this page only. */
  get state(): 'kept' | 'keeping' | 'failed' {
    return this.#failed ? 'failed' : this.#waiting > 0 ? 'keeping' : 'kept'
  }

  /** A new piece with the time of now. Resolves to whether the device has it. */
  add(text: string): Promise<boolean> {
    const words = { id: ulid(), at: this.#now(), text, path: this.#path }
    this.#words = [...this.#words, words]
    return this.#queue((store) => store.keep(words))
  }

  write(id: string, text: string): Promise<boolean> {
    this.#words = this.#words.map((one) => (one.id === id ? { ...one, text } : one))
    const words = this.#words.find((one) => one.id === id)
    return this.#queue(async (store) => {
      if (words) await store.keep(words)
    })
  }

  /** They have been passed on: they are deleted here. */
  async passedOn(id: string): Promise<boolean> {
    const isGone = await this.#queue((store) => store.drop(id))
    if (isGone) this.#words = this.#words.filter((one) => one.id !== id)
    return isGone
  }

  close(): void {
    void this.#last.then(async () => (await this.#store)?.close()).catch(() => {})
  }

  #queue(task: (store: SafeguardingWords) => Promise<void>): Promise<boolean> {
    this.#waiting += 1
    const done = this.#last.then(async () => {
      try {
        this.#store ??= SafeguardingWords.open(this.#person)
        await task(await this.#store)
        this.#failed = false
        return true
      } catch {
        this.#store = null
        this.#failed = true
        return false
      } finally {
        this.#waiting -= 1
      }
    })
    this.#last = done
    return done
  }
}
