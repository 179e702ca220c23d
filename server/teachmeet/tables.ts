import { AppError } from '../../shared/errors.ts'
import type { PersonId, TalkTableId } from '../../shared/ids.ts'
import { talkTablesMax } from '../../shared/limits.ts'
import type { AddTable, ChangeTable } from '../../shared/teachmeet/tables.ts'
import { notFound } from '../http/errors.ts'
import { listComers } from './comer-queries.ts'
import type { ComerChange } from './meet-change.ts'
import { addMeetDocument } from './meet-documents.ts'
import { shareOut } from './share-out.ts'
import type { TableRow } from './table-queries.ts'
import {
  deleteSeat,
  findTable,
  insertTable,
  listSeats,
  listTables,
  putSeat,
  updateTable,
} from './table-queries.ts'

/** Lays a table with a page for its notes; false when it is there. */
export async function addTable(change: ComerChange, { id, theme }: AddTable): Promise<boolean> {
  const { q, meet, now } = change
  const known = await findTable(q, id)
  if (known?.teachMeetId === meet.row.id) return false
  if (known !== null) throw new AppError('taken', 'This table could not be laid. Please try again.')
  refuseOver(change)
  const tables = await listTables(q, meet.row.id)
  if (tables.filter((table) => table.removedAt === null).length >= talkTablesMax) {
    throw new AppError('conflict', `There is room for ${talkTablesMax} tables.`)
  }
  const number = (tables.at(-1)?.number ?? 0) + 1
  const notesId = await addMeetDocument(q, 'table-notes', change)
  await insertTable(q, {
    ...{ id, teachMeetId: meet.row.id, number, theme, notesId },
    ...{ createdAt: now, removedAt: null },
  })
  return true
}

/** Gives a table another theme, takes it away or lays it again. Who sat there finds their seat again with it. */
export async function changeTable(
  change: ComerChange,
  id: TalkTableId,
  { theme, removed }: ChangeTable,
): Promise<boolean> {
  const { q, now } = change
  const table = await tableIn(change, id)
  const isRemoved = table.removedAt !== null
  const values = {
    ...(theme === undefined || theme === table.theme ? {} : { theme }),
    ...(removed === undefined || removed === isRemoved ? {} : { removedAt: removed ? now : null }),
  }
  if (Object.keys(values).length === 0) return false
  refuseOver(change)
  await updateTable(q, id, values)
  return true
}

/** Sits down at a table, and nowhere else; or gets up from it. */
export async function sit(
  change: ComerChange,
  id: TalkTableId,
  isSitting: boolean,
): Promise<boolean> {
  const { q, meet, by, now } = change
  const table = await tableIn(change, id)
  if (table.removedAt !== null) throw new AppError('conflict', 'This table has been taken away.')
  const teachMeetId = meet.row.id
  const seat = (await listSeats(q, teachMeetId)).find((one) => one.personId === by)
  if ((seat?.tableId === id) === isSitting) return false
  if (isSitting) await putSeat(q, { teachMeetId, personId: by, tableId: id, since: now })
  else await deleteSeat(q, { teachMeetId, personId: by })
  return true
}

/** Everybody who is here and sits nowhere is given a seat; nobody who sits is moved. */
export async function shareOutTables(
  change: ComerChange,
  here: readonly PersonId[],
): Promise<boolean> {
  const { q, meet, now, chance } = change
  refuseOver(change)
  const teachMeetId = meet.row.id
  const tables = (await listTables(q, teachMeetId)).filter((table) => table.removedAt === null)
  if (tables.length === 0) throw new AppError('conflict', 'Lay a table first.')
  const seats = await listSeats(q, teachMeetId)
  const people = await listComers(q, teachMeetId, [...here, ...seats.map((one) => one.personId)])
  const schools = new Map(people.map(({ id, school }) => [id, school]))
  const standing = people.filter(
    ({ id }) => here.includes(id) && !seats.some((seat) => seat.personId === id),
  )
  const given = shareOut(
    tables.map(({ id }) => ({
      id,
      schools: seats
        .filter((seat) => seat.tableId === id)
        .map((seat) => schools.get(seat.personId) ?? null),
    })),
    turned(standing, chance),
  )
  for (const [personId, tableId] of given) {
    await putSeat(q, { teachMeetId, personId, tableId, since: now })
  }
  return given.size > 0
}

/** The same round of people, begun at another one each time, so that nobody is always last. */
function turned<T>(people: readonly T[], chance: number): T[] {
  const first = Math.floor(chance * people.length)
  return [...people.slice(first), ...people.slice(0, first)]
}

async function tableIn({ q, meet }: ComerChange, id: TalkTableId): Promise<TableRow> {
  const table = await findTable(q, id)
  if (table?.teachMeetId !== meet.row.id) throw notFound()
  return table
}

function refuseOver({ meet }: ComerChange): void {
  const { state } = meet.row
  if (state !== 'ended' && state !== 'tidied') return
  throw new AppError('conflict', 'This TeachMeet is over. Its tables can still be read.')
}
