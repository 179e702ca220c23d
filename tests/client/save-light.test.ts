import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { SaveLight } from '../../client/sync/save-light.ts'

/** A light on a connection that has exchanged what was there. */
function savedLight(): SaveLight {
  const light = new SaveLight()
  light.deviceWorks()
  light.opened()
  light.roleIs('writer')
  light.frameSent('answer')
  light.acknowledged(1)
  return light
}

describe('Saved', () => {
  it('is said when the answer to SyncStep1 has been acknowledged', () => {
    expect(savedLight().current).toEqual({ kind: 'saved' })
  })

  it('is not said by an open connection that has answered nothing', () => {
    const light = new SaveLight()
    light.opened()
    light.roleIs('writer')
    expect(light.current).toEqual({ kind: 'saving' })
    light.frameSent('answer')
    expect(light.current).toEqual({ kind: 'saving' })
  })

  it('disappears at the first edit and comes back when its frame is acknowledged', () => {
    const light = savedLight()
    light.edited(['field:why'])
    expect(light.current).toEqual({ kind: 'saving' })
    light.frameSent('update')
    light.edited(['field:why'])
    light.frameSent('update')
    light.acknowledged(2)
    expect(light.current).toEqual({ kind: 'saving' })
    light.acknowledged(3)
    expect(light.current).toEqual({ kind: 'saved' })
    expect(light.unsentPlaces).toEqual([])
  })

  it('is not said for an edit that was never sent', () => {
    const light = savedLight()
    light.edited()
    light.acknowledged(1)
    expect(light.current).toEqual({ kind: 'saving' })
    expect(light.hasUnsent).toBe(true)
  })

  it('does not follow from a frame sent before the answer', () => {
    const light = new SaveLight()
    light.deviceWorks()
    light.edited()
    light.opened()
    light.roleIs('writer')
    light.edited()
    light.frameSent('update')
    light.acknowledged(1)
    expect(light.current).toEqual({ kind: 'saving' })
    light.frameSent('answer')
    light.acknowledged(2)
    expect(light.current).toEqual({ kind: 'saved' })
  })

  it('is not believed when more is acknowledged than was sent', () => {
    const light = savedLight()
    light.edited()
    light.frameSent('update')
    light.acknowledged(99)
    expect(light.current).toEqual({ kind: 'saving' })
  })

  it('is for a new connection to earn again', () => {
    const light = savedLight()
    light.lost()
    expect(light.current).toEqual({ kind: 'offline', count: 0 })
    light.opened()
    expect(light.current).toEqual({ kind: 'saving' })
    light.frameSent('answer')
    light.acknowledged(1)
    expect(light.current).toEqual({ kind: 'saved' })
  })
})

describe('Offline, safe on this device', () => {
  it('is said only after the device has confirmed the newest edit', () => {
    const light = savedLight()
    light.lost()
    light.edited(['field:why'])
    expect(light.current).toEqual({ kind: 'saving' })
    expect(light.needsLeaveWarning).toBe(true)
    light.edited(['rows'])
    light.storedUpTo(1)
    expect(light.current).toEqual({ kind: 'saving' })
    light.storedUpTo(2)
    expect(light.current).toEqual({ kind: 'offline', count: 2 })
    expect(light.needsLeaveWarning).toBe(false)
  })

  it('counts what earlier visits left', () => {
    const light = new SaveLight()
    light.deviceWorks()
    light.loadedUnsent(['field:why', 'rows', 'field:why'])
    light.lost()
    expect(light.current).toEqual({ kind: 'offline', count: 2 })
  })
})

describe('Not saved', () => {
  it('is said when neither the server nor the device has it', () => {
    const guest = new SaveLight()
    guest.opened()
    guest.lost()
    guest.edited()
    expect(guest.current).toEqual({ kind: 'not-saved', reason: 'nowhere' })
    const light = savedLight()
    light.lost()
    light.edited()
    light.deviceFailed()
    expect(light.current).toEqual({ kind: 'not-saved', reason: 'nowhere' })
    light.storedUpTo(1)
    expect(light.current).toEqual({ kind: 'offline', count: 1 })
  })

  it('stays with its reason until the person has dealt with it', () => {
    const light = savedLight()
    light.refused('frozen')
    light.lost()
    light.opened()
    light.frameSent('answer')
    light.acknowledged(1)
    expect(light.current).toEqual({ kind: 'not-saved', reason: 'frozen' })
    light.recovered()
    expect(light.current).toEqual({ kind: 'saved' })
  })
})

describe('a reader', () => {
  it('who brought nothing is Saved at once', () => {
    const light = new SaveLight()
    light.opened()
    light.roleIs('reader')
    expect(light.current).toEqual({ kind: 'saved' })
  })

  it('who kept an earlier visit compares first', () => {
    const light = new SaveLight()
    light.deviceWorks()
    light.loaded()
    light.opened()
    light.roleIs('reader')
    expect(light.needsComparison).toBe(true)
    expect(light.current).toEqual({ kind: 'saving' })
    light.compared(true)
    expect(light.current).toEqual({ kind: 'saved' })
  })

  it('who has what the server has not is told so', () => {
    const light = new SaveLight()
    light.deviceWorks()
    light.loadedUnsent(['field:why'])
    light.opened()
    light.roleIs('reader')
    light.compared(false)
    expect(light.current).toEqual({ kind: 'not-saved', reason: 'read-only' })
  })
})

it('tells of a change only when what it says has changed', () => {
  let told = 0
  const light = new SaveLight(() => (told += 1))
  light.opened()
  light.frameSent('answer')
  light.acknowledged(1)
  expect(told).toBe(1)
  for (let i = 0; i < 5; i++) light.edited()
  expect(told).toBe(2)
})

type Step =
  'edit' | 'open' | 'lose' | 'server commits' | 'server says' | 'device stores' | 'device fails'
const step = fc.constantFrom<Step>(
  ...([
    'edit',
    'open',
    'lose',
    'server commits',
    'server says',
    'device stores',
    'device fails',
  ] as const),
)

/** What is really where, beside the light that has to guess it. */
class Truth {
  readonly light = new SaveLight()
  made = 0
  onServer = 0
  onDevice = 0
  #frames: number[] | null = null
  #committed = 0

  run(next: Step): void {
    if (next === 'edit') this.#edit()
    else if (next === 'open') this.#open()
    else if (next === 'lose') this.#lose()
    else if (next === 'server commits') this.#commit()
    else if (next === 'server says') this.#say()
    else if (next === 'device stores') this.#store()
    else this.light.deviceFailed()
  }

  #edit(): void {
    this.made += 1
    this.light.edited()
    if (this.#frames === null) return
    this.#frames.push(this.made)
    this.light.frameSent('update')
  }

  #open(): void {
    if (this.#frames !== null) return
    this.#frames = [this.made]
    this.#committed = 0
    this.light.opened()
    this.light.roleIs('writer')
    this.light.frameSent('answer')
  }

  #lose(): void {
    this.#frames = null
    this.light.lost()
  }

  #commit(): void {
    if (this.#frames === null || this.#committed === this.#frames.length) return
    this.onServer = Math.max(this.onServer, this.#frames[this.#committed] ?? 0)
    this.#committed += 1
  }

  #say(): void {
    if (this.#frames !== null && this.#committed > 0) this.light.acknowledged(this.#committed)
  }

  #store(): void {
    this.onDevice = this.made
    this.light.storedUpTo(this.made)
  }
}

it('never promises more than is true, whatever happens in whatever order', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const truth = new Truth()
      for (const next of steps) {
        truth.run(next)
        const { current, needsLeaveWarning } = truth.light
        if (current.kind === 'saved') expect(truth.onServer).toBe(truth.made)
        if (current.kind === 'offline') {
          expect(Math.max(truth.onServer, truth.onDevice)).toBe(truth.made)
        }
        if (!needsLeaveWarning) expect(Math.max(truth.onServer, truth.onDevice)).toBe(truth.made)
      }
    }),
    { numRuns: 2_000 },
  )
})

it('says Saved in the end when the server has everything', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const truth = new Truth()
      for (const next of steps) truth.run(next)
      truth.run('lose')
      truth.run('open')
      truth.run('server commits')
      truth.run('server says')
      expect(truth.light.current).toEqual({ kind: 'saved' })
    }),
    { numRuns: 500 },
  )
})
