import { planSyncRole } from '../../shared/policy.ts'
import type { Queryable } from '../storage/storage.ts'
import type { Rights } from '../sync/ports.ts'
import { findPlanStanding } from './queries.ts'

/** What a person may do on the socket of a plan: one query, and the table of policy.ts. */
export function createPlanRights(storage: Queryable): Rights {
  return {
    find: async (person, document) => {
      const standing = await findPlanStanding(storage, document, person)
      if (standing === null) return null
      const role = planSyncRole(standing.studyRole, standing.frozenAt !== null)
      return role === null ? null : { role, aclVersion: standing.aclVersion }
    },
  }
}
