import { teachMeetDocumentSyncRole } from '../../shared/policy.ts'
import type { Queryable } from '../storage/storage.ts'
import type { Clock, Rights } from '../sync/ports.ts'
import { isSilenced } from './comer-queries.ts'
import { findMeetDocument } from './document-queries.ts'
import { findMeet } from './meet-queries.ts'
import { findMeetRole } from './roles.ts'

/** What a person, or a guest who was let in, may do on the socket of a document of a TeachMeet. */
export function createTeachMeetDocumentRights(
  storage: Queryable,
  clock: Pick<Clock, 'now'>,
): Rights {
  return {
    find: async (person, document) => {
      const found = await findMeetDocument(storage, document)
      const meet = found && (await findMeet(storage, found.teachMeetId))
      if (found === null || meet === null) return null
      const { id, state } = meet.row
      const role = teachMeetDocumentSyncRole({
        kind: found.kind,
        role: await findMeetRole(storage, id, person, clock.now()),
        isDraft: state === 'draft',
        hasEnded: state === 'ended' || state === 'tidied',
        frozen: state === 'tidied',
        isSilenced: await isSilenced(storage, id, person),
      })
      return role === null ? null : { role, aclVersion: found.aclVersion }
    },
  }
}
