import { describe, expect, it } from 'vitest'
import { shownOfDraw } from '../../client/screens/teachmeet/live/drawn-lines.ts'
import { nextStep, runningOrder } from '../../client/screens/teachmeet/live/meet-order.ts'
import { endState, endWords, hereWords } from '../../client/screens/teachmeet/live/meet-words.ts'
import { silencedIn } from '../../client/screens/teachmeet/live/moderation-words.ts'
import type { RunStep, RunView } from '../../shared/community/run.ts'
import type { PersonId, TalkId } from '../../shared/ids.ts'
import type { TeachMeetView } from '../../shared/teachmeet/api.ts'
import type { ModerationActView } from '../../shared/teachmeet/live.ts'
import type { TalkView } from '../../shared/teachmeet/talks.ts'

const talk = (id: string, fields: Partial<TalkView> = {}) =>
  ({
    ...{ id: id as TalkId, number: Number(id), speakerName: `Speaker ${id}`, title: `Talk ${id}` },
    ...{ kind: 'micro', minutes: 7, presence: 'here', heardAt: null, ...fields },
  }) as TalkView
const talkStep = (id: string): RunStep => ({
  ...{ key: `talk:${id}`, title: `Talk ${id}`, minutes: 7, shows: 'talk', talkId: id as TalkId },
})
const ideaStep = (id: string): RunStep => ({
  ...{ key: `idea:${id}`, title: 'Idea', minutes: 1, shows: 'take-aways', talkId: id as TalkId },
})
const pause: RunStep = { key: 'pause', title: 'Pause', minutes: 8, shows: 'pause' }
const steps = [talkStep('1'), ideaStep('1'), talkStep('2'), ideaStep('2'), pause, talkStep('3')]
const run = (stepKey: string, doneKeys: string[], fields: Partial<RunView> = {}) =>
  ({ state: 'open', steps, stepKey, doneKeys, pausedAfterMs: null, ...fields }) as RunView
const meet = (talks: TalkView[], order: string[] | null = null) =>
  ({ talks, draw: order && { order } }) as TeachMeetView
const keys = (lines: { key: string }[]) => lines.map(({ key }) => key)

describe('the running order', () => {
  it('gives the minute for an idea no line of its own', () => {
    const talks = [talk('1'), talk('2'), talk('3')]
    const order = runningOrder(meet(talks), run('talk:1', []))
    expect(order.now?.key).toBe('talk:1')
    expect(order.next?.key).toBe('talk:2')
    expect(keys(order.later)).toEqual(['pause', 'talk:3'])
    expect(nextStep(run('talk:1', []))?.key).toBe('idea:1')
  })

  it('names those who were heard, in the order in which they were', () => {
    const talks = [talk('1', { heardAt: 20 }), talk('2', { heardAt: 10 }), talk('3')]
    const order = runningOrder(meet(talks), run('talk:3', ['talk:1', 'talk:2']))
    expect(order.heard.map(({ id }) => id)).toEqual(['2', '1'])
  })

  it('comes back to what was left out, after what follows', () => {
    const order = runningOrder(meet([talk('1'), talk('2'), talk('3')]), run('pause', ['talk:1']))
    expect(order.next?.key).toBe('talk:3')
    expect(keys(order.later)).toEqual(['talk:2'])
  })

  it('has nothing after the last step', () => {
    const all = steps.map(({ key }) => key)
    expect(nextStep(run('talk:3', all.slice(0, -1)))).toBeNull()
  })

  it('shows before the beginning what was drawn, without those who withdrew', () => {
    const talks = [talk('1'), talk('2', { presence: 'withdrawn' }), talk('3'), talk('4')]
    const planned = run('', [], { state: 'planned', steps: [] })
    expect(keys(runningOrder(meet(talks, ['3', '1']), planned).later)).toEqual(['3', '1', '4'])
  })
})

describe('the end of a talk', () => {
  const exactly = (now: number) => ({ now, trust: 'exact' as const })
  const begun = (stepLengthMs: number) => run('talk:1', [], { stepStartedAt: 0, stepLengthMs })

  it('is announced a minute before, and in the last quarter of a short step', () => {
    expect(endState(begun(420_000), exactly(359_000))).toBe('running')
    expect(endState(begun(420_000), exactly(360_000))).toBe('last')
    expect(endState(begun(60_000), exactly(44_000))).toBe('running')
    expect(endState(begun(60_000), exactly(45_000))).toBe('last')
    expect(endState(begun(60_000), exactly(60_000))).toBe('over')
    expect(endState(begun(60_000), { now: 60_000, trust: 'unknown' })).toBe('unknown')
  })

  it('thanks whoever speaks, by name, and never says that they must stop', () => {
    const speaks = talk('1', { speakerName: 'Isla' })
    expect(endWords('over', talkStep('1'), speaks)).toBe('Thank you, Isla. A last sentence.')
    expect(endWords('running', talkStep('1'), speaks)).toBe('')
    expect(endWords('over', pause, null)).toBe('A last sentence.')
  })
})

it('says how many are here without a rank of schools', () => {
  expect(hereWords(34, 4)).toBe('34 here from four schools.')
  expect(hereWords(5, 1)).toBe('5 here.')
  expect(hereWords(1, 1)).toBe('Just you here.')
})

it('shows the names before the order, and all of it soon after', () => {
  expect(shownOfDraw(14, 0)).toBe(0)
  expect(shownOfDraw(14, 500)).toBe(0)
  expect(shownOfDraw(14, 1_050)).toBe(7)
  expect(shownOfDraw(14, 1_600)).toBe(14)
  expect(shownOfDraw(14, 90_000)).toBe(14)
})

it('knows from the log who was asked to stop and not let again', () => {
  const act = (act: string, about: string) =>
    ({ act, about, aboutId: about as PersonId, at: 0, by: null, reason: '' }) as ModerationActView
  const log = [act('unsilence', 'Kim'), act('silence', 'Lee'), act('silence', 'Kim')]
  expect(silencedIn(log)).toEqual([{ id: 'Lee', name: 'Lee' }])
})
