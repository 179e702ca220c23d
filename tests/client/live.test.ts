import { describe, expect, it } from 'vitest'
import { Live, type LiveEvents } from '../../client/api/live.ts'
import type { LiveChange, LiveScope } from '../../shared/live.ts'

const community: LiveScope = 'community'
const study = 'study:01JD0000000000000000000001' as LiveScope

/** A server at the other end of the wire, with a clock that moves when told. */
class FakeWire {
  readonly sockets: { events: LiveEvents; said: string[]; isClosed: boolean }[] = []
  readonly waits: { ms: number; run: () => void; isStopped: boolean }[] = []
  readonly live = new Live({
    connect: (events) => {
      const socket = { events, said: [] as string[], isClosed: false }
      this.sockets.push(socket)
      return { send: (text) => socket.said.push(text), close: () => (socket.isClosed = true) }
    },
    random: () => 0.5,
    after: (ms, run) => {
      const wait = { ms, run, isStopped: false }
      this.waits.push(wait)
      return () => (wait.isStopped = true)
    },
  })

  get socket() {
    return this.sockets.at(-1)!
  }
  open() {
    this.socket.events.opened()
  }
  tell(change: Partial<LiveChange> | string) {
    this.socket.events.heard(typeof change === 'string' ? change : JSON.stringify(change))
  }
  lose(code = 1006) {
    this.socket.events.closed(code)
  }
  /** Time passes until the next try. */
  wait() {
    const wait = this.waits.at(-1)!
    if (!wait.isStopped) wait.run()
  }
}

describe('Live', () => {
  it('opens one socket and says which scopes are shown, once each', () => {
    const wire = new FakeWire()
    wire.live.watch([community, study], () => undefined)
    const stop = wire.live.watch([study], () => undefined)
    expect(wire.sockets).toHaveLength(1)
    expect(wire.socket.said).toEqual([])
    wire.open()
    expect(wire.socket.said.map((text) => JSON.parse(text) as unknown)).toEqual([
      { watch: [community, study] },
    ])
    stop()
    expect(wire.socket.said).toHaveLength(1) // the other still shows it
  })

  it('tells of a change only those who show its scope', () => {
    const wire = new FakeWire()
    const heard: unknown[] = []
    wire.live.watch([community], () => heard.push('community'))
    wire.live.watch([study], (change) => heard.push(change))
    wire.open()
    const change = { scope: study, noun: 'study', id: null } as const
    wire.tell(change)
    expect(heard).toEqual([change])
  })

  it('does not fall over what it does not understand', () => {
    const wire = new FakeWire()
    const heard: unknown[] = []
    wire.live.watch([community], (change) => heard.push(change))
    wire.open()
    for (const text of ['', '{', 'null', '7', '{"scope":"community"}']) wire.tell(text)
    wire.socket.events.heard(new Uint8Array(3))
    expect(heard).toEqual([])
  })

  it('comes back after longer and longer, with jitter, and then looks again at everything', () => {
    const wire = new FakeWire()
    const heard: unknown[] = []
    wire.live.watch([community], (change) => heard.push(change))
    wire.open()
    for (let loss = 0; loss < 9; loss++) {
      wire.lose()
      wire.wait()
    }
    expect(wire.waits.map(({ ms }) => ms)).toEqual([
      375, 750, 1500, 3000, 6000, 12_000, 22_500, 22_500, 22_500,
    ])
    expect(heard).toEqual([])
    wire.open()
    expect(heard).toEqual(['everything'])
    expect(wire.socket.said).toHaveLength(1)
    wire.lose()
    expect(wire.waits.at(-1)!.ms).toBe(375)
  })

  it('does not wait when the network or the reader is back', () => {
    const wire = new FakeWire()
    wire.live.watch([community], () => undefined)
    wire.open()
    wire.lose()
    wire.live.resume()
    expect(wire.sockets).toHaveLength(2)
    expect(wire.waits.at(-1)!.isStopped).toBe(true)
  })

  it('stops when the session was ended, and says so', () => {
    const wire = new FakeWire()
    let ended = 0
    wire.live.onSignedOut = () => ended++
    wire.live.watch([community], () => undefined)
    wire.open()
    wire.lose(4401)
    expect(ended).toBe(1)
    expect(wire.waits).toHaveLength(0)
  })

  it('hears nothing more from a socket it has left', () => {
    const wire = new FakeWire()
    const heard: unknown[] = []
    wire.live.watch([community], (change) => heard.push(change))
    wire.open()
    const old = wire.socket
    wire.live.close()
    expect(old.isClosed).toBe(true)
    old.events.heard(JSON.stringify({ scope: community, noun: 'people', id: null }))
    old.events.closed(1000)
    expect(heard).toEqual([])
    expect(wire.waits).toHaveLength(0)
  })
})
