import { decodeFrame, encodeMessage, type Message } from '../../../shared/sync/protocol.ts'

/** The other end of a socket: what was sent, and a hand to send with. */
export class FakeWebSocket {
  static last: FakeWebSocket
  readonly protocols: string[]
  readyState = 0
  binaryType = ''
  sent: Uint8Array[] = []
  isClosed = false
  onopen: ((event: Event) => void) | null = null
  onmessage: ((event: { data: ArrayBuffer }) => void) | null = null
  onclose: ((event: { code: number }) => void) | null = null
  onerror: ((event: Event) => void) | null = null

  constructor(_url: string, protocols: string[]) {
    this.protocols = protocols
    FakeWebSocket.last = this
  }

  open(): void {
    this.readyState = 1
    this.onopen?.(new Event('open'))
  }

  send(frame: Uint8Array): void {
    this.sent.push(frame)
  }

  close(): void {
    this.isClosed = true
  }

  deliver(...messages: Message[]): void {
    const frame = messages.flatMap((message) => [...encodeMessage(message)])
    this.onmessage?.({ data: new Uint8Array(frame).buffer })
  }

  get messages(): Message[][] {
    return this.sent.map((frame) => decodeFrame(frame, 64))
  }
}
