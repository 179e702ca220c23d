import { describe, expect, it } from 'vitest'
import {
  momentAt,
  schoolDay,
  schoolTime,
} from '../../client/screens/lesson-study/observe/school-time.ts'
import {
  progressOf,
  progressWords,
  stageAfter,
  stageAt,
  stageTimesOf,
  type LessonTimes,
} from '../../client/screens/lesson-study/observe/stage-clock.ts'
import type { RowId, StageMarkId } from '../../shared/ids.ts'
import type { PlanRow } from '../../shared/lesson-study/plan.ts'

const timeZone = 'Europe/London'
const at = (time: string) => momentAt('2026-11-25', time, timeZone)!

function row(id: string, minutes: number): PlanRow {
  return { id: id as RowId, rank: id, minutes, title: id, deleted: false, broken: false }
}

const stages = [row('count', 8), row('line', 12), row('exit', 10)]

function times(taps: [string, string][] = []): LessonTimes {
  const marks = taps.map(([rowId, time], index) => ({
    id: `m${index}` as StageMarkId,
    rowId: rowId as RowId,
    at: at(time),
  }))
  return { stages, marks, lesson: { date: '2026-11-25', startsAt: '10:05' }, timeZone }
}

describe('the time at a school', () => {
  it('is that of its own zone, in winter and in summer', () => {
    expect(schoolTime(Date.UTC(2026, 10, 25, 10, 19, 24), timeZone, 'second')).toBe('10:19:24')
    expect(schoolTime(Date.UTC(2026, 5, 25, 9, 19, 24), timeZone, 'minute')).toBe('10:19')
    expect(schoolDay(Date.UTC(2026, 5, 24, 23, 30), timeZone)).toBe('2026-06-25')
  })

  it('is found again as a moment, also on the day the clocks change', () => {
    expect(momentAt('2026-06-25', '10:19', timeZone)).toBe(Date.UTC(2026, 5, 25, 9, 19))
    expect(momentAt('2026-10-25', '10:19', timeZone)).toBe(Date.UTC(2026, 9, 25, 10, 19))
    expect(momentAt('2026-03-29', '10:19', timeZone)).toBe(Date.UTC(2026, 2, 29, 9, 19))
    expect(momentAt('2026-13-40', '10:19', timeZone)).toBeNull()
  })

  it('is the device’s own where a zone is not known', () => {
    expect(schoolTime(0, 'Nowhere/At-all', 'minute')).toMatch(/^\d\d:\d\d$/)
  })
})

describe('the stage at a moment', () => {
  it('is the one that was tapped last before it', () => {
    const tapped = times([
      ['count', '10:06'],
      ['line', '10:15'],
    ])
    expect(stageAt(tapped, at('10:14'))).toBe('count')
    expect(stageAt(tapped, at('10:15'))).toBe('line')
    expect(stageAt(tapped, at('11:30'))).toBe('line')
    expect(stageAt(tapped, at('10:00'))).toBeNull()
  })

  it('is what the plan’s times say while nobody has tapped any', () => {
    expect(stageAt(times(), at('10:04'))).toBeNull()
    expect(stageAt(times(), at('10:05'))).toBe('count')
    expect(stageAt(times(), at('10:20'))).toBe('line')
    expect(stageAt(times(), at('10:36'))).toBeNull()
    expect(stageAt({ ...times(), lesson: { date: null, startsAt: null } }, at('10:20'))).toBeNull()
  })

  it('passes over a stage that was taken out of the plan', () => {
    const tapped = times([
      ['count', '10:06'],
      ['gone', '10:15'],
    ])
    expect(stageAt(tapped, at('10:20'))).toBe('count')
  })

  it('is followed by the next in the plan, and by none at the end', () => {
    expect(stageAfter(stages, null)?.id).toBe('count')
    expect(stageAfter(stages, 'line' as RowId)?.id).toBe('exit')
    expect(stageAfter(stages, 'exit' as RowId)).toBeNull()
  })
})

describe('how far a stage is', () => {
  it('counts from its first tap, whoever taps it again', () => {
    const tapped = times([
      ['line', '10:13'],
      ['line', '10:16'],
    ])
    const line = stageTimesOf(tapped)[1]!
    expect(line.begunAt).toBe(at('10:13'))
    expect(line.plannedAt).toBe(at('10:13'))
    const progress = progressOf(line, at('10:19'))!
    expect(progress).toEqual({ minutes: 6, share: 0.5 })
    expect(progressWords(line, progress.minutes)).toBe('6 of 12 minutes')
  })

  it('says by how much it runs over, and what there is to say without a length', () => {
    const [count] = stageTimesOf(times([['count', '10:05']]))
    expect(progressWords(count!, 9)).toBe('1 minute over the 8 planned')
    expect(progressWords({ ...count!, row: row('count', 0) }, 1)).toBe('1 minute')
    expect(progressOf(count!, at('10:04'))).toBeNull()
  })
})
