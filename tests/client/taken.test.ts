import 'fake-indexeddb/auto'
import { IDBFactory } from 'fake-indexeddb'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { deleteTaken } from '../../client/offline/device-database.ts'
import { dayOf, soonOf } from '../../client/offline/lesson-days.ts'
import { Taken } from '../../client/offline/taken.ts'
import { keptViewBytesMax, keptViewsMax } from '../../shared/limits.ts'
import { amira, ben } from './support/offline-document.ts'

let now = 0
let opened: Taken[] = []

beforeEach(() => {
  vi.stubGlobal('indexedDB', new IDBFactory())
  now = 0
})
afterEach(async () => {
  for (const taken of opened) await taken.close()
  opened = []
  vi.unstubAllGlobals()
})

function open(person = amira): Taken {
  const taken = new Taken(person.id, () => ++now)
  opened.push(taken)
  return taken
}

describe('views taken along', () => {
  it('are there for the next visit of the same person, and for nobody else', async () => {
    await open().keep('today', { recent: [1] })
    expect(await open().read('today')).toEqual({ recent: [1] })
    expect(await open(ben).read('today')).toBeNull()
    await open().drop('today')
    expect(await open().read('today')).toBeNull()
  })

  it('give way to newer ones past the limit, oldest first', async () => {
    const taken = open()
    for (let count = 0; count <= keptViewsMax; count++)
      await taken.keep(`study:${count}`, { count })
    expect(await taken.read('study:0')).toBeNull()
    expect(await taken.read('study:1')).toEqual({ count: 1 })
    expect(await taken.read(`study:${keptViewsMax}`)).toEqual({ count: keptViewsMax })
  })

  it('leave the last one that fitted where a newer one is too large', async () => {
    const taken = open()
    await taken.keep('today', 'small')
    await taken.keep('today', 'x'.repeat(keptViewBytesMax))
    expect(await taken.read('today')).toBe('small')
  })

  it('are wiped while a page still has them open, and can be kept again afterwards', async () => {
    const taken = open()
    await taken.keep('today', 1)
    await deleteTaken(amira.id)
    expect(await taken.read('today')).toBeNull()
    await taken.keep('today', 2)
    expect(await taken.read('today')).toBe(2)
  })

  it('are never worth an error', async () => {
    vi.stubGlobal('indexedDB', {
      open: () => {
        throw new DOMException('not here', 'SecurityError')
      },
    })
    const taken = open()
    await taken.keep('today', 1)
    await taken.drop('today')
    expect(await taken.read('today')).toBeNull()
  })
})

describe('lessons that are near', () => {
  it('are those of today and tomorrow, over the end of a month too', () => {
    const now = new Date(2026, 10, 30, 23, 50).getTime()
    expect(dayOf(now)).toBe('2026-11-30')
    const dates = [null, '2026-11-29', '2026-11-30', '2026-12-01', '2026-12-02']
    const lessons = dates.map((date, number) => ({ number, date }))
    expect(soonOf(lessons, now).map(({ number }) => number)).toEqual([2, 3])
  })
})
