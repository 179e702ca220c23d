import { describe, expect, it } from 'vitest'
import type { RunStep } from '../../shared/community/run.ts'
import type { TalkId } from '../../shared/ids.ts'
import type { SheetItem, SheetKind } from '../../shared/teachmeet/sheet.ts'
import type { ComingTalk, Programme } from './run-steps.ts'
import { passedSteps, plannedSteps, redrawnSteps } from './run-steps.ts'

const item = (key: string, kind: SheetKind): SheetItem => ({
  ...{ key, kind, title: key },
  ...{ minutes: kind === 'set' ? 0 : 5, prompt: '' },
})
const sheet = [
  item('welcome', 'welcome'),
  item('set-1', 'set'),
  item('tables', 'tables'),
  item('set-2', 'set'),
  item('close', 'close'),
]
const talk = (id: string, set: number): ComingTalk => ({
  ...{ id: id as TalkId, title: id, minutes: 2, speakerId: null, set },
})
const evening = (talks: ComingTalk[], more: Partial<Programme> = {}): Programme => ({
  ...{ sheet, gapMinutes: 0, talks, isDrawn: true },
  ...more,
})
const keys = (steps: readonly RunStep[]) => steps.map((step) => step.key).join(' ')
const at = (steps: RunStep[], stepKey: string, ...doneKeys: string[]) => ({
  ...{ steps, stepKey, doneKeys },
})

describe('the steps of a TeachMeet', () => {
  const [a, b, c, d] = [talk('a', 1), talk('b', 1), talk('c', 2), talk('d', 2)]
  const all = plannedSteps(evening([a, b, c, d]))

  it('are the sheet with each talk in its set, and a minute for an idea after each', () => {
    expect(keys(all)).toBe('welcome talk:a talk:b tables talk:c talk:d close')
    expect(keys(plannedSteps(evening([a, c], { gapMinutes: 1 })))).toBe(
      'welcome talk:a idea:a tables talk:c idea:c close',
    )
  })

  it('ask for the draw in each set as long as nobody has drawn', () => {
    const steps = plannedSteps(evening([], { isDrawn: false }))
    expect(keys(steps)).toBe('welcome set-1 tables set-2 close')
    expect(steps[1]).toMatchObject({ shows: 'draw' })
    expect(keys(redrawnSteps(at(steps, 'set-1', 'welcome'), evening([a, c])))).toBe(
      'welcome set-1 talk:a tables talk:c close',
    )
    const sets = plannedSteps(evening([], { sheet: [item('only', 'set')] }))
    expect(keys(sets)).toBe('only')
  })

  it('stay as they were up to the one that is on, and follow a new order from there', () => {
    const run = at(all, 'talk:b', 'welcome', 'talk:a')
    expect(keys(redrawnSteps(run, evening([d, c])))).toBe(
      'welcome talk:a talk:b tables talk:d talk:c close',
    )
    // A later cut into sets may put a talk into a set that is over: it comes in the one that goes on.
    const later = at(all, 'talk:c', 'welcome', 'talk:a', 'talk:b', 'tables')
    expect(keys(redrawnSteps(later, evening([talk('d', 1), talk('e', 2)])))).toBe(
      'welcome talk:a talk:b tables talk:c talk:d talk:e close',
    )
  })

  it('leave nobody out whom the evening has passed over', () => {
    const run = at(all, 'tables', 'welcome', 'talk:a')
    expect(keys(redrawnSteps(run, evening([b, c, d])))).toBe(
      'welcome talk:a tables talk:b talk:c talk:d close',
    )
    const late = at(all, 'close', 'welcome', 'talk:a', 'tables')
    expect(keys(redrawnSteps(late, evening([b])))).toBe('welcome talk:a tables close talk:b')
  })

  it('keep a part of the sheet that was passed over where it was', () => {
    const run = at(all, 'talk:c', 'welcome', 'talk:a', 'talk:b')
    expect(keys(redrawnSteps(run, evening([d])))).toBe(
      'welcome talk:a talk:b tables talk:c talk:d close',
    )
  })

  it('give the minute for an idea to the talk that is on', () => {
    const steps = plannedSteps(evening([a, b, c], { gapMinutes: 1 }))
    const run = at(steps, 'talk:a', 'welcome')
    expect(keys(redrawnSteps(run, evening([b, c], { gapMinutes: 1 })))).toBe(
      'welcome talk:a idea:a talk:b idea:b tables talk:c idea:c close',
    )
    expect(keys(redrawnSteps(run, evening([b, c])))).toBe(
      'welcome talk:a talk:b tables talk:c close',
    )
    const inIdea = at(steps, 'idea:a', 'welcome', 'talk:a')
    expect(keys(redrawnSteps(inIdea, evening([c, b], { gapMinutes: 1 })))).toBe(
      'welcome talk:a idea:a talk:b idea:b tables talk:c idea:c close',
    )
  })

  it('go on without the talk that is on when it is given up for now', () => {
    const run = at(all, 'talk:a', 'welcome')
    const { kept, coming } = passedSteps(run, evening([b, c, d, talk('a', 2)]))
    expect(keys(kept)).toBe('welcome')
    expect(keys(coming)).toBe('talk:b tables talk:c talk:d talk:a close')
  })

  it('follow a sheet that a host has changed, as far as it is still to come', () => {
    const run = at(all, 'talk:b', 'welcome', 'talk:a')
    const changed = [item('welcome', 'welcome'), item('set-1', 'set'), item('pause', 'pause')]
    expect(keys(redrawnSteps(run, evening([c, d], { sheet: changed })))).toBe(
      'welcome talk:a talk:b talk:c talk:d pause',
    )
  })
})
