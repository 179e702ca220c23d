import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { PersonId, TalkTableId } from '../../shared/ids.ts'
import { talkTablesMax } from '../../shared/limits.ts'
import type { TeachMeetView } from '../../shared/teachmeet/api.ts'
import { MeetWorld } from '../support/meet-world.ts'
import { newId } from '../support/study-world.ts'

let meet: MeetWorld
let carys: PersonId
let guest: PersonId

beforeEach(async () => {
  meet = await MeetWorld.open({ state: 'live' })
  carys = meet.members[0]
  guest = await meet.guest('Ffion', { school: 'Tolverne School' })
})
afterEach(async () => {
  expect(meet.world.log.errors).toEqual([])
  await meet.close()
})

const lay = (by: PersonId, theme: string, id = newId<'talk-table'>()) =>
  meet.world.ask(by, 'POST', `${meet.path}/tables`, { id, theme })
const sit = (by: PersonId, id: TalkTableId, isOn = true) =>
  meet.world.ask(by, isOn ? 'PUT' : 'DELETE', `/tables/${id}/me`)
const change = (by: PersonId, id: TalkTableId, asked: Record<string, unknown>) =>
  meet.world.ask(by, 'PATCH', `/tables/${id}`, asked)
const shareOut = (by: PersonId) => meet.world.ask(by, 'POST', `${meet.path}/tables/share-out`)

async function two(): Promise<[TalkTableId, TalkTableId]> {
  const ids = [newId<'talk-table'>(), newId<'talk-table'>()] as const
  await lay(meet.gwen, 'Infants', ids[0])
  await lay(meet.gwen, 'Juniors', ids[1])
  return [...ids]
}

describe('tables', () => {
  it('are laid by hosts once, with a page for their notes', async () => {
    const id = newId<'talk-table'>()
    expect((await lay(carys, 'Infants', id)).status).toBe(403)
    expect((await lay(guest, 'Infants', id)).status).toBe(401)
    const answers = await Promise.all([1, 2].map(() => lay(meet.idris, 'Infants', id)))
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 201])
    const { tables, version } = await meet.view(guest)
    expect(tables).toMatchObject([{ id, number: 1, theme: 'Infants', people: [], isMine: false }])
    const { documentId, epoch } = tables[0]!.notes
    expect(await meet.world.storage.updateLog.load(documentId)).toMatchObject({
      ...{ kind: 'table-notes', epoch },
    })
    // Whoever changes the facts meanwhile is not refused for a table.
    const facts = { version, title: 'Spring TeachMeet' }
    expect((await meet.world.ask(meet.gwen, 'PATCH', meet.path, facts)).status).toBe(200)
  })

  it('seat each person once, wherever they sat down last', async () => {
    const [first, second] = await two()
    expect((await sit(guest, first)).status).toBe(200)
    expect((await sit(carys, first)).status).toBe(200)
    await Promise.all([sit(guest, second), sit(carys, second, false)])
    const { tables } = await meet.view(guest)
    expect(tables.map((table) => table.people.map((person) => person.name))).toEqual([
      ['Carys'],
      ['Ffion'],
    ])
    expect(tables.map((table) => table.isMine)).toEqual([false, true])
    await sit(guest, second, false)
    expect((await meet.view(guest)).tables.map((table) => table.people.length)).toEqual([1, 0])
  })

  it('share out whoever is here and sits nowhere, people of one school apart', async () => {
    const [first] = await two()
    const others = [
      await meet.guest('Gwyn', { school: 'Tolverne School' }),
      await meet.guest('Wyn', { school: 'Tolverne School' }),
    ]
    const away = await meet.guest('Iolo')
    await sit(guest, first)
    const { notes } = await meet.view()
    const here = [guest, ...others, carys, meet.members[1]]
    meet.world.nowIn(
      notes.documentId,
      here.map((id) => ({ id, name: '', colour: 1 })),
    )
    expect((await shareOut(carys)).status).toBe(403)
    expect((await shareOut(meet.gwen)).status).toBe(200)
    const { tables } = await meet.view()
    const sizes = tables.map((table) => table.people.length)
    expect(sizes.toSorted()).toEqual([2, 3])
    const tolverne = tables.map(
      (table) => table.people.filter((person) => person.school === 'Tolverne School').length,
    )
    expect(tolverne.toSorted()).toEqual([1, 2])
    // Who sat keeps their seat, and who is not here gets none.
    expect(tables[0]!.people.map((person) => person.id)).toContain(guest)
    expect(tables.flatMap((table) => table.people.map((person) => person.id))).not.toContain(away)
    const again = (await (await shareOut(meet.gwen)).json()) as TeachMeetView
    expect(again.tables).toEqual(tables)
  })

  it('get another theme and are taken away, and nothing that was written there is lost', async () => {
    const [first, second] = await two()
    await sit(guest, second)
    expect((await change(carys, first, { theme: 'Mine' })).status).toBe(403)
    await change(meet.gwen, first, { theme: 'Infants and nursery' })
    await change(meet.gwen, second, { removed: true })
    const { tables } = await meet.view(guest)
    expect(tables.map((table) => table.theme)).toEqual(['Infants and nursery'])
    expect((await sit(guest, second)).status).toBe(409)
    await lay(meet.gwen, 'A third')
    expect((await meet.view()).tables.map((table) => table.number)).toEqual([1, 3])
    await change(meet.gwen, second, { removed: false })
    expect((await meet.view(guest)).tables[1]).toMatchObject({ theme: 'Juniors', isMine: true })
  })

  it('have their measure, and their end with the TeachMeet', async () => {
    for (let n = 0; n < talkTablesMax; n++) await lay(meet.gwen, `Table ${n}`)
    expect((await lay(meet.gwen, 'One more')).status).toBe(409)
    const [table] = (await meet.view()).tables
    await meet.act(meet.gwen, { act: 'end' })
    expect((await sit(guest, table!.id)).status).toBe(409)
    expect((await change(meet.gwen, table!.id, { removed: true })).status).toBe(409)
    expect((await shareOut(meet.gwen)).status).toBe(409)
    expect((await sit(guest, newId<'talk-table'>())).status).toBe(404)
  })
})
