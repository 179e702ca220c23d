import type { LiveChange, LiveScope, LiveWatch } from '../../shared/live.ts'

/** Called with one change, or with 'everything' when changes may have been missed. */
export type LiveListener = (change: LiveChange | 'everything') => void

/** What happens on a socket. */
export interface LiveEvents {
  opened: () => unknown
  heard: (data: unknown) => unknown
  closed: (code: number) => unknown
}

/** The part of a WebSocket that Live needs. */
export interface LiveSocket {
  send(text: string): void
  close(): void
}

export interface LiveSurroundings {
  connect(events: LiveEvents): LiveSocket
  random(): number
  /** Runs after a time; returns what stops it. */
  after(ms: number, run: () => void): () => void
}

const firstWaitMs = 500
const waitMsMax = 30_000
/** Away for less than this, a tab has missed nothing its socket would not have told it. */
const awayMsMin = 10_000
const sessionEndedCode = 4401

interface Watcher {
  scopes: readonly LiveScope[]
  listener: LiveListener
}

/** One /live socket a tab: told *what* changed in the scopes the page shows, so that it fetches that again. */
export class Live {
  readonly #around: LiveSurroundings
  readonly #watchers = new Set<Watcher>()
  #socket: LiveSocket | null = null
  #isOpen = false
  #hasBeenOpen = false
  #failures = 0
  #stopWaiting: (() => void) | null = null
  #said = ''
  /** The session was ended while this tab was open. */
  onSignedOut: (() => void) | null = null

  constructor(around: LiveSurroundings) {
    this.#around = around
  }

  /** Tells `listener` of changes in these scopes, until the returned function is called. */
  watch(scopes: readonly LiveScope[], listener: LiveListener): () => void {
    const watcher = { scopes, listener }
    this.#watchers.add(watcher)
    this.#open()
    this.#say()
    return () => {
      this.#watchers.delete(watcher)
      this.#say()
    }
  }

  /** The network, the tab or the session is back: connect now, and look again at everything. */
  resume(): void {
    this.#failures = 0
    this.#stopWaiting?.()
    this.#stopWaiting = null
    if (this.#watchers.size > 0) this.#open()
    this.#tell('everything')
  }

  /** Somebody signed out: nothing more is watched until the next watch. */
  close(): void {
    this.#stopWaiting?.()
    this.#stopWaiting = null
    const socket = this.#socket
    this.#lose()
    socket?.close()
  }

  #open(): void {
    if (this.#socket || this.#stopWaiting) return
    const socket = this.#around.connect({
      opened: () => socket === this.#socket && this.#opened(),
      heard: (data) => socket === this.#socket && this.#heard(data),
      closed: (code) => socket === this.#socket && this.#closed(code),
    })
    this.#socket = socket
  }

  #opened(): void {
    this.#isOpen = true
    this.#failures = 0
    this.#say()
    if (this.#hasBeenOpen) this.#tell('everything')
    this.#hasBeenOpen = true
  }

  #closed(code: number): void {
    this.#lose()
    if (code === sessionEndedCode) {
      this.onSignedOut?.()
      return
    }
    const ceiling = Math.min(waitMsMax, firstWaitMs * 2 ** this.#failures)
    this.#failures += 1
    // Jittered, so that a whole school does not come back in the same instant.
    this.#stopWaiting = this.#around.after(ceiling * (0.5 + this.#around.random() / 2), () => {
      this.#stopWaiting = null
      if (this.#watchers.size > 0) this.#open()
    })
  }

  #lose(): void {
    this.#socket = null
    this.#isOpen = false
    this.#said = ''
  }

  #heard(data: unknown): void {
    const change = parseChange(data)
    if (change) this.#tell(change)
  }

  #tell(change: LiveChange | 'everything'): void {
    for (const { scopes, listener } of [...this.#watchers]) {
      if (change === 'everything' || scopes.includes(change.scope)) listener(change)
    }
  }

  #say(): void {
    if (!this.#isOpen) return
    const watch = [...new Set([...this.#watchers].flatMap(({ scopes }) => scopes))].sort()
    const words = JSON.stringify({ watch } satisfies LiveWatch)
    if (words === this.#said) return
    this.#said = words
    this.#socket?.send(words)
  }
}

function parseChange(data: unknown): LiveChange | null {
  if (typeof data !== 'string') return null
  try {
    const change = JSON.parse(data) as Partial<LiveChange> | null
    return change?.scope && change.noun ? (change as LiveChange) : null
  } catch {
    return null // a newer server may say things we do not know
  }
}

/** This tab's own, over the browser's WebSocket. */
export const live = new Live({
  connect: (events) => {
    const socket = new WebSocket(new URL('/live', location.href.replace(/^http/, 'ws')))
    socket.onopen = () => events.opened()
    socket.onmessage = (event) => events.heard(event.data)
    socket.onclose = (event) => events.closed(event.code)
    return socket
  },
  random: () => Math.random(),
  after: (ms, run) => {
    const timer = setTimeout(run, ms)
    return () => clearTimeout(timer)
  },
})

/** Comes back at once when the network or the reader does; until the returned function is called. */
export function resumeWithTheTab(tab: Live): () => void {
  const events = new AbortController()
  let leftAt = 0
  window.addEventListener('online', () => tab.resume(), { signal: events.signal })
  document.addEventListener(
    'visibilitychange',
    () => {
      if (document.hidden) leftAt = Date.now()
      else if (Date.now() - leftAt > awayMsMin) tab.resume()
    },
    { signal: events.signal },
  )
  return () => events.abort()
}
