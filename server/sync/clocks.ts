import * as encoding from 'lib0/encoding'
import { ByteReader } from './byte-reader.ts'
import { clockMax, stateVectorBytesMax } from '../../shared/limits.ts'
import { ProtocolError } from '../../shared/sync/protocol.ts'
import { clientIdMax } from './struct-reader.ts'

/** A state vector: for each client the clock after its last known struct. */
export type Clocks = Map<number, number>

/** A state vector from the wire. Throws ProtocolError where Yjs would take any claim for granted. */
export function decodeClocks(bytes: Uint8Array, bytesMax = stateVectorBytesMax): Clocks {
  if (bytes.length > bytesMax) throw new ProtocolError('a state vector is too large')
  const reader = new ByteReader(bytes)
  const clocks: Clocks = new Map()
  for (let left = reader.readVarUint(); left > 0; left--) {
    const client = reader.readVarUint()
    const clock = reader.readVarUint()
    if (client >= clientIdMax || clock >= clockMax)
      throw new ProtocolError('a clock is out of range')
    clocks.set(client, clock)
  }
  if (!reader.isAtEnd) throw new ProtocolError('bytes after the state vector')
  return clocks
}

export function encodeClocks(clocks: ReadonlyMap<number, number>): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, clocks.size)
  for (const [client, clock] of [...clocks].sort(([a], [b]) => b - a)) {
    encoding.writeVarUint(encoder, client)
    encoding.writeVarUint(encoder, clock)
  }
  return encoding.toUint8Array(encoder)
}

/** Whether somebody with `left` knows every struct that somebody with `right` knows. */
export function covers(
  left: ReadonlyMap<number, number>,
  right: ReadonlyMap<number, number>,
): boolean {
  for (const [client, clock] of right) {
    if ((left.get(client) ?? 0) < clock) return false
  }
  return true
}
