import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { ChapterId, PersonId, TextId } from '../../shared/ids.ts'
import { visitMs } from '../../shared/limits.ts'
import type { AddChapter, AddText, ChapterView, ClubView } from '../../shared/reading/api.ts'
import { plainChapter } from '../../shared/reading/text.ts'
import { errorOf, newId, StudyWorld } from '../support/study-world.ts'

let world: StudyWorld
let grace: PersonId
let ben: PersonId
let mair: PersonId
let club: ClubView

beforeAll(async () => {
  world = await StudyWorld.open()
  grace = await world.person('Grace')
  ben = await world.person('Ben')
  mair = await world.person('Mair')
})
beforeEach(async () => {
  const body = { id: newId<'club'>(), name: 'Reading', people: [ben] }
  club = await world.view<ClubView>(grace, 'POST', '/clubs', body)
})
afterAll(async () => {
  expect(world.log.errors).toEqual([])
  await world.close()
})

async function addText(by: PersonId, more: Partial<AddText> = {}): Promise<TextId> {
  const text: AddText = { id: newId(), kind: 'plain', title: 'How We Think', rights: 'own' }
  await world.view(by, 'POST', `/clubs/${club.id}/texts`, { ...text, ...more })
  return more.id ?? text.id
}

async function addChapter(
  by: PersonId,
  text: TextId,
  more: Partial<AddChapter> = {},
): Promise<ChapterId> {
  const chapter: AddChapter = { id: newId(), title: 'What is thought?', source: 'Some words.' }
  await world.view(by, 'POST', `/texts/${text}/chapters`, { ...chapter, ...more })
  return more.id ?? chapter.id
}

const read = (person: PersonId, id: ChapterId) =>
  world.view<ChapterView>(person, 'GET', `/chapters/${id}`)

describe('texts', () => {
  it('are put on the shelf by anybody in the club, once, and taken off and put back by few', async () => {
    const body = { id: newId<'text'>(), kind: 'paper', title: 'Oracy', rights: 'quotation' }
    const path = `/clubs/${club.id}/texts`
    const statuses = [ben, ben, grace].map(
      async (by) => (await world.ask(by, 'POST', path, body)).status,
    )
    expect((await Promise.all(statuses)).sort()).toEqual([200, 201, 409])
    const [text] = (await world.view<ClubView>(grace, 'GET', `/clubs/${club.id}`)).texts
    expect(text).toMatchObject({ isRemoved: false, addedBy: { id: text!.addedBy!.id } })
    const mine = await addText(grace)
    expect((await world.ask(ben, 'DELETE', `/texts/${mine}`)).status).toBe(403)
    expect((await world.ask(mair, 'DELETE', `/texts/${mine}`)).status).toBe(404)
    const off = await world.view<ClubView>(grace, 'DELETE', `/texts/${mine}`)
    expect(off.texts.map((one) => one.isRemoved)).toEqual([false, true])
    const on = await world.view<ClubView>(grace, 'PUT', `/texts/${mine}/on-shelf`)
    expect(on.texts.map((one) => one.isRemoved)).toEqual([false, false])
  })

  it('are corrected by everybody, and opened to more readers by whoever added them or chairs', async () => {
    const mine = await addText(grace)
    const bens = await addText(ben)
    const author = { author: 'John Dewey' }
    await world.view(ben, 'PATCH', `/texts/${mine}`, author)
    const open = { rights: 'open' }
    expect(await errorOf(await world.ask(ben, 'PATCH', `/texts/${mine}`, open))).toMatchObject({
      ...{ status: 403, sentence: 'Whoever chairs the club, or added the text, can change this.' },
    })
    await world.view(ben, 'PATCH', `/texts/${bens}`, open)
    const view = await world.view<ClubView>(grace, 'PATCH', `/texts/${bens}`, { rights: 'own' })
    expect(view.texts).toMatchObject([{ ...author, rights: 'own' }, { rights: 'own' }])
  })
})

describe('chapters', () => {
  it('keep their words in numbered sentences, in one spelling, without what cannot be read', async () => {
    const text = await addText(ben)
    const source = '\uFEFFCafe\u0301\u0000 is open. It is.\r\n\r\nSecond\u0007 one.\n'
    const id = await addChapter(ben, text, { source })
    const view = await read(grace, id)
    expect(view).toMatchObject({ version: 1, minutes: 1, textKind: 'plain', clubRole: 'chair' })
    expect(plainChapter(view.text!)).toBe('Café is open. It is.\n\nSecond one.')
    expect(view.text!.blocks.map(({ number, sentences }) => [number, sentences.length])).toEqual([
      ...[
        [1, 2],
        [2, 1],
      ],
    ])
    expect(view.people.map((person) => person.id)).toEqual([grace, ben])
  })

  it('are added once, and get another version only by other words', async () => {
    const text = await addText(grace)
    const body = { id: newId<'chapter'>(), title: 'One', source: 'First words.' }
    const path = `/texts/${text}/chapters`
    expect((await world.ask(ben, 'POST', path, body)).status).toBe(201)
    expect((await world.ask(ben, 'POST', path, body)).status).toBe(200)
    const other = await addText(grace)
    expect((await world.ask(ben, 'POST', `/texts/${other}/chapters`, body)).status).toBe(409)
    const chapter = `/chapters/${body.id}`
    await world.view(grace, 'PATCH', chapter, { source: ' First words.\r\n', title: 'Uno' })
    expect(await read(ben, body.id)).toMatchObject({ version: 1, title: 'Uno' })
    const longer = 'Other words. '.repeat(300)
    await world.view(grace, 'PATCH', chapter, { source: longer })
    expect(await read(ben, body.id)).toMatchObject({ version: 2, minutes: 3 })
    const { db, tables } = world.storage
    const kept = await db.select().from(tables.chapterVersions)
    const own = kept.filter((one) => one.chapterId === body.id)
    expect(own.map(({ version, addedBy }) => [version, addedBy])).toEqual([
      [1, ben],
      [2, grace],
    ])
  })

  it('of a book on paper have pages and no words', async () => {
    const text = await addText(grace, { kind: 'paper', rights: 'quotation' })
    const pages = { fromPage: '12', toPage: '30' }
    const id = newId<'chapter'>()
    const path = `/texts/${text}/chapters`
    const withWords = await world.ask(grace, 'POST', path, { id, title: 'One', source: 'Words.' })
    expect(await errorOf(withWords)).toMatchObject({ status: 400 })
    await world.view(grace, 'POST', path, { id, title: 'One', ...pages })
    expect(await read(ben, id)).toMatchObject({ ...pages, version: 0, minutes: null, text: null })
    const later = await world.ask(grace, 'PATCH', `/chapters/${id}`, { source: 'Words.' })
    expect(later.status).toBe(400)
  })

  it('need words where they are not on paper', async () => {
    const text = await addText(grace)
    for (const source of [undefined, '', ' \n\u0000\n ']) {
      const body = { id: newId<'chapter'>(), title: 'One', source }
      const answer = await world.ask(grace, 'POST', `/texts/${text}/chapters`, body)
      const sentence = 'Paste the words of the chapter, or load a file.'
      expect(await errorOf(answer)).toMatchObject({ status: 400, fields: { source: sentence } })
    }
  })

  it('are dated and removed by the chair and whoever added the text, and can be put back', async () => {
    const text = await addText(grace)
    const bens = await addText(ben)
    const id = await addChapter(ben, text)
    const date = { byDay: '2026-12-07' }
    expect((await world.ask(ben, 'PATCH', `/chapters/${id}`, date)).status).toBe(403)
    const dated = { id: newId<'chapter'>(), title: 'Two', source: 'Words.', ...date }
    expect((await world.ask(ben, 'POST', `/texts/${text}/chapters`, dated)).status).toBe(403)
    expect((await world.ask(ben, 'POST', `/texts/${bens}/chapters`, dated)).status).toBe(201)
    await world.view(grace, 'PATCH', `/chapters/${id}`, date)
    const gone = await world.view<ClubView>(grace, 'PATCH', `/chapters/${id}`, { removed: true })
    expect(gone.texts[0]!.chapters).toEqual([])
    // What was written beside it is reached still.
    expect((await read(ben, id)).byDay).toBe(date.byDay)
    const back = await world.view<ClubView>(grace, 'PATCH', `/chapters/${id}`, { removed: false })
    expect(back.texts[0]!.chapters).toMatchObject([{ id, ...date }])
  })

  it('have a document for the club, one for the school and one for each reader, which only that reader is told of', async () => {
    const id = await addChapter(grace, await addText(grace))
    const own = async (person: PersonId) =>
      (await read(person, id)).documents.map(({ kind, audience }) => `${kind} ${audience}`).sort()
    const all = ['annotations club', 'annotations community', 'private-notes me']
    expect(await own(grace)).toEqual(all)
    expect(await own(ben)).toEqual(all)
    const ids = await Promise.all(
      [grace, ben].map(async (person) => (await read(person, id)).documents.map((one) => one.id)),
    )
    expect(ids[0]!.filter((one) => ids[1]!.includes(one))).toHaveLength(2)
    await world.view(mair, 'PUT', `/clubs/${club.id}/people/${mair}`)
    expect(await own(mair)).toEqual(all)
  })
})

/** As if somebody had written in it. */
async function writeIn(chapter: ChapterId, reader: PersonId, audience: string): Promise<void> {
  const { documents } = await read(reader, chapter)
  const { id } = documents.find((one) => one.audience === audience)!
  const { db, tables } = world.storage
  const rows = await db.select().from(tables.documents)
  expect(rows.some((row) => row.id === id)).toBe(true)
  const { updateLog } = world.storage
  const { aclVersion } = (await updateLog.load(id))!
  const entry = { documentId: id, connectionId: newId(), frameNo: 1, aclVersion }
  const update = new Uint8Array([0, 0])
  await updateLog.append([
    { ...entry, personId: reader, update, newClientIds: [], at: world.clock.now() },
  ])
}

describe('a chapter, for the rest of the school,', () => {
  it('is not there, unless its text is open', async () => {
    const text = await addText(grace)
    const id = await addChapter(grace, text)
    expect((await world.ask(mair, 'GET', `/chapters/${id}`)).status).toBe(404)
    expect((await world.ask(mair, 'GET', `/chapters/${newId()}`)).status).toBe(404)
    await world.view(grace, 'PATCH', `/texts/${text}`, { rights: 'open' })
    const view = await read(mair, id)
    expect(view).toMatchObject({ clubRole: null, lastMetAt: null, nextMeeting: null })
    expect(plainChapter(view.text!)).toBe('Some words.')
    expect(view.documents.map((one) => one.audience)).toEqual(['community'])
    await world.view(grace, 'DELETE', `/texts/${text}`)
    expect((await world.ask(mair, 'GET', `/chapters/${id}`)).status).toBe(404)
  })

  it('is there without its words once something was written for the school', async () => {
    const id = await addChapter(grace, await addText(grace))
    await writeIn(id, ben, 'club')
    expect((await world.ask(mair, 'GET', `/chapters/${id}`)).status).toBe(404)
    await writeIn(id, ben, 'community')
    const view = await read(mair, id)
    expect(view.text).toBeNull()
    expect(view.documents).toMatchObject([{ audience: 'community', isEmpty: false }])
    expect(view.people.map((person) => person.id)).toEqual([grace, ben])
  })

  it('leaves whoever left the club what they wrote for themselves, and the others their names', async () => {
    const id = await addChapter(grace, await addText(grace))
    await world.view(mair, 'PUT', `/clubs/${club.id}/people/${mair}`)
    await writeIn(id, mair, 'me')
    await world.view(grace, 'DELETE', `/clubs/${club.id}/people/${mair}`)
    const view = await read(mair, id)
    expect(view.text).toBeNull()
    // What is written for the school is the school's, and theirs as before.
    expect(view.documents.map((one) => one.audience).sort()).toEqual(['community', 'me'])
    expect((await read(grace, id)).people.map((one) => one.id)).toEqual([grace, ben, mair])
  })
})

describe('where somebody has read to', () => {
  it('is theirs on every device, with when they were last here, and no change of the club', async () => {
    const id = await addChapter(grace, await addText(grace))
    expect(await read(ben, id)).toMatchObject({ place: null, lastHereAt: null })
    const { changedAt } = await world.view<ClubView>(grace, 'GET', `/clubs/${club.id}`)
    world.published.length = 0
    const path = `/chapters/${id}/place`
    for (const sentence of [1, 4]) {
      world.clock.runNext(world.clock.now() + 60_000)
      expect((await world.ask(ben, 'PUT', path, { block: 2, sentence })).status).toBe(204)
    }
    expect(await read(ben, id)).toMatchObject({
      ...{ place: { block: 2, sentence: 4 }, lastHereAt: null },
    })
    expect(await read(grace, id)).toMatchObject({ place: null, lastHereAt: null })
    expect(world.published).toEqual([])
    expect(await world.view(grace, 'GET', `/clubs/${club.id}`)).toMatchObject({ changedAt })
    expect((await world.ask(mair, 'PUT', path, { block: 0, sentence: 0 })).status).toBe(404)
    expect((await world.ask(ben, 'PUT', path, { block: -1, sentence: 0 })).status).toBe(400)
  })

  it('knows when they last left it all through a visit, and moves with the next one', async () => {
    const id = await addChapter(grace, await addText(grace))
    const pass = (ms: number) => world.clock.runNext(world.clock.now() + ms)
    const lastHere = async () => (await read(ben, id)).lastHereAt
    const settle = async () => {
      const place = { block: 0, sentence: 0 }
      expect((await world.ask(ben, 'PUT', `/chapters/${id}/place`, place)).status).toBe(204)
      return world.clock.now()
    }
    await settle()
    pass(visitMs - 1)
    // The first visit goes on for as long as they come back in time.
    expect(await lastHere()).toBeNull()
    const left = await settle()
    expect(await lastHere()).toBeNull()
    pass(visitMs)
    expect(await lastHere()).toBe(left)
    // The page is loaded anew in the middle of the second visit, and once more.
    for (const ms of [0, 60_000, visitMs - 1]) {
      pass(ms)
      await settle()
      expect(await lastHere()).toBe(left)
    }
    const again = world.clock.now()
    pass(visitMs)
    expect(await lastHere()).toBe(again)
    await settle()
    expect(await lastHere()).toBe(again)
  })
})
