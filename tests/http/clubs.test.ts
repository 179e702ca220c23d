import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { announcePeopleHere } from '../../server/here.ts'
import { changePerson } from '../../server/accounts/queries.ts'
import { documentRights } from '../../server/rights.ts'
import type { ClubId, PersonId } from '../../shared/ids.ts'
import { clubPeopleMax } from '../../shared/limits.ts'
import type { AddClub, ChapterView, ClubRowView, ClubView } from '../../shared/reading/api.ts'
import { errorOf, newId, StudyWorld } from '../support/study-world.ts'

let world: StudyWorld
let grace: PersonId
let ben: PersonId
let cerys: PersonId
let mair: PersonId

beforeAll(async () => {
  world = await StudyWorld.open()
  grace = await world.person('Grace')
  ben = await world.person('Ben')
  cerys = await world.person('Cerys')
  mair = await world.person('Mair')
})
beforeEach(() => {
  world.published.length = 0
  world.rechecked.documents.length = 0
})
afterAll(async () => {
  expect(world.log.errors).toEqual([])
  await world.close()
})

/** A club that Grace chairs, with Ben in it. */
const addClub = (more: Partial<AddClub> = {}) =>
  world.view<ClubView>(grace, 'POST', '/clubs', {
    id: newId<'club'>(),
    name: 'Reading on Mondays',
    people: [ben],
    ...more,
  })

async function withChapter(club: ClubView, rights = 'own'): Promise<ClubView> {
  const text = { id: newId<'text'>(), kind: 'plain', title: 'How We Think', rights }
  await world.view(grace, 'POST', `/clubs/${club.id}/texts`, text)
  const chapter = { id: newId<'chapter'>(), title: 'What is thought?', source: 'A word. And more.' }
  return world.view<ClubView>(grace, 'POST', `/texts/${text.id}/chapters`, chapter)
}

const rowOf = async (person: PersonId, club: ClubId) =>
  (await world.view<ClubRowView[]>(person, 'GET', '/clubs')).find(({ id }) => id === club)!

const chapterOf = (club: ClubView) => club.texts[0]!.chapters[0]!

describe('clubs', () => {
  it('are added once, chaired by whoever makes them, with everybody who was named', async () => {
    const body = { id: newId<'club'>(), name: ' Reading ', people: [ben, grace, ben] }
    const answers = [
      await world.ask(grace, 'POST', '/clubs', body),
      await world.ask(grace, 'POST', '/clubs', body),
      await world.ask(ben, 'POST', '/clubs', body),
    ]
    expect(answers.map((answer) => answer.status)).toEqual([201, 200, 409])
    const view = (await answers[0]!.json()) as ClubView
    expect(view).toMatchObject({
      ...{ name: 'Reading', isOpen: true, myRole: 'chair', endedAt: null, weeklyTopic: '' },
      ...{ chair: { id: grace }, people: [{ id: grace }, { id: ben }], texts: [], meetings: [] },
    })
    expect(await answers[1]!.json()).toEqual(view)
    expect(world.published.map(({ scope, noun }) => `${scope.split(':')[0]} ${noun}`)).toEqual([
      ...['club club', 'community clubs', 'person clubs', 'person clubs'],
    ])
  })

  it('take nobody who has no account here, and no more people than there is room for', async () => {
    const id = newId<'club'>()
    const strange = await world.ask(grace, 'POST', '/clubs', { id, name: 'X', people: [newId()] })
    expect(await errorOf(strange)).toMatchObject({ status: 400 })
    const many = Array.from({ length: clubPeopleMax }, () => newId())
    const full = await world.ask(grace, 'POST', '/clubs', { id, name: 'X', people: many })
    expect(await errorOf(full)).toMatchObject({ status: 400 })
    expect((await world.ask(grace, 'GET', `/clubs/${id}`)).status).toBe(404)
  })

  it('are in everybody’s list by name; of a closed one only its people learn more', async () => {
    const open = await withChapter(await addClub({ name: 'Open' }))
    const closed = await withChapter(await addClub({ name: 'Closed', isOpen: false }))
    expect(await rowOf(ben, closed.id)).toMatchObject({
      ...{ isMember: true, textTitle: 'How We Think', people: [{ id: grace }, { id: ben }] },
      chapter: { id: chapterOf(closed).id, title: 'What is thought?' },
    })
    expect(await rowOf(mair, open.id)).toMatchObject({
      ...{ isMember: false, textTitle: 'How We Think', chapter: null },
      ...{ people: [{ id: grace }, { id: ben }], hereNow: [] },
    })
    expect(await rowOf(mair, closed.id)).toEqual({
      ...{ id: closed.id, name: 'Closed', place: '', isMember: false, isOpen: false },
      ...{ chair: { id: grace, name: 'Grace', colour: expect.any(Number) as number } },
      ...{ people: [], hereNow: [], textTitle: null, chapter: null },
      ...{ nextMeeting: null, endedAt: null },
    })
    const mine = await world.view<ClubView>(mair, 'POST', '/clubs', {
      ...{ id: newId<'club'>(), name: 'Mair’s own' },
    })
    expect((await world.view<ClubRowView[]>(mair, 'GET', '/clubs'))[0]).toMatchObject({
      id: mine.id,
    })
  })

  it('are joined by oneself where they are open, and otherwise by whom they are chaired', async () => {
    const open = await addClub({ people: [] })
    const into = (club: ClubView, person: PersonId) => `/clubs/${club.id}/people/${person}`
    expect(await world.view(mair, 'PUT', into(open, mair))).toMatchObject({ myRole: 'member' })
    expect((await world.ask(mair, 'PUT', into(open, mair))).status).toBe(200)
    // Whoever is in it may not bring others along, and nobody brings others into a club they are not in.
    expect((await world.ask(mair, 'PUT', into(open, cerys))).status).toBe(403)
    expect((await world.ask(ben, 'PUT', into(open, cerys))).status).toBe(404)
    const closed = await addClub({ people: [], isOpen: false })
    expect(await errorOf(await world.ask(mair, 'PUT', into(closed, mair)))).toMatchObject({
      ...{ status: 403, sentence: 'Ask Grace for a link.' },
    })
    const { people } = await world.view<ClubView>(grace, 'PUT', into(closed, mair))
    expect(people.map(({ id }) => id)).toEqual([grace, mair])
  })

  it('are left by everybody but their chair, whose place is handed over first', async () => {
    const club = await withChapter(await addClub({ people: [ben, cerys] }))
    const path = `/clubs/${club.id}`
    expect((await world.ask(ben, 'DELETE', `${path}/people/${ben}`)).status).toBe(204)
    expect((await world.ask(ben, 'GET', path)).status).toBe(404)
    expect(world.rechecked.documents).toContain(chapterOf(club).documents[0]!.id)
    expect((await world.ask(cerys, 'DELETE', `${path}/people/${grace}`)).status).toBe(403)
    const stuck = await world.ask(grace, 'DELETE', `${path}/people/${grace}`)
    expect(await errorOf(stuck)).toMatchObject({
      ...{ status: 409, sentence: 'Hand the chair to somebody else first.' },
    })
    const outsider = await world.ask(grace, 'PATCH', path, { chairId: ben })
    expect(await errorOf(outsider)).toMatchObject({ status: 400 })
    await world.view(grace, 'PATCH', path, { chairId: cerys })
    expect((await world.ask(grace, 'PATCH', path, { name: 'Mine' })).status).toBe(403)
    expect((await world.ask(grace, 'DELETE', `${path}/people/${grace}`)).status).toBe(204)
    expect(await world.view(cerys, 'GET', path)).toMatchObject({
      ...{ myRole: 'chair', people: [{ id: cerys }] },
    })
  })

  it('are chaired by somebody else once whoever chaired them has left the school', async () => {
    const head = await world.person('Hefin')
    const id = newId<'club'>()
    await world.view(head, 'POST', '/clubs', { id, name: 'Hefin’s', people: [ben, cerys] })
    const taken = await world.ask(ben, 'PUT', `/clubs/${id}/chair`)
    expect(await errorOf(taken)).toMatchObject({ status: 403 })
    await changePerson(world.storage, head, { state: 'left' })
    const view = await world.view<ClubView>(ben, 'GET', `/clubs/${id}`)
    expect(view).toMatchObject({ chair: null, people: [{ id: ben }, { id: cerys }] })
    expect((await world.ask(mair, 'PUT', `/clubs/${id}/chair`)).status).toBe(404)
    expect(await world.view(cerys, 'PUT', `/clubs/${id}/chair`)).toMatchObject({
      ...{ myRole: 'chair', chair: { id: cerys } },
    })
    expect((await world.ask(ben, 'PUT', `/clubs/${id}/chair`)).status).toBe(403)
  })

  it('have a topic of the week, which is everybody’s; the rest of their head is the chair’s', async () => {
    const { id } = await addClub()
    const path = `/clubs/${id}`
    const weeklyTopic = 'What do they do when they do not know?'
    expect(await world.view(ben, 'PATCH', path, { weeklyTopic })).toMatchObject({
      ...{ weeklyTopic, weeklyTopicBy: { id: ben } },
    })
    expect((await world.ask(ben, 'PATCH', path, { weeklyTopic: 'x', name: 'y' })).status).toBe(403)
    // Repeating it changes nothing, and not whose it was.
    const { changedAt } = await world.view<ClubView>(grace, 'GET', path)
    world.clock.runNext(world.clock.now() + 1_000)
    expect(await world.view(grace, 'PATCH', path, { weeklyTopic })).toMatchObject({
      ...{ weeklyTopicBy: { id: ben }, changedAt },
    })
    expect(await world.view(grace, 'PATCH', path, { weeklyTopic: '' })).toMatchObject({
      ...{ weeklyTopic: '', weeklyTopicBy: null },
    })
  })

  it('can be read when they have ended, and go on when their chair says so', async () => {
    const club = await withChapter(await addClub())
    const path = `/clubs/${club.id}`
    expect((await world.ask(ben, 'PATCH', path, { ended: true })).status).toBe(403)
    await world.view(grace, 'PATCH', path, { ended: true })
    const { id: document } = chapterOf(club).documents.find((one) => one.audience === 'club')!
    expect(world.rechecked.documents).toContain(document)
    const rights = documentRights(world.storage, world.clock)
    expect(await rights.find(ben, document)).toMatchObject({ role: 'reader' })
    const text = { id: newId<'text'>(), kind: 'paper', title: 'Another', rights: 'open' }
    const refused = await world.ask(ben, 'POST', `${path}/texts`, text)
    expect(await errorOf(refused)).toMatchObject({
      ...{ status: 409, sentence: 'This club has ended. It can still be read.' },
    })
    expect((await world.ask(mair, 'PUT', `${path}/people/${mair}`)).status).toBe(409)
    const chapter = `/chapters/${chapterOf(club).id}`
    expect((await world.ask(ben, 'GET', chapter)).status).toBe(200)
    expect(await world.view(grace, 'PATCH', path, { ended: false })).toMatchObject({
      endedAt: null,
    })
    expect(await rights.find(ben, document)).toMatchObject({ role: 'writer' })
  })
})

describe('who is in a club now', () => {
  it('is seen by the others of it, in what they share, and told to them half a second later', async () => {
    const club = await withChapter(await addClub())
    const [shared, own] = await Promise.all(
      [grace, ben].map(async (person) => {
        const view = await world.view<ClubView>(person, 'GET', `/clubs/${club.id}`)
        return chapterOf(view).documents.find((one) =>
          person === grace ? one.audience === 'club' : one.audience === 'me',
        )!.id
      }),
    )
    const stop = announcePeopleHere(world.deps)
    world.published.length = 0
    const ben2 = { id: ben, name: 'Ben', colour: 2 }
    world.nowIn(own!, [ben2])
    world.clock.runNext(world.clock.now() + 500)
    expect((await rowOf(grace, club.id)).hereNow).toEqual([])
    expect(world.published).toEqual([])
    world.nowIn(shared!, [ben2])
    world.clock.runNext(world.clock.now() + 500)
    await expect.poll(() => world.published.length).toBe(3)
    expect(world.published).toContainEqual({ scope: `club:${club.id}`, noun: 'here', id: club.id })
    expect(world.published).toContainEqual({
      ...{ scope: `person:${grace}`, noun: 'here', id: club.id },
    })
    expect((await rowOf(grace, club.id)).hereNow).toEqual([ben2])
    expect((await rowOf(ben, club.id)).hereNow).toEqual([])
    expect((await rowOf(mair, club.id)).hereNow).toEqual([])
    stop()
    world.here.clear()
  })

  it('says where they read only for those who choose so', async () => {
    const club = await withChapter(await addClub())
    const share = { sharesPlace: true }
    expect(await world.view(ben, 'PUT', `/clubs/${club.id}/shares-place`, share)).toMatchObject({
      sharesPlace: true,
    })
    const chapter = `/chapters/${chapterOf(club).id}`
    expect(await world.view<ChapterView>(ben, 'GET', chapter)).toMatchObject(share)
    expect(await world.view<ChapterView>(grace, 'GET', chapter)).toMatchObject({
      sharesPlace: false,
    })
  })
})
