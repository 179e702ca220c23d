import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { StatementMark } from '../../shared/community/protocols.ts'
import type { PersonId } from '../../shared/ids.ts'
import { databaseKinds } from '../support/databases.ts'
import { MeetingRoom } from '../support/meeting-room.ts'
import { errorOf as error, StudyWorld } from '../support/study-world.ts'

const form = { form: 'short', protocol: 'statements' } as const

describe.each(await databaseKinds())('"Do you accept these statements?" on %s', (kind) => {
  let world: StudyWorld
  let people: PersonId[]

  beforeAll(async () => {
    world = await StudyWorld.open(kind)
    people = []
    for (const name of ['Amira', 'Ben', 'Cerys', 'Dafydd']) people.push(await world.person(name))
  })
  afterAll(async () => {
    expect(world.log.errors).toEqual([])
    await world.close()
  })

  const mark = (room: MeetingRoom, person: PersonId, statement: number, what: StatementMark) =>
    world.ask(person, 'PUT', `/meetings/${room.id}/marks/${statement}`, { mark: what })

  /** Everybody marks the first as they like, and are split about the sixth. */
  async function markAll(room: MeetingRoom): Promise<void> {
    for (const [place, person] of people.entries()) {
      await mark(room, person, 1, 'wholeheartedly')
      await mark(room, person, 6, place < 2 ? 'wholeheartedly' : 'not')
      await mark(room, person, 4, place === 0 ? 'wholeheartedly' : 'but')
    }
  }

  it('keeps marks from everybody but their maker, until the silent part is left', async () => {
    const room = await MeetingRoom.open(world, people, form)
    await room.act({ act: 'open' })
    world.published.length = 0
    await mark(room, people[1]!, 1, 'not')
    await mark(room, people[1]!, 1, 'but')
    await mark(room, people[2]!, 2, 'not')
    // Who marks, and when, is said to nobody else.
    expect(new Set(world.published.map((change) => change.scope))).toEqual(
      new Set([`person:${people[1]}`, `person:${people[2]}`]),
    )
    expect(await room.view(people[1])).toMatchObject({ myMarks: { 1: 'but' }, marks: null })
    expect(await room.view(people[0])).toMatchObject({ myMarks: {}, marks: null })
    const club = await world.ask(people[0]!, 'GET', `/clubs/${room.club}`)
    const run = await world.ask(people[0]!, 'GET', `/meetings/${room.id}/run`)
    for (const answer of [club, run]) expect(await answer.text()).not.toMatch(/"(but|not)"/)
  })

  it('talks about the widest spread first, and shows totals without names', async () => {
    const room = await MeetingRoom.open(world, people, form)
    await room.act({ act: 'open' })
    await markAll(room)
    const run = await room.act({ act: 'go', step: 'statement:1' })
    expect(run.stepKey).toBe('statement:6')
    expect(run.steps.map((step) => step.key)).toEqual([
      ...['marks', 'statement:6', 'statement:4', 'statement:1', 'statement:2', 'statement:3'],
      ...['statement:5', 'statement:7', 'statement:8', 'sentence'],
    ])
    const view = await room.view(people[1])
    expect(view.marks).toEqual([
      { statement: 6, marks: { wholeheartedly: 2, but: 0, not: 2 } },
      { statement: 4, marks: { wholeheartedly: 1, but: 3, not: 0 } },
      { statement: 1, marks: { wholeheartedly: 4, but: 0, not: 0 } },
    ])
    expect(view.myMarks).toEqual({ 1: 'wholeheartedly', 4: 'but', 6: 'wholeheartedly' })
    expect(run.steps.at(-2)!.prompt).toContain('Fewer than three have marked this')
    const late = await mark(room, people[0]!, 2, 'not')
    expect((await error(late)).sentence).toBe('The marks are shown, so they stay as they are.')
    // Going back and on again puts nothing in another order.
    await room.act({ act: 'go', step: 'marks' })
    const again = await room.act({ act: 'go', step: 'statement:1' })
    expect(again.stepKey).toBe('statement:1')
  })

  it('shows no totals where fewer than three have marked, and keeps the order', async () => {
    const room = await MeetingRoom.open(world, people, form)
    await room.act({ act: 'open' })
    await mark(room, people[0]!, 8, 'not')
    await mark(room, people[1]!, 8, 'wholeheartedly')
    const run = await room.act({ act: 'go', step: 'statement:1' })
    expect(run.stepKey).toBe('statement:1')
    expect(run.steps[8]!.key).toBe('statement:8')
    expect((await room.view()).marks).toEqual([])
  })

  it('forgets whose marks were whose when the meeting ends, and keeps the totals', async () => {
    const room = await MeetingRoom.open(world, people, form)
    await room.act({ act: 'open' })
    await markAll(room)
    await room.act({ act: 'go', step: 'statement:1' })
    const shown = (await room.view()).marks
    await room.act({ act: 'close' })
    expect((await room.view()).marks).toEqual(shown)
    const { db, tables } = world.storage
    const rows = await db.select().from(tables.statementMarks)
    const kept = rows.filter((row) => row.meetingId === room.id)
    expect(kept).toHaveLength(12)
    expect(kept.filter((row) => people.includes(row.personId))).toEqual([])
    expect((await mark(room, people[0]!, 1, 'not')).status).toBe(409)
  })

  it('can be marked before the meeting by who cannot come', async () => {
    const room = await MeetingRoom.open(world, people, form)
    expect((await mark(room, people[3]!, 8, 'but')).status).toBe(200)
    expect((await room.view(people[3])).myMarks).toEqual({ 8: 'but' })
  })

  it('has eight statements, in meetings that have them', async () => {
    const room = await MeetingRoom.open(world, people, form)
    for (const statement of [0, 9, 1.5, NaN]) {
      expect((await mark(room, people[0]!, statement, 'but')).status).toBe(404)
    }
    const other = await MeetingRoom.open(world, people)
    expect((await mark(other, people[0]!, 1, 'but')).status).toBe(404)
    const stranger = await world.person('Sam')
    expect((await mark(room, stranger, 1, 'but')).status).toBe(404)
  })
})
