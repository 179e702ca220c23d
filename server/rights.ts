import type { MayWatch } from './http/area.ts'
import { createDocumentRights } from './lesson-study/document-rights.ts'
import { createMayWatch } from './lesson-study/study-door.ts'
import { createMayWatchClub } from './reading/club-door.ts'
import { createClubDocumentRights } from './reading/document-rights.ts'
import { createTeachMeetDocumentRights } from './teachmeet/document-rights.ts'
import { createMayWatchTeachMeet } from './teachmeet/pass-object.ts'
import type { Queryable } from './storage/storage.ts'
import type { Clock, Rights } from './sync/ports.ts'

/** What a person may do with a document, whichever area it belongs to: the first that knows it answers. */
export function documentRights(storage: Queryable, clock: Pick<Clock, 'now'>): Rights {
  const areas = [
    createDocumentRights(storage, clock),
    createClubDocumentRights(storage),
    createTeachMeetDocumentRights(storage, clock),
  ]
  return {
    find: async (person, document) => {
      for (const area of areas) {
        const found = await area.find(person, document)
        if (found !== null) return found
      }
      return null
    },
  }
}

/** Whether a person may be told of changes in a scope, whichever area it belongs to. */
export function mayWatch(storage: Queryable, clock: Pick<Clock, 'now'>): MayWatch {
  const areas = [
    createMayWatch(storage, clock),
    createMayWatchClub(storage),
    createMayWatchTeachMeet(storage, clock),
  ]
  return async (person, scope) => {
    for (const may of areas) if (await may(person, scope)) return true
    return false
  }
}
