import fc from 'fast-check'
import { expect, it } from 'vitest'
import { SaveLight } from '../../client/sync/save-light.ts'
import type { SyncRole } from '../../shared/sync/kinds.ts'

/** What may happen, and how often: most of the time messages arrive. */
const steps = {
  edit: 3,
  open: 2,
  lose: 1,
  'server reads': 6,
  'server speaks': 6,
  'device stores': 1,
  'device fails': 1,
  'rights end': 2,
  'rights return': 1,
}
type Step = keyof typeof steps
const step = fc.oneof(
  ...(Object.keys(steps) as Step[]).map((name) => ({
    weight: steps[name],
    arbitrary: fc.constant(name),
  })),
)

/** As long as they are said to be: by default fast-check keeps its lists to some ten steps, in which little can happen. */
const stories = fc.array(step, { maxLength: 60, size: 'max' })

/** What goes to the server: edits by their numbers, or a reader's question for everything. */
type Asked = { kind: 'frame'; edits: number[] } | { kind: 'question' }
type Told =
  | { kind: 'hello'; role: SyncRole }
  | { kind: 'saved'; count: number }
  | { kind: 'everything'; edits: ReadonlySet<number> }

/** One connection, as two queues; nothing overtakes anything. */
interface Wires {
  up: Asked[]
  down: Told[]
  read: number
}

/**
 * What is really where, beside the light that has to guess it. Every edit is a deletion: a reader's is dropped and
 * acknowledged, and nothing that comes later shows that it is missing.
 */
class Truth {
  readonly light = new SaveLight()
  made = 0
  readonly onServer = new Set<number>()
  onDevice = 0
  isRefused = false
  #wires: Wires | null = null
  /** As the server has it, and as the client has been told. */
  #role: SyncRole = 'writer'
  #toldRole: SyncRole = 'writer'
  #isAsking = false

  get isAllOnServer(): boolean {
    return this.onServer.size === this.made
  }

  /** Each edit is on the server or on the device. */
  get isAllSomewhere(): boolean {
    return this.#edits().every((edit) => edit <= this.onDevice || this.onServer.has(edit))
  }

  run(next: Step): void {
    if (next === 'edit') this.#edit()
    else if (next === 'open') this.#open()
    else if (next === 'lose') this.#lose()
    else if (next === 'server reads') this.#read()
    else if (next === 'server speaks') this.#hear()
    else if (next === 'device stores') this.#store()
    else if (next === 'device fails') this.light.deviceFailed()
    else this.#change(next === 'rights end' ? 'reader' : 'writer')
  }

  /** Lets all that is under way arrive. */
  settle(): void {
    while (this.#wires && this.#wires.up.length + this.#wires.down.length > 0) {
      this.#read()
      this.#hear()
    }
  }

  #edits(): number[] {
    return Array.from({ length: this.made }, (_, index) => index + 1)
  }

  #edit(): void {
    if (this.#toldRole === 'reader') return
    this.made += 1
    this.light.edited()
    if (this.#wires !== null) this.#send('update', [this.made])
  }

  #send(kind: 'update' | 'answer', edits: number[]): void {
    this.#wires?.up.push({ kind: 'frame', edits })
    this.light.frameSent(kind)
  }

  #open(): void {
    if (this.#wires !== null) return
    this.#wires = { up: [], down: [{ kind: 'hello', role: this.#role }], read: 0 }
    this.#isAsking = false
    this.light.opened()
    this.#hear()
  }

  #lose(): void {
    this.#wires = null
    this.light.lost()
  }

  #change(role: SyncRole): void {
    if (this.#role === role) return
    this.#role = role
    this.#wires?.down.push({ kind: 'hello', role })
  }

  #read(): void {
    const asked = this.#wires?.up.shift()
    if (!this.#wires || !asked) return
    if (asked.kind === 'question') {
      this.#wires.down.push({ kind: 'everything', edits: new Set(this.onServer) })
      return
    }
    if (this.#role === 'writer') for (const edit of asked.edits) this.onServer.add(edit)
    this.#wires.read += 1
    this.#wires.down.push({ kind: 'saved', count: this.#wires.read })
  }

  #hear(): void {
    const told = this.#wires?.down.shift()
    if (!told) return
    if (told.kind === 'saved') this.light.acknowledged(told.count)
    else if (told.kind === 'everything') this.#compare(told.edits)
    else {
      this.#toldRole = told.role
      this.light.roleIs(told.role)
      if (told.role === 'writer') this.#send('answer', this.#edits())
    }
    if (!this.light.needsComparison || this.#isAsking) return
    this.#isAsking = true
    this.#wires?.up.push({ kind: 'question' })
  }

  /** As the link does it: of what was asked as a reader nothing is concluded by a writer. */
  #compare(theirs: ReadonlySet<number>): void {
    this.#isAsking = false
    if (this.#toldRole !== 'reader') return
    const isEqual = this.#edits().every((edit) => theirs.has(edit))
    this.light.compared(isEqual)
    this.isRefused ||= !isEqual
  }

  #store(): void {
    this.onDevice = this.made
    this.light.storedUpTo(this.made)
  }
}

it('never promises more than is true, whatever happens in whatever order', () => {
  fc.assert(
    fc.property(stories, (story) => {
      const truth = new Truth()
      for (const next of story) {
        truth.run(next)
        const { current, needsLeaveWarning } = truth.light
        if (current.kind === 'saved') expect(truth.isAllOnServer).toBe(true)
        if (current.kind === 'offline') expect(truth.isAllSomewhere).toBe(true)
        if (!needsLeaveWarning) expect(truth.isAllSomewhere).toBe(true)
      }
    }),
    { numRuns: 4_000 },
  )
})

it('says Saved in the end when the server has everything', () => {
  fc.assert(
    fc.property(stories, (story) => {
      const truth = new Truth()
      for (const next of story) truth.run(next)
      if (truth.isRefused) return // the document begins anew
      truth.run('rights return')
      truth.run('lose')
      truth.run('open')
      truth.settle()
      expect(truth.light.current).toEqual({ kind: 'saved' })
    }),
    { numRuns: 1_000 },
  )
})
