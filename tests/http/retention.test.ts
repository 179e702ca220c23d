import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { keepTime } from '../../server/lesson-study/retention.ts'
import type { ChainView } from '../../shared/community/chain.ts'
import type { PersonId } from '../../shared/ids.ts'
import type { LessonView, StudyView } from '../../shared/lesson-study/api.ts'
import type { CourseView } from '../../shared/lesson-study/course.ts'
import type { KeepingRuleView, KeepingView } from '../../shared/lesson-study/keeping.ts'
import { daysAfter, monthsAfter } from '../../shared/lesson-study/keeping.ts'
import { closeCode } from '../../shared/sync/protocol.ts'
import { Cast } from '../support/cast.ts'
import { databaseKinds } from '../support/databases.ts'
import { MovingClock } from '../support/moving-clock.ts'
import { errorOf, newId, StudyWorld } from '../support/study-world.ts'
import { SyncPeer } from '../support/sync-peer.ts'

const reason = 'The report to the governors comes in spring.'

describe('days', () => {
  it('are counted in months of a calendar', () => {
    expect(monthsAfter('2026-11-23', 12)).toBe('2027-11-23')
    expect(monthsAfter('2026-01-31', 1)).toBe('2026-02-28')
    expect(monthsAfter('2027-08-31', 6)).toBe('2028-02-29')
    expect(daysAfter('2026-12-31', 28)).toBe('2027-01-28')
    expect(daysAfter('2027-03-01', -28)).toBe('2027-02-01')
  })
})

// The lesson ends on 23 November 2026; raw material is due a year later and listed 28 days before.
describe.each(await databaseKinds())('what is kept, on %s', (kind) => {
  let world: StudyWorld
  let admin: PersonId
  let teacher: PersonId
  let observer: PersonId
  let study: StudyView

  beforeEach(async () => {
    world = await StudyWorld.open(kind)
    admin = await world.person('Olwen', { isAdmin: true })
    teacher = await world.person('Amira')
    observer = await world.person('Ben')
    const { id } = await world.study(teacher)
    await world.view(teacher, 'PUT', `/studies/${id}/people/${observer}`, { role: 'observer' })
    study = await world.view(teacher, 'GET', `/studies/${id}`)
    await world.view(teacher, 'PUT', `${lessonPath()}/ended`, { ended: true })
  })
  afterEach(async () => {
    expect(world.log.errors).toEqual([])
    await world.close()
  })

  const lessonPath = () => `/lessons/${study.lessons[0]!.id}`
  const lessonNow = async (): Promise<LessonView> =>
    (await world.view(teacher, 'GET', `/studies/${study.id}`)).lessons[0]!
  const kindsNow = async () =>
    [...new Set((await lessonNow()).documents.map((document) => document.kind))].sort()
  const keeping = (person = observer) =>
    world.view<KeepingView>(person, 'GET', `/studies/${study.id}/keeping`)
  const acts = async () =>
    (await world.view<CourseView>(observer, 'GET', `/studies/${study.id}/course`)).acts
  const hold = (person: PersonId, until: string) =>
    world.ask(person, 'PUT', `${lessonPath()}/keeping/observation`, { until, reason })

  /** The daily round of a day, with all that comes before it. */
  async function roundOn(day: string): Promise<void> {
    const { clock } = world
    while (clock.runNext(Date.parse(`${day}T12:00:00Z`)));
    await keepTime(world.deps)
  }

  it('is listed to everybody in the study for four weeks, and then deleted', async () => {
    const before = await lessonNow()
    await roundOn('2027-10-25')
    expect((await keeping()).items.filter((item) => item.isListed)).toEqual([])
    await roundOn('2027-10-26')
    const listed = (await keeping()).items.filter((item) => item.isListed)
    expect(listed.map((item) => item.kind).sort()).toEqual(['observation', 'responses', 'voice'])
    expect(new Set(listed.map((item) => item.on))).toEqual(new Set(['2027-11-23']))
    expect((await acts()).filter((act) => act.kind === 'deletion-listed')).toHaveLength(3)
    await roundOn('2027-11-22')
    expect(await kindsNow()).toHaveLength(5)
    expect(world.ended).toEqual([])

    await roundOn('2027-11-23')
    expect(await kindsNow()).toEqual(['record', 'saw'])
    const raw = ['observation', 'voice', 'responses']
    const all = before.documents.filter((one) => raw.includes(one.kind)).map((one) => one.id)
    const { removedDocuments } = await lessonNow()
    // Those of the other observer as well: what whoever asks could not read is deleted, too.
    expect(removedDocuments).toHaveLength(5)
    expect(removedDocuments).toEqual(expect.arrayContaining(all))
    expect([...world.ended].sort()).toEqual([...removedDocuments].sort())
    for (const id of removedDocuments) expect(await world.storage.updateLog.load(id)).toBeNull()
    expect((await acts()).filter((act) => act.kind === 'material-deleted')).toHaveLength(3)
  })

  it('is not deleted twice, and not made anew', async () => {
    await roundOn('2027-10-26')
    await roundOn('2027-11-23')
    const count = world.ended.length
    await roundOn('2027-11-24')
    await world.view(teacher, 'PATCH', `/studies/${study.id}`, { question: 'And now?' })
    await world.view(teacher, 'PUT', `/studies/${study.id}/people/${admin}`, { role: 'teacher' })
    expect(world.ended).toHaveLength(count)
    expect((await lessonNow()).removedDocuments).toHaveLength(count)
  })

  it('stands in the list for its whole time, also when the rule was shortened or the server was off', async () => {
    await roundOn('2027-05-01')
    await world.view(admin, 'PUT', '/keeping/observation', { months: 1 })
    // Due for months: but nobody was told until now.
    expect((await keeping()).items[0]).toMatchObject({ kind: 'observation', on: '2027-05-29' })
    await roundOn('2027-05-02')
    expect((await keeping()).items[0]).toMatchObject({ on: '2027-05-30', isListed: true })
    await roundOn('2027-05-29')
    expect(await kindsNow()).toContain('observation')
    await roundOn('2027-06-04')
    expect(await kindsNow()).not.toContain('observation')
    expect(await kindsNow()).toContain('voice')
  })

  it('is kept until a later day by a teacher who says why, and is listed again before it', async () => {
    await roundOn('2027-10-26')
    expect((await hold(observer, '2028-06-01')).status).toBe(403)
    expect(await errorOf(await hold(teacher, '2027-10-26'))).toMatchObject({ status: 400 })
    expect((await hold(teacher, '2028-06-01')).status).toBe(200)
    const item = (await keeping()).items.find((one) => one.kind === 'observation')!
    expect(item).toMatchObject({
      on: '2028-06-01',
      isListed: false,
      hold: { until: '2028-06-01', reason, by: { id: teacher } },
    })
    expect((await acts())[0]).toMatchObject({ kind: 'retention-held', note: reason })
    await roundOn('2027-11-23')
    expect(await kindsNow()).toEqual(['observation', 'record', 'saw'])
    await roundOn('2028-05-04')
    await roundOn('2028-05-31')
    expect(await kindsNow()).toContain('observation')
    await roundOn('2028-06-01')
    expect(await kindsNow()).not.toContain('observation')
    expect((await hold(teacher, '2029-01-01')).status).toBe(409)
  })

  it('takes nothing of what was drawn from it', async () => {
    const documentId = (await lessonNow()).documents.find((one) => one.kind === 'observation')!.id
    const claim = {
      id: newId(),
      text: 'ten still seconds',
      notes: [{ documentId, noteId: newId() }],
    }
    await world.view(teacher, 'POST', `${lessonPath()}/claims`, claim)
    await roundOn('2027-10-26')
    await roundOn('2027-11-23')
    const chain = await world.view<ChainView>(teacher, 'GET', `/studies/${study.id}/chain`)
    expect(chain.claims[0]).toMatchObject({ text: claim.text, notes: claim.notes })
    expect((await lessonNow()).removedDocuments).toContain(documentId)
    const { planId } = await lessonNow()
    expect(await world.storage.updateLog.load(planId)).not.toBeNull()
  })

  it('is as long as an admin says, within bounds', async () => {
    const usual = await world.view<KeepingRuleView[]>(observer, 'GET', '/keeping')
    expect(usual).toContainEqual({ kind: 'voice', months: 12 })
    for (const months of [0, 85, 1.5]) {
      expect((await world.ask(admin, 'PUT', '/keeping/voice', { months })).status).toBe(400)
    }
    expect((await world.ask(admin, 'PUT', '/keeping/plan', { months: 2 })).status).toBe(404)
    expect((await world.ask(teacher, 'PUT', '/keeping/voice', { months: 2 })).status).toBe(403)
    const changed = await world.view<KeepingRuleView[]>(admin, 'PUT', '/keeping/voice', {
      months: 24,
    })
    expect(changed).toContainEqual({ kind: 'voice', months: 24 })
  })
})

it('whoever has it open is told that it is gone, and finds it gone', async () => {
  const clock = new MovingClock()
  const cast = await Cast.gather(clock)
  const { house } = cast
  const study = await cast.newStudy()
  const teacher = cast.as('teacher')
  const lesson = study.lessons[0]!
  await house.view(teacher, 'PUT', `/api/lessons/${lesson.id}/ended`, { ended: true })
  const dayMs = 24 * 60 * 60 * 1_000
  clock.move(340 * dayMs)
  await keepTime(house.deps)
  clock.move(29 * dayMs)
  const guest = await house.again(teacher)
  const notes = lesson.documents.find(
    (one) => one.kind === 'observation' && one.person?.id === teacher.id,
  )!
  const peer = new SyncPeer({ base: house.base, guest, document: notes.id })
  await peer.sync()
  expect(peer.closed).toBeNull()
  await keepTime(house.deps)
  await peer.until(() => peer.closed !== null)
  expect(peer.closed!.code).toBe(closeCode.gone)
  const again = new SyncPeer({ base: house.base, guest, document: notes.id })
  await again.sync()
  expect(again.closed!.code).toBe(closeCode.gone)
  expect(house.logged.filter((line) => line.startsWith('ERROR'))).toEqual([])
  await house.close()
  clock.stop()
})
