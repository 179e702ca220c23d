import type { DocumentId } from '../../shared/ids.ts'
import type { MeetHereView } from '../../shared/teachmeet/api.ts'
import type { AreaDeps } from '../http/area.ts'
import { countSchools } from './attendance.ts'
import { listComers } from './comer-queries.ts'
import { findMeetDocument } from './document-queries.ts'
import type { MeetDeps } from './live-deps.ts'
import type { MeetRow } from './meet-queries.ts'

/** Tells whoever shows a TeachMeet that somebody has come to it, or has left: who is here has its own notes open. */
export async function tellMeetHere(
  { storage, live }: Pick<AreaDeps, 'storage' | 'live'>,
  document: DocumentId,
): Promise<boolean> {
  const found = await findMeetDocument(storage, document)
  if (found === null) return false
  if (found.kind === 'teachmeet-notes') {
    const { teachMeetId } = found
    live.publish({ scope: `teachmeet:${teachMeetId}`, noun: 'here', id: teachMeetId })
  }
  return true
}

/** Who has the live page open: its notes are the room in which they are. */
export function hereView(
  { storage, rooms, reads }: Pick<MeetDeps, 'storage' | 'rooms' | 'reads'>,
  meet: MeetRow,
): Promise<MeetHereView> {
  return reads.get(meet, { noun: 'here' }, async () => {
    const ids = rooms.peopleIn(meet.notesId).map((person) => person.id)
    return { people: ids.length, schools: countSchools(await listComers(storage, meet.id, ids)) }
  })
}
