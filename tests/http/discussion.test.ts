import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { RunAct, RunView } from '../../shared/community/run.ts'
import { pupilStepKey } from '../../shared/community/run.ts'
import type { PersonId } from '../../shared/ids.ts'
import type { StudyView } from '../../shared/lesson-study/api.ts'
import { databaseKinds } from '../support/databases.ts'
import { errorOf as error, newId, StudyWorld } from '../support/study-world.ts'

const minute = 60_000

describe.each(await databaseKinds())('a discussion on %s', (kind) => {
  let world: StudyWorld
  let amira: PersonId
  let ben: PersonId
  let cerys: PersonId
  let dafydd: PersonId

  beforeAll(async () => {
    world = await StudyWorld.open(kind)
    amira = await world.person('Amira')
    ben = await world.person('Ben')
    cerys = await world.person('Cerys')
    dafydd = await world.person('Dafydd')
  })
  afterAll(async () => {
    expect(world.log.errors).toEqual([])
    await world.close()
  })

  /** A study that Amira teaches, with Ben and Cerys, watched by Dafydd. */
  async function newStudy(): Promise<StudyView> {
    const study = await world.study(amira, ben, cerys)
    return world.view(amira, 'PUT', `/studies/${study.id}/people/${dafydd}`, { role: 'observer' })
  }

  const pathOf = (study: StudyView) => `/lessons/${study.lessons[0]!.id}/run`
  const act = (study: StudyView, person: PersonId, what: RunAct) =>
    world.ask(person, 'POST', `${pathOf(study)}/acts`, what)
  const done = (study: StudyView, person: PersonId, what: RunAct) =>
    world.view<RunView>(person, 'POST', `${pathOf(study)}/acts`, what)
  const read = (study: StudyView, person = amira) =>
    world.view<RunView>(person, 'GET', pathOf(study))

  it('shows its run sheet before anybody has opened it', async () => {
    const study = await newStudy()
    const run = await read(study, dafydd)
    expect(run).toMatchObject({ id: null, state: 'planned', version: 0, stepKey: null })
    expect(run.steps).toHaveLength(10)
    expect(run.steps[2]).toMatchObject({ title: 'Wren', minutes: 6 })
  })

  it('ends the lesson as it opens, so that everybody reads everybody’s notes', async () => {
    const study = await newStudy()
    world.published.length = 0
    const run = await done(study, ben, { act: 'open', version: 0 })
    expect(run).toMatchObject({ state: 'open', version: 1, stepKey: 'quiet' })
    expect(run.chair?.name).toBe('Ben')
    const lesson = study.lessons[0]!
    expect(world.published).toContainEqual({
      ...{ scope: `study:${study.id}`, noun: 'run', id: lesson.id },
    })
    const after = await world.view(dafydd, 'GET', `/studies/${study.id}`)
    expect(after.lessons[0]).toMatchObject({ planFrozen: true, ended: { by: { name: 'Ben' } } })
    const notes = after.lessons[0]!.documents.filter((one) => one.kind === 'observation')
    expect(notes).toHaveLength(4)
    expect(await error(await act(study, cerys, { act: 'open', version: 0 }))).toMatchObject({
      ...{ status: 409, code: 'conflict', sentence: 'Ben opened this a moment before you.' },
    })
  })

  it('passes one turn when two press at once, and says who was first', async () => {
    const study = await newStudy()
    await done(study, amira, { act: 'open', version: 0 })
    const heron = study.pupils[1]!
    const at = await done(study, ben, { act: 'go', version: 1, step: pupilStepKey(heron.id) })
    const watcher = study.lessons[0]!.observers.find((one) => one.pupilIds.includes(heron.id))!
    expect(at.speaker?.id).toBe(watcher.personId)
    // Whoever taught speaks last.
    expect(at.waiting.at(-1)?.name).toBe('Amira')
    const pressed = await Promise.all(
      [ben, cerys].map((person) => act(study, person, { act: 'next-turn', version: 2 })),
    )
    expect(pressed.map((answer) => answer.status).sort()).toEqual([200, 409])
    const refused = await error(pressed.find((answer) => !answer.ok)!)
    expect(refused.sentence).toMatch(/^(Ben|Cerys) moved on a moment before you\.$/)
    const run = await read(study)
    expect(run.speaker).toEqual(at.waiting[0])
    expect(run).toMatchObject({ version: 3, waiting: at.waiting.slice(1) })
  })

  it('keeps its timer by its own clock', async () => {
    const study = await newStudy()
    await done(study, amira, { act: 'open', version: 0 })
    world.clock.runNext(world.clock.now() + 2 * minute)
    const still = await done(study, amira, { act: 'pause', version: 1 })
    expect(still.pausedAfterMs).toBe(2 * minute)
    world.clock.runNext(world.clock.now() + 30 * minute)
    const on = await done(study, amira, { act: 'resume', version: 2 })
    expect(on.serverNow - on.stepStartedAt!).toBe(2 * minute)
    expect((await done(study, ben, { act: 'add-minute', version: 3 })).stepLengthMs).toBe(
      6 * minute,
    )
  })

  it('asks for pupils first, of anybody, once', async () => {
    const study = await newStudy()
    await done(study, amira, { act: 'open', version: 0 })
    const asked = await act(study, ben, { act: 'go', version: 1, step: 'teaching' })
    expect(await error(asked)).toMatchObject({
      ...{ status: 409, code: 'conflict', sentence: 'Pupils first. Open anyway?' },
      fields: { passed: 'Pupils first. Open anyway?' },
    })
    expect(await read(study)).toMatchObject({ version: 1, stepKey: 'quiet' })
    await done(study, ben, { act: 'go', version: 1, step: 'teaching', passed: true })
    await done(study, ben, { act: 'go', version: 2, step: 'quiet' })
    const again = await done(study, cerys, { act: 'go', version: 3, step: 'teaching' })
    expect(again.stepKey).toBe('teaching')
  })

  it('asks nothing once each case pupil has a claim that stands', async () => {
    const study = await newStudy()
    await done(study, amira, { act: 'open', version: 0 })
    const lesson = study.lessons[0]!.id
    const claims = study.pupils.map((pupil) => ({
      ...{ id: newId<'claim'>(), text: 'a thought', pupilId: pupil.id },
    }))
    for (const claim of claims) await world.view(ben, 'POST', `/lessons/${lesson}/claims`, claim)
    const let_ = { version: 1, dropped: true }
    await world.view(ben, 'PATCH', `/claims/${claims[0]!.id}`, let_)
    const teaching: RunAct = { act: 'go', version: 1, step: 'teaching' }
    expect((await act(study, ben, teaching)).status).toBe(409)
    await world.view(ben, 'PATCH', `/claims/${claims[0]!.id}`, { version: 2, dropped: false })
    expect((await act(study, ben, teaching)).status).toBe(200)
  })

  it('is led by teachers and by its chair, and by nobody else', async () => {
    const study = await newStudy()
    const no = await act(study, dafydd, { act: 'open', version: 0 })
    expect((await error(no)).status).toBe(403)
    await done(study, amira, { act: 'open', version: 0 })
    expect((await act(study, dafydd, { act: 'next-turn', version: 1 })).status).toBe(403)
    const roles: RunAct = { act: 'roles', version: 1, chairId: dafydd, noteTakerId: ben }
    const run = await done(study, amira, roles)
    expect(run).toMatchObject({ chair: { name: 'Dafydd' }, noteTaker: { name: 'Ben' } })
    const decide = await done(study, dafydd, { act: 'go', version: 2, step: 'decide' })
    expect(decide.speaker?.name).toBe('Ben')
    const stranger = await world.person('Stranger')
    const wrong = await act(study, amira, { act: 'roles', version: 3, expertId: stranger })
    expect(await error(wrong)).toMatchObject({ status: 400, code: 'invalid' })
    expect((await act(study, stranger, { act: 'next-turn', version: 3 })).status).toBe(404)
  })

  it('closes and opens again; meanwhile nothing moves', async () => {
    const study = await newStudy()
    await done(study, amira, { act: 'open', version: 0 })
    const end = await done(study, amira, { act: 'close', version: 1 })
    expect(end).toMatchObject({ state: 'closed', closedBy: { name: 'Amira' } })
    const moved = await act(study, ben, { act: 'go', version: 2, step: 'voice' })
    expect(await error(moved)).toMatchObject({
      ...{ status: 409, sentence: 'This is closed. Open it again to go on.' },
    })
    const again = await done(study, ben, { act: 'reopen', version: 2 })
    expect(again).toMatchObject({ state: 'open', closedAt: null, stepKey: 'quiet' })
  })
})
