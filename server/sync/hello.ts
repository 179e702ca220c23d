import { firstSyncBytesMax } from '../../shared/limits.ts'
import type { SyncRole } from '../../shared/sync/kinds.ts'
import { encodeMessage } from '../../shared/sync/protocol.ts'
import type { Clock } from './ports.ts'

/** What our own client is told first, and again when its role changes. */
export function encodeHello(
  { epoch, incarnation }: { epoch: string; incarnation: string },
  role: SyncRole,
  frameBytesMax: number,
  clock: Clock,
): Uint8Array {
  const limits = { frameBytesMax, firstSyncBytesMax }
  return encodeMessage({
    kind: 'hello',
    hello: { epoch, incarnation, role, limits, serverTime: clock.now() },
  })
}
