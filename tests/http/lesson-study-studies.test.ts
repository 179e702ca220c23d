import * as Y from 'yjs'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { DocumentId, PersonId } from '../../shared/ids.ts'
import { serverPersonId } from '../../shared/ids.ts'
import { listStages } from '../../shared/lesson-study/plan.ts'
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

beforeEach(() => {
  world.published.length = 0
  world.rechecked.documents.length = 0
})

const nobody = newId<'person'>()

describe('a new study', () => {
  it('asks only what puzzles us and with whom, and waits with a lesson, a plan and three case pupils', async () => {
    const study = await world.study(amira, ben, cerys)
    expect(study.people.map((person) => [person.name, person.role])).toEqual([
      ['Amira', 'teacher'],
      ['Ben', 'teacher'],
      ['Cerys', 'teacher'],
    ])
    expect(study.pupils.map((pupil) => [pupil.code, pupil.pseudonym])).toEqual([
      ['A', 'Wren'],
      ['B', 'Heron'],
      ['C', 'Kestrel'],
    ])
    const [lesson] = study.lessons
    expect(study.lessons).toHaveLength(1)
    expect(lesson).toMatchObject({ number: 1, date: null, minutes: 60, teacherId: amira })
    expect(lesson?.observers).toEqual([
      { personId: ben, pupilIds: [study.pupils[0]!.id] },
      { personId: cerys, pupilIds: [study.pupils[1]!.id, study.pupils[2]!.id] },
    ])
    expect(study).toMatchObject({ myRole: 'teacher', question: '', isExample: false })
  })

  it('has a plan of five empty rows that the server wrote, once', async () => {
    const study = await world.study(amira)
    const stored = await world.storage.updateLog.load(study.lessons[0]!.planId)
    const doc = new Y.Doc()
    Y.applyUpdate(doc, stored!.snapshot!.update)
    const rows = listStages(doc)
    expect(rows).toHaveLength(5)
    expect(rows.every((row) => row.minutes === 0 && row.title === '' && !row.broken)).toBe(true)
    expect(stored).toMatchObject({ kind: 'plan', headSeq: 1, frozen: false, ownerId: null })
    expect([...stored!.clients.values()]).toEqual([serverPersonId])
    expect(Y.encodeStateVector(doc)).toEqual(stored!.snapshot!.stateVector)
    expect(stored!.epoch).toBe(study.lessons[0]!.planEpoch)
  })

  it('is added once, however often the request arrives', async () => {
    const body = { id: newId<'study'>(), title: 'What puzzles us', teachers: [ben] }
    const answers = await Promise.all(
      [1, 2, 3].map(() => world.ask(amira, 'POST', '/studies', body)),
    )
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 200, 201])
    const views = await Promise.all(answers.map((answer) => answer.json()))
    expect(views[1]).toEqual(views[0])
    expect(views[2]).toEqual(views[0])
    const taken = await world.ask(owen, 'POST', '/studies', body)
    expect(await error(taken)).toMatchObject({ status: 409, code: 'taken' })
  })

  it('names each person once, whoever adds it first', async () => {
    const study = await world.study(ben, ben, amira, amira)
    expect(study.people.map((person) => person.name)).toEqual(['Ben', 'Amira'])
    expect(study.lessons[0]!.teacherId).toBe(ben)
  })

  it('is refused with a sentence when its form is wrong', async () => {
    const empty = await world.ask(amira, 'POST', '/studies', { id: newId<'study'>(), title: ' ' })
    expect(await error(empty)).toEqual({
      status: 400,
      code: 'invalid',
      sentence: 'Write what puzzles you, in one line.',
      fields: { title: 'Write what puzzles you, in one line.' },
    })
    for (const body of [
      {},
      { id: 'x', title: 'a' },
      { id: newId<'study'>(), title: 'a'.repeat(301) },
      { id: newId<'study'>(), title: 'a', teachers: ['x'] },
      { id: newId<'study'>(), title: 'a', teachers: [nobody] },
      { id: newId<'study'>(), title: 'a', teachers: Array.from({ length: 24 }, () => amira) },
    ]) {
      expect(await error(await world.ask(amira, 'POST', '/studies', body))).toMatchObject({
        status: 400,
        code: 'invalid',
      })
    }
  })

  it('tells each of its people', async () => {
    const study = await world.study(amira, ben)
    expect(world.published).toEqual([
      { scope: `study:${study.id}`, noun: 'study', id: study.id },
      { scope: `person:${amira}`, noun: 'studies', id: null },
      { scope: `person:${ben}`, noun: 'studies', id: null },
    ])
  })
})

describe('the head of a study', () => {
  it('changes only what is named, and two at once lose nothing', async () => {
    const study = await world.study(amira, ben)
    const path = `/studies/${study.id}`
    const changes = {
      title: 'Do they see one number?',
      question: 'If we place fractions on a line, will they?',
      focus: 'Comparing fractions, maths',
      yearGroup: 'Year 4',
      classCode: '4B',
      pupilCount: 28,
      setting: 'Hall, in pairs',
      expert: 'The maths lead of the cluster',
    }
    const answers = await Promise.all(
      Object.entries(changes).map(([name, value], index) =>
        world.ask(index % 2 ? amira : ben, 'PATCH', path, { [name]: value }),
      ),
    )
    expect(answers.map((answer) => answer.status)).toEqual(answers.map(() => 200))
    expect(await world.view(amira, 'GET', path)).toMatchObject(changes)
    expect((await world.view(amira, 'PATCH', path, { pupilCount: null })).pupilCount).toBeNull()
  })

  it('takes a theme of the school and no other', async () => {
    const study = await world.study(amira)
    const { db, tables } = world.storage
    const theme = newId<'theme'>()
    const [community] = await db.select().from(tables.communities)
    await db.insert(tables.themes).values({
      id: theme,
      communityId: community!.id,
      title: 'Pupils who explain',
      createdBy: amira,
      createdAt: 0,
      closedAt: null,
      isExample: false,
    })
    const path = `/studies/${study.id}`
    const view = await world.view(amira, 'PATCH', path, { themeId: theme })
    expect(view.theme).toEqual({ id: theme, title: 'Pupils who explain' })
    const wrong = await world.ask(amira, 'PATCH', path, { themeId: newId<'theme'>() })
    expect(await error(wrong)).toMatchObject({
      status: 400,
      fields: { themeId: expect.stringContaining('theme') as unknown },
    })
    expect((await world.view(amira, 'PATCH', path, { themeId: null })).theme).toBeNull()
  })

  it('is not told when nothing changed', async () => {
    const study = await world.study(amira)
    world.published.length = 0
    await world.view(amira, 'PATCH', `/studies/${study.id}`, {})
    expect(world.published).toEqual([])
  })
})

describe('the people of a study', () => {
  it('come in and change their part; open editors are judged again', async () => {
    const study = await world.study(amira)
    const plan = study.lessons[0]!.planId
    const before = await aclVersion(plan)
    const path = `/studies/${study.id}/people/${ben}`
    const added = await world.view(amira, 'PUT', path, { role: 'observer' })
    expect(added.people.map((person) => person.role)).toEqual(['teacher', 'observer'])
    const notes = study.lessons[0]!.documents.map((document) => document.id)
    expect(world.rechecked.documents).toEqual(expect.arrayContaining([plan, ...notes]))
    expect(await aclVersion(plan)).toBe(before + 1)
    const raised = await world.view(amira, 'PUT', path, { role: 'teacher' })
    expect(raised.people.map((person) => person.role)).toEqual(['teacher', 'teacher'])
    await world.view(amira, 'PUT', path, { role: 'teacher' })
    expect(await aclVersion(plan)).toBe(before + 2)
    const wrong = await world.ask(amira, 'PUT', `/studies/${study.id}/people/${nobody}`, {
      role: 'teacher',
    })
    expect(await error(wrong)).toMatchObject({ status: 400, code: 'invalid' })
  })

  it('leave, and with their place their right and their part in lessons to come', async () => {
    const study = await world.study(amira, ben, cerys)
    const lesson = study.lessons[0]!
    await world.view(amira, 'PATCH', `/lessons/${lesson.id}`, { teacherId: ben })
    const plan = lesson.planId
    const before = await aclVersion(plan)
    world.published.length = 0
    const after = await world.view(amira, 'DELETE', `/studies/${study.id}/people/${ben}`)
    expect(after.people.map((person) => person.name)).toEqual(['Amira', 'Cerys'])
    expect(after.lessons[0]!.teacherId).toBeNull()
    expect(after.lessons[0]!.observers.map((one) => one.personId)).not.toContain(ben)
    expect(await aclVersion(plan)).toBe(before + 1)
    expect(world.rechecked.documents).toContain(plan)
    expect(world.published).toContainEqual({ scope: `person:${ben}`, noun: 'studies', id: null })
    expect((await world.ask(ben, 'GET', `/studies/${study.id}`)).status).toBe(404)
    const again = await world.ask(amira, 'DELETE', `/studies/${study.id}/people/${ben}`)
    expect(again.status).toBe(200)
  })

  it('keep at least one teacher', async () => {
    const study = await world.study(amira)
    await world.view(amira, 'PUT', `/studies/${study.id}/people/${ben}`, { role: 'observer' })
    for (const [method, body] of [['DELETE'], ['PUT', { role: 'observer' }]] as const) {
      const answer = await world.ask(amira, method, `/studies/${study.id}/people/${amira}`, body)
      expect(await error(answer)).toMatchObject({ status: 409, code: 'conflict' })
    }
    await world.view(amira, 'PUT', `/studies/${study.id}/people/${ben}`, { role: 'teacher' })
    const left = await world.ask(amira, 'DELETE', `/studies/${study.id}/people/${amira}`)
    expect(left.status).toBe(204)
    expect((await world.ask(amira, 'GET', `/studies/${study.id}`)).status).toBe(404)
  })

  it('two who leave at the same moment leave one of them behind', async () => {
    const study = await world.study(amira, ben)
    const answers = await Promise.all(
      [amira, ben].map((id) => world.ask(id, 'DELETE', `/studies/${study.id}/people/${id}`)),
    )
    expect(answers.map((answer) => answer.status).sort()).toEqual([204, 409])
  })
})

async function aclVersion(plan: DocumentId): Promise<number> {
  return (await world.storage.updateLog.load(plan))!.aclVersion
}
