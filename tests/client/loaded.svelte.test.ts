import { flushSync } from 'svelte'
import { ulid } from 'ulid'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Unreachable } from '../../client/api/http.ts'
import type { LiveListener } from '../../client/api/live.ts'
import { Loaded, type LoadedOptions } from '../../client/api/loaded.svelte.ts'
import { session } from '../../client/api/session.svelte.ts'
import type { MeView } from '../../shared/accounts/api.ts'
import { AppError } from '../../shared/errors.ts'
import type { PersonId } from '../../shared/ids.ts'
import type { LiveChange, LiveScope } from '../../shared/live.ts'

interface Question {
  answer: (view: string) => void
  refuse: (error: Error) => void
  signal: AbortSignal
}

/** A server that answers when the test says so. */
class Asked {
  readonly questions: Question[] = []
  fetch = (signal: AbortSignal) =>
    new Promise<string>((answer, refuse) => {
      this.questions.push({ answer, refuse, signal })
    })
}

class FakeLive {
  listener: LiveListener | null = null
  scopes: readonly LiveScope[] = []
  watch(scopes: readonly LiveScope[], listener: LiveListener) {
    this.scopes = scopes
    this.listener = listener
    return () => {
      if (this.listener === listener) this.listener = null
    }
  }
}

let end: (() => void) | undefined
let asked: Asked
let live: FakeLive

beforeEach(() => {
  vi.useFakeTimers()
  asked = new Asked()
  live = new FakeLive()
})
afterEach(() => {
  end?.()
  end = undefined
  vi.useRealTimers()
})

function make(options: LoadedOptions<string> = { scopes: () => ['community'] }): Loaded<string> {
  let loaded: Loaded<string> | undefined
  end = $effect.root(() => {
    loaded = new Loaded(asked.fetch, { live, ...options })
  })
  flushSync()
  return loaded!
}

/** Lets promises and effects run. */
async function settle() {
  await vi.advanceTimersByTimeAsync(0)
  flushSync()
}

describe('Loaded', () => {
  it('draws nothing at first, the skeleton after 300 ms, then the view', async () => {
    const loaded = make()
    expect(loaded.state).toBe('waiting')
    await vi.advanceTimersByTimeAsync(299)
    expect(loaded.state).toBe('waiting')
    await vi.advanceTimersByTimeAsync(1)
    expect(loaded.state).toBe('loading')
    asked.questions[0]!.answer('view 1')
    await settle()
    expect([loaded.state, loaded.view]).toEqual(['ready', 'view 1'])
  })

  it('never flashes the skeleton when the view comes sooner', async () => {
    const loaded = make()
    asked.questions[0]!.answer('view 1')
    await settle()
    await vi.advanceTimersByTimeAsync(1000)
    expect(loaded.state).toBe('ready')
  })

  it('fetches again after a change it was told of, of the nouns it shows', async () => {
    const loaded = make({ scopes: () => ['community'], nouns: ['people'] })
    asked.questions[0]!.answer('view 1')
    await settle()
    live.listener!({ scope: 'community', noun: 'themes', id: null })
    expect(asked.questions).toHaveLength(1)
    live.listener!({ scope: 'community', noun: 'people', id: null })
    live.listener!('everything')
    expect(asked.questions).toHaveLength(2)
    asked.questions[1]!.answer('view 2')
    await settle()
    // The second telling came while the first answer was on its way: that answer may be too old.
    expect(asked.questions).toHaveLength(3)
    asked.questions[2]!.answer('view 3')
    await settle()
    expect(loaded.view).toBe('view 3')
    expect(asked.questions).toHaveLength(3)
  })

  it('watches what the newest view shows', async () => {
    const scope = (view: string | null) => [`study:${view ?? 'none'}` as LiveScope]
    make({ scopes: scope })
    expect(live.scopes).toEqual(['study:none'])
    asked.questions[0]!.answer('01')
    await settle()
    expect(live.scopes).toEqual(['study:01'])
  })

  it('keeps the last view when the server cannot be reached, and mends itself', async () => {
    const loaded = make()
    asked.questions[0]!.answer('view 1')
    await settle()
    void loaded.refresh()
    asked.questions[1]!.refuse(new Unreachable())
    await settle()
    expect([loaded.state, loaded.view]).toEqual(['offline', 'view 1'])
    expect(loaded.sentence).toContain('cannot be reached')
    live.listener!('everything')
    asked.questions[2]!.answer('view 2')
    await settle()
    expect([loaded.state, loaded.view, loaded.sentence]).toEqual(['ready', 'view 2', ''])
  })

  it('does not show what it may no longer show', async () => {
    const loaded = make()
    asked.questions[0]!.answer('view 1')
    await settle()
    void loaded.refresh()
    asked.questions[1]!.refuse(new AppError('not-found', 'There is nothing here.'))
    await settle()
    expect([loaded.state, loaded.isAbsent, loaded.view]).toEqual(['failed', true, null])
  })

  it('leaves the last view with whoever may have words on it, and nobody else', async () => {
    const loaded = make({ scopes: () => ['community'], stays: (view) => view === 'mine' })
    asked.questions[0]!.answer('mine')
    await settle()
    void loaded.refresh()
    asked.questions[1]!.refuse(new AppError('not-found', 'There is nothing here.'))
    await settle()
    expect([loaded.state, loaded.isAbsent, loaded.view]).toEqual(['failed', true, 'mine'])
    void loaded.refresh()
    asked.questions[2]!.answer('only read')
    await settle()
    expect([loaded.state, loaded.isAbsent, loaded.view]).toEqual(['ready', false, 'only read'])
    void loaded.refresh()
    asked.questions[3]!.refuse(new AppError('not-found', 'There is nothing here.'))
    await settle()
    expect(loaded.view).toBeNull()
  })

  it('asks again for what is absent when its reader is told of their rights, and only while it is', async () => {
    const me = ulid() as PersonId
    session.enter({ id: me, name: 'Ben', colour: 1 } as MeView)
    const watching = new Map<LiveListener, readonly LiveScope[]>()
    const several: Pick<FakeLive, 'watch'> = {
      watch(scopes, listener) {
        watching.set(listener, scopes)
        return () => void watching.delete(listener)
      },
    }
    const scopes = () => [...watching.values()].flat()
    const tell = (noun: LiveChange['noun']) => {
      const change = { scope: `person:${me}` as const, noun, id: null }
      for (const [listener, of] of watching) if (of.includes(change.scope)) listener(change)
    }
    const loaded = make({ scopes: () => ['community'], nouns: ['people'], live: several })
    asked.questions[0]!.answer('view 1')
    await settle()
    expect(scopes()).toEqual(['community'])
    void loaded.refresh()
    asked.questions[1]!.refuse(new AppError('not-found', 'There is nothing here.'))
    await settle()
    expect(scopes()).toEqual(['community', `person:${me}`])
    tell('noticed')
    expect(asked.questions).toHaveLength(2)
    tell('studies')
    expect(asked.questions).toHaveLength(3)
    asked.questions[2]!.answer('view 2')
    await settle()
    expect([loaded.isAbsent, loaded.view]).toEqual([false, 'view 2'])
    expect(scopes()).toEqual(['community'])
  })

  it('lets no older answer replace what a change gave back', async () => {
    const loaded = make()
    loaded.set('after my change')
    asked.questions[0]!.answer('asked before my change')
    await settle()
    expect(loaded.view).toBe('after my change')
    asked.questions[1]!.answer('asked after it')
    await settle()
    expect(loaded.view).toBe('asked after it')
  })

  describe('with a view kept on the device', () => {
    let kept: Map<string, unknown>
    const taken = () => ({
      keep: async (key: string, view: unknown) => void kept.set(key, view),
      read: async <View>(key: string) => (kept.get(key) as View | undefined) ?? null,
      drop: async (key: string) => void kept.delete(key),
    })
    const makeKept = () => make({ keep: { key: 'today' }, taken })
    beforeEach(() => {
      kept = new Map([['today', 'yesterday’s view']])
    })

    it('shows it when the server cannot be reached, and the newer one as soon as it can', async () => {
      const loaded = makeKept()
      asked.questions[0]!.refuse(new Unreachable())
      await settle()
      expect([loaded.state, loaded.view]).toEqual(['offline', 'yesterday’s view'])
      void loaded.refresh()
      asked.questions[1]!.answer('today’s view')
      await settle()
      expect([loaded.state, loaded.view]).toEqual(['ready', 'today’s view'])
      expect(kept.get('today')).toBe('today’s view')
    })

    it('shows it when the network neither answers nor fails', async () => {
      const loaded = makeKept()
      await vi.advanceTimersByTimeAsync(1_999)
      expect(loaded.view).toBeNull()
      await vi.advanceTimersByTimeAsync(1)
      await settle()
      expect([loaded.state, loaded.view]).toEqual(['offline', 'yesterday’s view'])
      asked.questions[0]!.answer('today’s view')
      await settle()
      expect([loaded.state, loaded.view]).toEqual(['ready', 'today’s view'])
    })

    it('never shows it over a newer one', async () => {
      const loaded = makeKept()
      asked.questions[0]!.answer('today’s view')
      await settle()
      void loaded.refresh()
      asked.questions[1]!.refuse(new Unreachable())
      await vi.advanceTimersByTimeAsync(5_000)
      expect([loaded.state, loaded.view]).toEqual(['offline', 'today’s view'])
    })

    it('keeps what a change gave back', async () => {
      const loaded = makeKept()
      loaded.set('after my change')
      expect(kept.get('today')).toBe('after my change')
    })

    it('forgets what is not there any more, or not for whoever asks', async () => {
      const loaded = makeKept()
      asked.questions[0]!.refuse(new AppError('not-found', 'There is nothing here.'))
      await settle()
      await vi.advanceTimersByTimeAsync(5_000)
      expect([loaded.isAbsent, loaded.view]).toEqual([true, null])
      expect(kept.has('today')).toBe(false)
    })

    it('keeps nothing of a view that only stays on the screen', async () => {
      const loaded = make({ keep: { key: 'today' }, taken, stays: () => true })
      asked.questions[0]!.answer('today’s view')
      await settle()
      expect(kept.get('today')).toBe('today’s view')
      void loaded.refresh()
      asked.questions[1]!.refuse(new AppError('not-found', 'There is nothing here.'))
      await settle()
      expect(loaded.view).toBe('today’s view')
      expect(kept.has('today')).toBe(false)
    })

    it('knows what only the device had of an earlier visit', async () => {
      const stays = (_view: string, isOfVisit: boolean) => isOfVisit
      const loaded = make({ keep: { key: 'today' }, taken, stays })
      await vi.advanceTimersByTimeAsync(2_000)
      await settle()
      expect(loaded.view).toBe('yesterday’s view')
      asked.questions[0]!.refuse(new AppError('not-found', 'There is nothing here.'))
      await settle()
      expect(loaded.view).toBeNull()
    })

    it('does not hide a failure of the server’s own', async () => {
      const loaded = makeKept()
      asked.questions[0]!.refuse(new AppError('broken', 'Our fault.'))
      await vi.advanceTimersByTimeAsync(5_000)
      expect([loaded.state, loaded.view]).toEqual(['failed', null])
    })
  })

  it('ends with its component', async () => {
    const loaded = make()
    end!()
    end = undefined
    expect(asked.questions[0]!.signal.aborted).toBe(true)
    expect(live.listener).toBeNull()
    asked.questions[0]!.answer('too late')
    await settle()
    expect(loaded.view).toBeNull()
  })
})
