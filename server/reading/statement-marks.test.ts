import { describe, expect, it } from 'vitest'
import type { StatementMark } from '../../shared/community/protocols.ts'
import { marksByStatement, spreadOf } from './statement-marks.ts'

const spread = (wholeheartedly: number, but: number, not: number) =>
  spreadOf({ wholeheartedly, but, not })

describe('the spread of marks', () => {
  it('is nothing where all say the same, or one has said anything', () => {
    expect(spread(7, 0, 0)).toBe(0)
    expect(spread(0, 7, 0)).toBe(0)
    expect(spread(1, 0, 0)).toBe(0)
    expect(spread(0, 0, 0)).toBe(0)
  })

  it('is widest where the room is split between the ends', () => {
    const rising = [spread(5, 1, 0), spread(3, 3, 0), spread(2, 2, 2), spread(3, 0, 3)]
    expect([...rising].sort((a, b) => a - b)).toEqual(rising)
    expect(spread(1, 0, 1)).toBe(2)
  })

  it('is as wide for a large room as for a small one that is split alike', () => {
    // With more people pairs within a camp come near to what they are in the long run.
    expect(spread(300, 0, 300)).toBeCloseTo(1, 2)
    expect(spread(200, 200, 200)).toBeCloseTo(8 / 9, 2)
  })
})

describe('totals', () => {
  const marks = (statement: number, ...all: StatementMark[]) =>
    all.map((mark) => ({ statement, mark }))

  it('come widest first, by number where they are alike', () => {
    const shown = marksByStatement([
      ...marks(4, 'but', 'but', 'but'),
      ...marks(2, 'wholeheartedly', 'but', 'but'),
      ...marks(7, 'not', 'wholeheartedly', 'but'),
      ...marks(1, 'but', 'but', 'but'),
    ])
    expect(shown.map((one) => one.statement)).toEqual([7, 2, 1, 4])
    expect(shown[0]!.marks).toEqual({ wholeheartedly: 1, but: 1, not: 1 })
  })

  it('are kept back where fewer than three have marked', () => {
    expect(marksByStatement(marks(3, 'not', 'not'))).toEqual([])
  })
})
