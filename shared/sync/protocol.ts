import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { unreachable } from '../errors.ts'
import { awarenessEntriesMax } from '../limits.ts'
import type { SyncRole } from './kinds.ts'

/** Offered by our own client in Sec-WebSocket-Protocol; without it a connection is spoken to as a stock y-websocket client. */
export const subprotocol = 'staffroom.1'

/** The first number of a message. 0–3 are y-protocols' own; 100–102 are ours (PROTOCOL.md). */
export const messageType = {
  sync: 0,
  awareness: 1,
  auth: 2,
  queryAwareness: 3,
  saved: 100,
  refused: 101,
  hello: 102,
} as const

const syncType = { step1: 0, step2: 1, update: 2 } as const

/** y-websocket stops for good on 4400–4499 and tries again on everything else. */
export const closeCode = {
  signIn: 4401,
  noAccess: 4403,
  gone: 4404,
  wrongEpoch: 4409,
  clientTooOld: 4426,
  restarting: 4503,
  tryLater: 4508,
  serviceRestart: 1012,
  tooBig: 1009,
} as const

/** Why a document frame was refused; the client shows a sentence for each. */
export type RefusedCode =
  | 'read-only' // this person may read, not write
  | 'frozen' // nobody writes here any more
  | 'not-yours' // a change of what belongs to somebody else
  | 'too-large' // over a limit of size
  | 'malformed' // not an update we can keep

/** One person's presence as it is on the wire: `state` is JSON, null when they left. */
export interface AwarenessEntry {
  clientId: number
  clock: number
  state: string
}

export interface Hello {
  epoch: string
  incarnation: string
  role: SyncRole
  limits: { frameBytesMax: number; firstSyncBytesMax: number }
  /** Milliseconds since 1970 by the server's clock. */
  serverTime: number
}

export type Message =
  | { kind: 'syncStep1'; stateVector: Uint8Array }
  | { kind: 'syncStep2'; update: Uint8Array }
  | { kind: 'update'; update: Uint8Array }
  | { kind: 'awareness'; entries: AwarenessEntry[] }
  | { kind: 'auth'; reason: string }
  | { kind: 'queryAwareness' }
  | { kind: 'saved'; count: number }
  | { kind: 'refused'; count: number; code: RefusedCode }
  | { kind: 'hello'; hello: Hello }

/** A frame that is not a sequence of whole messages. It costs its sender the connection. */
export class ProtocolError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'ProtocolError'
  }
}

const refusedCodes: readonly string[] = [
  'read-only',
  'frozen',
  'not-yours',
  'too-large',
  'malformed',
] satisfies RefusedCode[]

/**
 * The messages of one frame, in order. Total: it returns whole messages or throws ProtocolError,
 * and copies nothing. `messagesMax` is 1 for stock clients, which send one message a frame.
 */
export function decodeFrame(frame: Uint8Array, messagesMax: number): Message[] {
  const messages: Message[] = []
  try {
    const decoder = decoding.createDecoder(frame)
    while (decoding.hasContent(decoder)) {
      if (messages.length === messagesMax) throw new ProtocolError('too many messages in a frame')
      messages.push(readMessage(decoder))
    }
  } catch (error) {
    if (error instanceof ProtocolError) throw error
    throw new ProtocolError(`unreadable frame: ${String(error)}`)
  }
  if (messages.length === 0) throw new ProtocolError('empty frame')
  return messages
}

function readMessage(decoder: decoding.Decoder): Message {
  const type = decoding.readVarUint(decoder)
  switch (type) {
    case messageType.sync:
      return readSync(decoder)
    case messageType.awareness:
      return { kind: 'awareness', entries: readAwareness(readBytes(decoder)) }
    case messageType.auth:
      if (decoding.readVarUint(decoder) !== 0) throw new ProtocolError('unknown auth message')
      return { kind: 'auth', reason: decoding.readVarString(decoder) }
    case messageType.queryAwareness:
      return { kind: 'queryAwareness' }
    case messageType.saved:
      return { kind: 'saved', count: decoding.readVarUint(decoder) }
    case messageType.refused:
      return { kind: 'refused', count: decoding.readVarUint(decoder), code: readCode(decoder) }
    case messageType.hello:
      return { kind: 'hello', hello: JSON.parse(decoding.readVarString(decoder)) as Hello }
    default:
      throw new ProtocolError(`unknown message type ${type}`)
  }
}

function readSync(decoder: decoding.Decoder): Message {
  const type = decoding.readVarUint(decoder)
  const bytes = readBytes(decoder)
  if (type === syncType.step1) return { kind: 'syncStep1', stateVector: bytes }
  if (type === syncType.step2) return { kind: 'syncStep2', update: bytes }
  if (type === syncType.update) return { kind: 'update', update: bytes }
  throw new ProtocolError(`unknown sync message ${type}`)
}

/** A view of the frame. A length past its end would be a view of what lies behind it, or of nothing. */
function readBytes(decoder: decoding.Decoder): Uint8Array {
  const length = decoding.readVarUint(decoder)
  if (length > decoder.arr.length - decoder.pos) throw new ProtocolError('a message ends early')
  return decoding.readUint8Array(decoder, length)
}

function readAwareness(bytes: Uint8Array): AwarenessEntry[] {
  const decoder = decoding.createDecoder(bytes)
  const entries: AwarenessEntry[] = []
  const count = decoding.readVarUint(decoder)
  if (count > awarenessEntriesMax) throw new ProtocolError('too many awareness entries')
  for (let left = count; left > 0; left--) {
    entries.push({
      clientId: decoding.readVarUint(decoder),
      clock: decoding.readVarUint(decoder),
      state: decoding.readVarString(decoder),
    })
  }
  if (decoding.hasContent(decoder)) throw new ProtocolError('bytes after the awareness entries')
  return entries
}

function readCode(decoder: decoding.Decoder): RefusedCode {
  const code = decoding.readVarString(decoder)
  if (!refusedCodes.includes(code)) throw new ProtocolError('unknown refusal')
  return code as RefusedCode
}

/** One message as bytes; messages laid end to end make a frame for our own client. */
export function encodeMessage(message: Message): Uint8Array {
  const encoder = encoding.createEncoder()
  writeMessage(encoder, message)
  return encoding.toUint8Array(encoder)
}

/** Appends one message to a frame being written. */
function writeMessage(encoder: encoding.Encoder, message: Message): void {
  switch (message.kind) {
    case 'syncStep1':
      return writeSync(encoder, syncType.step1, message.stateVector)
    case 'syncStep2':
      return writeSync(encoder, syncType.step2, message.update)
    case 'update':
      return writeSync(encoder, syncType.update, message.update)
    case 'awareness':
      encoding.writeVarUint(encoder, messageType.awareness)
      return encoding.writeVarUint8Array(encoder, encodeAwareness(message.entries))
    case 'auth':
      encoding.writeVarUint(encoder, messageType.auth)
      encoding.writeVarUint(encoder, 0)
      return encoding.writeVarString(encoder, message.reason)
    case 'queryAwareness':
      return encoding.writeVarUint(encoder, messageType.queryAwareness)
    case 'saved':
      encoding.writeVarUint(encoder, messageType.saved)
      return encoding.writeVarUint(encoder, message.count)
    case 'refused':
      encoding.writeVarUint(encoder, messageType.refused)
      encoding.writeVarUint(encoder, message.count)
      return encoding.writeVarString(encoder, message.code)
    case 'hello':
      encoding.writeVarUint(encoder, messageType.hello)
      return encoding.writeVarString(encoder, JSON.stringify(message.hello))
    default:
      return unreachable(message)
  }
}

function writeSync(encoder: encoding.Encoder, type: number, bytes: Uint8Array): void {
  encoding.writeVarUint(encoder, messageType.sync)
  encoding.writeVarUint(encoder, type)
  encoding.writeVarUint8Array(encoder, bytes)
}

function encodeAwareness(entries: AwarenessEntry[]): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, entries.length)
  for (const entry of entries) {
    encoding.writeVarUint(encoder, entry.clientId)
    encoding.writeVarUint(encoder, entry.clock)
    encoding.writeVarString(encoder, entry.state)
  }
  return encoding.toUint8Array(encoder)
}
