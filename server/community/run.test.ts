import { describe, expect, it } from 'vitest'
import type { RunStep } from '../../shared/community/run.ts'
import type { CasePupilId, PersonId, RunId } from '../../shared/ids.ts'
import type { RunChange } from './run.ts'
import {
  addedMinute,
  closed,
  opened,
  passedTurn,
  paused,
  reopened,
  resumed,
  wentTo,
} from './run.ts'
import type { RunRow } from './run-queries.ts'
import { discussionSteps } from './run-sheet.ts'

const cerys = 'cerys' as PersonId
const ben = 'ben' as PersonId
const dafydd = 'dafydd' as PersonId
const minute = 60_000
const birds = ['Wren', 'Heron', 'Kestrel', 'Robin', 'Finch', 'Linnet']
const pupils = (count: number) =>
  birds.slice(0, count).map((pseudonym) => ({ id: pseudonym as CasePupilId, pseudonym }))
const turns = (step: RunStep) => (step.key.startsWith('pupil:') ? [cerys, dafydd, ben] : [])

/** A run that was opened at 0, and what acts make of it. */
function open(): { run: RunRow; after: (change: RunChange) => RunRow } {
  const fresh = opened(discussionSteps(pupils(3), 45), { now: 0, by: cerys }, turns)
  const run = { id: 'run' as RunId, kind: 'discussion' as const, subjectId: 'lesson', ...fresh }
  return { run, after: (change) => ({ ...run, ...change }) }
}

describe('the run sheet of a discussion', () => {
  it('is the ten steps of the practice for three pupils', () => {
    expect(discussionSteps(pupils(3), 45).map((step) => [step.title, step.minutes])).toEqual([
      ['Quiet look', 5],
      ['The teacher who taught', 3],
      ['Wren', 6],
      ['Heron', 6],
      ['Kestrel', 6],
      ['Pupil voice', 3],
      ['Patterns', 3],
      ['The teaching', 5],
      ['Invited expert', 3],
      ['Decide', 5],
    ])
  })

  it.each([2, 3, 4, 5, 6])('stays 45 minutes with %i case pupils', (count) => {
    const steps = discussionSteps(pupils(count), 45)
    expect(steps.reduce((sum, step) => sum + step.minutes, 0)).toBe(45)
    expect(steps.every((step) => step.minutes >= 1)).toBe(true)
  })

  it('gives pupils eight minutes each in the long form', () => {
    const steps = discussionSteps(pupils(3), 60)
    const minutes = Object.fromEntries(steps.map((step) => [step.title, step.minutes]))
    expect(minutes).toMatchObject({ Wren: 8, Heron: 8, Kestrel: 8, Patterns: 5, 'The teaching': 8 })
  })
})

describe('a run', () => {
  it('opens at its first step, with whoever opened it as chair', () => {
    const { run } = open()
    expect(run).toMatchObject({ state: 'open', stepKey: 'quiet', version: 1, speakerId: null })
    expect(run.roles.chairId).toBe(cerys)
  })

  it('goes to any step, marks the one it left, and begins its turns and its timer', () => {
    const { run } = open()
    const wren = { ...run, ...wentTo(run, 'pupil:Wren', 5 * minute, turns) }
    expect(wren).toMatchObject({
      ...{ stepKey: 'pupil:Wren', doneKeys: ['quiet'], stepStartedAt: 5 * minute },
      ...{ stepLengthMs: 6 * minute, speakerId: cerys, waiting: [dafydd, ben] },
    })
    const back = { ...wren, ...wentTo(wren, 'quiet', 6 * minute, turns) }
    expect(back.doneKeys).toEqual(['pupil:Wren'])
    expect(() => wentTo(run, 'pupil:Nobody', 0, turns)).toThrow('not on the run sheet')
  })

  it('passes the turn until everybody has spoken', () => {
    const { after } = open()
    const one = after({ speakerId: cerys, waiting: [dafydd] })
    const two = { ...one, ...passedTurn(one) }
    expect(two).toMatchObject({ speakerId: dafydd, waiting: [] })
    const three = { ...two, ...passedTurn(two) }
    expect(three.speakerId).toBeNull()
    expect(() => passedTurn(three)).toThrow('Everybody has had a turn')
  })

  it('adds a minute to what is left, and from now where the time was over', () => {
    const { run } = open()
    expect(addedMinute(run, minute)).toEqual({ stepLengthMs: 6 * minute })
    expect(addedMinute(run, 7 * minute)).toEqual({ stepLengthMs: 8 * minute })
    expect(() => addedMinute(run, 60 * minute)).toThrow('had an hour')
  })

  it('stands still while it is paused, and goes on from there', () => {
    const { run } = open()
    const still = { ...run, ...paused(run, 2 * minute) }
    expect(still.pausedAfterMs).toBe(2 * minute)
    const on = { ...still, ...resumed(still, 10 * minute) }
    expect(on).toMatchObject({ stepStartedAt: 8 * minute, pausedAfterMs: null })
    expect({ ...still, ...wentTo(still, 'voice', 9 * minute, turns) }.pausedAfterMs).toBeNull()
  })

  it('keeps the moment at which it closed, and goes on from it when it is opened again', () => {
    const { run } = open()
    const end = { ...run, ...closed(run, { now: 3 * minute, by: ben }) }
    expect(end).toMatchObject({ state: 'closed', closedBy: ben, pausedAfterMs: 3 * minute })
    const again = { ...end, ...reopened(end, 20 * minute) }
    expect(again).toMatchObject({ state: 'open', closedAt: null, stepStartedAt: 17 * minute })
  })
})
