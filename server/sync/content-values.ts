import { embedBytesMax, embedDepthMax, keyBytesMax } from '../../shared/limits.ts'
import { ProtocolError } from '../../shared/sync/protocol.ts'
import type { ByteReader } from './byte-reader.ts'

/** lib0's `any`, by its first byte. Bytes (116) and 64-bit integers (122) have no JSON and are not allowed. */
const any = {
  array: 117,
  object: 118,
  string: 119,
  float64: 123,
  float32: 124,
  integer: 125,
} as const
const firstPlain = [120, 121, 126, 127] // true, false, null, undefined

/** Passes over one value of lib0's `any` encoding; throws ProtocolError for what a client could not show. */
export function skipAny(reader: ByteReader, depth = 0): void {
  const type = reader.readByte()
  if (firstPlain.includes(type)) return
  switch (type) {
    case any.string:
      reader.skipString()
      return
    case any.integer:
      return reader.skipVarInt()
    case any.float32:
      return reader.skip(4)
    case any.float64:
      return reader.skip(8)
    case any.array:
    case any.object:
      return skipMany(reader, type, depth)
    default:
      throw new ProtocolError('a value of a kind that is not allowed')
  }
}

function skipMany(reader: ByteReader, type: number, depth: number): void {
  if (depth === embedDepthMax) throw new ProtocolError('a value is nested too deeply')
  for (let left = reader.readVarUint(); left > 0; left--) {
    if (type === any.object && reader.readString(keyBytesMax) === '__proto__') throw badKey()
    skipAny(reader, depth + 1)
  }
}

/** Passes over one value written as JSON text. */
export function skipJson(reader: ByteReader): void {
  const text = reader.readString(embedBytesMax)
  // Formats end with `null` and begin with `true` or `{}`: nothing to look into.
  if (text === 'null' || text === 'true' || text === '{}') return
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new ProtocolError('a value is not JSON')
  }
  checkDepth(value)
}

/** Goes through a parsed value level by level: no recursion, whatever its depth. */
function checkDepth(value: unknown): void {
  let level = [value]
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > embedDepthMax) throw new ProtocolError('a value is nested too deeply')
    const below: unknown[] = []
    for (const item of level) {
      if (typeof item !== 'object' || item === null) continue
      if (Object.hasOwn(item, '__proto__')) throw badKey()
      for (const child of Object.values(item)) {
        if (typeof child === 'object' && child !== null) below.push(child)
      }
    }
    level = below
  }
}

const badKey = () => new ProtocolError('a key that is not one')
