import { afterEach, describe, expect, it } from 'vitest'
import type { TalkId } from '../../shared/ids.ts'
import { runStepMinutesMax } from '../../shared/limits.ts'
import { MeetWorld } from '../support/meet-world.ts'
import { errorOf } from '../support/study-world.ts'

let meet: MeetWorld
afterEach(async () => {
  expect(meet.world.log.errors).toEqual([])
  await meet.close()
})

/** A live TeachMeet with a drawn talk of each member; answers the talks in their order. */
async function drawn(): Promise<TalkId[]> {
  meet = await MeetWorld.open({ state: 'live', facts: { gapMinutes: 0 } })
  for (const person of meet.members) await meet.talk(person)
  return (await meet.draw(meet.gwen)).draw!.order
}

const talkSteps = async () =>
  (await meet.run()).steps.flatMap((step) => (step.key.startsWith('talk:') ? step.talkId! : []))
const heard = async () =>
  (await meet.view()).talks.filter((talk) => talk.heardAt !== null).map((talk) => talk.id)
const say = (talk: TalkId, presence: string, by = meet.gwen) =>
  meet.view().then(({ talks }) =>
    meet.world.ask(by, 'PUT', `/talks/${talk}/presence`, {
      ...{ presence, version: talks.find((one) => one.id === talk)!.version },
    }),
  )

describe('the run of a TeachMeet', () => {
  it('is seen by everybody who is in it, and begun by a host', async () => {
    meet = await MeetWorld.open()
    const { world, gwen, idris, members, path } = meet
    const guest = await meet.guest('Ffion')
    expect(await meet.run(guest)).toMatchObject({ state: 'planned', version: 0 })
    const open = { act: 'open', version: 0 }
    for (const person of [members[0], guest]) {
      const asked = await world.ask(person, 'POST', `${path}/run/acts`, open)
      expect([401, 403]).toContain(asked.status)
    }
    const both = await Promise.all(
      [gwen, idris].map((host) => world.ask(host, 'POST', `${path}/run/acts`, open)),
    )
    expect(both.map((answer) => answer.status).sort()).toEqual([200, 409])
    expect(await meet.view(guest)).toMatchObject({ state: 'live' })
    expect(await meet.run(guest)).toMatchObject({ state: 'open', stepKey: 'welcome' })
  })

  it('goes on by one step when two hosts press at once', async () => {
    await drawn()
    const { version, steps } = await meet.run()
    const press = (host: typeof meet.gwen) =>
      meet.world.ask(host, 'POST', `${meet.path}/run/acts`, {
        ...{ act: 'go', step: steps[1]!.key, version },
      })
    const both = await Promise.all([press(meet.gwen), press(meet.idris)])
    expect(both.map((answer) => answer.status).sort()).toEqual([200, 409])
    const refused = both.find((answer) => answer.status === 409)!
    expect((await errorOf(refused)).sentence).toMatch(/^(Gwen|Idris) moved on a moment before you/)
    expect(await meet.run()).toMatchObject({ stepKey: steps[1]!.key, version: version + 1 })
  })

  it('takes a talk as heard when it is left, and gives it back when a host goes back', async () => {
    const order = await drawn()
    await meet.next()
    const first = await meet.next()
    expect(first).toMatchObject({ stepKey: `talk:${order[0]}`, stepLengthMs: 120_000 })
    expect(first.speaker?.id).toBe(meet.members.find((id) => id === first.speaker?.id))
    expect(await heard()).toEqual([])
    await meet.next()
    expect(await heard()).toEqual([order[0]])
    const back = await meet.runAct(meet.idris, { act: 'go', step: `talk:${order[0]}` })
    expect(await heard()).toEqual([])
    expect(back.doneKeys).toEqual(['welcome', 'draw'])
  })

  it('moves a speaker who is not there to the end by one tap, and goes on', async () => {
    const order = await drawn()
    await meet.next()
    await meet.next()
    expect((await say(order[0]!, 'absent')).status).toBe(200)
    const run = await meet.run()
    expect(run.stepKey).toBe(`talk:${order[1]}`)
    expect(run.doneKeys).toEqual(['welcome', 'draw'])
    expect(await talkSteps()).toEqual([order[1], order[2], order[0]])
    expect(await heard()).toEqual([])
    // They have come after all, and have waited long enough.
    expect((await say(order[0]!, 'returned', meet.idris)).status).toBe(200)
    expect(await talkSteps()).toEqual([order[1], order[0], order[2]])
    expect(await meet.run()).toMatchObject({ stepKey: run.stepKey, version: run.version })
  })

  it('moves the next speaker to the end without touching what is on', async () => {
    const order = await drawn()
    await meet.next()
    await meet.next()
    const before = await meet.run()
    await say(order[1]!, 'absent')
    expect(await talkSteps()).toEqual([order[0], order[2], order[1]])
    const { stepKey, stepStartedAt, version } = before
    expect(await meet.run()).toMatchObject({ stepKey, stepStartedAt, version })
  })

  it('goes on when whoever is on withdraws, and stays where nothing follows', async () => {
    const order = await drawn()
    await meet.next()
    await meet.next()
    const speaker = (await meet.view()).talks.find(({ id }) => id === order[0])!.speaker!.id
    expect((await say(order[0]!, 'withdrawn', speaker)).status).toBe(200)
    // The two that are left come in the sets after the tables.
    expect(await meet.run()).toMatchObject({ stepKey: 'tables', state: 'open' })
    expect(await talkSteps()).toEqual([order[1], order[2]])
    expect(await heard()).toEqual([])
    await meet.runAct(meet.gwen, { act: 'go', step: 'close' })
    const { version } = await meet.view()
    const sheet = (await meet.view()).sheet.filter(({ kind }) => kind === 'set')
    await meet.world.view(meet.gwen, 'PATCH', meet.path, { sheet, version })
    await meet.runAct(meet.gwen, { act: 'go', step: `talk:${order[1]}` })
    for (const talk of [order[2]!, order[1]!]) {
      expect((await say(talk, 'withdrawn')).status).toBe(200)
    }
    expect(await meet.run()).toMatchObject({ state: 'open' })
  })

  it('leaves nobody out when one after the other is missing', async () => {
    const order = await drawn()
    await meet.next()
    await meet.next()
    for (const talk of order) await say(talk, 'absent')
    const run = await meet.run()
    expect((await talkSteps()).toSorted()).toEqual(order.toSorted())
    expect(run.state).toBe('open')
    expect(await heard()).toEqual([])
  })

  it('gives a minute more, pauses and resumes', async () => {
    await drawn()
    await meet.next()
    await meet.next()
    expect((await meet.runAct(meet.idris, { act: 'add-minute' })).stepLengthMs).toBe(180_000)
    expect((await meet.runAct(meet.gwen, { act: 'pause' })).pausedAfterMs).not.toBeNull()
    expect((await meet.runAct(meet.gwen, { act: 'resume' })).pausedAfterMs).toBeNull()
    expect(runStepMinutesMax).toBeGreaterThan(3)
  })

  it('ends the TeachMeet when it is closed, and goes on when it was closed too soon', async () => {
    const order = await drawn()
    await meet.next()
    await meet.next()
    await meet.runAct(meet.gwen, { act: 'close' })
    expect(await meet.view()).toMatchObject({ state: 'ended' })
    expect(await heard()).toEqual([order[0]])
    await meet.runAct(meet.idris, { act: 'reopen' })
    expect(await meet.view()).toMatchObject({ state: 'live', endedAt: null })
    await meet.act(meet.gwen, { act: 'end' })
    await meet.act(meet.gwen, { act: 'tidy' })
    const { version } = await meet.run()
    const reopen = { act: 'reopen', version }
    const refused = await meet.world.ask(meet.gwen, 'POST', `${meet.path}/run/acts`, reopen)
    expect(refused.status).toBe(409)
  })

  it('says in a sentence that a step has gone', async () => {
    const order = await drawn()
    await say(order[2]!, 'withdrawn')
    const { version } = await meet.run()
    const gone = { act: 'go', step: `talk:${order[2]}`, version }
    const refused = await meet.world.ask(meet.gwen, 'POST', `${meet.path}/run/acts`, gone)
    expect(await errorOf(refused)).toMatchObject({ status: 409, code: 'conflict' })
  })
})
