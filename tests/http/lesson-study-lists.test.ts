import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { announcePeopleHere } from '../../server/here.ts'
import type { PersonId } from '../../shared/ids.ts'
import type { StudyRowView, TodayView } from '../../shared/lesson-study/api.ts'
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
      milestones: [],
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
