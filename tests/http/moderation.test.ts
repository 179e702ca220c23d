import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openStored } from '../../server/projection/open-stored.ts'
import { wordsOf } from '../../server/projection/words.ts'
import type { DocumentId } from '../../shared/ids.ts'
import type { ChatView, ModerationActView } from '../../shared/teachmeet/live.ts'
import { MeetHouse, paragraph } from '../support/meet-house.ts'
import type { Guest } from '../support/open-house.ts'
import { errorOf, newId } from '../support/study-world.ts'

let meet: MeetHouse
let notes: DocumentId
let ffion: Guest

beforeAll(async () => {
  meet = await MeetHouse.open()
  notes = (await meet.view()).notes.documentId
  ffion = await meet.guest('Ffion', 'Tolverne School')
})
afterAll(async () => {
  expect(meet.house.logged.filter((line) => line.startsWith('ERROR'))).toEqual([])
  await meet.close()
})

const moderate = (by: Guest, act: string, about: Guest | null = null, reason = '') =>
  meet.house.ask(by, 'POST', `${meet.path}/moderation`, {
    ...{ act, personId: about?.id ?? null, reason },
  })
const say = (by: Guest, text: string) =>
  meet.house.ask(by, 'POST', `${meet.path}/chat`, { id: newId<'message'>(), text })
const chat = (reader: Guest) => meet.house.view<ChatView>(reader, 'GET', `${meet.path}/chat`)
const log = () => meet.house.view<ModerationActView[]>(meet.gwen, 'GET', `${meet.path}/moderation`)

/** What is kept of the notes. */
async function kept(): Promise<string[]> {
  const doc = openStored((await meet.house.storage.updateLog.load(notes))!)
  return wordsOf(doc, 'field:notes')
}

describe('whoever is silenced', () => {
  it('writes nothing more within two seconds, while they are typing, and the others write on', async () => {
    const hers = await meet.peer(ffion, notes)
    const others = await meet.peer(meet.carys, notes)
    await meet.write(hers, 'From Ffion.')
    expect(await kept()).toEqual(['From Ffion.'])

    const began = Date.now()
    expect((await moderate(meet.gwen, 'silence', ffion, 'Selling')).status).toBe(200)
    const isReader = () => hers.hears('hello').at(-1)?.hello.role === 'reader'
    await hers.until(() => isReader() || hers.closed !== null)
    expect(Date.now() - began).toBeLessThan(2_000)
    hers.send({ kind: 'update', update: paragraph(hers, 'And more from Ffion.') })
    await meet.write(others, 'From Carys.')
    expect(await kept()).toEqual(['From Ffion.', 'From Carys.'])

    expect(await errorOf(await say(ffion, 'Why?'))).toMatchObject({
      ...{ status: 403, code: 'forbidden' },
      sentence: 'A host has asked you to listen only for now. You can still read everything.',
    })
    const question = { id: newId<'question'>(), text: 'Why?' }
    const asked = await meet.house.ask(ffion, 'POST', `${meet.path}/questions`, question)
    expect(asked.status).toBe(403)
    // They read on.
    expect((await say(meet.carys, 'Hello')).status).toBe(201)
    expect((await chat(ffion)).messages).toMatchObject([{ text: 'Hello' }])
    expect(await meet.view(ffion)).toMatchObject({ isSilenced: true })
  })

  it('writes again when a host says so, and both stand in the log', async () => {
    expect((await moderate(meet.gwen, 'silence', ffion)).status).toBe(200)
    expect((await moderate(meet.gwen, 'unsilence', ffion)).status).toBe(200)
    expect((await say(ffion, 'Sorry')).status).toBe(201)
    const hers = await meet.peer(ffion, notes)
    await meet.write(hers, 'Better words.')
    expect(await kept()).toContain('Better words.')
    expect(await log()).toMatchObject([
      { act: 'unsilence', by: { name: 'Gwen' }, about: 'Ffion', aboutId: ffion.id },
      { act: 'silence', about: 'Ffion', reason: 'Selling' },
    ])
  })

  it('is no host, is somebody, and may be a member who never said they would come', async () => {
    expect((await moderate(meet.gwen, 'silence', meet.gwen)).status).toBe(409)
    expect((await moderate(meet.gwen, 'silence')).status).toBe(400)
    const nobody = { ...ffion, id: newId<'person'>() }
    expect((await moderate(meet.gwen, 'silence', nobody)).status).toBe(404)
    expect((await moderate(meet.carys, 'silence', ffion)).status).toBe(403)
    expect((await moderate(meet.gwen, 'silence', meet.carys)).status).toBe(200)
    // Nobody gets round it by saying they do not come.
    await meet.house.ask(meet.carys, 'DELETE', `${meet.path}/me`)
    expect((await say(meet.carys, 'Hello?')).status).toBe(403)
    await moderate(meet.gwen, 'unsilence', meet.carys)
  })
})

it('opens and closes the lobby, with a line in the log', async () => {
  await moderate(meet.gwen, 'close-lobby')
  expect((await meet.view()).hasLobby).toBe(false)
  await moderate(meet.gwen, 'open-lobby')
  expect((await meet.view()).hasLobby).toBe(true)
  expect((await log()).slice(0, 2).map((one) => one.act)).toEqual(['open-lobby', 'close-lobby'])
  expect((await moderate(ffion, 'close-lobby')).status).toBe(401)
})

it('lets the words of a guest stay who was removed', async () => {
  const wyn = await meet.guest('Wyn')
  const his = await meet.peer(wyn, notes)
  await meet.write(his, 'From Wyn.')
  expect((await say(wyn, 'Hello from Wyn')).status).toBe(201)
  await meet.house.view(meet.gwen, 'POST', `/api/guests/${wyn.id}/acts`, { act: 'remove' })
  await his.until(() => his.closed !== null)
  expect((await say(wyn, 'Still here')).status).toBe(401)
  expect(await kept()).toContain('From Wyn.')
  const { messages } = await chat(ffion)
  expect(messages.at(-1)).toMatchObject({
    text: 'Hello from Wyn',
    by: { name: 'Wyn', isGuest: true },
  })
})
