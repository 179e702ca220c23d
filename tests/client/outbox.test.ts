import 'fake-indexeddb/auto'
import { IDBFactory } from 'fake-indexeddb'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Unreachable } from '../../client/api/http.ts'
import { Outbox, type OutboxSurroundings } from '../../client/offline/outbox.svelte.ts'
import {
  countWaiting,
  DeviceRequests,
  type WaitingRequest,
} from '../../client/offline/waiting-requests.ts'
import { unsentDocuments, wipeLocal } from '../../client/sync/sign-out.ts'
import { AppError } from '../../shared/errors.ts'
import { brokenTriesMax } from '../../shared/limits.ts'
import { amira, ben } from './support/offline-document.ts'

/** A device and a server, with as many tabs as a test opens. */
class World {
  /** What the server has taken, in order. */
  readonly taken: WaitingRequest[] = []
  readonly underWay: ((outcome: 'answer' | Error) => void)[] = []
  isDown = false
  /** What the server says to a request with this key, instead of taking it. */
  readonly says = new Map<string, Error>()
  /** Holds every answer back until the test lets it go. */
  holds = false
  #names = 0
  #turn: Promise<void> = Promise.resolve()
  readonly #tabs = new Set<() => void>()
  readonly timers: { ms: number; run: () => void }[] = []
  readonly opened: Outbox[] = []

  tab(change: Partial<OutboxSurroundings> = {}): Outbox {
    let listener: () => void = () => {}
    const outbox = new Outbox({
      store: new DeviceRequests(amira.id),
      fetch: (request) => this.#fetch(request),
      random: () => 0,
      name: () => `name ${++this.#names}`,
      after: (ms, run) => {
        const timer = { ms, run }
        this.timers.push(timer)
        return () => {
          if (this.timers.includes(timer)) this.timers.splice(this.timers.indexOf(timer), 1)
        }
      },
      alone: (task) => {
        const turn = this.#turn.then(task)
        this.#turn = turn.catch(() => undefined)
        return turn
      },
      others: {
        tell: () => {
          for (const other of this.#tabs) if (other !== listener) other()
        },
        listen: (changed) => {
          listener = changed
          this.#tabs.add(changed)
          return () => this.#tabs.delete(changed)
        },
      },
      ...change,
    })
    this.opened.push(outbox)
    return outbox
  }

  /** Time passes until what was to run next has run. */
  tick(): void {
    this.timers.shift()?.run()
  }

  get keys(): string[] {
    return this.taken.map(({ key }) => key)
  }

  async #fetch(request: WaitingRequest): Promise<unknown> {
    if (this.isDown) throw new Unreachable()
    if (this.holds) {
      const outcome = await new Promise<'answer' | Error>((go) => this.underWay.push(go))
      if (outcome !== 'answer') throw outcome
    }
    const says = this.says.get(request.key)
    if (says) throw says
    this.taken.push(request)
    return {}
  }
}

let world: World

beforeEach(() => {
  vi.stubGlobal('indexedDB', new IDBFactory())
  world = new World()
})
afterEach(async () => {
  for (const outbox of world.opened) await outbox.close()
  vi.unstubAllGlobals()
})

const put = (key: string, body: unknown = {}): WaitingRequest => ({
  key,
  method: 'PUT',
  path: `/api/${key}`,
  body,
})

describe('an outbox', () => {
  it('sends in order, and each once', async () => {
    const outbox = world.tab()
    await Promise.all(['a', 'b', 'c'].map((key) => outbox.send(put(key))))
    await vi.waitFor(() => expect(outbox.pending).toBe(0))
    expect(world.keys).toEqual(['a', 'b', 'c'])
  })

  it('keeps what is made offline, counts it, and sends it when the network is back', async () => {
    world.isDown = true
    const outbox = world.tab()
    await outbox.send(put('a'))
    await outbox.send(put('b'))
    await vi.waitFor(() => expect(world.timers).toHaveLength(1))
    expect(outbox.pending).toBe(2)
    expect(outbox.needsLeaveWarning).toBe(false)
    world.isDown = false
    outbox.wake()
    await vi.waitFor(() => expect(outbox.pending).toBe(0))
    expect(world.keys).toEqual(['a', 'b'])
    expect(world.timers).toEqual([])
  })

  it('waits longer each time, up to half a minute', async () => {
    world.isDown = true
    const outbox = world.tab()
    await outbox.send(put('a'))
    const waits: number[] = []
    for (let times = 0; times < 8; times++) {
      await vi.waitFor(() => expect(world.timers).toHaveLength(1))
      waits.push(world.timers[0]!.ms)
      world.tick()
    }
    expect(waits.slice(0, 3)).toEqual([500, 1_000, 2_000])
    expect(waits.at(-1)).toBe(15_000)
  })

  it('finds after a reload what a killed tab left, in the same order', async () => {
    world.isDown = true
    const killed = world.tab()
    for (const key of ['a', 'b', 'c']) await killed.send(put(key))
    await killed.close()
    world.isDown = false
    const next = world.tab()
    next.wake()
    await vi.waitFor(() => expect(world.keys).toEqual(['a', 'b', 'c']))
    await vi.waitFor(async () => expect(await countWaiting(amira.id)).toBe(0))
  })

  it('keeps what is refused with the server’s sentence, and goes on with the next', async () => {
    world.says.set('a', new AppError('conflict', 'Ben moved this first.'))
    const outbox = world.tab()
    await outbox.send(put('a', { words: 'mine' }))
    await outbox.send(put('b'))
    await vi.waitFor(() => expect(world.keys).toEqual(['b']))
    await vi.waitFor(() => expect(outbox.refused).toHaveLength(1))
    const [refused] = outbox.refused
    expect(refused).toMatchObject({
      key: 'a',
      body: { words: 'mine' },
      refusal: { code: 'conflict', sentence: 'Ben moved this first.' },
    })
    expect(outbox.pending).toBe(0)
    const later = world.tab()
    await vi.waitFor(() => expect(later.refused).toHaveLength(1))
    await outbox.dismiss(refused!)
    expect(outbox.refused).toEqual([])
    await vi.waitFor(() => expect(later.refused).toEqual([]))
  })

  it('waits for signing in, and loses nothing', async () => {
    world.says.set('a', new AppError('sign-in', 'Sign in first.'))
    const outbox = world.tab()
    await outbox.send(put('a'))
    await outbox.send(put('b'))
    await vi.waitFor(() => expect(outbox.pending).toBe(2))
    expect(world.timers).toEqual([])
    world.says.clear()
    outbox.wake()
    await vi.waitFor(() => expect(world.keys).toEqual(['a', 'b']))
  })

  it('takes an unready server for an absent one, and sets aside what it fails at again and again', async () => {
    world.says.set('a', new AppError('unavailable', 'Not ready.'))
    const outbox = world.tab()
    await outbox.send(put('a'))
    await outbox.send(put('b'))
    await vi.waitFor(() => expect(world.timers).toHaveLength(1))
    world.says.set('a', new AppError('broken', 'Our fault.'))
    for (let times = 1; times < brokenTriesMax; times++) {
      world.tick()
      await vi.waitFor(() => expect(world.timers).toHaveLength(1))
      expect(outbox.refused).toEqual([])
    }
    world.tick()
    await vi.waitFor(() => expect(world.keys).toEqual(['b']))
    expect(outbox.refused.map(({ key }) => key)).toEqual(['a'])
  })

  it('sends the newer of two that wait under one key, in the place of the older', async () => {
    world.isDown = true
    const outbox = world.tab()
    await outbox.send(put('a', 1))
    await outbox.send(put('b'))
    await outbox.send(put('a', 2))
    expect(outbox.pending).toBe(2)
    world.isDown = false
    outbox.wake()
    await vi.waitFor(() => expect(world.keys).toEqual(['a', 'b']))
    expect(world.taken[0]!.body).toBe(2)
  })

  it('sends what changed while the older was on its way', async () => {
    world.holds = true
    const outbox = world.tab()
    void outbox.send(put('a', 1))
    await vi.waitFor(() => expect(world.underWay).toHaveLength(1))
    await outbox.send(put('a', 2))
    world.underWay[0]!('answer')
    await vi.waitFor(() => expect(world.underWay).toHaveLength(2))
    world.underWay[1]!('answer')
    await vi.waitFor(() => expect(outbox.pending).toBe(0))
    expect(world.taken.map(({ body }) => body)).toEqual([1, 2])
  })

  it('never sends the same from two tabs at once, and each tab knows what waits', async () => {
    world.holds = true
    const first = world.tab()
    const second = world.tab()
    await first.send(put('a'))
    await vi.waitFor(() => expect(second.pending).toBe(1))
    second.wake()
    first.wake()
    await vi.waitFor(() => expect(world.underWay).toHaveLength(1))
    world.underWay[0]!('answer')
    await vi.waitFor(() => expect([first.pending, second.pending]).toEqual([0, 0]))
    expect(world.underWay).toHaveLength(1)
    expect(world.keys).toEqual(['a'])
  })

  it('sends from the page alone where the browser keeps nothing, and says that leaving would lose it', async () => {
    vi.stubGlobal('indexedDB', {
      open: () => {
        throw new DOMException('not here', 'SecurityError')
      },
    })
    world.isDown = true
    const outbox = world.tab()
    await outbox.send(put('a'))
    expect([outbox.pending, outbox.needsLeaveWarning]).toEqual([1, true])
    world.isDown = false
    outbox.wake()
    await vi.waitFor(() => expect(world.keys).toEqual(['a']))
    await vi.waitFor(() => expect(outbox.needsLeaveWarning).toBe(false))
  })
})

describe('signing out', () => {
  it('is held up by requests that wait, takes them along when told to, and leaves a colleague’s alone', async () => {
    world.isDown = true
    const outbox = world.tab()
    await outbox.send(put('a'))
    const colleagues = new DeviceRequests(ben.id)
    await colleagues.put(put('theirs'), 'name')
    await colleagues.close()
    expect(await unsentDocuments(amira.id)).toEqual([])
    expect(await wipeLocal(amira.id)).toEqual({ kind: 'unsent' })
    expect(await wipeLocal(amira.id, { evenUnsent: true })).toEqual({ kind: 'wiped' })
    expect(await countWaiting(amira.id)).toBe(0)
    expect(await countWaiting(ben.id)).toBe(1)
  })
})
