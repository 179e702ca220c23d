import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { changePerson } from '../../server/accounts/queries.ts'
import { endVisitsOf } from '../../server/community/visit-ends.ts'
import { findVisit } from '../../server/community/visit-queries.ts'
import type { PersonId } from '../../shared/ids.ts'
import type { VisitView } from '../../shared/community/commitments.ts'
import { databaseKinds } from '../support/databases.ts'
import { newId, StudyWorld } from '../support/study-world.ts'

describe.each(await databaseKinds())('the end of visits on %s', (kind) => {
  let world: StudyWorld
  beforeAll(async () => {
    world = await StudyWorld.open(kind)
  })
  afterAll(() => world.close())

  it('is that of the open ones of the two alone, once, and told when it is kept', async () => {
    const [amira, ben, cerys] = [
      await world.person('Amira'),
      await world.person('Ben'),
      await world.person('Cerys'),
    ]
    const ask = async (by: PersonId, visitorId: PersonId) => {
      const body = { id: newId<'peer-visit'>(), visitorId, question: 'Who speaks?' }
      return (await world.view<VisitView>(by, 'POST', '/visits', body)).id
    }
    const [open, toMe, done, others] = [
      await ask(amira, ben),
      await ask(cerys, amira),
      await ask(amira, cerys),
      await ask(ben, cerys),
    ]
    const said = { version: 1, saw: 'Pairs', given: true }
    await world.view(cerys, 'PATCH', `/visits/${done}`, said)
    const { storage } = world
    world.published.length = 0
    const tell = await storage.transaction(async (tx) => {
      const q = { db: tx, tables: storage.tables }
      await changePerson(q, amira, { schoolId: newId<'school'>() })
      return endVisitsOf(world.deps, q, { person: amira, as: 'moved' })
    })
    expect(world.published).toEqual([])
    tell()
    const heard = world.published.map(({ scope, noun, id }) => [scope, noun, id])
    expect(heard).toHaveLength(4)
    expect(heard).toContainEqual([`person:${ben}`, 'visits', open])
    expect(heard).toContainEqual([`person:${amira}`, 'visits', toMe])
    const rows = await Promise.all([open, toMe, done, others].map((id) => findVisit(storage, id)))
    expect(rows.map((row) => [row?.endedAs, row?.version, row?.schoolId])).toEqual([
      ['moved', 2, null],
      ['moved', 2, null],
      [null, 2, null],
      [null, 1, null],
    ])
  })
})
