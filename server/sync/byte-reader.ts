import { isUtf8 } from 'node:buffer'
import { ProtocolError } from '../../shared/sync/protocol.ts'

/** Eight bytes hold every safe integer; a longer run of continuation bytes says nothing and costs time. */
const varBytesMax = 8
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/**
 * Reads lib0's encoding from bytes of a stranger. Every read is checked against the end, nothing is allocated for
 * what is skipped, and whatever is wrong is a ProtocolError. It accepts nothing that lib0 would not read the same way.
 */
export class ByteReader {
  readonly #bytes: Uint8Array
  at = 0

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
  }

  get isAtEnd(): boolean {
    return this.at === this.#bytes.length
  }

  readByte(): number {
    const byte = this.#bytes[this.at]
    if (byte === undefined) throw new ProtocolError('bytes end early')
    this.at += 1
    return byte
  }

  readVarUint(): number {
    let byte = this.readByte()
    if (byte < 128) return byte
    let value = byte & 127
    let factor = 128
    for (let read = 1; read < varBytesMax; read++) {
      byte = this.readByte()
      value += (byte & 127) * factor
      if (byte < 128) return within(value)
      factor *= 128
    }
    throw new ProtocolError('a number is too long')
  }

  /** Signed, as lib0 writes integers inside `any`; only its end matters here. */
  skipVarInt(): void {
    let byte = this.readByte()
    let value = byte & 63
    let factor = 64
    for (let read = 1; byte >= 128; read++) {
      if (read === varBytesMax) throw new ProtocolError('a number is too long')
      byte = this.readByte()
      value += (byte & 127) * factor
      factor *= 128
    }
    within(value)
  }

  skip(length: number): void {
    if (length > this.#bytes.length - this.at) throw new ProtocolError('bytes end early')
    this.at += length
  }

  /** The text's length in UTF-16 units, which is how Yjs counts; the bytes must be UTF-8. */
  skipString(): number {
    const length = this.readVarUint()
    const from = this.at
    this.skip(length)
    let units = length
    let isAscii = true
    for (let at = from; at < this.at; at++) {
      const byte = this.#bytes[at] ?? 0
      if (byte < 128) continue
      isAscii = false
      if ((byte & 0xc0) === 0x80) units -= 1
      else if (byte >= 0xf0) units += 1
    }
    if (!isAscii && !isUtf8(this.#bytes.subarray(from, this.at)))
      throw new ProtocolError('not UTF-8')
    return units
  }

  readString(bytesMax: number): string {
    const length = this.readVarUint()
    if (length > bytesMax) throw new ProtocolError('a text is too long')
    const from = this.at
    this.skip(length)
    try {
      return decoder.decode(this.#bytes.subarray(from, this.at))
    } catch {
      throw new ProtocolError('not UTF-8')
    }
  }
}

function within(value: number): number {
  if (value > Number.MAX_SAFE_INTEGER) throw new ProtocolError('a number is out of range')
  return value
}
