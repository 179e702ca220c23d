import type { StudyId } from '../../shared/ids.ts'
import type { StudyView } from '../../shared/lesson-study/api.ts'
import { fetchStudy } from '../api/lesson-study.ts'
import { serverClock } from '../api/server-clock.ts'
import type { DocumentPerson } from '../sync/person.ts'
import { dayOf, soonOf, type DatedLesson } from './lesson-days.ts'
import { takenBy } from './taken.ts'
import { TakenStudies, type TakenStudy } from './taken-studies.ts'

export type TakenState =
  | { kind: 'none' }
  | { kind: 'taking' }
  | { kind: 'ready'; at: number }
  /** `count` documents did not come. */
  | { kind: 'failed'; count: number }

/** What of one person's studies is on this device, put there when they ask, or by itself before a lesson. */
export class TakingAlong {
  readonly #person: DocumentPerson
  readonly #studies: TakenStudies
  #marks = $state.raw<readonly TakenStudy[]>([])
  #current = $state.raw<StudyId | null>(null)
  #failed = $state.raw<Readonly<Record<StudyId, number>>>({})
  /** One after the other: a tablet has one network. */
  #queue: Promise<void>
  readonly #tried: string[] = []
  readonly #ended = new AbortController()

  constructor(person: DocumentPerson) {
    this.#person = person
    this.#studies = new TakenStudies(person.id)
    this.#queue = this.#look()
  }

  state(study: StudyId): TakenState {
    if (this.#current === study) return { kind: 'taking' }
    const count = this.#failed[study]
    if (count) return { kind: 'failed', count }
    const mark = this.#marks.find((one) => one.study === study)
    return mark ? { kind: 'ready', at: mark.at } : { kind: 'none' }
  }

  /** Takes a study along because somebody asked. Never rejects: the state says how it went. */
  take(study: StudyView): Promise<void> {
    return this.#inTurn(() => this.#take(study))
  }

  /** Takes a study along by itself when one of its lessons is near; once a day, and not where bytes are dear. */
  quietly(study: StudyId, lessons: readonly DatedLesson[]): void {
    const soon = soonOf(lessons, Date.now())
    const day = dayOf(Date.now())
    const documents = soon.flatMap((lesson) => (lesson.documents ?? []).map(({ id }) => id))
    const numbers = soon.map(({ number }) => number)
    const name = [study, day, ...numbers, ...documents].join()
    if (soon.length === 0 || this.#tried.includes(name) || savesData()) return
    this.#tried.push(name)
    whenIdle(() => {
      void this.#inTurn(async () => {
        const mark = this.#marks.find((one) => one.study === study && one.day === day)
        const isHere =
          numbers.every((number) => mark?.lessons.includes(number)) &&
          // Somebody may have joined the lesson since this morning.
          documents.every((id) => mark?.documents.includes(id))
        if (isHere) return
        await this.#take(await fetchStudy(study))
      })
    })
  }

  /** Ends what is under way: at sign-out nothing more may be put on the device. */
  async close(): Promise<void> {
    this.#ended.abort()
    await this.#queue
    await this.#studies.close()
  }

  #inTurn(task: () => Promise<void>): Promise<void> {
    // What fails here is tried again at the next visit, or when somebody asks.
    this.#queue = this.#queue.then(task).catch(() => undefined)
    return this.#queue
  }

  async #take(study: StudyView): Promise<void> {
    if (this.#ended.signal.aborted) return
    this.#current = study.id
    try {
      // The clock goes along too: times are written down offline.
      void serverClock.measure()
      const { takeAlong } = await import('./take-along.ts')
      const count = await takeAlong(this.#person, study, {
        taken: takenBy(this.#person.id),
        studies: this.#studies,
        day: dayOf(Date.now()),
        signal: this.#ended.signal,
      })
      this.#failed = { ...this.#failed, [study.id]: count }
    } catch {
      this.#failed = { ...this.#failed, [study.id]: 1 }
    }
    await this.#look()
    this.#current = null
  }

  async #look(): Promise<void> {
    this.#marks = await this.#studies.list()
  }
}

function savesData(): boolean {
  const { connection } = navigator as Navigator & { connection?: { saveData?: boolean } }
  return connection?.saveData === true || !navigator.onLine
}

function whenIdle(run: () => void): void {
  // Safari has no idle callback.
  if ('requestIdleCallback' in window) requestIdleCallback(run, { timeout: 10_000 })
  else setTimeout(run, 1_000)
}

let here: TakingAlong | null = null
let whose: DocumentPerson['id'] | null = null

/** What whoever is at this tab takes along: one person, and so one of these. */
export function takingAlongOf({ id, name, colour }: DocumentPerson): TakingAlong {
  if (here === null || whose !== id) {
    void here?.close()
    here = new TakingAlong({ id, name, colour })
    whose = id
  }
  return here
}

/** At sign-out: resolves when nothing more is being put on this device. */
export async function stopTakingAlong(): Promise<void> {
  await here?.close()
  here = null
}
