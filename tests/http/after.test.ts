import { afterAll, beforeAll, expect, it } from 'vitest'
import type { DocumentId } from '../../shared/ids.ts'
import { guestDataDays } from '../../shared/limits.ts'
import type { AfterView } from '../../shared/teachmeet/live.ts'
import type { SharedTalkView } from '../../shared/teachmeet/talks.ts'
import { MeetHouse } from '../support/meet-house.ts'
import type { Guest } from '../support/open-house.ts'
import { newId } from '../support/study-world.ts'

let meet: MeetHouse
let ffion: Guest

beforeAll(async () => {
  meet = await MeetHouse.open()
  ffion = await meet.guest('Ffion', 'Tolverne School')
})
afterAll(async () => {
  expect(meet.house.logged.filter((line) => line.startsWith('ERROR'))).toEqual([])
  await meet.close()
})

const after = (reader: Guest) => meet.house.view<AfterView>(reader, 'GET', `${meet.path}/after`)
const thank = (by: Guest, text: string) =>
  meet.house.view<AfterView>(by, 'PUT', `${meet.path}/thanks`, { text })
const shared = () => meet.house.view<SharedTalkView[]>(meet.carys, 'GET', '/api/talks')

async function note(by: Guest, document: DocumentId, ...lines: string[]): Promise<void> {
  const peer = await meet.peer(by, document)
  for (const line of lines) await meet.write(peer, line)
}

async function offer(by: Guest, title: string, mayPublish: boolean): Promise<void> {
  const card = { id: newId<'talk'>(), title, kind: 'nano', minutes: 2, mayPublish }
  await meet.house.view(by, 'POST', `${meet.path}/talks`, { ...card, licence: 'cc-by' })
}

it('gives back what was written at talks, at tables and of the whole, to members and guests', async () => {
  const { house, gwen, carys } = meet
  await offer(ffion, 'Spelling with dice', true)
  await offer(carys, 'Exit tickets', false)
  for (const theme of ['Infants', 'Juniors', 'Nobody sat here']) {
    await house.view(gwen, 'POST', `${meet.path}/tables`, { id: newId<'talk-table'>(), theme })
  }
  const { talks, tables, notes } = await meet.view()
  await note(carys, talks[0]!.notes.documentId, 'Two dice, one word.', 'Quick to make.')
  await note(ffion, tables[1]!.notes.documentId, 'Try it with numbers.')
  await note(gwen, notes.documentId, 'We met in the snow.')
  // What was written at a table stays when the table is cleared.
  for (const table of tables.slice(1)) {
    await house.view(gwen, 'PATCH', `/api/tables/${table.id}`, { removed: true })
  }
  const take = { id: newId<'take-away'>(), text: 'Dice on Fridays', talkId: talks[0]!.id }
  await house.view(ffion, 'POST', `${meet.path}/take-aways`, take)
  const question = { id: newId<'question'>(), text: 'Does it work in Year 2?' }
  await house.view(carys, 'POST', `${meet.path}/questions`, question)
  await house.view(gwen, 'POST', `/api/questions/${question.id}/acts`, { act: 'answered' })
  await house.view(gwen, 'POST', `${meet.path}/acts`, { act: 'end' })

  for (const reader of [gwen, carys, ffion]) {
    const view = await after(reader)
    expect(view).toMatchObject({
      talkNotes: [
        { talkId: talks[0]!.id, notes: ['Two dice, one word.', 'Quick to make.'] },
        { talkId: talks[1]!.id, notes: [] },
      ],
      notes: ['We met in the snow.'],
      takeAways: [{ text: 'Dice on Fridays', by: { name: 'Ffion' } }],
      answered: [{ text: 'Does it work in Year 2?' }],
    })
    expect(view.tableNotes).toEqual([
      { number: 1, theme: 'Infants', notes: [] },
      { number: 2, theme: 'Juniors', notes: ['Try it with numbers.'] },
    ])
    const { endedAt } = await meet.view()
    expect(view.guestsUntil).toBe(endedAt! + guestDataDays * 24 * 60 * 60_000)
  }
})

it('reads a page again once it has grown', async () => {
  const { talks } = await meet.view()
  await note(meet.carys, talks[0]!.notes.documentId, 'Tidied next day.')
  await thank(meet.carys, '') // what was read a moment ago is forgotten with what is new
  expect((await after(ffion)).talkNotes[0]!.notes.at(-1)).toBe('Tidied next day.')
})

it('keeps everybody’s own thanks, changed and taken back', async () => {
  await thank(ffion, 'Thank you, Carys.')
  await thank(meet.carys, 'Lovely evening')
  await thank(ffion, 'Thank you, Carys and Gwen.')
  expect((await after(ffion)).thanks).toMatchObject([
    { by: { name: 'Ffion', isGuest: true }, text: 'Thank you, Carys and Gwen.', isMine: true },
    { by: { name: 'Carys' }, text: 'Lovely evening', isMine: false },
  ])
  expect((await thank(meet.carys, ' ')).thanks).toHaveLength(1)
})

it('puts a talk into the library only while its speaker lets it stand there', async () => {
  expect(await shared()).toMatchObject([
    {
      ...{ title: 'Spelling with dice', teachMeetTitle: 'Winter TeachMeet', licence: 'cc-by' },
      ...{ speakerName: 'Ffion', speakerSchool: 'Tolverne School', speakerId: null },
      notes: ['Two dice, one word.', 'Quick to make.', 'Tidied next day.'],
    },
  ])
  const { talks } = await meet.view(ffion)
  const withdrawn = { version: talks[0]!.version, mayPublish: false }
  const answer = await meet.house.ask(ffion, 'PATCH', `/api/talks/${talks[0]!.id}`, withdrawn)
  expect(answer.status).toBe(200)
  expect(await shared()).toEqual([])
  expect((await meet.house.ask(ffion, 'GET', '/api/talks')).status).toBe(401)
})
