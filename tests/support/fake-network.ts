import type { FakeClock } from './fake-clock.ts'
import type { SeededRandom } from './seeded-random.ts'

/** What a server does with a connection that a client has opened. */
export interface ServerEnd {
  receive(frame: Uint8Array): void
  /** What was buffered has left. */
  drained(): void
  /** The client's end is gone; nothing more will come. */
  gone(): void
}

export interface Dial {
  url: URL
  protocols: string[]
  /** Who dials, as a cookie would say. */
  caller: string
}

/** A server's way back to its client. */
export interface Line {
  send(frame: Uint8Array): void
  close(code: number): void
  /** Bytes that have not left the server yet. */
  bufferedBytes(): number
  /** Stops and goes on handing over what comes in. */
  pause(): void
  resume(): void
}

export interface Host {
  /** Resolves to the server's end, or to null where the upgrade is refused; the chosen subprotocol goes with it. */
  accept(dial: Dial, line: Line): Promise<{ end: ServerEnd; protocol: string } | null>
}

/** More than a reader may let pile up before the server stops sending. */
const cloggedBytes = 2 * 1024 * 1024

/** Seen by whoever watches what the server says, before any delay or loss. */
export type Tap = (link: Link, frame: Uint8Array) => void

/**
 * Wires between clients and one server: in order within a connection, with delays of their own for each, so that an
 * old connection's frames may still arrive when a new one is open. A wire can be cut, with what is under way lost on
 * either side, or go silent without anybody being told.
 */
export class FakeNetwork {
  readonly clock: FakeClock
  readonly random: SeededRandom
  readonly links = new Set<Link>()
  #linksMade = 0
  host: Host | null = null
  tap: Tap = () => {}

  constructor(clock: FakeClock, random: SeededRandom) {
    this.clock = clock
    this.random = random
  }

  /** A WebSocket class that dials this network as `caller`, where `isReachable` allows. */
  socketClass(caller: string, isReachable: () => boolean): typeof WebSocket {
    const network = this as FakeNetwork
    const made = class extends FakeSocket {
      constructor(url: string, protocols: string | string[] = []) {
        super(network, { url: new URL(url), protocols: [protocols].flat(), caller }, isReachable)
      }
    }
    return made as unknown as typeof WebSocket
  }

  nextLinkNumber(): number {
    return this.#linksMade++
  }

  linksOf(caller: string): Link[] {
    return [...this.links].filter((link) => link.dial.caller === caller && link.isOpen)
  }

  /** The server process is gone: what it had sent may still arrive, then every client is told. */
  crash(): void {
    this.host = null
    for (const link of [...this.links]) link.serverDied()
  }
}

/** One connection's two directions. */
export class Link {
  readonly dial: Dial
  /** Frames are told apart by their connection, also in a trace. */
  readonly number: number
  isOpen = true
  readonly #network: FakeNetwork
  readonly #socket: FakeSocket
  readonly #latencyMs: number
  #end: ServerEnd | null = null
  #isSilent = false
  #serverIsTold = false
  #lastUpAt = 0
  #lastDownAt = 0
  #downBytes = 0
  #isClogged = false
  #paused: Uint8Array[] | null = null

  constructor(network: FakeNetwork, socket: FakeSocket, dial: Dial) {
    this.dial = dial
    this.number = network.nextLinkNumber()
    this.#network = network
    this.#socket = socket
    this.#latencyMs = 1 + network.random.int(network.random.chance(0.2) ? 400 : 30)
  }

  opened(end: ServerEnd): void {
    this.#end = end
  }

  up(frame: Uint8Array): void {
    this.#later('up', () => {
      if (this.#serverIsTold || this.#isSilent) return
      if (this.#paused) this.#paused.push(frame)
      else this.#end?.receive(frame)
    })
  }

  pause(): void {
    this.#paused ??= []
  }

  resume(): void {
    const frames = this.#paused ?? []
    this.#paused = null
    for (const frame of frames) if (!this.#serverIsTold) this.#end?.receive(frame)
  }

  down(frame: Uint8Array): void {
    if (this.#serverIsTold) return
    this.#network.tap(this, frame)
    this.#downBytes += frame.length
    this.#later('down', () => {
      this.#downBytes -= frame.length
      if (!this.#isSilent) this.#socket.deliver(frame)
    })
  }

  get bufferedBytes(): number {
    return this.#isClogged ? cloggedBytes : this.#downBytes
  }

  /** The client reads too slowly for a while; what was sent does arrive. */
  clog(ms: number): void {
    this.#isClogged = true
    this.#network.clock.after(ms, () => {
      this.#isClogged = false
      if (!this.#serverIsTold) this.#end?.drained()
    })
  }

  /** The server closes: its client hears of it after all that was sent before. */
  serverCloses(code: number): void {
    if (this.#serverIsTold) return
    this.#serverIsTold = true
    this.#later('down', () => {
      if (!this.#isSilent) this.#endClient(code)
    })
    this.#network.links.delete(this)
  }

  /** The client closes: the server hears of it after all that was sent before. */
  clientCloses(): void {
    this.isOpen = false
    this.#later('up', () => this.#tellServer())
  }

  /**
   * The wire is cut. The client is told at once; the server may still get what was under way, and hears of the end
   * at once or up to some seconds later.
   */
  cut(): void {
    if (!this.isOpen) return
    const { clock, random } = this.#network
    if (random.chance(0.5)) this.#isSilent = true // what is under way is lost
    this.#endClient(1006)
    clock.after(random.chance(0.4) ? 0 : random.int(8_000), () => this.#tellServer())
  }

  /** Nothing arrives any more, either way, and nobody is told until they lose patience. */
  goSilent(): void {
    this.#isSilent = true
    this.#network.clock.after(55_000, () => this.#tellServer()) // two pings without an answer
  }

  serverDied(): void {
    this.#serverIsTold = true
    this.#end = null
    if (this.#network.random.chance(0.3)) this.#isSilent = true
    this.#later('down', () => this.#endClient(1006))
    this.#network.links.delete(this)
  }

  #tellServer(): void {
    if (this.#serverIsTold) return
    this.#serverIsTold = true
    this.#end?.gone()
    this.#network.links.delete(this)
  }

  #endClient(code: number): void {
    this.isOpen = false
    this.#socket.ended(code)
  }

  #later(way: 'up' | 'down', task: () => void): void {
    const { clock, random } = this.#network
    const last = way === 'up' ? this.#lastUpAt : this.#lastDownAt
    const at = Math.max(last, clock.now() + this.#latencyMs + random.int(5))
    if (way === 'up') this.#lastUpAt = at
    else this.#lastDownAt = at
    clock.after(at - clock.now(), task)
  }
}

type Handler<E> = ((event: E) => void) | null

/** As much of a browser's WebSocket as the provider uses. */
export class FakeSocket {
  static readonly CONNECTING = 0
  static readonly OPEN = 1
  static readonly CLOSING = 2
  static readonly CLOSED = 3
  readonly CONNECTING = 0
  readonly OPEN = 1
  readonly CLOSING = 2
  readonly CLOSED = 3
  readonly url: string
  readyState = 0
  protocol = ''
  binaryType = 'arraybuffer'
  bufferedAmount = 0
  onopen: Handler<object> = null
  onmessage: Handler<{ data: ArrayBuffer }> = null
  onclose: Handler<{ code: number; reason: string; wasClean: boolean }> = null
  onerror: Handler<object> = null
  readonly #network: FakeNetwork
  readonly #dial: Dial
  #link: Link | null = null

  constructor(network: FakeNetwork, dial: Dial, isReachable: () => boolean) {
    this.#network = network
    this.#dial = dial
    this.url = dial.url.href
    network.clock.after(1 + network.random.int(40), () => {
      if (this.readyState !== 0) return
      if (isReachable() && network.host) this.#connect(network.host)
      else this.#fail()
    })
  }

  send(data: Uint8Array | ArrayBuffer): void {
    if (this.readyState !== 1) return
    this.#link?.up(copyOf(data))
  }

  close(): void {
    if (this.readyState >= 2) return
    this.readyState = 2
    this.#link?.clientCloses()
    this.#network.clock.after(1, () => this.ended(1005))
  }

  /** A frame has come over the wire. */
  deliver(frame: Uint8Array): void {
    if (this.readyState !== 1) return
    this.onmessage?.({ data: copyOf(frame).buffer })
  }

  ended(code: number): void {
    if (this.readyState === 3) return
    this.readyState = 3
    this.onclose?.({ code, reason: '', wasClean: code !== 1006 })
  }

  #connect(host: Host): void {
    const link = new Link(this.#network, this, this.#dial)
    this.#network.links.add(link)
    this.#link = link
    const line: Line = {
      send: (frame) => link.down(copyOf(frame)),
      close: (code) => link.serverCloses(code),
      bufferedBytes: () => link.bufferedBytes,
      pause: () => link.pause(),
      resume: () => link.resume(),
    }
    void host.accept(this.#dial, line).then((accepted) => {
      if (!accepted) return this.#fail()
      link.opened(accepted.end)
      if (this.readyState !== 0) return link.clientCloses()
      // The opening comes first on the wire: what the server says at once arrives after it.
      this.protocol = accepted.protocol
      this.readyState = 1
      this.onopen?.({})
    })
  }

  #fail(): void {
    this.onerror?.({})
    this.ended(1006)
  }
}

function copyOf(data: Uint8Array | ArrayBuffer): Uint8Array<ArrayBuffer> {
  return new Uint8Array(data instanceof Uint8Array ? data.slice() : data.slice(0))
}
