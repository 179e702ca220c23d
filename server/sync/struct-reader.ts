import { clockMax, embedBytesMax, keyBytesMax, rootNameBytesMax } from '../../shared/limits.ts'
import { ProtocolError } from '../../shared/sync/protocol.ts'
import type { ByteReader } from './byte-reader.ts'
import { skipAny, skipJson } from './content-values.ts'

/** The content kinds of Yjs's V1 encoding, by the number in a struct's info byte. */
const content = {
  gc: 0,
  deleted: 1,
  json: 2,
  string: 4,
  embed: 5,
  format: 6,
  type: 7,
  any: 8,
} as const
const element = 3
const hook = 5
const typeRefMax = 6
const hasOrigin = 0x80
const hasRightOrigin = 0x40
const hasKey = 0x20
const kindBits = 0x1f

/** Client ids are random 32-bit numbers; anything else is nobody's. */
export const clientIdMax = 2 ** 32

/**
 * Reads the structs of one update one after the other into its own fields, without making an object for any of
 * them. A struct whose content could not be read by every client, or that no client writes, is a ProtocolError.
 */
export class StructReader {
  readonly #reader: ByteReader
  #sectionsLeft: number
  structsLeft = 0
  client = -1
  /** Where the struct that was read begins and how many clocks it takes. */
  clock = 0
  length = 0
  #next = 0
  /** -1 where there is none. */
  originClient = -1
  originClock = 0
  rightClient = -1
  rightClock = 0
  parentClient = -1
  parentClock = 0
  /** The root type it stands in, when it says so itself; `key` is its place in a map. */
  root: string | null = null
  key: string | null = null
  isType = false

  constructor(reader: ByteReader) {
    this.#reader = reader
    this.#sectionsLeft = reader.readVarUint()
  }

  get sectionCount(): number {
    return this.#sectionsLeft
  }

  /** The clock after the last struct that was read. */
  get end(): number {
    return this.#next
  }

  /** Enters the next client's section; false when there is none. Sections must go down by client id, as Yjs writes. */
  nextSection(): boolean {
    if (this.#sectionsLeft === 0) return false
    this.#sectionsLeft -= 1
    this.structsLeft = this.#reader.readVarUint()
    const client = this.#reader.readVarUint()
    if (this.structsLeft === 0) throw new ProtocolError('an empty section')
    if (client >= clientIdMax) throw new ProtocolError('a client id is out of range')
    // Y.mergeUpdates relies on this order; a client that came twice would lose its first section in every reader.
    if (this.client !== -1 && client >= this.client)
      throw new ProtocolError('sections out of order')
    this.client = client
    this.#next = this.#reader.readVarUint()
    return true
  }

  /** Reads the next struct of the section; false at its end. */
  next(): boolean {
    if (this.structsLeft === 0) return false
    this.structsLeft -= 1
    const info = this.#reader.readByte()
    this.clock = this.#next
    this.originClient = this.rightClient = this.parentClient = -1
    this.root = this.key = null
    this.isType = false
    if (info === content.gc) this.length = this.#reader.readVarUint()
    else this.#readItem(info)
    if (this.length === 0) throw new ProtocolError('a struct of no length')
    this.#next += this.length
    if (this.#next >= clockMax) throw new ProtocolError('a clock is too high')
    return true
  }

  #readItem(info: number): void {
    const reader = this.#reader
    if (info & hasOrigin) {
      this.originClient = reader.readVarUint()
      this.originClock = reader.readVarUint()
    }
    if (info & hasRightOrigin) {
      this.rightClient = reader.readVarUint()
      this.rightClock = reader.readVarUint()
    }
    if ((info & (hasOrigin | hasRightOrigin)) === 0) this.#readParent(info)
    this.length = this.#readContent(info & kindBits)
  }

  #readParent(info: number): void {
    const reader = this.#reader
    const isRoot = reader.readVarUint()
    if (isRoot > 1) throw new ProtocolError('an unknown kind of parent')
    if (isRoot === 1) {
      this.root = reader.readString(rootNameBytesMax)
    } else {
      this.parentClient = reader.readVarUint()
      this.parentClock = reader.readVarUint()
    }
    if (info & hasKey) this.key = readName(reader)
  }

  #readContent(kind: number): number {
    const reader = this.#reader
    switch (kind) {
      case content.deleted:
        return reader.readVarUint()
      case content.string:
        return reader.skipString()
      case content.json:
        return repeat(reader, skipJson)
      case content.any:
        return repeat(reader, skipAny)
      case content.embed:
        skipJson(reader)
        return 1
      case content.format:
        readName(reader)
        skipJson(reader)
        return 1
      case content.type:
        return this.#readType()
      default:
        // Binary, subdocuments, skips and whatever does not exist.
        throw new ProtocolError(`content kind ${kind} is not allowed`)
    }
  }

  #readType(): number {
    const type = this.#reader.readVarUint()
    if (type > typeRefMax || type === hook) throw new ProtocolError('an unknown type')
    if (type === element) readName(this.#reader)
    this.isType = true
    return 1
  }
}

function repeat(reader: ByteReader, skip: (reader: ByteReader) => void): number {
  const count = reader.readVarUint()
  for (let left = count; left > 0; left--) {
    const from = reader.at
    skip(reader)
    // Of each value, not of all: Yjs lays the values of neighbours together as it does letters.
    if (reader.at - from > embedBytesMax) throw new ProtocolError('a value is too large')
  }
  return count
}

function readName(reader: ByteReader): string {
  const name = reader.readString(keyBytesMax)
  if (name === '__proto__') throw new ProtocolError('a name that is not one')
  return name
}
