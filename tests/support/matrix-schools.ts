import type { SchoolView } from '../../shared/community/schools.ts'
import type { Cast } from './cast.ts'
import type { Row } from './matrix-row.ts'
import { newId } from './study-world.ts'

const named = () => ({ id: newId<'school'>(), name: `School ${newId()}` })

/** A school of the network; it is taken off again by whoever may, so that there is room for the next. */
async function newSchool({ house, owner }: Cast): Promise<string> {
  const { id } = await house.view<SchoolView>(owner, 'POST', '/api/schools', named())
  return `/api/schools/${id}`
}

/** The list of schools is everybody's to read, and an admin's to keep. */
export const schoolRows: Record<string, Row> = {
  'GET /api/schools': {
    rule: { action: 'people.list' },
    ok: 200,
    ask: () => ({ path: '/api/schools' }),
  },
  'POST /api/schools': {
    rule: { action: 'school.change' },
    ok: 201,
    ask: () => ({ path: '/api/schools', body: named() }),
  },
  'PATCH /api/schools/:school': {
    rule: { action: 'school.change' },
    ok: 200,
    ask: async ({ cast }) => ({ path: await newSchool(cast), body: { name: `New ${newId()}` } }),
  },
  'DELETE /api/schools/:school': {
    rule: { action: 'school.change' },
    ok: 204,
    ask: async ({ cast }) => ({ path: await newSchool(cast) }),
  },
}
