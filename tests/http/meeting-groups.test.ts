import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PersonId } from '../../shared/ids.ts'
import type { MeetingGroupView } from '../../shared/reading/meeting.ts'
import { databaseKinds } from '../support/databases.ts'
import { MeetingRoom } from '../support/meeting-room.ts'
import { errorOf as error, StudyWorld } from '../support/study-world.ts'

const minute = 60_000
const names = ['Amira', 'Ben', 'Cerys', 'Dafydd', 'Eira', 'Ffion', 'Gwen', 'Huw', 'Ifan', 'Jan']

describe.each(await databaseKinds())('groups of a meeting on %s', (kind) => {
  let world: StudyWorld
  let people: PersonId[]

  beforeAll(async () => {
    world = await StudyWorld.open(kind)
    people = []
    for (const name of names) people.push(await world.person(name))
  })
  afterAll(async () => {
    expect(world.log.errors).toEqual([])
    await world.close()
  })

  const sizes = (groups: readonly MeetingGroupView[]) => groups.map((one) => one.people.length)
  const idsOf = ({ people: some }: MeetingGroupView) => some.map((person) => person.id)
  const groupsNow = async (room: MeetingRoom) => (await room.view()).groups

  it('are one of up to six, and threes and fours of more, each with its own run', async () => {
    const six = await MeetingRoom.open(world, people, { protocol: 'four-as' })
    expect(sizes(await six.reachTheText(...people.slice(0, 6)))).toEqual([6])
    const ten = await MeetingRoom.open(world, people, { protocol: 'four-as' })
    world.published.length = 0
    const groups = await ten.reachTheText(...people)
    expect(sizes(groups)).toEqual([4, 3, 3])
    expect(groups.flatMap(idsOf).sort()).toEqual([...people].sort())
    for (const group of groups) {
      expect(await ten.groupRun(group.id)).toMatchObject({ state: 'open', stepKey: '0' })
      const scope = `club:${ten.club}`
      expect(world.published).toContainEqual({ scope, noun: 'run', id: group.id })
    }
  })

  it('are refused where nobody is here, and come later in parallel ones with others', async () => {
    const room = await MeetingRoom.open(world, people)
    await room.act({ act: 'open' })
    await room.askHere(room.chair, false)
    const refused = await room.ask({ act: 'go', version: 1, step: 'text' })
    expect((await error(refused)).sentence).toMatch(/^Say who is here first/)
    expect(await room.run()).toMatchObject({ stepKey: 'welcome', version: 1 })
  })

  it('give everybody their turns with equal time, and pass one turn when two press', async () => {
    const room = await MeetingRoom.open(world, people.slice(0, 4))
    const [group] = await room.reachTheText(...room.people)
    const first = await room.groupRun(group!.id)
    expect(first.steps).toHaveLength(20)
    expect(first.speaker!.id).toBe(idsOf(group!)[0])
    expect(first.waiting.map((person) => person.id)).toEqual(idsOf(group!).slice(1))
    expect(first).toMatchObject({ stepLengthMs: minute, chair: null })
    const next = { act: 'next-turn', version: 1 } as const
    const pressed = await Promise.all(
      room.people.slice(1, 3).map((person) => room.askGroup(group!.id, next, person)),
    )
    expect(pressed.map((answer) => answer.status).sort()).toEqual([200, 409])
    const second = await room.groupRun(group!.id)
    expect(second).toMatchObject({ version: 2, speaker: { id: idsOf(group!)[1] } })
    expect(second.stepKey).toBe(first.steps[1]!.key)
    expect(second.doneKeys).toEqual([first.steps[0]!.key])
    for (let turn = 2; turn < 20; turn++) await room.actInGroup(group!, { act: 'next-turn' })
    const done = await room.askGroup(group!.id, { ...next, version: 20 }, room.chair)
    expect((await error(done)).sentence).toBe('Everybody has had their turns.')
    expect((await room.actInGroup(group!, { act: 'close' })).state).toBe('closed')
  })

  it('are led by their own people and the chair, and read by the club', async () => {
    const room = await MeetingRoom.open(world, people, { chairId: people[1]! })
    const groups = await room.reachTheText(...people.slice(1, 8))
    // Whoever opened it is here, too.
    expect(sizes(groups)).toEqual([4, 4])
    const outsider = groups
      .flatMap(idsOf)
      .find((id) => !idsOf(groups[0]!).includes(id) && !people.slice(0, 2).includes(id))
    const pause = { act: 'pause', version: 1 } as const
    expect((await room.askGroup(groups[0]!.id, pause, outsider!)).status).toBe(403)
    const absent = people[9]!
    expect((await room.askGroup(groups[0]!.id, pause, absent)).status).toBe(403)
    expect((await room.groupRun(groups[0]!.id, absent)).version).toBe(1)
    expect((await room.askGroup(groups[0]!.id, pause, people[1]!)).status).toBe(200)
    const stranger = await world.person('Sam')
    const path = `/groups/${groups[0]!.id}/run`
    expect((await world.ask(stranger, 'GET', path)).status).toBe(404)
    expect((await room.askGroup(groups[0]!.id, pause, stranger)).status).toBe(404)
  })

  it('take a late-comer into the smallest, with turns at the end of what is left', async () => {
    const room = await MeetingRoom.open(world, people)
    const groups = await room.reachTheText(...people.slice(0, 7))
    expect(sizes(groups)).toEqual([4, 3])
    await room.actInGroup(groups[1]!, { act: 'next-turn' })
    const late = people[9]!
    await room.come(late)
    const after = await groupsNow(room)
    expect(after.map(idsOf)).toEqual([idsOf(groups[0]!), [...idsOf(groups[1]!), late]])
    const run = await room.groupRun(groups[1]!.id)
    // Two minutes of the others’ rounds are to come, the one that is on, and a round of their own.
    const theirs = run.steps.filter((step) => step.personId === late)
    expect(theirs.map((step) => step.title)).toEqual([
      ...['What I make of it', 'What I make of it', 'What I make of it'],
      ...['The passage', 'The last word'],
    ])
    expect(run.steps.at(-1)).toMatchObject({ title: 'The last word', presenterId: late })
    expect(run.waiting.map((person) => person.id)).toContain(late)
  })

  it('go on without whoever has gone, who keeps what they said', async () => {
    const room = await MeetingRoom.open(world, people.slice(0, 4))
    const [group] = await room.reachTheText(...room.people)
    const [first, second, third] = idsOf(group!)
    await room.actInGroup(group!, { act: 'next-turn' })
    await room.actInGroup(group!, { act: 'next-turn' })
    await room.askHere(second!, false, third)
    const run = await room.groupRun(group!.id)
    const theirs = run.steps.filter((step) => [step.personId, step.presenterId].includes(second))
    expect(theirs.map((step) => step.key)).toEqual([`${first}:1:${second}`])
    expect(idsOf((await groupsNow(room))[0]!)).toContain(second)
    await room.askHere(second!, true)
    const back = await room.groupRun(group!.id)
    expect(back.steps.at(-1)).toMatchObject({ presenterId: second, personId: second })
  })

  it('let people change places: the chair moves anybody, others themselves', async () => {
    const room = await MeetingRoom.open(world, people)
    const groups = await room.reachTheText(...people.slice(0, 7))
    const mover = idsOf(groups[0]!).find((id) => id !== room.chair)!
    const other = idsOf(groups[1]!).find((id) => id !== room.chair)!
    const move = (by: PersonId, group: MeetingGroupView, person: PersonId) =>
      world.ask(by, 'PUT', `/meetings/${room.id}/groups/${group.id}/people/${person}`)
    expect((await move(other, groups[1]!, mover)).status).toBe(403)
    expect((await move(room.chair, groups[1]!, mover)).status).toBe(200)
    expect(sizes(await groupsNow(room))).toEqual([3, 4])
    expect((await room.groupRun(groups[1]!.id)).steps).toHaveLength(20)
    const left = await room.groupRun(groups[0]!.id)
    const first = idsOf(groups[0]!)[0]
    // Whoever was speaking when they were moved is passed by the next turn, as anybody is.
    const isGone = left.steps.every((step) => step.personId !== mover)
    expect(isGone || mover === first).toBe(true)
    expect((await move(mover, groups[0]!, mover)).status).toBe(200)
    const absent = await move(room.chair, groups[0]!, people[9]!)
    expect((await error(absent)).sentence).toMatch(/^Say that they are here first/)
    const other2 = await MeetingRoom.open(world, people)
    const path = `/meetings/${other2.id}/groups/${groups[0]!.id}/people/${room.chair}`
    expect((await world.ask(room.chair, 'PUT', path)).status).toBe(404)
  })

  it('stand still while the meeting is elsewhere or paused, and are there when it comes back', async () => {
    const room = await MeetingRoom.open(world, people.slice(0, 7))
    const groups = await room.reachTheText(...room.people.slice(0, 6))
    world.clock.runNext(world.clock.now() + minute / 2)
    await room.act({ act: 'go', step: 'ideas' })
    expect((await room.groupRun(groups[0]!.id)).pausedAfterMs).toBe(minute / 2)
    await room.come(room.people[6]!)
    world.clock.runNext(world.clock.now() + 10 * minute)
    await room.act({ act: 'go', step: 'text' })
    const again = await groupsNow(room)
    expect(again.map((group) => group.id)).toEqual(groups.map((group) => group.id))
    expect(again.flatMap(idsOf)).toHaveLength(7)
    const run = await room.groupRun(groups[0]!.id)
    expect(run.serverNow - run.stepStartedAt!).toBe(minute / 2)
    expect((await room.act({ act: 'pause' })).pausedAfterMs).not.toBeNull()
    expect((await room.groupRun(groups[0]!.id)).pausedAfterMs).toBe(minute / 2)
    await room.act({ act: 'resume' })
    expect((await room.groupRun(groups[0]!.id)).pausedAfterMs).toBeNull()
  })

  it('end with the meeting, and go on with it', async () => {
    const room = await MeetingRoom.open(world, people.slice(0, 3))
    const [group] = await room.reachTheText(...room.people)
    await room.act({ act: 'close' })
    const run = await room.groupRun(group!.id)
    expect(run.state).toBe('closed')
    const act = { act: 'reopen', version: run.version } as const
    const refused = await room.askGroup(group!.id, act, room.people[1]!)
    expect((await error(refused)).sentence).toBe('This meeting has ended.')
    await room.act({ act: 'reopen' })
    expect((await room.groupRun(group!.id)).state).toBe('open')
  })

  it('choose whose question it is, in a protocol with one presenter', async () => {
    const room = await MeetingRoom.open(world, people.slice(0, 4), {
      ...{ form: 'short', protocol: 'consultancy' },
    })
    const [group] = await room.reachTheText(...room.people)
    const before = await room.groupRun(group!.id)
    expect(before).toMatchObject({ speaker: null, stepKey: '0', waiting: [] })
    const path = (person: PersonId) => `/groups/${group!.id}/presenter/${person}`
    const [ben, dafydd] = [room.people[1]!, room.people[3]!]
    const run = await world.view(ben, 'PUT', path(dafydd))
    expect(run).toMatchObject({ speaker: { id: dafydd }, stepKey: '0', version: 2 })
    await room.actInGroup(group!, { act: 'next-turn' })
    expect(await world.view(ben, 'PUT', path(ben))).toMatchObject({ stepKey: '1', version: 4 })
    const steps = (await room.groupRun(group!.id)).steps
    expect(new Set(steps.map((step) => step.presenterId))).toEqual(new Set([ben]))
    const stranger = await world.person('Tudur')
    expect((await world.ask(ben, 'PUT', path(stranger))).status).toBe(400)
    const words = await MeetingRoom.open(world, people.slice(0, 3))
    const [four] = await words.reachTheText(...words.people)
    const refused = await world.ask(ben, 'PUT', `/groups/${four!.id}/presenter/${ben}`)
    expect((await error(refused)).sentence).toBe('Here everybody has a round of their own.')
  })
})
