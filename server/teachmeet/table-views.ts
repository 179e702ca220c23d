import type { PersonId, TeachMeetId } from '../../shared/ids.ts'
import type { TalkTableView } from '../../shared/teachmeet/tables.ts'
import type { Queryable } from '../storage/storage.ts'
import { listComers } from './comer-queries.ts'
import { findEpochs } from './document-queries.ts'
import { listSeats, listTables } from './table-queries.ts'

/** A table as it is for everybody. */
interface LaidTable extends Omit<TalkTableView, 'isMine'> {
  sitting: ReadonlySet<PersonId>
}

/** The tables that are laid, with who sits where. */
export async function laidTables(q: Queryable, teachMeetId: TeachMeetId): Promise<LaidTable[]> {
  const all = await listTables(q, teachMeetId)
  const tables = all.filter((table) => table.removedAt === null)
  if (tables.length === 0) return []
  const seats = await listSeats(q, teachMeetId)
  const people = await listComers(
    q,
    teachMeetId,
    seats.map((seat) => seat.personId),
  )
  const epochs = await findEpochs(
    q,
    tables.map((table) => table.notesId),
  )
  return tables.map(({ id, number, theme, notesId }) => {
    const sitting = new Set(
      seats.filter((seat) => seat.tableId === id).map((seat) => seat.personId),
    )
    return {
      ...{ id, number, theme },
      notes: { documentId: notesId, epoch: epochs.get(notesId) ?? '' },
      people: people.filter((person) => sitting.has(person.id)),
      sitting,
    }
  })
}
