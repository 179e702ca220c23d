import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { AddProtocol, ProtocolView } from '../../shared/community/protocols.ts'
import type { PersonId } from '../../shared/ids.ts'
import { databaseKinds } from '../support/databases.ts'
import { MeetingRoom } from '../support/meeting-room.ts'
import { errorOf as error, newId, StudyWorld } from '../support/study-world.ts'

describe.each(await databaseKinds())('the school’s own protocols on %s', (kind) => {
  let world: StudyWorld
  let amira: PersonId
  let ben: PersonId
  let lead: PersonId

  beforeAll(async () => {
    world = await StudyWorld.open(kind)
    amira = await world.person('Amira')
    ben = await world.person('Ben')
    lead = await world.person('Lowri', { isLead: true })
  })
  afterAll(async () => {
    expect(world.log.errors).toEqual([])
    await world.close()
  })

  const pairs = (more: Partial<AddProtocol> = {}): AddProtocol => ({
    id: newId<'protocol'>(),
    title: 'Two and two',
    steps: [{ title: 'Tell', minutes: 2, speakers: 'each', shows: 'words' }],
    groupMax: 2,
    ...more,
  })
  const add = (body: AddProtocol, by = amira) =>
    world.view<ProtocolView>(by, 'POST', '/protocols', body)
  const list = async () => world.view<ProtocolView[]>(ben, 'GET', '/protocols')

  it('are added once by anybody, and listed by title', async () => {
    const body = pairs()
    world.published.length = 0
    const answers = await Promise.all(
      [1, 2, 3].map(() => world.ask(amira, 'POST', '/protocols', body)),
    )
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 200, 201])
    expect(world.published).toEqual([{ scope: 'community', noun: 'protocols', id: body.id }])
    await add(pairs({ title: 'a quiet minute' }), ben)
    expect((await list()).map((one) => [one.title, one.createdBy?.name])).toEqual([
      ['a quiet minute', 'Ben'],
      ['Two and two', 'Amira'],
    ])
    const stolen = await world.ask(ben, 'POST', '/protocols', body)
    expect(await error(stolen)).toMatchObject({ status: 409, code: 'taken' })
  })

  it('are changed by whoever made them, or a lead, and never behind somebody’s back', async () => {
    const { id } = await add(pairs())
    const { title, groupMax, steps } = pairs({ title: 'Three and three', groupMax: 3 })
    const put = (by: PersonId, version: number) =>
      world.ask(by, 'PUT', `/protocols/${id}`, { title, groupMax, steps, version })
    expect((await put(ben, 1)).status).toBe(403)
    expect(((await (await put(lead, 1)).json()) as ProtocolView).version).toBe(2)
    expect((await error(await put(amira, 1))).sentence).toBe(
      'Lowri changed this a moment before you.',
    )
    expect((await put(amira, 2)).status).toBe(200)
    expect((await list()).find((one) => one.id === id)).toMatchObject({
      ...{ title: 'Three and three', version: 3 },
    })
  })

  it('are refused where they could not run', async () => {
    const turns = { title: 'Tell', minutes: 1, speakers: 'each', shows: 'notes' } as const
    const body = pairs({ rounds: 'each-person', groupMax: 12, steps: [turns] })
    const refused = await world.ask(amira, 'POST', '/protocols', body)
    expect(await error(refused)).toMatchObject({
      status: 400,
      sentence: 'This would be more than 120 turns. Take fewer steps, or smaller groups.',
    })
  })

  it('run where they were chosen, also once they are removed', async () => {
    const { id } = await add(pairs())
    const people = [amira, ben, lead, await world.person('Non')]
    const room = await MeetingRoom.open(world, people, { form: 'short', protocol: id })
    expect((await world.ask(ben, 'DELETE', `/protocols/${id}`)).status).toBe(403)
    expect((await world.ask(amira, 'DELETE', `/protocols/${id}`)).status).toBe(204)
    expect((await world.ask(amira, 'DELETE', `/protocols/${id}`)).status).toBe(404)
    expect((await list()).map((one) => one.id)).not.toContain(id)
    const groups = await room.reachTheText(...people)
    expect(groups.map((group) => group.people.length)).toEqual([2, 2])
    const run = await room.groupRun(groups[0]!.id)
    expect(run.steps.map((step) => [step.title, step.minutes])).toEqual([
      ['Tell', 2],
      ['Tell', 2],
    ])
    const other = await world.ask(amira, 'POST', `/clubs/${room.club}/meetings`, {
      ...{ id: newId<'meeting'>(), protocol: id },
    })
    expect((await error(other)).status).toBe(400)
    expect(
      (await world.ask(amira, 'PATCH', `/meetings/${room.id}`, { place: 'Hall' })).status,
    ).toBe(200)
  })
})
