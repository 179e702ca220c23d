import { messageType } from '../../shared/sync/protocol.ts'

/**
 * The messages that are written for every edit and cursor, each into one buffer of its exact size; the same bytes as
 * `encodeMessage` makes (tests/protocol/wire.test.ts), at a fifth of its cost.
 */
export function encodeUpdate(update: Uint8Array): Uint8Array {
  const bytes = Buffer.allocUnsafe(2 + sizeOf(update.length) + update.length)
  bytes[0] = messageType.sync
  bytes[1] = 2
  bytes.set(update, putVarUint(bytes, 2, update.length))
  return bytes
}

export function encodeSaved(count: number): Uint8Array {
  const bytes = Buffer.allocUnsafe(1 + sizeOf(count))
  bytes[0] = messageType.saved
  putVarUint(bytes, 1, count)
  return bytes
}

/** One entry of an awareness message. */
export function encodeEntry(clientId: number, clock: number, state: string): Uint8Array {
  const length = Buffer.byteLength(state)
  const head = sizeOf(clientId) + sizeOf(clock) + sizeOf(length)
  const bytes = Buffer.allocUnsafe(head + length)
  const at = putVarUint(bytes, putVarUint(bytes, 0, clientId), clock)
  bytes.write(state, putVarUint(bytes, at, length))
  return bytes
}

/** One awareness message of entries that are encoded already. With none it is the shortest thing worth saying. */
export function encodePresence(entries: readonly Uint8Array[]): Uint8Array {
  let length = sizeOf(entries.length)
  for (const entry of entries) length += entry.length
  const bytes = Buffer.allocUnsafe(1 + sizeOf(length) + length)
  bytes[0] = messageType.awareness
  let at = putVarUint(bytes, putVarUint(bytes, 1, length), entries.length)
  for (const entry of entries) {
    bytes.set(entry, at)
    at += entry.length
  }
  return bytes
}

/** Parts laid end to end, in memory of their own: for what is kept. */
export function joined(parts: readonly Uint8Array[]): Uint8Array {
  return laid(parts, new Uint8Array(lengthOf(parts)))
}

/** Messages laid end to end in a piece of Node's pool, which costs a fraction: for what is sent and forgotten. */
export function joinedToSend(messages: readonly Uint8Array[]): Uint8Array {
  return laid(messages, Buffer.allocUnsafe(lengthOf(messages)))
}

function lengthOf(parts: readonly Uint8Array[]): number {
  let length = 0
  for (const part of parts) length += part.length
  return length
}

function laid(parts: readonly Uint8Array[], whole: Uint8Array): Uint8Array {
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

function sizeOf(number: number): number {
  let size = 1
  for (let rest = number; rest >= 128; rest = Math.floor(rest / 128)) size += 1
  return size
}

/** Writes a number seven bits a byte, low first; returns where it ends. */
function putVarUint(bytes: Uint8Array, from: number, number: number): number {
  let at = from
  let rest = number
  for (; rest >= 128; rest = Math.floor(rest / 128)) bytes[at++] = (rest % 128) | 128
  bytes[at++] = rest
  return at
}
