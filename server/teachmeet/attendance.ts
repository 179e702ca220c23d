import type { PersonId, TeachMeetId } from '../../shared/ids.ts'
import type { ComerView } from '../../shared/teachmeet/talks.ts'
import type { Queryable } from '../storage/storage.ts'
import { listComerRows, listComers } from './comer-queries.ts'

interface Attendance {
  /** Who comes, as far as they let it be seen. */
  listed: ComerView[]
  /** Everybody who comes, as others would see them. */
  shown: ReadonlyMap<PersonId, ComerView>
  count: number
  /** Of how many schools. */
  schools: number
}

/** Who comes to a TeachMeet. Those who do not want to be listed are counted, and named to nobody. */
export async function attendanceOf(q: Queryable, id: TeachMeetId): Promise<Attendance> {
  const rows = await listComerRows(q, id)
  const people = await listComers(
    q,
    id,
    rows.map((row) => row.personId),
  )
  const named = new Set(rows.filter((row) => row.isListed).map((row) => row.personId))
  return {
    listed: people.filter((person) => named.has(person.id)),
    shown: new Map(people.map((person) => [person.id, person])),
    count: rows.length,
    schools: countSchools(people),
  }
}

/** How many schools people are of, as they write them; who is of none is not counted. */
export function countSchools(people: readonly Pick<ComerView, 'school'>[]): number {
  return new Set(people.flatMap(({ school }) => school?.trim().toLowerCase() || [])).size
}
