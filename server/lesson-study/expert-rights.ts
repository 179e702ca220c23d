import { expertDocumentSyncRole } from '../../shared/policy.ts'
import { findSeat } from '../community/guest-queries.ts'
import type { Queryable } from '../storage/storage.ts'
import type { Clock, Rights } from '../sync/ports.ts'
import { findExpertStanding } from './document-queries.ts'

/** What an invited expert may do on the socket of a document: those of the one study their pass is for. */
export function createExpertDocumentRights(storage: Queryable, clock: Pick<Clock, 'now'>): Rights {
  return {
    find: async (guest, document) => {
      const seat = await findSeat(storage, guest, clock.now())
      if (seat?.guest.state !== 'in' || seat.pass.scopeKind !== 'study') return null
      const standing = await findExpertStanding(storage, document, guest)
      if (standing === null || standing.studyId !== seat.pass.scopeId) return null
      const role = expertDocumentSyncRole(standing)
      return role === null ? null : { role, aclVersion: standing.aclVersion }
    },
  }
}
