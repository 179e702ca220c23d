import { clubDocumentSyncRole } from '../../shared/policy.ts'
import type { Queryable } from '../storage/storage.ts'
import type { Rights } from '../sync/ports.ts'
import { findClubDocumentStanding } from './document-queries.ts'

/** What a person may do on the socket of a document of a club. */
export function createClubDocumentRights(storage: Queryable): Rights {
  return {
    find: async (person, document) => {
      const standing = await findClubDocumentStanding(storage, document, person)
      if (standing === null) return null
      const role = clubDocumentSyncRole(standing)
      return role === null ? null : { role, aclVersion: standing.aclVersion }
    },
  }
}
