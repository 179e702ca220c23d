import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { starterNorms } from '../../shared/lesson-study/agreement.ts'
import type { PersonId } from '../../shared/ids.ts'
import type { StudyView, TodayView } from '../../shared/lesson-study/api.ts'
import type { CourseView } from '../../shared/lesson-study/course.ts'
import { databaseKinds } from '../support/databases.ts'
import { errorOf, newId, StudyWorld } from '../support/study-world.ts'

describe.each(await databaseKinds())('the course of a study on %s', (kind) => {
  let world: StudyWorld
  let amira: PersonId
  let ben: PersonId
  let cerys: PersonId
  let owen: PersonId
  let study: StudyView
  let lesson: string

  const course = (person: PersonId) =>
    world.view<CourseView>(person, 'GET', `/studies/${study.id}/course`)
  const put = (person: PersonId, path: string, body: unknown) =>
    world.ask(person, 'PUT', path, body)
  const sign = (person: PersonId, version: number) =>
    world.ask(person, 'POST', `/studies/${study.id}/agreement/signs`, { version })

  beforeAll(async () => {
    world = await StudyWorld.open(kind)
    amira = await world.person('Amira')
    ben = await world.person('Ben')
    cerys = await world.person('Cerys')
    owen = await world.person('Owen')
    study = await world.study(amira, ben)
    await world.view(amira, 'PUT', `/studies/${study.id}/people/${cerys}`, { role: 'observer' })
    lesson = `/lessons/${study.lessons[0]!.id}`
  })
  afterAll(async () => {
    expect(world.log.errors).toEqual([])
    await world.close()
  })

  it('begins with nothing agreed and no dates', async () => {
    expect(await course(amira)).toEqual({
      agreement: null,
      earlierAgreements: [],
      milestones: [],
      cover: [],
      acts: [],
      sameTheme: [],
    })
  })

  it('takes the starter set by one tap, of several people at once, as one version', async () => {
    const answers = await Promise.all([sign(amira, 0), sign(ben, 0), sign(cerys, 0), sign(ben, 0)])
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200])
    const { agreement, earlierAgreements } = await course(cerys)
    expect(agreement).toMatchObject({ version: 1, norms: starterNorms })
    expect(agreement!.signs.map(({ by }) => by?.name).sort()).toEqual(['Amira', 'Ben', 'Cerys'])
    expect(agreement!.signs.every(({ at }) => at === world.clock.now())).toBe(true)
    expect(earlierAgreements).toEqual([])
  })

  it('asks everybody anew once the wording has changed, and keeps the wording before readable', async () => {
    const path = `/studies/${study.id}/agreement`
    const norms = ['Pupils first.', 'What we learnt we share.']
    const changed = await put(ben, path, { base: 1, norms })
    expect(changed.status).toBe(200)
    const { agreement, earlierAgreements, acts } = await course(amira)
    expect(agreement).toMatchObject({ version: 2, norms, written: { by: { name: 'Ben' } } })
    expect(agreement!.signs.map(({ by }) => by?.name)).toEqual(['Ben'])
    expect(earlierAgreements).toMatchObject([{ version: 1, norms: starterNorms }])
    expect(acts[0]).toMatchObject({ kind: 'agreement-changed', by: { name: 'Ben' }, lesson: null })
    // The same once more is no new version.
    expect((await put(ben, path, { base: 1, norms })).status).toBe(200)
    expect((await course(amira)).agreement!.version).toBe(2)
  })

  it('says who changed the wording to somebody who agrees to or writes over an older one', async () => {
    const stale = await errorOf(await sign(amira, 1))
    expect(stale).toMatchObject({ status: 409, code: 'conflict' })
    expect(stale.sentence).toContain('Ben changed the wording')
    const path = `/studies/${study.id}/agreement`
    const over = await errorOf(await put(amira, path, { base: 1, norms: ['Mine.'] }))
    expect(over).toMatchObject({ status: 409, code: 'conflict' })
    expect((await sign(amira, 2)).status).toBe(200)
  })

  it('lets an observer agree and not write, and tells a stranger nothing', async () => {
    expect((await sign(cerys, 2)).status).toBe(200)
    const path = `/studies/${study.id}/agreement`
    expect((await put(cerys, path, { base: 2, norms: ['Mine.'] })).status).toBe(403)
    expect((await put(amira, path, { base: 2, norms: [] })).status).toBe(400)
    expect((await sign(owen, 2)).status).toBe(404)
    expect((await world.ask(owen, 'GET', `/studies/${study.id}/course`)).status).toBe(404)
  })

  it('counts the dates from the day of the lesson', async () => {
    await world.view(amira, 'PATCH', lesson, { date: '2026-12-02', startsAt: '10:05' })
    expect((await course(amira)).milestones).toMatchObject([
      { kind: 'idea', date: '2026-11-11', startsAt: null, moved: null, lesson: 1 },
      { kind: 'meeting', date: '2026-11-18' },
      { kind: 'final', date: '2026-11-29' },
      { kind: 'lesson', date: '2026-12-02', startsAt: '10:05' },
      { kind: 'discussion', date: '2026-12-03' },
    ])
  })

  it('moves a date with a name, keeps it when the lesson moves, and puts it back', async () => {
    const path = `${lesson}/milestones/meeting`
    const moved = { date: '2026-11-24', startsAt: '15:30', movedAt: null }
    expect((await put(ben, path, moved)).status).toBe(200)
    await world.view(amira, 'PATCH', lesson, { date: '2026-12-03' })
    const meeting = async () =>
      (await course(amira)).milestones.find((one) => one.kind === 'meeting')
    expect(await meeting()).toMatchObject({
      date: '2026-11-24',
      startsAt: '15:30',
      moved: { by: { name: 'Ben' }, at: world.clock.now() },
    })
    const late = await errorOf(await put(amira, path, { ...moved, date: '2026-11-25' }))
    expect(late).toMatchObject({ status: 409, code: 'conflict' })
    expect(late.sentence).toContain('Ben moved this date')
    const today = await world.view<TodayView>(cerys, 'GET', '/today')
    expect(today.milestones).toMatchObject([
      { kind: 'meeting', date: '2026-11-24', startsAt: '15:30', number: 1 },
      { kind: 'final', date: '2026-11-30' },
      { kind: 'discussion', date: '2026-12-04' },
    ])
    expect((await world.ask(amira, 'DELETE', path)).status).toBe(200)
    expect(await meeting()).toMatchObject({ date: '2026-11-19', startsAt: null, moved: null })
    expect((await world.ask(amira, 'DELETE', `${lesson}/milestones/never`)).status).toBe(404)
  })

  it('moves the lesson itself where the lesson is the date', async () => {
    const body = { date: '2026-12-02', startsAt: '11:00' }
    expect((await put(amira, `${lesson}/milestones/lesson`, body)).status).toBe(200)
    const view = await world.view(ben, 'GET', `/studies/${study.id}`)
    expect(view.lessons[0]).toMatchObject(body)
  })

  it('says who needs cover, once a person, and takes an empty row away', async () => {
    const row = { personId: ben, classCode: '3A', coveredBy: 'Mair, room 4' }
    expect((await put(amira, `${lesson}/cover`, { ...row, was: null })).status).toBe(200)
    const over = { ...row, coveredBy: 'Huw', was: null }
    expect((await put(ben, `${lesson}/cover`, over)).status).toBe(409)
    expect((await course(cerys)).cover).toEqual([{ lessonId: study.lessons[0]!.id, ...row }])
    const { classCode, coveredBy } = row
    const gone = { personId: ben, classCode: '', coveredBy: '', was: { classCode, coveredBy } }
    expect((await put(ben, `${lesson}/cover`, gone)).status).toBe(200)
    expect((await course(amira)).cover).toEqual([])
    expect((await put(amira, `${lesson}/cover`, { ...row, personId: owen })).status).toBe(400)
  })

  it('names other studies on the theme only of whoever asks', async () => {
    const themeId = newId<'theme'>()
    const { db, tables } = world.storage
    const [community] = await db.select().from(tables.communities)
    await db.insert(tables.themes).values({
      ...{ id: themeId, communityId: community!.id, title: 'Reasons', createdAt: 1 },
      ...{ createdBy: amira, isExample: false, closedAt: null },
    })
    const bens = await world.study(ben)
    const owens = await world.study(owen)
    for (const [person, one] of [
      [amira, study],
      [ben, bens],
      [owen, owens],
    ] as const) {
      await world.view(person, 'PATCH', `/studies/${one.id}`, { themeId })
    }
    expect((await course(ben)).sameTheme).toEqual([{ id: bens.id, title: bens.title }])
    expect((await course(amira)).sameTheme).toEqual([])
  })

  it('brings each step on by an act with a name and a date', async () => {
    const steps = async () =>
      (await world.view(amira, 'GET', `/studies/${study.id}`)).lessons[0]!.steps
    const before = await steps()
    expect(Object.values(before).map(({ state }) => state)).toEqual([
      ...['begun', 'empty', 'empty', 'empty', 'empty', 'empty', 'empty'],
    ])
    const mark = { id: newId<'stage-mark'>(), rowId: newId<'row'>(), at: world.clock.now() }
    await world.view(cerys, 'POST', `${lesson}/marks`, mark)
    const act = { at: world.clock.now(), by: { id: cerys, name: 'Cerys', colour: 1 } }
    const begun = await steps()
    expect([begun.plan, begun.teach]).toMatchObject([
      { state: 'done', act: { by: { name: 'Cerys' } } },
      { state: 'begun', act: { at: act.at, by: { name: 'Cerys' } } },
    ])
    await world.view(ben, 'PUT', `${lesson}/ended`, { ended: true })
    expect((await steps()).teach).toMatchObject({ state: 'done', act: { by: { name: 'Ben' } } })
    expect(
      (await course(amira)).acts
        .map((one) => one.kind)
        .slice(0, 2)
        .sort(),
    ).toEqual(['lesson-begun', 'lesson-ended'])
  })

  it('follows the discussion and the decisions that went into a plan', async () => {
    const { db, tables } = world.storage
    const lessonId = study.lessons[0]!.id
    const at = world.clock.now()
    const nobody = { stepKey: null, stepStartedAt: null, pausedAfterMs: null, speakerId: null }
    await db.insert(tables.runs).values({
      ...{ id: newId<'run'>(), kind: 'discussion', subjectId: lessonId, steps: [], state: 'open' },
      ...nobody,
      ...{ stepLengthMs: 0, doneKeys: [], waiting: [], version: 1, changedBy: ben, changedAt: at },
      roles: { chairId: null, noteTakerId: null, expertId: null },
      ...{ openedAt: at, openedBy: ben, closedAt: null, closedBy: null },
    })
    const steps = async () =>
      (await world.view(amira, 'GET', `/studies/${study.id}`)).lessons[0]!.steps
    expect((await steps()).discuss).toMatchObject({ state: 'begun', act: { by: { name: 'Ben' } } })
    await db.update(tables.runs).set({ state: 'closed', closedAt: at + 1, closedBy: amira })
    expect((await steps()).discuss).toMatchObject({
      state: 'done',
      act: { at: at + 1, by: { name: 'Amira' } },
    })
    await db.insert(tables.decisions).values({
      ...{ id: newId<'decision'>(), studyId: study.id, lessonId, claimId: null, rowId: null },
      ...{ text: 'Begin with the washing line', ownerId: null, state: 'in-plan', version: 1 },
      ...{ planLessonId: null, stateBy: cerys, stateAt: at, createdBy: cerys, createdAt: at },
      ...{ changedBy: cerys, changedAt: at },
    })
    expect((await steps()).again).toMatchObject({ state: 'begun', act: { by: { name: 'Cerys' } } })
  })
})
