import * as Y from 'yjs'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { ErrorView } from '../../shared/errors.ts'
import type { DocumentId, PersonId } from '../../shared/ids.ts'
import { serverPersonId } from '../../shared/ids.ts'
import type { StudyRowView, TodayView } from '../../shared/lesson-study/api.ts'
import { listStages } from '../../shared/lesson-study/plan.ts'
import { announcePeopleHere } from '../../server/lesson-study/here.ts'
import { newId, StudyWorld } from '../support/study-world.ts'

let world: StudyWorld
let amira: PersonId
let ben: PersonId
let cerys: PersonId
let owen: PersonId
let nobody: PersonId

beforeAll(async () => {
  world = await StudyWorld.open()
  amira = await world.person('Amira', { isLead: true })
  ben = await world.person('Ben')
  cerys = await world.person('Cerys')
  owen = await world.person('Owen')
  nobody = newId<'person'>()
})
beforeEach(() => {
  world.published.length = 0
  world.rechecked.documents.length = 0
})
afterAll(async () => {
  expect(world.log.errors).toEqual([])
  await world.close()
})

const error = async (response: Response) => ({
  status: response.status,
  ...((await response.json()) as ErrorView),
})

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
    expect(await error(wrong)).toMatchObject({ status: 400, fields: { themeId: /theme/ } })
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
    expect(world.rechecked.documents).toEqual([plan])
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
    expect(await error(answer)).toMatchObject({ status: 400, fields: { pseudonym: /heron/ } })
    const view = await world.view(amira, 'PATCH', `/pupils/${study.pupils[0]!.id}`, {
      pseudonym: 'Lapwing',
    })
    expect(view.pupils[0]!.pseudonym).toBe('Lapwing')
    const added = await world.view(amira, 'POST', `/studies/${study.id}/pupils`, {
      id: newId<'case-pupil'>(),
    })
    expect(new Set(added.pupils.map((pupil) => pupil.pseudonym)).size).toBe(4)
  })
})

describe('lists', () => {
  it('show the studies of whoever asks, last changed first, with who is in them now', async () => {
    const reader = await world.person('Efa')
    const one = await world.study(reader, ben)
    world.clock.runNext(world.clock.now() + 1000)
    const two = await world.study(ben, reader)
    world.clock.runNext(world.clock.now() + 1000)
    await world.study(ben)
    await world.view(reader, 'PATCH', `/studies/${one.id}`, { focus: 'Reading aloud' })
    world.nowIn(two.lessons[0]!.planId, [
      { id: ben, name: 'Ben', colour: 2 },
      { id: reader, name: 'Efa', colour: 5 },
    ])
    const rows = await world.view<StudyRowView[]>(reader, 'GET', '/studies')
    expect(rows.map((row) => row.id)).toEqual([one.id, two.id])
    expect(rows[1]!.here).toEqual([{ id: ben, name: 'Ben', colour: 2 }])
    expect(rows[0]).toMatchObject({ focus: 'Reading aloud', lessonCount: 1, next: null, here: [] })
  })

  it('name whoever wrote last in a plan, unless it was the person who asks', async () => {
    const study = await world.study(cerys, ben)
    const plan = study.lessons[0]!.planId
    const { db, tables } = world.storage
    world.clock.runNext(world.clock.now() + 5000)
    await db.update(tables.documents).set({ changedAt: world.clock.now(), changedBy: ben })
    const row = async (id: PersonId) =>
      (await world.view<StudyRowView[]>(id, 'GET', '/studies')).find((one) => one.id === study.id)
    expect((await row(cerys))?.changedBy).toMatchObject({ id: ben, name: 'Ben' })
    expect((await row(ben))?.changedBy).toBeNull()
    expect((await row(cerys))?.changedAt).toBe(world.clock.now())
    expect(plan).toBeTruthy()
  })

  it('tell on Today what is coming, soonest first, in the calendar of the school', async () => {
    const teacher = await world.person('Grace')
    const study = await world.study(teacher, amira)
    const lesson = study.lessons[0]!
    await world.view(teacher, 'PATCH', `/studies/${study.id}`, { classCode: '4B' })
    const two = await world.view(teacher, 'POST', `/studies/${study.id}/lessons`, {
      id: newId<'lesson'>(),
    })
    await world.view(teacher, 'PATCH', `/lessons/${lesson.id}`, { date: '2026-11-22' })
    const second = `/lessons/${two.lessons[1]!.id}`
    await world.view(teacher, 'PATCH', second, { date: '2026-11-23', startsAt: '10:05' })
    const today = await world.view<TodayView>(teacher, 'GET', '/today')
    expect(today.comingUp).toEqual([
      {
        studyId: study.id,
        studyTitle: study.title,
        number: 2,
        date: '2026-11-23',
        startsAt: '10:05',
        classCode: '4B',
        teacher: expect.objectContaining({ id: amira, name: 'Amira' }) as unknown,
        watching: ['Wren', 'Heron', 'Kestrel'],
        iTeach: false,
      },
    ])
    expect(today.recent.map((row) => row.id)).toEqual([study.id])
    expect(today.recent[0]!.next).toEqual({ number: 2, date: '2026-11-23', startsAt: '10:05' })
  })

  it('are empty for somebody new', async () => {
    const newcomer = await world.person('Isla')
    expect(await world.view<TodayView>(newcomer, 'GET', '/today')).toEqual({
      recent: [],
      comingUp: [],
    })
  })

  it('hear, half a second later and once, who came into a plan', async () => {
    const study = await world.study(amira, ben)
    const stop = announcePeopleHere(world.deps)
    world.published.length = 0
    world.nowIn(study.lessons[0]!.planId, [{ id: ben, name: 'Ben', colour: 2 }])
    world.nowIn(study.lessons[0]!.planId, [])
    world.clock.runNext(world.clock.now() + 500)
    await expect.poll(() => world.published.length).toBe(3)
    expect(world.published).toContainEqual({
      scope: `person:${amira}`,
      noun: 'here',
      id: study.id,
    })
    stop()
  })
})

describe('what is not theirs', () => {
  it('looks to a stranger as what is not there: the same status, headers and bytes', async () => {
    const study = await world.study(amira, ben)
    const lesson = study.lessons[0]!.id
    const pupil = study.pupils[0]!.id
    const cases: [string, string, string, unknown?][] = [
      ['GET', `/studies/${study.id}`, `/studies/${newId<'study'>()}`],
      ['PATCH', `/studies/${study.id}`, `/studies/${newId<'study'>()}`, { title: 'Mine' }],
      [
        'PUT',
        `/studies/${study.id}/people/${owen}`,
        `/studies/${newId<'study'>()}/people/${owen}`,
        { role: 'teacher' },
      ],
      [
        'DELETE',
        `/studies/${study.id}/people/${ben}`,
        `/studies/${newId<'study'>()}/people/${ben}`,
      ],
      [
        'POST',
        `/studies/${study.id}/lessons`,
        `/studies/${newId<'study'>()}/lessons`,
        { id: newId<'lesson'>() },
      ],
      ['PATCH', `/lessons/${lesson}`, `/lessons/${newId<'lesson'>()}`, { minutes: 45 }],
      ['POST', `/lessons/${lesson}/rotate`, `/lessons/${newId<'lesson'>()}/rotate`],
      [
        'POST',
        `/studies/${study.id}/pupils`,
        `/studies/${newId<'study'>()}/pupils`,
        { id: newId<'case-pupil'>() },
      ],
      ['PATCH', `/pupils/${pupil}`, `/pupils/${newId<'case-pupil'>()}`, { dropped: true }],
    ]
    for (const [method, forbidden, absent, body] of cases) {
      const answers = await Promise.all(
        [forbidden, absent, '/studies/nothing'].map((path) =>
          world.ask(
            owen,
            path === '/studies/nothing' ? 'GET' : method,
            path,
            body && path !== '/studies/nothing' ? body : undefined,
          ),
        ),
      )
      const seen = await Promise.all(
        answers.map(async (answer) => ({
          status: answer.status,
          headers: [...answer.headers],
          bytes: await answer.text(),
        })),
      )
      expect(seen[0]!.status, `${method} ${forbidden}`).toBe(404)
      expect(seen[1]).toEqual(seen[0])
      expect(seen[2]).toEqual(seen[0])
    }
    expect(await world.view(amira, 'GET', `/studies/${study.id}`)).toEqual(study)
  })

  it('may be read by an observer, and is changed by teachers', async () => {
    const study = await world.study(amira)
    await world.view(amira, 'PUT', `/studies/${study.id}/people/${cerys}`, { role: 'observer' })
    const view = await world.view(cerys, 'GET', `/studies/${study.id}`)
    expect(view.myRole).toBe('observer')
    const answer = await world.ask(cerys, 'PATCH', `/studies/${study.id}`, { title: 'Mine' })
    expect(await error(answer)).toMatchObject({ status: 403, code: 'forbidden' })
  })

  it('is nobody’s who is not signed in', async () => {
    const study = await world.study(amira)
    const answer = await world.ask(null, 'GET', `/studies/${study.id}`)
    expect(await error(answer)).toMatchObject({ status: 401, code: 'sign-in' })
  })
})

async function aclVersion(plan: DocumentId): Promise<number> {
  return (await world.storage.updateLog.load(plan))!.aclVersion
}
