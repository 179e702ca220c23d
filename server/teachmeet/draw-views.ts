import type { PersonView } from '../../shared/accounts/api.ts'
import type { TeachMeetId } from '../../shared/ids.ts'
import type { DrawView } from '../../shared/teachmeet/api.ts'
import type { Queryable } from '../storage/storage.ts'
import { listComers } from './comer-queries.ts'
import type { DrawRow } from './draw-queries.ts'
import { countSeedDraws, findNewestDraw, listDraws } from './draw-queries.ts'

/** Every draw of a TeachMeet, newest first. */
export async function listDrawViews(q: Queryable, id: TeachMeetId): Promise<DrawView[]> {
  const rows = await listDraws(q, id)
  const people = await listComers(
    q,
    id,
    rows.map((row) => row.by),
  )
  return rows.map((row) => {
    const before = rows.filter(({ why, number }) => why === 'drawn' && number <= row.number)
    return drawView(row, before.length, people)
  })
}

/** The draw that holds; null before the first. */
export async function newestDrawView(q: Queryable, id: TeachMeetId): Promise<DrawView | null> {
  const row = await findNewestDraw(q, id)
  if (row === null) return null
  return drawView(row, await countSeedDraws(q, id), await listComers(q, id, [row.by]))
}

function drawView(row: DrawRow, seedDraws: number, people: readonly PersonView[]): DrawView {
  const { id, number, at, why, input, order } = row
  const by = people.find((person) => person.id === row.by)
  return {
    ...{ id, number, seedDraws, at, why, input, order },
    by: by ? { id: by.id, name: by.name, colour: by.colour } : null,
  }
}
