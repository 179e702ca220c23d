import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { announcePeopleHere } from '../../server/here.ts'
import type { PersonId } from '../../shared/ids.ts'
import { errorOf as error, newId, StudyWorld } from '../support/study-world.ts'

let world: StudyWorld
let amira: PersonId
let ben: PersonId
let cerys: PersonId
let owen: PersonId

beforeAll(async () => {
  ;({ world, amira, ben, cerys, owen } = await StudyWorld.openWithFour())
})
afterAll(async () => {
  expect(world.log.errors).toEqual([])
  await world.close()
})

describe('research lessons', () => {
  it('are three at most; each has a plan of its own, the same pupils and the next roles', async () => {
    const study = await world.study(amira, ben, cerys)
    const id = newId<'lesson'>()
    const two = await world.view(ben, 'POST', `/studies/${study.id}/lessons`, { id })
    expect(two.lessons.map((lesson) => [lesson.number, lesson.teacherId])).toEqual([
      [1, amira],
      [2, ben],
    ])
    expect(two.lessons[1]!.planId).not.toBe(two.lessons[0]!.planId)
    expect(two.lessons[1]!.observers.map((one) => one.personId)).toEqual([amira, cerys])
    const repeated = await world.view(ben, 'POST', `/studies/${study.id}/lessons`, { id })
    expect(repeated).toEqual(two)
    const three = await world.view(amira, 'POST', `/studies/${study.id}/lessons`, {
      id: newId<'lesson'>(),
    })
    expect(three.lessons[2]).toMatchObject({ number: 3, teacherId: cerys })
    const four = await world.ask(amira, 'POST', `/studies/${study.id}/lessons`, {
      id: newId<'lesson'>(),
    })
    expect(await error(four)).toMatchObject({ status: 409, code: 'conflict' })
    const other = await world.study(owen)
    const taken = await world.ask(owen, 'POST', `/studies/${other.id}/lessons`, { id })
    expect(await error(taken)).toMatchObject({ status: 409, code: 'taken' })
  })

  it('keep dates, times and roles; two who change different things both keep theirs', async () => {
    const study = await world.study(amira, ben)
    const path = `/lessons/${study.lessons[0]!.id}`
    const [wren, heron] = study.pupils
    await Promise.all([
      world.view(amira, 'PATCH', path, { date: '2026-11-25' }),
      world.view(ben, 'PATCH', path, { startsAt: '10:05' }),
      world.view(amira, 'PATCH', path, { minutes: 45 }),
      world.view(ben, 'PATCH', path, {
        observers: [{ personId: ben, pupilIds: [heron!.id, wren!.id] }],
      }),
    ])
    const view = await world.view(amira, 'GET', `/studies/${study.id}`)
    expect(view.lessons[0]).toMatchObject({
      date: '2026-11-25',
      startsAt: '10:05',
      minutes: 45,
      teacherId: amira,
      observers: [{ personId: ben, pupilIds: [heron!.id, wren!.id] }],
    })
    const swapped = await world.view(amira, 'PATCH', path, { teacherId: ben })
    expect(swapped.lessons[0]!.observers).toEqual([
      { personId: amira, pupilIds: [heron!.id, wren!.id] },
    ])
    const none = await world.view(amira, 'PATCH', path, { date: null, teacherId: null })
    expect(none.lessons[0]).toMatchObject({ date: null, teacherId: null, startsAt: '10:05' })
  })

  it('rotate by one action, which may be repeated', async () => {
    const study = await world.study(amira, ben, cerys)
    const two = await world.view(amira, 'POST', `/studies/${study.id}/lessons`, {
      id: newId<'lesson'>(),
    })
    const [first, second] = two.lessons
    await world.view(amira, 'PATCH', `/lessons/${first!.id}`, { teacherId: cerys })
    const rotated = await world.view(amira, 'POST', `/lessons/${second!.id}/rotate`)
    expect(rotated.lessons[1]!.teacherId).toBe(amira)
    const again = await world.view(amira, 'POST', `/lessons/${second!.id}/rotate`)
    expect(again.lessons).toEqual(rotated.lessons)
    const firstAgain = await world.view(amira, 'POST', `/lessons/${first!.id}/rotate`)
    expect(firstAgain.lessons[0]!.teacherId).toBe(amira)
  })

  it('take only people and pupils of their own study', async () => {
    const study = await world.study(amira, ben)
    const foreign = await world.study(owen)
    await world.view(amira, 'PUT', `/studies/${study.id}/people/${cerys}`, { role: 'observer' })
    const path = `/lessons/${study.lessons[0]!.id}`
    const wren = study.pupils[0]!.id
    for (const body of [
      { teacherId: owen },
      { teacherId: cerys },
      { observers: [{ personId: owen, pupilIds: [] }] },
      { observers: [{ personId: amira, pupilIds: [] }] },
      { observers: [{ personId: ben, pupilIds: [foreign.pupils[0]!.id] }] },
      { observers: [{ personId: ben, pupilIds: [wren, wren] }] },
      {
        observers: [
          { personId: ben, pupilIds: [] },
          { personId: ben, pupilIds: [wren] },
        ],
      },
      { date: '25.11.2026' },
      { date: '2026-02-30' },
      { startsAt: '24:00' },
      { minutes: 4 },
      { minutes: 241 },
      { minutes: 45.5 },
    ]) {
      const answer = await error(await world.ask(amira, 'PATCH', path, body))
      expect(answer, JSON.stringify(body)).toMatchObject({ status: 400, code: 'invalid' })
      expect(answer.sentence).toMatch(/^[A-Z].*\.$/)
    }
    const unchanged = await world.view(amira, 'GET', `/studies/${study.id}`)
    expect(unchanged.lessons).toEqual(study.lessons)
  })
})

describe('case pupils', () => {
  it('are two to six, by letter and bird, and have no field for a name', async () => {
    const study = await world.study(amira)
    const path = `/studies/${study.id}/pupils`
    const id = newId<'case-pupil'>()
    const four = await world.view(amira, 'POST', path, { id })
    expect(four.pupils[3]).toEqual({ id, code: 'D', pseudonym: 'Lapwing', learnerGroup: '' })
    expect(await world.view(amira, 'POST', path, { id })).toEqual(four)
    for (let n = 0; n < 2; n++) {
      await world.view(amira, 'POST', path, { id: newId<'case-pupil'>() })
    }
    const seven = await world.ask(amira, 'POST', path, { id: newId<'case-pupil'>() })
    expect(await error(seven)).toMatchObject({ status: 409, code: 'conflict' })
    const view = await world.view(amira, 'PATCH', `/pupils/${id}`, {
      learnerGroup: 'Starts fluently, stalls on reasons',
      name: 'Somebody',
    })
    expect(view.pupils[3]).toEqual({
      id,
      code: 'D',
      pseudonym: 'Lapwing',
      learnerGroup: 'Starts fluently, stalls on reasons',
    })
    const columns = Object.keys(world.storage.tables.casePupils)
    expect(columns.filter((name) => /name|birth|initial/i.test(name))).toEqual([])
  })

  it('are taken out and put back with nothing lost', async () => {
    const study = await world.study(amira, ben)
    const [wren, heron, kestrel] = study.pupils
    await world.view(amira, 'PATCH', `/pupils/${wren!.id}`, { learnerGroup: 'Guards an answer' })
    const out = await world.view(amira, 'PATCH', `/pupils/${wren!.id}`, { dropped: true })
    expect(out.pupils.map((pupil) => pupil.code)).toEqual(['B', 'C'])
    expect(out.droppedPupils.map((pupil) => pupil.code)).toEqual(['A'])
    expect(out.lessons[0]!.observers[0]!.pupilIds).not.toContain(wren!.id)
    const more = await world.ask(amira, 'PATCH', `/pupils/${heron!.id}`, { dropped: true })
    expect(await error(more)).toMatchObject({ status: 409, code: 'conflict' })
    const back = await world.view(amira, 'PATCH', `/pupils/${wren!.id}`, { dropped: false })
    expect(back.pupils[0]).toMatchObject({ code: 'A', learnerGroup: 'Guards an answer' })
    expect(back.lessons[0]!.observers[0]!.pupilIds).toEqual([wren!.id, heron!.id, kestrel!.id])
  })

  it('keep each a bird of their own', async () => {
    const study = await world.study(amira)
    const answer = await world.ask(amira, 'PATCH', `/pupils/${study.pupils[0]!.id}`, {
      pseudonym: 'heron',
    })
    expect(await error(answer)).toMatchObject({
      status: 400,
      fields: { pseudonym: expect.stringContaining('heron') as unknown },
    })
    const view = await world.view(amira, 'PATCH', `/pupils/${study.pupils[0]!.id}`, {
      pseudonym: 'Lapwing',
    })
    expect(view.pupils[0]!.pseudonym).toBe('Lapwing')
    const added = await world.view(amira, 'POST', `/studies/${study.id}/pupils`, {
      id: newId<'case-pupil'>(),
    })
    expect(new Set(added.pupils.map((pupil) => pupil.pseudonym)).size).toBe(4)
  })

  it('say of a plan how much of whoever asks was set aside, and tell them at once', async () => {
    const study = await world.study(amira, ben)
    const [lesson] = study.lessons
    const setAside = async (person: PersonId) => {
      const view = await world.view(person, 'GET', `/studies/${study.id}`)
      return view.lessons.map((one) => one.setAside)
    }
    expect(await setAside(ben)).toEqual([0])
    const { updateLog } = world.storage
    const update = Y.encodeStateAsUpdate(new Y.Doc())
    const { aclVersion, headSeq } = (await updateLog.load(lesson!.planId))!
    const entry = { documentId: lesson!.planId, connectionId: 'one', frameNo: 1, aclVersion }
    const bens = { ...entry, personId: ben, update, newClientIds: [], at: world.clock.now() }
    await updateLog.append([bens, { ...bens, frameNo: 2 }])
    const stop = announcePeopleHere(world.deps)
    for (const seq of [headSeq + 1, headSeq + 2]) {
      await updateLog.quarantine(lesson!.planId, seq, 'Unexpected end of array')
    }
    expect(await setAside(ben)).toEqual([2])
    expect(await setAside(amira)).toEqual([0])
    world.published.length = 0
    world.nowIn(lesson!.planId, [])
    world.clock.runNext(world.clock.now() + 500)
    await expect
      .poll(() => world.published.map(({ noun }) => noun))
      .toEqual(['here', 'study', 'here', 'here'])
    stop()
  })
})
