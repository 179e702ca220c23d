import { firstSyncBytesMax } from '../../shared/limits.ts'
import type { SyncRole } from '../../shared/sync/kinds.ts'
import { encodeMessage } from '../../shared/sync/protocol.ts'
import type { Clock } from './ports.ts'
import type { Room } from './room.ts'

/** What our own client is told first, and again when its role changes. */
export function encodeHello(
  room: Room,
  role: SyncRole,
  frameBytesMax: number,
  clock: Clock,
): Uint8Array {
  const { epoch, incarnation } = room
  const limits = { frameBytesMax, firstSyncBytesMax }
  return encodeMessage({
    kind: 'hello',
    hello: { epoch, incarnation, role, limits, serverTime: clock.now() },
  })
}
