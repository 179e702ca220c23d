import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { ChangeVisit, VisitView } from '../../shared/community/commitments.ts'
import type { PersonId } from '../../shared/ids.ts'
import { databaseKinds } from '../support/databases.ts'
import { errorOf, newId, StudyWorld } from '../support/study-world.ts'

describe.each(await databaseKinds())('notes of a visit on %s', (kind) => {
  let world: StudyWorld
  /** Who is visited. */
  let amira: PersonId
  /** Who visits her. */
  let ben: PersonId
  /** In Amira's club. */
  let cerys: PersonId
  let dafydd: PersonId
  let head: PersonId
  let commitmentId: string
  let visit: VisitView

  beforeAll(async () => {
    world = await StudyWorld.open(kind)
  })
  beforeEach(async () => {
    const [a, b, c, d, h] = ['Amira', 'Ben', 'Cerys', 'Dafydd', 'Hefin'].map(
      (name) => `${name} ${newId()}`,
    )
    amira = await world.person(a!)
    ben = await world.person(b!)
    cerys = await world.person(c!)
    dafydd = await world.person(d!)
    head = await world.person(h!, { isAdmin: true, isLead: true })
    const club = await world.club(amira, cerys)
    commitmentId = newId<'commitment'>()
    const said = { id: commitmentId, idea: 'Ask', clubId: club.id }
    await world.view(amira, 'POST', '/commitments', said)
    visit = await add(amira, { commitmentId })
  })
  afterEach(() => expect(world.log.errors).toEqual([]))
  afterAll(() => world.close())

  const asking = (more: Record<string, unknown> = {}) => ({
    ...{ id: newId(), visitorId: ben, question: 'Who speaks?', day: '2026-12-01', ...more },
  })
  const add = (person: PersonId, more: Record<string, unknown> = {}) =>
    world.view<VisitView>(person, 'POST', '/visits', asking(more))
  const list = (person: PersonId) => world.view<VisitView[]>(person, 'GET', '/visits')
  const change = (person: PersonId, version: number, what: Partial<ChangeVisit>) =>
    world.ask(person, 'PATCH', `/visits/${visit.id}`, { version, ...what })
  const seenBy = async (...people: PersonId[]) => {
    const lists = await Promise.all(people.map(list))
    return lists.map((all) => all.filter((one) => one.id === visit.id).length)
  }

  it('are asked for by whoever is visited, once', async () => {
    const again = asking({ id: visit.id, question: 'Another' })
    expect((await world.ask(amira, 'POST', '/visits', again)).status).toBe(200)
    expect((await world.ask(cerys, 'POST', '/visits', again)).status).toBe(409)
    expect((await world.ask(ben, 'POST', '/visits', asking())).status).toBe(400)
    expect((await world.ask(amira, 'POST', '/visits', asking({ visitorId: newId() }))).status).toBe(
      400,
    )
    const foreign = asking({ visitorId: amira, commitmentId })
    expect((await world.ask(cerys, 'POST', '/visits', foreign)).status).toBe(404)
    expect(await list(ben)).toMatchObject([{ question: 'Who speaks?', visited: { id: amira } }])
  })

  it('are the visitor’s until they are handed over, and the visited teacher’s from then on', async () => {
    const written = await change(ben, 1, { saw: 'Pairs argued.', take: 'Wait longer.' })
    expect(written.status).toBe(200)
    expect(await list(ben)).toMatchObject([{ saw: 'Pairs argued.', givenAt: null }])
    expect(await list(amira)).toMatchObject([{ saw: '', take: '', givenAt: null }])
    expect(await written.json()).toMatchObject({ saw: 'Pairs argued.' })
    const asked = await change(amira, 2, { question: 'Who waits?' })
    expect(await asked.json()).toMatchObject({ question: 'Who waits?', saw: '' })
    expect((await change(ben, 3, { given: true })).status).toBe(200)
    expect(await list(amira)).toMatchObject([{ saw: 'Pairs argued.', take: 'Wait longer.' }])
    expect(await list(ben)).toMatchObject([{ saw: 'Pairs argued.' }])
    expect(await errorOf(await change(ben, 4, { saw: 'Nobody spoke.' }))).toMatchObject({
      status: 409,
      sentence: 'You have handed this over. It belongs to whoever you visited.',
    })
    expect((await change(amira, 4, { question: 'Another' })).status).toBe(409)
    expect(await list(amira)).toMatchObject([{ saw: 'Pairs argued.', question: 'Who waits?' }])
  })

  it('are changed by each of the two in their own part, as they saw it', async () => {
    expect((await errorOf(await change(amira, 1, { saw: 'All was well.' }))).sentence).toBe(
      'Your visitor writes this part.',
    )
    expect((await change(amira, 1, { given: true })).status).toBe(403)
    expect((await errorOf(await change(ben, 1, { sharing: 'school' }))).sentence).toBe(
      'This part belongs to whoever you visit.',
    )
    expect((await change(ben, 1, { question: 'Mine' })).status).toBe(403)
    await change(ben, 1, { saw: 'Pairs argued.' })
    const stale = await errorOf(await change(amira, 1, { question: 'Who waits?' }))
    expect(stale).toMatchObject({ status: 409, code: 'conflict' })
    expect(stale.sentence).toMatch(/^Ben .*, or you in another window, changed this a moment/)
  })

  it('are seen by nobody else, unless the visited teacher shares them', async () => {
    const all = [amira, ben, cerys, dafydd, head]
    world.published.length = 0
    // Said before there is anything to share: nobody sees a visit that has not been handed over.
    expect((await change(amira, 1, { sharing: 'school' })).status).toBe(200)
    await change(ben, 2, { saw: 'Pairs argued.' })
    expect(await seenBy(...all)).toEqual([1, 1, 0, 0, 0])
    for (const person of [cerys, dafydd, head]) {
      expect((await change(person, 3, { sharing: 'own' })).status).toBe(404)
      expect((await world.ask(person, 'DELETE', `/visits/${visit.id}`)).status).toBe(404)
    }
    expect(world.published.some((one) => !one.scope.startsWith('person:'))).toBe(false)
    await change(ben, 3, { given: true })
    expect(await seenBy(...all)).toEqual([1, 1, 1, 1, 1])
    await change(amira, 4, { sharing: 'club' })
    expect(await seenBy(...all)).toEqual([1, 1, 1, 0, 0])
    expect((await errorOf(await change(cerys, 5, { sharing: 'school' }))).status).toBe(403)
    await change(amira, 5, { sharing: 'own' })
    expect(await seenBy(...all)).toEqual([1, 1, 0, 0, 0])
  })

  it('that belong to no club are shared with none', async () => {
    visit = await add(amira)
    const refused = await errorOf(await change(amira, 1, { sharing: 'club' }))
    expect(refused).toMatchObject({ status: 400, fields: { sharing: refused.sentence } })
    expect((await change(amira, 1, { sharing: 'school' })).status).toBe(200)
  })

  it('are removed by the visited teacher alone', async () => {
    await change(ben, 1, { saw: 'Pairs argued.', given: true })
    expect((await errorOf(await world.ask(ben, 'DELETE', `/visits/${visit.id}`))).status).toBe(403)
    expect((await world.ask(amira, 'DELETE', `/visits/${visit.id}`)).status).toBe(204)
    expect(await seenBy(amira, ben)).toEqual([0, 0])
    expect((await world.ask(amira, 'DELETE', `/visits/${visit.id}`)).status).toBe(404)
  })
})
