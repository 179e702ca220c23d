import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { AddNoticed, NoticedView } from '../../shared/community/commitments.ts'
import type { PersonId } from '../../shared/ids.ts'
import { databaseKinds } from '../support/databases.ts'
import { errorOf, newId, StudyWorld } from '../support/study-world.ts'

describe.each(await databaseKinds())('what somebody noticed, on %s', (kind) => {
  let world: StudyWorld
  let amira: PersonId
  let head: PersonId

  beforeAll(async () => {
    world = await StudyWorld.open(kind)
    amira = await world.person('Amira')
    head = await world.person('Hefin', { isAdmin: true, isLead: true })
  })
  afterAll(async () => {
    expect(world.log.errors).toEqual([])
    await world.close()
  })

  const say = (person: PersonId, more: Partial<AddNoticed> = {}) =>
    world.ask(person, 'POST', '/noticed', {
      ...{ id: newId(), text: 'They waited for each other', at: world.clock.now(), ...more },
    })
  const list = (person: PersonId) => world.view<NoticedView[]>(person, 'GET', '/noticed')
  const empty = async (person: PersonId) => {
    for (const { id } of await list(person)) await world.ask(person, 'DELETE', `/noticed/${id}`)
  }

  it('is the same however often a phone says it', async () => {
    const [id, now] = [newId<'noticed'>(), world.clock.now()]
    const both = await Promise.all([say(amira, { id }), say(amira, { id, text: 'Another' })])
    expect(both.map((answer) => answer.status).sort()).toEqual([200, 201])
    await say(amira, { text: 'Before that', at: now - 60_000 })
    await say(amira, { text: 'By a clock that is wrong', at: now + 600_000 })
    const kept = await list(amira)
    expect(kept).toHaveLength(3)
    expect(kept.at(-1)!.text).toBe('Before that')
    expect(Math.max(...kept.map((one) => one.at))).toBe(now)
    expect((await say(head, { id })).status).toBe(409)
    for (let time = 0; time < 2; time += 1) {
      expect((await world.ask(amira, 'DELETE', `/noticed/${id}`)).status).toBe(204)
    }
    expect(await list(amira)).toHaveLength(2)
    await empty(amira)
  })

  it('is seen, changed and removed by nobody else', async () => {
    world.published.length = 0
    const id = newId<'noticed'>()
    await say(amira, { id })
    expect(world.published).toEqual([{ scope: `person:${amira}`, noun: 'noticed', id: null }])
    expect(await list(head)).toEqual([])
    const path = `/noticed/${id}`
    expect((await world.ask(head, 'PATCH', path, { version: 1, text: 'Mine' })).status).toBe(404)
    // The same answer as for what there is not.
    expect((await world.ask(head, 'DELETE', path)).status).toBe(204)
    expect((await world.ask(head, 'DELETE', `/noticed/${newId()}`)).status).toBe(204)
    expect(await list(amira)).toMatchObject([{ id, text: 'They waited for each other' }])
    await empty(amira)
  })

  it('is attached later to something one tries oneself', async () => {
    const [id, mine, theirs] = [newId<'noticed'>(), newId<'commitment'>(), newId<'commitment'>()]
    await say(amira, { id })
    await world.view(amira, 'POST', '/commitments', { id: mine, idea: 'Ask' })
    await world.view(head, 'POST', '/commitments', { id: theirs, idea: 'Ask', sharing: 'school' })
    const attach = (commitmentId: string | null, version: number) =>
      world.ask(amira, 'PATCH', `/noticed/${id}`, { version, commitmentId })
    expect((await attach(theirs, 1)).status).toBe(404)
    expect((await attach(mine, 1)).status).toBe(200)
    expect(await errorOf(await attach(null, 1))).toMatchObject({ status: 409, code: 'conflict' })
    expect(await list(amira)).toMatchObject([{ commitmentId: mine, version: 2 }])
    expect((await attach(null, 2)).status).toBe(200)
    await empty(amira)
  })

  it('has room for a thousand, counted also when many come at once', async () => {
    const { db, tables } = world.storage
    const rows = Array.from({ length: 998 }, () => ({
      ...{ id: newId<'noticed'>(), ownerId: amira, kind: 'noticed' as const, text: 'x' },
      ...{ at: 1, commitmentId: null, createdAt: 1, version: 1 },
    }))
    await db.insert(tables.noticed).values(rows)
    const statuses = (await Promise.all([1, 2, 3, 4].map(() => say(amira)))).map(
      (answer) => answer.status,
    )
    expect(statuses.sort()).toEqual([201, 201, 409, 409])
    expect(await list(amira)).toHaveLength(1_000)
  })
})
