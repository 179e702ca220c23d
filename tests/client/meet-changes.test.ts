import { describe, expect, it } from 'vitest'
import { movedWords } from '../../client/screens/teachmeet/changed-words.ts'
import { leftOutWords } from '../../client/screens/teachmeet/left-out.ts'
import { lateWords, microSaves } from '../../client/screens/teachmeet/live/late-words.ts'
import type { RunStep, RunView } from '../../shared/community/run.ts'
import type { TalkId } from '../../shared/ids.ts'
import type { TalkView } from '../../shared/teachmeet/talks.ts'

const minute = 60_000
const talk = (id: string, fields: Partial<TalkView> = {}) =>
  ({
    ...{ id: id as TalkId, speakerName: `Speaker ${id}`, kind: 'micro', minutes: 7 },
    ...{ presence: 'here', heardAt: null, ...fields },
  }) as TalkView
const talkStep = (id: string): RunStep => ({
  ...{ key: `talk:${id}`, title: `Talk ${id}`, minutes: 7, shows: 'talk', talkId: id as TalkId },
})

it('says of a TeachMeet that was put off when it was to begin, until it is over', () => {
  const now = new Date('2026-11-26T12:00:00Z')
  const moved = { movedFrom: Date.parse('2026-12-03T19:00:00Z'), timeZone: 'Asia/Kolkata' }
  expect(movedWords({ ...moved, state: 'open' }, now)).toBe('moved from Friday 4 December, 00:30')
  expect(movedWords({ ...moved, state: 'live' }, now)).not.toBe('')
  for (const state of ['called-off', 'ended', 'tidied'] as const) {
    expect(movedWords({ ...moved, state }, now)).toBe('')
  }
  expect(movedWords({ ...moved, movedFrom: null, state: 'open' }, now)).toBe('')
})

it('names whoever would be left out if it ended now', () => {
  const talks = [
    talk('1', { heardAt: 1 }),
    talk('2'),
    talk('3', { presence: 'absent' }),
    talk('4', { presence: 'withdrawn' }),
  ]
  const said = (...of: TalkView[]) => leftOutWords({ talks: of }, '2' as TalkId)
  expect(leftOutWords({ talks }, null)).toBe('Speaker 2 and Speaker 3 have not been heard.')
  expect(said(...talks)).toBe('Speaker 3 has not been heard.')
  expect(said(talks[0]!, talks[1]!, talks[3]!)).toBe('')
})

describe('an evening that runs late', () => {
  const startsAt = Date.parse('2026-11-26T19:00:00Z')
  const meet = { startsAt, startedAt: startsAt, minutes: 30, timeZone: 'Europe/London' }
  const steps: RunStep[] = [
    ...[talkStep('1'), talkStep('2'), { key: 'pause', title: 'Pause', minutes: 8 }, talkStep('3')],
  ]
  /** The first talk, which began with the evening; 22 minutes are to come after it. */
  const run = (fields: Partial<RunView> = {}) =>
    ({
      ...{ state: 'open', steps, stepKey: 'talk:1', doneKeys: [], pausedAfterMs: null },
      ...{ stepStartedAt: startsAt, stepLengthMs: 7 * minute, ...fields },
    }) as RunView
  const at = (minutes: number) => ({ now: startsAt + minutes * minute, trust: 'exact' as const })

  it('is told when it would end, once that is two minutes late', () => {
    expect(lateWords(meet, run(), at(0))).toBe('')
    expect(lateWords(meet, run(), at(9))).toBe('')
    expect(lateWords(meet, run(), at(12))).toBe('At this pace it ends at 19:34, 4 minutes late.')
    expect(lateWords(meet, run(), { ...at(12), trust: 'unknown' })).toBe('')
    expect(lateWords(meet, run({ state: 'closed' }), at(12))).toBe('')
  })

  it('counts what a pause takes, and what was passed over and is still to come', () => {
    const paused = run({ pausedAfterMs: 2 * minute })
    expect(lateWords(meet, paused, at(7))).toBe('At this pace it ends at 19:34, 4 minutes late.')
    const jumped = run({ stepKey: 'talk:3', doneKeys: ['talk:1'], stepStartedAt: startsAt })
    expect(lateWords(meet, jumped, at(20))).toBe('At this pace it ends at 19:35, 5 minutes late.')
  })

  it('has its own time where it is held after it was planned', () => {
    const held = { ...meet, startsAt: startsAt - 24 * 60 * minute }
    expect(lateWords(held, run(), at(0))).toBe('')
    expect(lateWords(held, run(), at(12))).toContain('4 minutes late')
  })

  it('saves by shorter micro talks only those that are to come', () => {
    const talks = [talk('1'), talk('2'), talk('3', { minutes: 5 })]
    expect(microSaves({ talks }, run())).toBe(2)
    expect(microSaves({ talks }, run({ stepKey: 'talk:3', doneKeys: ['talk:1', 'talk:2'] }))).toBe(
      0,
    )
  })
})
