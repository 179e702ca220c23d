import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openStored } from '../../server/projection/open-stored.ts'
import type { ChainView } from '../../shared/community/chain.ts'
import type { ErrorView } from '../../shared/errors.ts'
import type { DecisionId, DocumentId } from '../../shared/ids.ts'
import { decisionRoot } from '../../shared/lesson-study/plan.ts'
import type { StudyView } from '../../shared/lesson-study/api.ts'
import { type Guest, OpenHouse } from '../support/open-house.ts'
import { newId } from '../support/study-world.ts'

let house: OpenHouse
let amira: Guest
let ben: Guest
let dafydd: Guest
let efa: Guest
let study: StudyView
let lesson: string

beforeAll(async () => {
  house = await OpenHouse.open()
  const owner = await house.come('Olwen', { owner: null })
  amira = await house.come('Amira', { owner })
  ben = await house.come('Ben', { owner })
  dafydd = await house.come('Dafydd', { owner })
  efa = await house.come('Efa', { owner })
})
afterAll(async () => {
  expect(house.logged.filter((line) => line.startsWith('ERROR'))).toEqual([])
  await house.close()
})

/** A study that Amira and Ben teach and Dafydd observes; Efa is in none. */
async function newStudy(): Promise<void> {
  const body = { id: newId<'study'>(), title: 'One number or two?', teachers: [ben.id] }
  const { id } = await house.view<StudyView>(amira, 'POST', '/api/studies', body)
  const path = `/api/studies/${id}/people/${dafydd.id}`
  study = await house.view<StudyView>(amira, 'PUT', path, { role: 'observer' })
  lesson = `/api/lessons/${study.lessons[0]!.id}`
}

const view = (guest: Guest, method: string, path: string, body?: unknown) =>
  house.view<ChainView>(guest, method, path, body)
const refusal = async (guest: Guest, method: string, path: string, body?: unknown) => {
  const answer = await house.ask(guest, method, path, body)
  return { status: answer.status, ...((await answer.json()) as ErrorView) }
}
const notesOf = (guest: Guest): DocumentId =>
  study.lessons[0]!.documents.find(
    (one) => one.kind === 'observation' && one.person?.id === guest.id,
  )!.id

async function propose(guest: Guest = ben, text = 'Stop on one whole.'): Promise<DecisionId> {
  const id = newId<'decision'>()
  await view(guest, 'POST', `${lesson}/decisions`, { id, text })
  return id
}

/** What stands of a decision in a plan. */
async function wordsIn(plan: DocumentId, decision: DecisionId): Promise<string> {
  const doc = openStored((await house.storage.updateLog.load(plan))!)
  return doc.getXmlFragment(decisionRoot(decision)).toJSON()
}

describe('claims', () => {
  beforeAll(newStudy)

  it('are kept once, with the notes they rest on, and are our hunch with none', async () => {
    const note = { documentId: notesOf(amira), noteId: newId<'note'>() }
    const claim = {
      id: newId<'claim'>(),
      text: 'One whole is where Wren stops.',
      notes: [note, note],
    }
    await view(amira, 'POST', `${lesson}/claims`, claim)
    const hunch = { id: newId<'claim'>(), text: 'She may need the pegs in her hands.' }
    await view(dafydd, 'POST', `${lesson}/claims`, hunch)
    const again = await view(amira, 'POST', `${lesson}/claims`, { ...claim, text: 'Not this.' })
    expect(again.claims).toMatchObject([
      { text: claim.text, notes: [note], version: 1, createdBy: { name: 'Amira' } },
      { text: hunch.text, notes: [], createdBy: { name: 'Dafydd' } },
    ])
    const taken = await refusal(ben, 'POST', `${lesson}/claims`, claim)
    expect(taken).toMatchObject({ status: 409, code: 'taken' })
  })

  it('cite only notes that whoever claims may read', async () => {
    const others = { documentId: notesOf(amira), noteId: newId<'note'>() }
    const body = { id: newId<'claim'>(), text: 'Seen by another.', notes: [others] }
    // The lesson has not ended, so Ben does not see Amira's notes yet.
    expect(await refusal(ben, 'POST', `${lesson}/claims`, body)).toMatchObject({
      ...{ status: 400, sentence: 'Choose notes of this lesson.' },
    })
    const plan = { documentId: study.lessons[0]!.planId, noteId: newId<'note'>() }
    const ofPlan = await refusal(amira, 'POST', `${lesson}/claims`, { ...body, notes: [plan] })
    expect(ofPlan.status).toBe(400)
    await house.view(amira, 'PUT', `${lesson}/ended`, { ended: true })
    await view(ben, 'POST', `${lesson}/claims`, body)
    const four = [1, 2, 3, 4].map(() => ({ ...others, noteId: newId<'note'>() }))
    const many = { id: newId<'claim'>(), text: 'Too much.', notes: four }
    expect((await refusal(ben, 'POST', `${lesson}/claims`, many)).sentence).toContain('3 notes')
  })

  it('are changed by whoever wrote them or a teacher, as they are now, and let go with a way back', async () => {
    const id = newId<'claim'>()
    await view(dafydd, 'POST', `${lesson}/claims`, { id, text: 'First.' })
    const path = `/api/claims/${id}`
    await view(dafydd, 'PATCH', path, { version: 1, text: 'Second.' })
    expect(await refusal(amira, 'PATCH', path, { version: 1, text: 'Lost.' })).toMatchObject({
      ...{ status: 409, sentence: 'Dafydd changed this claim a moment before you.' },
    })
    await view(amira, 'PATCH', path, { version: 2, dropped: true })
    const back = await view(dafydd, 'PATCH', path, { version: 3, dropped: false })
    expect(back.claims.find((claim) => claim.id === id)).toMatchObject({
      ...{ text: 'Second.', isDropped: false, version: 4, changedBy: { name: 'Dafydd' } },
    })
    const mine = newId<'claim'>()
    await view(ben, 'POST', `${lesson}/claims`, { id: mine, text: 'Ben’s.' })
    const no = await refusal(dafydd, 'PATCH', `/api/claims/${mine}`, { version: 1, text: 'Mine.' })
    expect(no.status).toBe(403)
    const absent = await refusal(efa, 'PATCH', path, { version: 4, text: 'Hello.' })
    expect(absent.status).toBe(404)
  })
})

describe('a decision', () => {
  beforeAll(newStudy)

  it('is proposed by anybody, and changed without losing what another changed', async () => {
    const id = await propose(dafydd)
    const path = `/api/decisions/${id}`
    const [one, two] = await Promise.all(
      [amira, ben].map((guest) =>
        house.ask(guest, 'PATCH', path, { version: 1, text: `${guest.name} says so.` }),
      ),
    )
    expect([one!.status, two!.status].sort()).toEqual([200, 409])
    const lost = (one!.ok ? two : one)!
    const first = one!.ok ? 'Amira' : 'Ben'
    const { sentence } = (await lost.json()) as ErrorView
    expect(sentence).toBe(`${first} changed this decision a moment before you.`)
    const stranger = await refusal(amira, 'PATCH', path, { version: 2, ownerId: efa.id })
    expect(stranger.sentence).toBe('Choose one of the people of this study.')
    const owned = await view(amira, 'PATCH', path, { version: 2, ownerId: dafydd.id })
    expect(owned.decisions[0]).toMatchObject({ owner: { name: 'Dafydd' }, state: 'proposed' })
  })

  it('goes into the next plan once, whoever asks at once, and adds the lesson for it', async () => {
    const id = await propose(ben, 'Stop on one whole.\nPupils say the next name.')
    const path = `/api/decisions/${id}/plan`
    const answers = await Promise.all(
      [amira, ben, amira].map((guest) =>
        house.ask(guest, 'PUT', path, { version: 1, inPlan: true }),
      ),
    )
    expect(answers.map((answer) => answer.status)).toEqual([200, 200, 200])
    const after = await house.view<StudyView>(dafydd, 'GET', `/api/studies/${study.id}`)
    expect(after.lessons.map((one) => one.teacherId)).toEqual([amira.id, ben.id])
    const { decisions } = await view(dafydd, 'GET', `/api/studies/${study.id}/chain`)
    const next = after.lessons[1]!
    expect(decisions.find((one) => one.id === id)).toMatchObject({
      ...{ state: 'in-plan', planLessonId: next.id, version: 2 },
    })
    expect(await wordsIn(next.planId, id)).toBe(
      '<paragraph>Stop on one whole.</paragraph><paragraph>Pupils say the next name.</paragraph>',
    )
  })

  it('is taken out and put back with the words that stand in the plan', async () => {
    const id = await propose()
    const path = `/api/decisions/${id}/plan`
    await view(amira, 'PUT', path, { version: 1, inPlan: true })
    const out = await view(ben, 'PUT', path, { version: 2, inPlan: false })
    expect(out.decisions.find((one) => one.id === id)).toMatchObject({ state: 'taken-out' })
    expect(await refusal(amira, 'PUT', path, { version: 2, inPlan: true })).toMatchObject({
      ...{ status: 409, sentence: 'Ben changed this decision a moment before you.' },
    })
    await view(amira, 'PUT', path, { version: 3, inPlan: true })
    const { lessons } = await house.view<StudyView>(ben, 'GET', `/api/studies/${study.id}`)
    expect(await wordsIn(lessons[1]!.planId, id)).toBe('<paragraph>Stop on one whole.</paragraph>')
    const let_ = await refusal(ben, 'PATCH', `/api/decisions/${id}`, { version: 4, dropped: true })
    expect(let_.sentence).toBe('This stands in a plan. Take it out of the plan first.')
    expect((await refusal(dafydd, 'PUT', path, { version: 4, inPlan: false })).status).toBe(403)
    expect((await refusal(efa, 'PUT', path, { version: 4, inPlan: false })).status).toBe(404)
  })

  it('gets its words when the server stopped between its state and its words', async () => {
    const id = await propose(amira, 'One blank card for each pair.')
    const { lessons } = await house.view<StudyView>(ben, 'GET', `/api/studies/${study.id}`)
    const next = lessons[1]!
    const { db, tables } = house.storage
    await db
      .update(tables.decisions)
      .set({ state: 'in-plan', planLessonId: next.id, version: 2 })
      .where(eq(tables.decisions.id, id))
    await view(dafydd, 'GET', `/api/studies/${study.id}/chain`)
    expect(await wordsIn(next.planId, id)).toContain('One blank card for each pair.')
    await view(dafydd, 'GET', `/api/studies/${study.id}/chain`)
    await view(ben, 'PUT', `/api/decisions/${id}/plan`, { version: 1, inPlan: true })
    const text = await wordsIn(next.planId, id)
    expect(text.split('One blank card')).toHaveLength(2)
  })

  it('stays out of a plan that was taught already', async () => {
    const id = await propose()
    const { lessons } = await house.view<StudyView>(ben, 'GET', `/api/studies/${study.id}`)
    const next = lessons[1]!
    await house.view(ben, 'POST', `/api/lessons/${next.id}/marks`, {
      ...{ id: newId<'stage-mark'>(), rowId: newId<'row'>(), at: Date.now() },
    })
    const body = { version: 1, inPlan: true }
    expect(await refusal(ben, 'PUT', `/api/decisions/${id}/plan`, body)).toMatchObject({
      ...{ status: 409, code: 'conflict' },
      sentence: 'That lesson was taught already, so its plan stays as it was taught.',
    })
    const { decisions } = await view(ben, 'GET', `/api/studies/${study.id}/chain`)
    expect(decisions.find((one) => one.id === id)).toMatchObject({ state: 'proposed', version: 1 })
  })

  it('is decided by one while another moves on and a third closes', async () => {
    await newStudy()
    const acts = `${lesson}/run/acts`
    await house.view(amira, 'POST', acts, { act: 'open', version: 0 })
    const ids = await Promise.all([propose(amira), propose(ben), propose(dafydd)])
    const answers = await Promise.all([
      house.ask(amira, 'POST', acts, { act: 'go', version: 1, step: 'decide' }),
      house.ask(ben, 'POST', acts, { act: 'close', version: 1 }),
      ...ids.map((id, index) =>
        house.ask(index === 0 ? ben : amira, 'PUT', `/api/decisions/${id}/plan`, {
          ...{ version: 1, inPlan: true },
        }),
      ),
    ])
    expect(
      answers
        .slice(0, 2)
        .map((answer) => answer.status)
        .sort(),
    ).toEqual([200, 409])
    expect(answers.slice(2).map((answer) => answer.status)).toEqual([200, 200, 200])
    const { lessons } = await house.view<StudyView>(ben, 'GET', `/api/studies/${study.id}`)
    expect(lessons).toHaveLength(2)
    const views = await Promise.all(
      [amira, ben, dafydd].map((guest) => view(guest, 'GET', `/api/studies/${study.id}/chain`)),
    )
    expect(views[1]).toEqual(views[0])
    expect(views[2]).toEqual(views[0])
    for (const id of ids) expect(await wordsIn(lessons[1]!.planId, id)).toContain('Stop on one')
  })
})
