import { gateDocuments, gateWatching } from './community/guest-gate.ts'
import type { MayWatch } from './http/area.ts'
import { createDocumentRights } from './lesson-study/document-rights.ts'
import { createExpertDocumentRights } from './lesson-study/expert-rights.ts'
import { createMayWatch } from './lesson-study/study-door.ts'
import { createMayWatchClub } from './reading/club-door.ts'
import { createClubDocumentRights } from './reading/document-rights.ts'
import { createTeachMeetDocumentRights } from './teachmeet/document-rights.ts'
import { createMayWatchTeachMeet } from './teachmeet/pass-object.ts'
import type { Queryable } from './storage/storage.ts'
import type { Clock, Rights } from './sync/ports.ts'

/** What a person may do with a document, whichever area it belongs to: the first that knows it answers. */
export function documentRights(storage: Queryable, clock: Pick<Clock, 'now'>): Rights {
  const teachmeet = createTeachMeetDocumentRights(storage, clock)
  const study = createExpertDocumentRights(storage, clock)
  const areas = [createDocumentRights(storage, clock), createClubDocumentRights(storage), teachmeet]
  const people: Rights = {
    find: async (person, document) => {
      for (const area of areas) {
        const found = await area.find(person, document)
        if (found !== null) return found
      }
      return null
    },
  }
  // A guest is asked about in one area only: that of what their pass is for.
  return gateDocuments({ storage, clock }, { people, guests: { teachmeet, study } })
}

/** Whether a person may be told of changes in a scope, whichever area it belongs to. */
export function mayWatch(storage: Queryable, clock: Pick<Clock, 'now'>): MayWatch {
  const areas = [
    createMayWatch(storage, clock),
    createMayWatchClub(storage),
    createMayWatchTeachMeet(storage, clock),
  ]
  return gateWatching({ storage, clock }, async (person, scope) => {
    for (const may of areas) if (await may(person, scope)) return true
    return false
  })
}
