import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { PassActView } from '../../shared/community/passes.ts'
import type { RunView } from '../../shared/community/run.ts'
import type { NoteId } from '../../shared/ids.ts'
import type { ExpertStudyView } from '../../shared/lesson-study/expert.ts'
import { addNote, writeNote } from '../../shared/lesson-study/observation.ts'
import { documentRights } from '../../server/rights.ts'
import * as Y from 'yjs'
import { ExpertHouse } from '../support/expert-house.ts'
import type { Guest } from '../support/open-house.ts'
import { newId } from '../support/study-world.ts'

let scene: ExpertHouse
beforeEach(async () => {
  scene = await ExpertHouse.open()
})
afterEach(async () => {
  expect(scene.house.logged.filter((line) => line.startsWith('ERROR'))).toEqual([])
  await scene.close()
})

const read = (who: Guest) => scene.house.view<ExpertStudyView>(who, 'GET', '/api/guest/study')

/** Notes of somebody's, one a text. */
async function note(who: Guest, ...texts: string[]) {
  const document = (await scene.lesson(who)).documents.find(
    (one) => one.kind === 'observation' && one.person?.id === who.id,
  )!.id
  const doc = new Y.Doc()
  const ids = texts.map((text) => {
    const id = newId<'note'>() as NoteId
    addNote(doc, { id, at: Date.now(), stage: null, pupils: [] })
    writeNote(doc, id, text)
    return id
  })
  const person = { id: who.id, name: who.name, colour: 1 }
  expect(await scene.house.rooms.write(document, person, Y.encodeStateAsUpdate(doc))).toBe(true)
  return ids.map((noteId) => ({ documentId: document, noteId }))
}

async function rightsOf(who: Guest): Promise<Record<string, string | null>> {
  const { storage } = scene.house
  const rights = documentRights(storage, { now: () => Date.now() })
  const rows = await storage.db.select().from(storage.tables.documents)
  const found: Record<string, string | null> = {}
  for (const { id, kind, ownerId } of rows) {
    const right = await rights.find(who.id, id)
    const key = kind === 'expert-words' ? `${kind}${ownerId === who.id ? ' own' : ''}` : kind
    found[key] = right?.role ?? found[key] ?? null
  }
  return found
}

describe('the invited expert', () => {
  it('reads the study of their pass, and nothing else here', async () => {
    const hale = await scene.expert()
    const body = { id: newId(), title: 'Another study' }
    await scene.house.view(scene.efa, 'POST', '/api/studies', body)
    const view = await read(hale)
    expect(view).toMatchObject({ title: 'One number or two?', pupils: { length: 3 } })
    expect(view.people.map(({ name }) => name)).toEqual(['Amira', 'Ben', 'Dafydd'])
    expect(view.lessons).toMatchObject([{ number: 1, isTaught: false, claims: [] }])
    const { studyId } = scene
    const lesson = view.lessons[0]!.id
    for (const path of [
      ...['people', 'studies', 'today', 'clubs', 'community', 'me', 'teachmeets', 'actions'],
      ...[`studies/${studyId}`, `studies/${studyId}/chain`, `lessons/${lesson}/run`],
    ]) {
      const answer = await scene.house.ask(hale, 'GET', `/api/${path}`)
      expect(answer.status, path).toBe(401)
    }
  })

  it('reads plan and record, writes their closing words, and opens nobody’s notes', async () => {
    const hale = await scene.expert()
    const other = await scene.expert('Dr Rees')
    expect(await rightsOf(hale)).toEqual({
      ...{ plan: 'reader', record: 'reader', 'expert-words own': 'writer' },
      ...{ observation: null, voice: null, saw: null, responses: null, 'expert-words': null },
    })
    expect(await rightsOf(other)).toMatchObject({ 'expert-words own': 'writer', observation: null })
    // Whoever is in the study reads the words; whoever is in none, nothing.
    expect(await rightsOf(scene.dafydd)).toMatchObject({ 'expert-words': 'reader' })
    expect(await rightsOf(scene.efa)).toMatchObject({ 'expert-words': null, plan: null })
  })

  it('is read the notes that a claim cites once the lesson has ended, and never another', async () => {
    const hale = await scene.expert()
    const [cited] = await note(scene.dafydd, 'Wren: there is no number between.', 'canary uncited')
    const lesson = await scene.lesson()
    const path = `/api/lessons/${lesson.id}`
    const claim = { id: newId(), text: 'One whole is where Wren stops.', notes: [cited] }
    await scene.house.view(scene.dafydd, 'POST', `${path}/claims`, claim)
    const before = (await read(hale)).lessons[0]!.claims
    expect(before).toMatchObject([{ text: claim.text, by: { name: 'Dafydd' }, notes: [] }])
    await scene.house.view(scene.amira, 'PUT', `${path}/ended`, { ended: true })
    const view = await read(hale)
    expect(view.lessons[0]!.claims).toMatchObject([
      { notes: [{ saw: 'Wren: there is no number between.', by: { name: 'Dafydd' } }] },
    ])
    expect(JSON.stringify(view)).not.toContain('canary')
  })

  it('is the one who speaks at the expert’s step, unless somebody else was named', async () => {
    const hale = await scene.expert()
    const path = `/api/lessons/${(await scene.lesson()).id}/run/acts`
    const act = (version: number, more: object) =>
      scene.house.view<RunView>(scene.amira, 'POST', path, { version, ...more })
    await act(0, { act: 'open', minutes: 45 })
    const run = await act(1, { act: 'go', step: 'expert' })
    expect(run).toMatchObject({ speaker: { id: hale.id, name: 'Dr Hale' } })
    expect((await read(hale)).lessons[0]!.run).toMatchObject({
      ...{ state: 'open', stepKey: 'expert', speaker: { id: hale.id } },
    })
    const named = await act(2, { act: 'roles', expertId: hale.id })
    expect(named.expert).toMatchObject({ name: 'Dr Hale' })
    const chair = { act: 'roles', chairId: hale.id, version: 3 }
    expect((await scene.house.ask(scene.amira, 'POST', path, chair)).status).toBe(400)
  })

  it('is shown to everybody in the study while their pass lasts, and their words stay after it', async () => {
    const hale = await scene.expert()
    const said = await scene.suggest(hale)
    for (const who of [scene.amira, scene.dafydd]) {
      expect((await scene.study(who)).guests).toMatchObject([{ name: 'Dr Hale', school: 'Bangor' }])
    }
    await scene.house.ask(scene.amira, 'DELETE', `/api/passes/${hale.passId}`)
    expect((await scene.house.ask(hale, 'GET', '/api/guest/study')).status).toBe(401)
    expect((await scene.settle(hale, said.id, { version: 1, text: 'More.' })).status).toBe(401)
    expect(await rightsOf(hale)).toMatchObject({ plan: null, 'expert-words own': null })
    const study = await scene.study(scene.dafydd)
    expect(study.guests).toEqual([])
    const words = study.lessons[0]!.documents.find(({ kind }) => kind === 'expert-words')
    expect(words?.person).toMatchObject({ id: hale.id, name: 'Dr Hale' })
    const acts = await scene.house.view<PassActView[]>(
      scene.amira,
      'GET',
      `/api/passes/${hale.passId}/acts`,
    )
    expect(acts.map(({ act }) => act)).toEqual(['revoked', 'entered', 'made'])
  })

  it('has a page for their closing words in a lesson that is added while they are here', async () => {
    const hale = await scene.expert()
    const path = `/api/studies/${scene.studyId}/lessons`
    await scene.house.view(scene.amira, 'POST', path, { id: newId() })
    const { lessons } = await read(hale)
    expect(lessons.map(({ words }) => words !== null)).toEqual([true, true])
  })
})
