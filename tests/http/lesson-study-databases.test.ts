import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { deleteExample, markExample } from '../../server/admin/example-queries.ts'
import { listQuarantine } from '../../server/admin/set-aside-queries.ts'
import { createDocumentRights } from '../../server/lesson-study/document-rights.ts'
import type { PersonId } from '../../shared/ids.ts'
import type { StudyRowView, StudyView, TodayView } from '../../shared/lesson-study/api.ts'
import { databaseKinds } from '../support/databases.ts'
import { newId, StudyWorld } from '../support/study-world.ts'

describe.each(await databaseKinds())('lesson studies on %s', (kind) => {
  let world: StudyWorld
  let amira: PersonId
  let ben: PersonId
  let study: StudyView

  beforeAll(async () => {
    world = await StudyWorld.open(kind)
    amira = await world.person('Amira')
    ben = await world.person('Ben')
    study = await world.study(amira, ben)
  })
  afterAll(async () => {
    expect(world.log.errors).toEqual([])
    await world.close()
  })

  it('are added once and read back whole', async () => {
    const body = { id: newId<'study'>(), title: 'Ändert sich “etwas”?', teachers: [ben] }
    const answers = await Promise.all(
      [1, 2, 3, 4].map(() => world.ask(amira, 'POST', '/studies', body)),
    )
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 200, 200, 201])
    const view = await world.view(ben, 'GET', `/studies/${body.id}`)
    expect(view).toMatchObject({ title: body.title, pupilCount: null, isExample: false })
    expect(view.lessons[0]!.observers).toEqual([
      { personId: ben, pupilIds: view.pupils.map((pupil) => pupil.id) },
    ])
    await world.view(ben, 'DELETE', `/studies/${body.id}/people/${amira}`)
  })

  it('count what was set aside of each person in each plan', async () => {
    const { updateLog } = world.storage
    const { planId } = study.lessons[0]!
    const { aclVersion, headSeq } = (await updateLog.load(planId))!
    const bens = { documentId: planId, connectionId: 'one', personId: ben, aclVersion, at: 1 }
    const row = { ...bens, update: new Uint8Array([0, 0]), newClientIds: [] }
    await updateLog.append([1, 2].map((frameNo) => ({ ...row, frameNo })))
    for (const seq of [headSeq + 1, headSeq + 2]) {
      await updateLog.quarantine(planId, seq, 'Unexpected end of array')
    }
    const seenBy = async (person: PersonId) =>
      (await world.view(person, 'GET', `/studies/${study.id}`)).lessons.map((one) => one.setAside)
    expect(await seenBy(ben)).toEqual([2])
    expect(await seenBy(amira)).toEqual([0])
    const listed = { document: planId, person: 'Ben', reason: 'Unexpected end of array' }
    expect(await listQuarantine(world.storage)).toMatchObject([
      { ...listed, seq: headSeq + 1 },
      { ...listed, seq: headSeq + 2 },
    ])
  })

  it('lose nothing when several people change them at once', async () => {
    const lesson = `/lessons/${study.lessons[0]!.id}`
    await Promise.all([
      world.view(amira, 'PATCH', `/studies/${study.id}`, { classCode: '4B' }),
      world.view(ben, 'PATCH', `/studies/${study.id}`, { pupilCount: 28 }),
      world.view(amira, 'PATCH', lesson, { date: '2026-11-25' }),
      world.view(ben, 'PATCH', lesson, { startsAt: '10:05', teacherId: ben }),
      ...[1, 2, 3].map(() =>
        world.view(amira, 'POST', `/studies/${study.id}/pupils`, { id: newId<'case-pupil'>() }),
      ),
      ...[1, 2].map(() =>
        world.view(ben, 'POST', `/studies/${study.id}/lessons`, { id: newId<'lesson'>() }),
      ),
    ])
    const view = await world.view(amira, 'GET', `/studies/${study.id}`)
    expect(view).toMatchObject({ classCode: '4B', pupilCount: 28 })
    expect(view.pupils.map((pupil) => pupil.code)).toEqual(['A', 'B', 'C', 'D', 'E', 'F'])
    expect(view.lessons.map((one) => one.number)).toEqual([1, 2, 3])
    expect(view.lessons[0]).toMatchObject({ date: '2026-11-25', startsAt: '10:05', teacherId: ben })
    const rows = await world.view<StudyRowView[]>(amira, 'GET', '/studies')
    expect(rows).toMatchObject([{ lessonCount: 3, next: { number: 1, date: '2026-11-25' } }])
    const today = await world.view<TodayView>(amira, 'GET', '/today')
    expect(today.comingUp).toMatchObject([
      { classCode: '4B', watching: ['Wren', 'Heron', 'Kestrel'] },
    ])
  })

  it('give each person the rights of their place on a plan', async () => {
    const rights = createDocumentRights(world.storage, world.clock)
    const plan = study.lessons[0]!.planId
    const before = await rights.find(ben, plan)
    expect(before).toMatchObject({ role: 'writer' })
    await world.view(amira, 'PUT', `/studies/${study.id}/people/${ben}`, { role: 'observer' })
    const after = await rights.find(ben, plan)
    expect(after?.role).toBe('reader')
    expect(after!.aclVersion).toBeGreaterThan(before!.aclVersion)
    expect(await rights.find(newId<'person'>(), plan)).toBeNull()
    expect(await rights.find(ben, newId<'document'>())).toBeNull()
    const { db, tables } = world.storage
    await db.update(tables.people).set({ state: 'left' })
    expect(await rights.find(amira, plan)).toBeNull()
    await db.update(tables.people).set({ state: 'active' })
  })

  it('go with the example, and only with it', async () => {
    const { storage } = world
    const remove = () =>
      storage.transaction((tx) => deleteExample({ db: tx, tables: storage.tables }))
    expect(await remove()).toMatchObject({ people: [], studies: [], documents: [] })
    const efa = await world.person('Efa')
    const example = await world.study(efa, amira)
    await markExample(storage, { people: [efa], studies: [example.id] })
    const removed = await remove()
    // The plan, what two people have each, and what the lesson has.
    expect(removed.documents).toHaveLength(1 + 2 * 2 + 3)
    expect(removed).toMatchObject({
      people: [efa],
      studies: [example.id],
      documents: expect.arrayContaining([example.lessons[0]!.planId]) as unknown,
      others: [amira],
    })
    expect((await world.ask(amira, 'GET', `/studies/${example.id}`)).status).toBe(404)
    expect((await world.ask(amira, 'GET', `/studies/${study.id}`)).status).toBe(200)
  })
})
