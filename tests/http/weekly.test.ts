import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type {
  AddWeeklyIdea,
  CommitmentView,
  WeeklyIdeaView,
} from '../../shared/community/commitments.ts'
import type { PersonId } from '../../shared/ids.ts'
import type { ClubView } from '../../shared/reading/api.ts'
import { databaseKinds } from '../support/databases.ts'
import { errorOf, newId, StudyWorld } from '../support/study-world.ts'

describe.each(await databaseKinds())('the idea of the week on %s', (kind) => {
  let world: StudyWorld
  let amira: PersonId
  let ben: PersonId
  let head: PersonId
  let club: ClubView

  beforeAll(async () => {
    world = await StudyWorld.open(kind)
    amira = await world.person('Amira')
    ben = await world.person('Ben')
    head = await world.person('Hefin', { isAdmin: true, isLead: true })
    club = await world.club(amira, ben)
  })
  afterAll(async () => {
    expect(world.log.errors).toEqual([])
    await world.close()
  })

  const say = (person: PersonId, more: Partial<AddWeeklyIdea> = {}) => {
    world.clock.runNext(world.clock.now() + 1)
    const words = { title: 'Ask for a guess', text: 'Before they count, ask for a guess.' }
    return world.ask(person, 'POST', '/weekly-ideas', { id: newId(), ...words, ...more })
  }
  const list = (person: PersonId) => world.view<WeeklyIdeaView[]>(person, 'GET', '/weekly-ideas')
  const takeBack = (person: PersonId, id: string) =>
    world.ask(person, 'DELETE', `/weekly-ideas/${id}`)

  it('is read by the whole school, newest first, and accepted once', async () => {
    const id = newId<'weekly-idea'>()
    await say(amira, { title: 'The first' })
    world.published.length = 0
    expect((await say(ben, { id, clubId: club.id, tag: 'talk' })).status).toBe(201)
    expect(world.published).toEqual([{ scope: 'community', noun: 'weekly', id: null }])
    expect((await say(ben, { id, title: 'Another' })).status).toBe(200)
    expect((await say(amira, { id })).status).toBe(409)
    expect(await list(head)).toMatchObject([
      { id, title: 'Ask for a guess', clubName: club.name, by: { name: 'Ben' }, tag: 'talk' },
      { title: 'The first', clubName: null },
    ])
    for (let more = 0; more < 14; more += 1) await say(amira, { title: `More ${more}` })
    expect(await list(ben)).toHaveLength(12)
    expect((await list(ben))[0]!.title).toBe('More 13')
  })

  it('has ninety words at most', async () => {
    const words = (count: number) => Array(count).fill('word').join(' ')
    expect((await say(ben, { text: words(90) })).status).toBe(201)
    expect(await errorOf(await say(ben, { text: words(91) }))).toMatchObject({
      status: 400,
      fields: { text: 'Ninety words are read in the corridor. Shorten it a little.' },
    })
  })

  it('is taken back by whoever wrote it, and by the chair of its club', async () => {
    const [own, ofClub] = [newId<'weekly-idea'>(), newId<'weekly-idea'>()]
    await say(ben, { id: own })
    await say(ben, { id: ofClub, clubId: club.id })
    for (const person of [amira, head]) {
      expect((await errorOf(await takeBack(person, own))).sentence).toBe(
        'Whoever wrote this can take it back, and their club’s chair.',
      )
    }
    expect((await takeBack(head, ofClub)).status).toBe(403)
    expect((await takeBack(amira, ofClub)).status).toBe(204)
    expect((await takeBack(ben, own)).status).toBe(204)
    expect((await takeBack(ben, own)).status).toBe(404)
    const left = (await list(ben)).map((one) => one.id)
    expect(left).not.toContain(own)
    expect(left).not.toContain(ofClub)
  })

  it('comes from a club one is in, and from a report one may see', async () => {
    expect((await say(head, { clubId: club.id })).status).toBe(404)
    const commitment = newId<'commitment'>()
    await world.view(ben, 'POST', '/commitments', { id: commitment, idea: 'Ask', clubId: club.id })
    const { report } = await world.view<CommitmentView>(
      ...([ben, 'PUT', `/commitments/${commitment}/report`] as const),
      { id: newId(), version: 0, happened: 'They argued.' },
    )
    const reportId = report!.id
    expect((await say(head, { reportId })).status).toBe(404)
    expect((await say(amira, { reportId, clubId: club.id })).status).toBe(201)
  })
})
