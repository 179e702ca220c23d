import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { changePerson } from '../../server/accounts/queries.ts'
import type { ClubId, PersonId } from '../../shared/ids.ts'
import type { ClubView } from '../../shared/reading/api.ts'
import type { AddIdea, BoardView, ChangeIdea, IdeaView } from '../../shared/reading/ideas.ts'
import { databaseKinds } from '../support/databases.ts'
import { errorOf, newId, StudyWorld } from '../support/study-world.ts'

describe.each(await databaseKinds())('the best ideas of a club on %s', (kind) => {
  let world: StudyWorld
  let amira: PersonId
  let ben: PersonId
  let cerys: PersonId
  let dafydd: PersonId
  let head: PersonId
  let club: ClubView

  beforeAll(async () => {
    world = await StudyWorld.open(kind)
    amira = await world.person('Amira')
    ben = await world.person('Ben')
    cerys = await world.person('Cerys')
    dafydd = await world.person('Dafydd')
    head = await world.person('Hefin', { isAdmin: true })
  })
  beforeEach(async () => {
    club = await world.club(amira, ben, cerys)
  })
  afterEach(() => expect(world.log.errors).toEqual([]))
  afterAll(() => world.close())

  const board = (person: PersonId, id: ClubId = club.id) =>
    world.view<BoardView>(person, 'GET', `/clubs/${id}/board`)
  const say = (person: PersonId, idea: Partial<AddIdea>) =>
    world.ask(person, 'POST', `/clubs/${club.id}/ideas`, { id: newId(), title: 'Ask', ...idea })
  const change = (person: PersonId, { id, version }: IdeaView, what: Partial<ChangeIdea>) =>
    world.ask(person, 'PATCH', `/ideas/${id}`, { version, ...what })
  const dot = (person: PersonId, { id }: Pick<IdeaView, 'id'>, isOn = true) =>
    world.ask(person, 'PUT', `/ideas/${id}/dot`, { isOn })
  const close = (person: PersonId, shown: BoardView) =>
    world.ask(person, 'POST', `/rounds/${shown.round!.id}/close`)
  const titled = (shown: BoardView, title: string) =>
    shown.ideas.find((idea) => idea.title === title)!

  /** Cards with these titles, in this order. */
  async function cards(...titles: string[]): Promise<IdeaView[]> {
    for (const title of titles) {
      world.clock.runNext(world.clock.now() + 1)
      expect((await say(amira, { title })).status).toBe(201)
    }
    const shown = await board(amira)
    return titles.map((title) => titled(shown, title))
  }

  it('begin a vote with the first card, which is accepted once', async () => {
    expect(await board(ben)).toEqual({ round: null, ideas: [], commitments: [] })
    const id = newId<'idea'>()
    world.published.length = 0
    expect((await say(ben, { id, title: 'Ask for a guess first' })).status).toBe(201)
    expect(world.published).toEqual([{ scope: `club:${club.id}`, noun: 'ideas', id: club.id }])
    expect((await say(ben, { id, title: 'Another' })).status).toBe(200)
    expect((await say(amira, { id, title: 'Another' })).status).toBe(409)
    const shown = await board(cerys)
    expect(shown.round).toMatchObject({ closedAt: null, dotsLeft: 3 })
    expect(shown.ideas).toMatchObject([
      { id, title: 'Ask for a guess first', addedBy: { name: 'Ben' }, state: 'open', dots: null },
    ])
  })

  it('are for the people of the club, whatever others are here', async () => {
    const [card] = await cards('One')
    const shown = await board(amira)
    for (const person of [dafydd, head]) {
      expect((await world.ask(person, 'GET', `/clubs/${club.id}/board`)).status).toBe(404)
      expect((await say(person, {})).status).toBe(404)
      expect((await change(person, card!, { title: 'Mine' })).status).toBe(404)
      expect((await dot(person, card!)).status).toBe(404)
      expect((await close(person, shown)).status).toBe(404)
    }
    expect(await board(amira)).toEqual(shown)
  })

  it('are changed by their maker and the chair, and nobody’s words are lost', async () => {
    await say(ben, { title: 'One' })
    const card = titled(await board(ben), 'One')
    expect(await errorOf(await change(cerys, card, { title: 'Mine' }))).toMatchObject({
      status: 403,
      sentence: 'Whoever made this card can change it, and the club’s chair.',
    })
    expect((await change(amira, card, { title: 'One, said better' })).status).toBe(200)
    expect(await errorOf(await change(ben, card, { why: 'It helps' }))).toMatchObject({
      status: 409,
      sentence: 'Amira changed this card a moment before you.',
    })
    expect(await errorOf(await change(amira, card, { why: 'It helps' }))).toMatchObject({
      sentence: 'You did this in another window a moment before. Look at it again.',
    })
    expect(titled(await board(ben), 'One, said better')).toMatchObject({ version: 2, why: '' })
  })

  it('point to notes that the club reads, and to no other', async () => {
    const chapter = club.texts[0]!.chapters[0]!
    const [all, own] = ['club', 'me'].map(
      (audience) => chapter.documents.find((one) => one.audience === audience)!.id,
    )
    const id = newId<'annotation'>()
    const at = (by: PersonId, documentId = all!) => ({
      chapterId: chapter.id,
      note: { id, by, documentId },
    })
    const refused = { status: 400, sentence: 'Choose a note of this chapter.' }
    expect((await say(amira, at(ben))).status).toBe(201)
    expect(await errorOf(await say(amira, at(dafydd)))).toMatchObject(refused)
    expect(await errorOf(await say(amira, { ...at(ben), chapterId: null }))).toMatchObject(refused)
    const other = (await world.club(amira, ben)).texts[0]!.chapters[0]!
    const foreign = other.documents.find((one) => one.audience === 'club')!.id
    expect(await errorOf(await say(amira, at(ben, foreign)))).toMatchObject(refused)
    expect((await errorOf(await say(amira, { chapterId: other.id }))).status).toBe(400)
    // Of what she wrote for herself the card tells the others nothing.
    expect(await errorOf(await say(ben, at(amira, own)))).toMatchObject(refused)
    expect(await errorOf(await say(amira, at(ben, own)))).toMatchObject(refused)
    expect((await say(amira, { ...at(amira, own), title: 'Mine' })).status).toBe(201)
    expect(titled(await board(amira), 'Mine').note).toMatchObject({ id, documentId: own })
    expect(titled(await board(ben), 'Mine').note).toBeNull()
    expect(JSON.stringify(await board(ben))).not.toContain(own)
    // Who has left is still named by what they wrote.
    await world.view(amira, 'DELETE', `/clubs/${club.id}/people/${ben}`)
    expect((await say(amira, { ...at(ben), title: 'His' })).status).toBe(201)
    expect(titled(await board(cerys), 'His').note).toMatchObject({ by: { name: 'Ben' } })
  })

  it('quote no more of a text than may be kept', async () => {
    const text = club.texts[0]!
    const chapterId = text.chapters[0]!.id
    const quote = 'a'.repeat(301)
    expect((await say(ben, { chapterId, quote })).status).toBe(201)
    await world.view(amira, 'PATCH', `/texts/${text.id}`, { rights: 'quotation' })
    expect(await errorOf(await say(ben, { chapterId, quote }))).toMatchObject({
      status: 400,
      fields: { quote: expect.stringContaining('at most 300') as string },
    })
    expect((await say(ben, { chapterId, quote: quote.slice(1) })).status).toBe(201)
  })

  it('never have more than three dots of one person, however many ask at once', async () => {
    const ideas = await cards('One', 'Two', 'Three', 'Four', 'Five')
    world.published.length = 0
    const asked = await Promise.all([...ideas, ...ideas, ...ideas].map((idea) => dot(ben, idea)))
    const statuses = asked.map((answer) => answer.status)
    expect(new Set(statuses)).toEqual(new Set([200, 409]))
    const shown = await board(ben)
    expect(shown.round!.dotsLeft).toBe(0)
    const mine = shown.ideas.filter((idea) => idea.hasMyDot)
    expect(mine).toHaveLength(3)
    const left = shown.ideas.find((idea) => !idea.hasMyDot)!
    expect((await errorOf(await dot(ben, left))).sentence).toBe(
      'All of your dots are placed. Take one off to move it.',
    )
    await dot(ben, mine[0]!, false)
    expect((await dot(ben, left)).status).toBe(200)
    // Only he is told: nobody else learns even when he did.
    const told = world.published.map((one) => `${one.scope} ${one.noun}`)
    expect(new Set(told)).toEqual(new Set([`person:${ben} ideas`]))
  })

  it('take a dot without the time of anything that others see telling of it', async () => {
    const [card] = await cards('One')
    const seen = async () => [
      await world.view(cerys, 'GET', `/clubs/${club.id}`),
      await board(cerys),
      await world.view(cerys, 'GET', '/clubs'),
    ]
    const before = await seen()
    world.clock.runNext(world.clock.now() + 60_000)
    expect((await dot(ben, card!)).status).toBe(200)
    expect(await seen()).toEqual(before)
  })

  it('are chosen when the chair closes the vote: the first three, and whatever has as many', async () => {
    const [one, two, three, four, five] = await cards('One', 'Two', 'Three', 'Four', 'Five')
    for (const [person, ideas] of [
      [amira, [four!, three!, two!]],
      [ben, [four!, three!, one!]],
      [cerys, [four!]],
    ] as const) {
      for (const idea of ideas) expect((await dot(person, idea)).status).toBe(200)
    }
    const before = await board(ben)
    expect(before.ideas.map((idea) => idea.title)).toEqual(['One', 'Two', 'Three', 'Four', 'Five'])
    expect(await errorOf(await close(ben, before))).toMatchObject({ status: 403 })
    const [first, second] = await Promise.all([close(amira, before), close(amira, before)])
    expect([first.status, second.status]).toEqual([200, 200])
    const shown = await board(cerys)
    expect(shown.round).toMatchObject({ dotsLeft: 0, closedBy: { name: 'Amira' } })
    expect(shown.ideas.map(({ title, dots, state }) => [title, dots, state])).toEqual([
      ['Four', 3, 'chosen'],
      ['Three', 2, 'chosen'],
      ['One', 1, 'chosen'],
      ['Two', 1, 'chosen'],
      ['Five', 0, 'open'],
    ])
    expect(shown.ideas.every((idea) => !idea.hasMyDot)).toBe(true)
    // Whose they were is nowhere any more.
    const { db, tables } = world.storage
    const kept = await db.select().from(tables.ideaDots)
    expect(kept.filter((row) => row.roundId === before.round!.id)).toEqual([])
    expect((await errorOf(await dot(ben, five!))).sentence).toBe('This vote has been closed.')
    // The next card opens the next vote; what was not chosen can be put up in it again.
    await say(ben, { title: 'Six' })
    expect((await change(amira, titled(shown, 'Five'), { parked: false })).status).toBe(200)
    const next = await board(ben)
    expect(next.round!.id).not.toBe(before.round!.id)
    expect(next.ideas.slice(0, 2).map(({ title, dots }) => [title, dots])).toEqual([
      ['Five', null],
      ['Six', null],
    ])
    expect(next.ideas.slice(2).map((idea) => idea.state)).toEqual(Array(4).fill('chosen'))
  })

  it('count a dot and the end of the vote in one order or the other', async () => {
    const [one] = await cards('One')
    const shown = await board(amira)
    const answers = await Promise.all([dot(ben, one!), close(amira, shown), dot(cerys, one!)])
    const placed = [answers[0], answers[2]].filter((answer) => answer.status === 200).length
    expect(titled(await board(ben), 'One').dots).toBe(placed)
  })

  it('lose the dots of whoever leaves the club, or the school', async () => {
    const [one, two] = await cards('One', 'Two')
    for (const person of [ben, cerys]) await dot(person, one!)
    await dot(ben, two!)
    await world.view(amira, 'DELETE', `/clubs/${club.id}/people/${ben}`)
    await world.view(amira, 'PUT', `/clubs/${club.id}/people/${ben}`)
    expect(await board(ben)).toMatchObject({ round: { dotsLeft: 3 } })
    expect((await dot(ben, two!)).status).toBe(200)
    await changePerson(world.storage, cerys, { state: 'left' })
    await close(amira, await board(amira))
    await changePerson(world.storage, cerys, { state: 'active' })
    const shown = await board(amira)
    expect(shown.ideas.map(({ title, dots }) => [title, dots])).toEqual([
      ['Two', 1],
      ['One', 0],
    ])
  })

  it('can be laid aside and put up again, with the dots that still fit', async () => {
    const [one, two, three, four] = await cards('One', 'Two', 'Three', 'Four')
    for (const idea of [one!, two!, three!]) await dot(ben, idea)
    await dot(cerys, one!)
    await change(amira, one!, { parked: true })
    const aside = await board(ben)
    expect(aside.round!.dotsLeft).toBe(1)
    expect(titled(aside, 'One')).toMatchObject({ state: 'parked', hasMyDot: false })
    expect((await errorOf(await dot(ben, one!))).status).toBe(409)
    expect((await dot(ben, four!)).status).toBe(200)
    await change(amira, titled(aside, 'One'), { parked: false })
    const again = await board(ben)
    expect(again.round!.dotsLeft).toBe(0)
    expect(titled(again, 'One')).toMatchObject({ state: 'open', hasMyDot: false })
    expect(titled(await board(cerys), 'One').hasMyDot).toBe(true)
  })

  it('are kept as they are when the club has ended', async () => {
    const [one] = await cards('One')
    await world.view(amira, 'PATCH', `/clubs/${club.id}`, { ended: true })
    expect((await errorOf(await say(ben, {}))).status).toBe(409)
    expect((await errorOf(await dot(ben, one!))).status).toBe(409)
    expect((await board(ben)).ideas).toHaveLength(1)
  })
})
