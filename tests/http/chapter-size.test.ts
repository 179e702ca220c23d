import { Hono } from 'hono'
import { describe, expect, it } from 'vitest'
import type { Actor, Env } from '../../server/http/actor.ts'
import { answerErrors } from '../../server/http/errors.ts'
import { limitBody } from '../../server/http/guard.ts'
import {
  blocksPerChapterMax,
  chapterRequestBytesMax,
  chapterSourceBytesMax,
  requestBytesMax,
} from '../../shared/limits.ts'
import type { ChapterView } from '../../shared/reading/api.ts'
import { silentLog } from '../support/databases.ts'
import { OpenHouse } from '../support/open-house.ts'
import { errorOf, newId } from '../support/study-world.ts'

describe('a whole chapter in one request', () => {
  it('has room up to the limit, and is told in words of a byte past it', async () => {
    const house = await OpenHouse.open()
    const owner = await house.come('Olwen', { owner: null })
    const id = newId<'club'>()
    const text = newId<'text'>()
    await house.view(owner, 'POST', '/api/clubs', { id, name: 'Reading' })
    const book = { id: text, kind: 'plain', title: 'How We Think', rights: 'open' }
    await house.view(owner, 'POST', `/api/clubs/${id}/texts`, book)
    const ask = (source: string) => {
      const chapter = { id: newId(), title: 'Long', source }
      return house.ask(owner, 'POST', `/api/texts/${text}/chapters`, chapter)
    }
    // A quote and a line end take two bytes of JSON each.
    const paragraph = `She said: “Some "words".” ${'And others stand here. '.repeat(20)}\n\n`
    const repeated = paragraph.repeat(chapterSourceBytesMax / Buffer.byteLength(paragraph) - 1)
    const long = repeated + 'w'.repeat(chapterSourceBytesMax - Buffer.byteLength(repeated))
    expect(Buffer.byteLength(long)).toBe(chapterSourceBytesMax)
    expect((await ask(long)).status).toBe(201)
    const sentence = 'That is a long chapter. Bring it in parts of at most 60,000 words.'
    expect(await errorOf(await ask(`${long}w`))).toMatchObject({ status: 400, sentence })
    const wide = `${'ŵ'.repeat(chapterSourceBytesMax / 2)}.`
    expect(await errorOf(await ask(wide))).toMatchObject({ status: 400, sentence })
    await house.close()
  })

  it('has so many paragraphs and not one more, whether it is added or brought anew', async () => {
    const house = await OpenHouse.open()
    const owner = await house.come('Olwen', { owner: null })
    const [club, text, id] = [newId<'club'>(), newId<'text'>(), newId<'chapter'>()]
    await house.view(owner, 'POST', '/api/clubs', { id: club, name: 'Reading' })
    const book = { id: text, kind: 'plain', title: 'How We Think', rights: 'open' }
    await house.view(owner, 'POST', `/api/clubs/${club}/texts`, book)
    const full = 'A word.\n\n'.repeat(blocksPerChapterMax)
    const path = `/api/texts/${text}/chapters`
    const add = (chapter: { id: string; source: string }) =>
      house.ask(owner, 'POST', path, { title: 'One', ...chapter })
    const change = (source: string) => house.ask(owner, 'PATCH', `/api/chapters/${id}`, { source })
    const sentence = 'That is a chapter of very many paragraphs. Bring it in parts.'
    const refused = { status: 400, sentence }
    const past = `${full}One more.`
    expect(await errorOf(await add({ id: newId(), source: past }))).toMatchObject(refused)
    expect((await add({ id, source: full })).status).toBe(201)
    expect(await errorOf(await change(past))).toMatchObject(refused)
    expect((await change(full.replace('A word.', 'Another.'))).status).toBe(200)
    const view = await house.view<ChapterView>(owner, 'GET', `/api/chapters/${id}`)
    expect(view).toMatchObject({ version: 2 })
    expect(view.text?.blocks).toHaveLength(blocksPerChapterMax)
    await house.close()
  })

  it('may be larger than any other request, of whoever is signed in', async () => {
    const actor = { id: newId<'person'>(), name: 'Grace', colour: 1, roles: [], sessionKey: 'x' }
    const send = async (method: string, path: string, size: number, by: Actor | null = actor) => {
      const app = new Hono<Env>()
        .use(async (c, next) => (c.set('actor', by), next()))
        .use(limitBody)
        .on(['POST', 'PATCH', 'PUT'], '*', async (c) => c.text(await c.req.text()))
        .onError(answerErrors(silentLog))
      const request = { method, body: 'x'.repeat(size) }
      return (await app.request(`http://localhost${path}`, request)).status
    }
    const [id, large] = [newId(), requestBytesMax + 1]
    expect(await send('POST', `/api/texts/${id}/chapters`, chapterRequestBytesMax)).toBe(200)
    expect(await send('PATCH', `/api/chapters/${id}`, chapterRequestBytesMax)).toBe(200)
    expect(await send('PATCH', `/api/chapters/${id}`, chapterRequestBytesMax + 1)).toBe(413)
    expect(await send('PATCH', `/api/chapters/${id}`, large, null)).toBe(413)
    for (const path of [`/api/texts/${id}`, `/api/chapters/${id}/place`, '/api/clubs']) {
      expect(await send('PATCH', path, large)).toBe(413)
      expect(await send('PATCH', path, requestBytesMax)).toBe(200)
    }
  })
})
