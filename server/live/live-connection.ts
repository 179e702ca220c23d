import type { WebSocket } from 'ws'
import { z } from 'zod'
import type { LiveChange, LiveScope } from '../../shared/live.ts'
import { liveScopesMax } from '../../shared/live.ts'
import {
  liveFramesPerMinuteMax,
  liveOutboundBytesMax,
  missedPingsMax,
} from '../../shared/limits.ts'
import type { closeCode } from '../../shared/sync/protocol.ts'
import type { Actor } from '../http/actor.ts'

const id = '[0-7][0-9A-HJKMNP-TV-Z]{25}'
const scopePattern = new RegExp(`^(?:community|(?:study|club|teachmeet|person):${id})$`)
const watchSchema = z.object({
  watch: z.array(z.string().regex(scopePattern)).max(liveScopesMax),
})

/** One browser tab that listens. */
export class LiveConnection {
  readonly actor: Actor
  readonly #socket: WebSocket
  /** What the tab asked for, whether granted or not: a right may come later. */
  asked: readonly LiveScope[] = []
  granted: ReadonlySet<LiveScope> = new Set()
  #missedPings = 0
  #framesThisMinute = 0

  constructor(socket: WebSocket, actor: Actor) {
    this.#socket = socket
    this.actor = actor
    socket.on('pong', () => (this.#missedPings = 0))
  }

  /** The scopes a frame asks for; null when it is no such frame, or one too many. */
  readWatch(data: unknown): LiveScope[] | null {
    if (++this.#framesThisMinute > liveFramesPerMinuteMax) return null
    const parsed = watchSchema.safeParse(parseJson(data))
    return parsed.success ? (parsed.data.watch as LiveScope[]) : null
  }

  startMinute(): void {
    this.#framesThisMinute = 0
  }

  send(change: LiveChange): void {
    if (this.#socket.readyState !== this.#socket.OPEN) return
    // Whoever is this far behind comes back and fetches everything again.
    if (this.#socket.bufferedAmount > liveOutboundBytesMax) this.#socket.terminate()
    else this.#socket.send(JSON.stringify(change))
  }

  /** False when nobody has answered for too long. */
  ping(): boolean {
    if (this.#missedPings++ >= missedPingsMax) {
      this.#socket.terminate()
      return false
    }
    if (this.#socket.readyState === this.#socket.OPEN) this.#socket.ping()
    return true
  }

  close(code: (typeof closeCode)[keyof typeof closeCode], reason: string): void {
    this.#socket.close(code, reason)
  }

  terminate(): void {
    this.#socket.terminate()
  }
}

function parseJson(data: unknown): unknown {
  try {
    return typeof data === 'string' ? JSON.parse(data) : null
  } catch {
    return null
  }
}
