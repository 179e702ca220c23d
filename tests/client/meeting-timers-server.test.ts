import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { WebSocket } from 'ws'
import { Live } from '../../client/api/live.ts'
import { ServerClock } from '../../client/api/server-clock.ts'
import { leftOf } from '../../client/parts/run-words.ts'
import type { RunView } from '../../shared/community/run.ts'
import type { ClubId, MeetingId } from '../../shared/ids.ts'
import type { MeetingView } from '../../shared/reading/meeting.ts'
import type { TimeView } from '../../shared/time.ts'
import { type Guest, OpenHouse } from '../support/open-house.ts'
import { newId } from '../support/study-world.ts'

/** The most by which any two screens may differ (issue 4). */
const apartMsMax = 500
const clientsCount = 20
const day = 86_400_000
/** The machine may be busy with other tests. */
const patient = { timeout: 15_000 }

let house: OpenHouse
let chair: Guest
let club: ClubId
let meeting: MeetingId

beforeAll(async () => {
  house = await OpenHouse.open()
  chair = await house.come('Amira', { owner: null })
  const others: Guest[] = []
  for (const name of ['Ben', 'Cerys', 'Dafydd'])
    others.push(await house.come(name, { owner: chair }))
  club = newId()
  meeting = newId()
  const people = others.map((guest) => guest.id)
  await house.view(chair, 'POST', '/api/clubs', { id: club, name: 'Readers', people })
  await house.view(chair, 'POST', `/api/clubs/${club}/meetings`, { id: meeting })
  for (const { id } of others) {
    await house.view(chair, 'PUT', `/api/meetings/${meeting}/people/${id}`, { isHere: true })
  }
  guests = [chair, ...others]
})
afterAll(async () => {
  for (const one of devices) one.close()
  expect(house.logged.filter((line) => line.startsWith('ERROR'))).toEqual([])
  await house.close()
})

let guests: Guest[] = []
const devices: Device[] = []

/** One browser with the product's own clock and /live, on a device whose clock is wrong and runs too fast or slow. */
class Device {
  view: RunView | null = null
  heard = 0
  clock: ServerClock
  /** By how much the device's own clock is wrong; people set it in the middle of a meeting, too. */
  skew: number
  readonly #guest: Guest
  readonly #drift: number
  readonly #startedAt: number
  #kept: number | null = null
  #path: string
  #live: Live
  #socket: WebSocket | null = null

  constructor(guest: Guest, path: string, { skew, drift }: { skew: number; drift: number }) {
    this.#guest = guest
    this.#path = path
    this.skew = skew
    this.#drift = drift
    this.#startedAt = performance.now()
    this.clock = this.#newClock()
    this.#live = this.#newLive()
  }

  /** Everything of the page is made anew; what the device keeps stays. */
  reload(): void {
    this.close()
    this.view = null
    this.clock = this.#newClock()
    this.#live = this.#newLive()
  }

  /** The line is cut; the client comes back by itself. */
  cut(): void {
    this.#socket?.terminate()
  }

  watch(path: string): void {
    this.#path = path
    this.view = null
  }

  fetch = async (): Promise<void> => {
    const path = this.#path
    const view = await house.view<RunView>(this.#guest, 'GET', path)
    if (path === this.#path && view.version >= (this.view?.version ?? 0)) this.view = view
  }

  get left(): number {
    return leftOf(this.view!, this.clock.now())
  }

  close(): void {
    this.#live.close()
  }

  #newClock(): ServerClock {
    return new ServerClock({
      ask: async () => (await house.view<TimeView>(this.#guest, 'GET', '/api/time')).now,
      elapsed: () => (performance.now() - this.#startedAt) * this.#drift,
      wall: () => Date.now() + this.skew,
      kept: { read: () => this.#kept, write: (offset) => void (this.#kept = offset) },
    })
  }

  #newLive(): Live {
    const tab = new Live({
      connect: (events) => {
        const url = `${house.base.replace(/^http/, 'ws')}/live`
        const socket = new WebSocket(url, { headers: { cookie: this.#guest.cookie } })
        socket.on('open', () => events.opened())
        socket.on('message', (data: Buffer) => events.heard(data.toString()))
        socket.on('close', (code) => events.closed(code))
        socket.on('error', () => {})
        this.#socket = socket
        return { send: (text) => socket.send(text), close: () => socket.close() }
      },
      random: () => 0,
      after: (ms, run) => {
        const timer = setTimeout(run, ms / 10)
        return () => clearTimeout(timer)
      },
    })
    tab.watch([`club:${club}`], (change) => {
      this.heard++
      // A view that did not come is fetched with the next change, as on a page.
      if (change === 'everything' || change.noun === 'run') void this.fetch().catch(() => {})
    })
    return tab
  }
}

/** They are told of what changes, have fetched the run, and know the server's time. */
async function ready(some: readonly Device[]): Promise<void> {
  const before = some.map((device) => device.heard)
  await vi.waitFor(() => {
    house.live.publish({ scope: `club:${club}`, noun: 'here', id: null })
    for (const [place, device] of some.entries()) {
      expect(device.heard).toBeGreaterThan(before[place]!)
    }
  }, patient)
  for (const device of some) {
    await device.fetch()
    await device.clock.measure()
  }
}

const meetingPath = () => `/api/meetings/${meeting}/run`

/** Nobody has told of what is not the newest; then how far the screens are apart, at one moment. */
async function apart(path: string): Promise<{ ms: number; left: number }> {
  const { version } = await house.view<RunView>(chair, 'GET', path)
  await vi.waitFor(() => {
    for (const device of devices) expect(device.view?.version).toBe(version)
  }, patient)
  const left = devices.map((device) => device.left)
  return { ms: Math.max(...left) - Math.min(...left), left: left[0]! }
}

async function act(wish: Record<string, unknown>, path = meetingPath()): Promise<RunView> {
  const { version } = await house.view<RunView>(chair, 'GET', path)
  return house.view<RunView>(chair, 'POST', `${path}/acts`, { ...wish, version })
}

describe('timers of a meeting on twenty devices whose clocks are wrong', () => {
  it('show the same time from the beginning, through added minutes and pauses', async () => {
    for (let place = 0; place < clientsCount; place++) {
      const guest = await house.again(guests[place % guests.length]!)
      // From ten days behind to ten days ahead, and from 100 parts in a million too slow to as many too fast.
      const skew = (place - clientsCount / 2) * day + place * 777
      const drift = 1 + (place - clientsCount / 2) * 1e-5
      devices.push(new Device(guest, meetingPath(), { skew, drift }))
    }
    await ready(devices)
    await act({ act: 'open' })
    expect((await apart(meetingPath())).ms).toBeLessThanOrEqual(apartMsMax)
    for (const wish of ['add-minute', 'pause', 'resume']) {
      await act({ act: wish })
      expect((await apart(meetingPath())).ms).toBeLessThanOrEqual(apartMsMax)
    }
    const { left } = await apart(meetingPath())
    expect(left).toBeGreaterThan(5.5 * 60_000)
    expect(left).toBeLessThan(6 * 60_000 + apartMsMax)
  })

  it('show it through reloading, a cut line, and clocks that are set', async () => {
    for (const [place, device] of devices.entries()) {
      if (place % 3 === 0) device.skew -= 3 * day
      if (place % 3 === 1) device.cut()
    }
    // Said while a third of them are away.
    await act({ act: 'go', step: 'starter' })
    const reloaded = devices.filter((_, place) => place % 3 === 2)
    for (const device of reloaded) device.reload()
    await ready(reloaded)
    const { ms, left } = await apart(meetingPath())
    expect(ms).toBeLessThanOrEqual(apartMsMax)
    expect(left).toBeGreaterThan(9 * 60_000)
    expect(devices.every((device) => device.view!.stepKey === 'starter')).toBe(true)
  })

  it('show it of a group’s turns, too', async () => {
    await act({ act: 'go', step: 'text' })
    const { groups } = await house.view<MeetingView>(chair, 'GET', `/api/meetings/${meeting}`)
    const path = `/api/groups/${groups[0]!.id}/run`
    for (const device of devices) device.watch(path)
    for (const device of devices) await device.fetch()
    for (let turn = 0; turn < 4; turn++) {
      await act({ act: 'next-turn' }, path)
      expect((await apart(path)).ms).toBeLessThanOrEqual(apartMsMax)
    }
    for (const device of devices) device.cut()
    await act({ act: 'next-turn' }, path)
    expect((await apart(path)).ms).toBeLessThanOrEqual(apartMsMax)
  })
})
