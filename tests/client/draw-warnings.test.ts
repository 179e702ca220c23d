import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { DrawTalk } from '../../shared/teachmeet/draw.ts'
import { drawOrder } from '../../shared/teachmeet/draw-order.ts'
import { cutIntoSets } from '../../shared/teachmeet/draw-sets.ts'
import { explain, warningWords } from '../../shared/teachmeet/draw-words.ts'
import { anyInput, inputOf, talkOf } from './support/any-draw.ts'

const micro = (number: number, school: string | null = null): DrawTalk => ({
  ...{ number, kind: 'micro', minutes: 7, school, state: 'here' },
})
const nano = (number: number, school: string | null = null): DrawTalk => ({
  ...{ number, kind: 'nano', minutes: 2, school, state: 'here' },
})

describe('the minutes', () => {
  test('are those of the talks before, each with its gap', () => {
    fc.assert(
      fc.property(anyInput(30, ['here', 'absent', 'withdrawn', 'returned']), (input) => {
        const draw = drawOrder(input)
        let minutes = 0
        for (const { number, startsAfterMinutes } of draw.order) {
          expect(startsAfterMinutes).toBe(minutes)
          minutes += talkOf(input, number).minutes + input.gapMinutes
        }
        expect(draw.minutesNeeded).toBe(minutes)
        expect(draw.minutesOver).toBe(Math.max(0, minutes - input.talkMinutes))
        const isWarned = draw.warnings.some(({ kind }) => kind === 'too-long')
        expect(isWarned).toBe(draw.minutesOver > 0)
      }),
    )
  })

  test('that do not suffice are said with what would help, and nobody is left out', () => {
    const talks = [micro(1), micro(2), nano(3), { ...micro(4), state: 'absent' as const }]
    const draw = drawOrder(inputOf(talks, { talkMinutes: 20 }))
    expect(draw.order).toHaveLength(4)
    expect(draw.warnings).toEqual([
      {
        ...{ kind: 'too-long', minutesOver: 7, absentMinutes: 8 },
        offers: [
          { kind: 'micro-5', saves: 6 },
          { kind: 'no-gap', saves: 4 },
          { kind: 'later', minutes: 7 },
        ],
      },
    ])
    expect(draw.warnings.map(warningWords)).toEqual([
      'The talks need 7 minutes more than there are (8 are for people not here yet). Micro talks of 5 minutes would save 6 minutes. No time after each talk would save 4 minutes. Or end 7 minutes later.',
    ])
  })

  test('that were heard cannot be saved any more', () => {
    const talks = [micro(1), micro(2), nano(3)]
    const input = inputOf(talks, { talkMinutes: 18, heard: [1, 2] })
    expect(drawOrder(input).warnings.map(warningWords)).toEqual([
      'The talks need a minute more than there is. No time after each talk would save a minute. Or end a minute later.',
    ])
  })
})

describe('a host is told', () => {
  test('that a school speaks twice in a row, as often as it will, by the name it was given', () => {
    const talks = [micro(1, ' Tolverne'), micro(2, 'tolverne'), micro(3, 'TOLVERNE'), micro(4)]
    const input = inputOf(talks)
    const [warning] = drawOrder(input).warnings
    expect(warning).toMatchObject({ kind: 'same-school-twice', times: 1 })
    expect(warningWords(warning!)).toMatch(
      /^Talks from tolverne follow each other once, because there are not enough others/i,
    )
  })

  test('nothing of a school that spoke twice in a row already, or would with somebody who is absent', () => {
    const talks = [micro(1, 'Tolverne'), micro(2, 'Tolverne'), micro(3, 'Ashmere')]
    const heard = drawOrder(inputOf([...talks, micro(4, 'Tolverne')], { heard: [1, 2] }))
    expect(heard.warnings).toEqual([])
    const absent = talks.map((talk) =>
      talk.number === 2 ? { ...talk, state: 'absent' as const } : talk,
    )
    expect(drawOrder(inputOf(absent)).warnings).toEqual([])
  })

  test('that nobody has offered a talk', () => {
    for (const talks of [[], [{ ...nano(1), state: 'withdrawn' as const }]]) {
      const draw = drawOrder(inputOf(talks, { talkMinutes: 0 }))
      expect(draw).toMatchObject({ order: [], minutesNeeded: 0, warnings: [{ kind: 'nobody' }] })
      expect(draw.warnings.map(warningWords)).toEqual(['Nobody has offered a talk yet.'])
    }
  })
})

describe('the sets', () => {
  /** Every way to cut so many talks into parts, as where each part ends. */
  function everyCut(count: number, parts: number): number[][] {
    if (parts === 1) return [[count]]
    const cuts = []
    for (let last = parts - 1; last < count; last++) {
      for (const before of everyCut(last, parts - 1)) cuts.push([...before, count])
    }
    return cuts
  }

  const squaresOf = (minutes: number[], ends: number[]) =>
    ends.reduce((sum, end, index) => {
      const part = minutes.slice(ends[index - 1] ?? 0, end)
      return sum + part.reduce((all, each) => all + each, 0) ** 2
    }, 0)

  test('are as even as any cut, with no order changed and none empty', () => {
    const lengths = fc.array(fc.constantFrom(3, 6, 8, 16), { minLength: 1, maxLength: 12 })
    fc.assert(
      fc.property(lengths, fc.integer({ min: 1, max: 4 }), (minutes, sets) => {
        const parts = Math.min(sets, minutes.length)
        const found = cutIntoSets(minutes, sets)
        const ends = Array.from({ length: parts }, (_, part) => found.lastIndexOf(part + 1) + 1)
        expect(found).toEqual(found.toSorted((a, b) => a - b))
        expect(new Set(found).size).toBe(parts)
        const best = Math.min(
          ...everyCut(minutes.length, parts).map((cut) => squaresOf(minutes, cut)),
        )
        expect(squaresOf(minutes, ends)).toBe(best)
      }),
    )
  })

  test('have the longer ones first where two cuts are as even', () => {
    expect(cutIntoSets([3, 3, 3], 2)).toEqual([1, 1, 2])
    expect(cutIntoSets([3, 3, 3, 3, 3], 3)).toEqual([1, 1, 2, 2, 3])
    expect(cutIntoSets([], 3)).toEqual([])
  })
})

describe('the sentences', () => {
  /** Those of twenty draws. */
  const sentencesOf = (talks: DrawTalk[]) =>
    Array.from({ length: 20 }, (_, seed) => explain(drawOrder(inputOf(talks, { seed }))))
      .flat()
      .join('\n')

  test('name talks that wait for the same reason together', () => {
    const talks = [1, 2, 3, 4, 5].map((number) => micro(number, number < 4 ? 'Tolverne' : null))
    expect(sentencesOf(talks)).toMatch(
      /passed over talks \d and \d, because more than half of the talks left are of another school\./,
    )
  })

  test('say so where two of one kind need not follow each other', () => {
    const talks = [nano(1), nano(2), micro(3), micro(4)]
    expect(sentencesOf(talks)).toContain('because two talks of one kind would follow each other.')
  })

  test('are one for each place', () => {
    fc.assert(
      fc.property(anyInput(12, ['here', 'absent', 'returned']), (input) => {
        const sentences = explain(drawOrder(input))
        sentences.forEach((sentence, index) => {
          expect(sentence).toMatch(
            new RegExp(`^${index + 1}\\. Talk \\d+, ticket [0-9a-f]{8}: .+\\.$`),
          )
        })
        expect(sentences).toHaveLength(input.talks.length)
      }),
    )
  })
})

test('sixty talks are drawn in less than five milliseconds', () => {
  const schools = Array.from({ length: 9 }, (_, index) => `School ${index}`)
  const talks = Array.from({ length: 60 }, (_, index) =>
    (index % 5 < 3 ? nano : micro)(index + 1, index % 3 === 0 ? 'Tolverne' : schools[index % 9]!),
  )
  // The fastest of many: what else the machine does is not the draw's.
  const times = Array.from({ length: 40 }, (_, seed) => {
    const startedAt = performance.now()
    drawOrder(inputOf(talks, { seed, sets: 4 }))
    return performance.now() - startedAt
  })
  expect(Math.min(...times)).toBeLessThan(5)
})
