import {
  behindMsMax,
  messagesPerFrameMax,
  outboundDrainedBytes,
  outboundHardBytesMax,
  outboundSoftBytesMax,
  savedDelayMsMax,
} from '../../shared/limits.ts'
import { encodeSaved, joinedToSend } from './encode.ts'
import type { Clock } from './ports.ts'
import type { Wire } from './wire.ts'

/**
 * What goes out to one connection. Messages gather until `flush`: our own client takes them in one frame, a stock
 * client one by one. When its buffer is full it is behind: nothing more is sent until it has drained, then one
 * merged catch-up. A reader who does not read is ended.
 */
export class Outbound {
  readonly #wire: Wire
  readonly #clock: Clock
  readonly #isOurs: boolean
  /** Called when a connection that was behind has drained: says what it missed. */
  readonly #catchUp: () => Uint8Array[]
  /** What must be said, whatever else is dropped. */
  #said: Uint8Array[] = []
  #messages: Uint8Array[] = []
  #savedCount = 0
  #savedSent = 0
  #cancelSaved: (() => void) | null = null
  #behind: { bufferedBytes: number; cancel: () => void } | null = null
  /** The largest thing sent at once, which a first load may be: not held against its reader. */
  #largest = 0
  lastSentAt: number

  constructor(wire: Wire, clock: Clock, isOurs: boolean, catchUp: () => Uint8Array[]) {
    this.#wire = wire
    this.#clock = clock
    this.#isOurs = isOurs
    this.#catchUp = catchUp
    this.lastSentAt = clock.now()
  }

  get isBehind(): boolean {
    return this.#behind !== null
  }

  /** A message for the next flush. While behind it is dropped: the catch-up will hold what it said. */
  post(message: Uint8Array): void {
    if (this.#behind === null) this.#messages.push(message)
  }

  /** A message that is never dropped: it waits where the buffer is full. Few and small but for first loads. */
  say(message: Uint8Array): void {
    this.#said.push(message)
  }

  /** The first `count` document frames are durable. Goes with the next frame, at the latest in 200 ms. */
  postSaved(count: number): void {
    if (!this.#isOurs) return
    this.#savedCount = count
    this.#cancelSaved ??= this.#clock.after(savedDelayMsMax, () => {
      this.#cancelSaved = null
      this.flush()
    })
  }

  /** Sends what has gathered; false when it cannot be sent now. */
  flush(): boolean {
    if (this.#behind !== null) return false
    const isDue = this.#hasSaved && this.#cancelSaved === null
    if (this.#messages.length === 0 && this.#said.length === 0 && !isDue) return true
    if (this.#wire.bufferedBytes() > outboundSoftBytesMax) {
      this.#messages = []
      this.#fallBehind()
      return false
    }
    const messages = this.#take()
    this.lastSentAt = this.#clock.now()
    if (this.#isOurs) for (const frame of framesOf(messages)) this.#send(frame)
    else for (const message of messages) this.#send(message)
    return true
  }

  #take(): Uint8Array[] {
    const messages = this.#said.length > 0 ? [...this.#said, ...this.#messages] : this.#messages
    this.#said = []
    this.#messages = []
    if (this.#hasSaved) {
      messages.push(encodeSaved(this.#savedCount))
      this.#savedSent = this.#savedCount
    }
    this.#cancelSaved?.()
    this.#cancelSaved = null
    return messages
  }

  /** Called by the wire when what was sent has left. */
  drained(): void {
    if (this.#behind === null || this.#wire.bufferedBytes() > outboundDrainedBytes) return
    this.#behind.cancel()
    this.#behind = null
    for (const message of this.#catchUp()) this.post(message)
    this.flush()
  }

  /** Sends what still waits for company: there will be no other frame. */
  sendLast(): void {
    this.#cancelSaved?.()
    this.#cancelSaved = null
    this.flush()
  }

  stop(): void {
    this.#cancelSaved?.()
    this.#behind?.cancel()
    this.#messages = this.#said = []
  }

  get #hasSaved(): boolean {
    return this.#savedCount > this.#savedSent
  }

  #send(frame: Uint8Array): void {
    this.#largest = Math.max(this.#largest, frame.length)
    this.#wire.send(frame)
    if (this.#wire.bufferedBytes() > outboundHardBytesMax + this.#largest) this.#wire.terminate()
  }

  /** A slow line that moves may take its time; one that stands still may not. */
  #fallBehind(): void {
    const bufferedBytes = this.#wire.bufferedBytes()
    const cancel = this.#clock.after(behindMsMax, () => {
      if (this.#wire.bufferedBytes() < bufferedBytes) this.#fallBehind()
      else this.#wire.terminate()
    })
    this.#behind = { bufferedBytes, cancel }
  }
}

/** Messages laid end to end, at most so many a frame. A single one is sent as it is, shared with everybody. */
function framesOf(messages: Uint8Array[]): Uint8Array[] {
  if (messages.length === 1) return messages
  if (messages.length <= messagesPerFrameMax) return [joinedToSend(messages)]
  const frames: Uint8Array[] = []
  for (let from = 0; from < messages.length; from += messagesPerFrameMax) {
    frames.push(joinedToSend(messages.slice(from, from + messagesPerFrameMax)))
  }
  return frames
}
