import { documentSyncRole } from '../../shared/policy.ts'
import type { Queryable } from '../storage/storage.ts'
import type { Clock, Rights } from '../sync/ports.ts'
import { findDocumentStanding } from './document-queries.ts'

/** What a person may do on the socket of a document of a study: what it hangs on, and the table of policy.ts. */
export function createDocumentRights(storage: Queryable, clock: Pick<Clock, 'now'>): Rights {
  return {
    find: async (person, document) => {
      const standing = await findDocumentStanding(storage, document, {
        id: person,
        now: clock.now(),
      })
      if (standing === null) return null
      const role = documentSyncRole(standing)
      return role === null ? null : { role, aclVersion: standing.aclVersion }
    },
  }
}
