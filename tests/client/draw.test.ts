import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { DrawInput, DrawTalk } from '../../shared/teachmeet/draw.ts'
import { drawOrder } from '../../shared/teachmeet/draw-order.ts'
import { ticketOf } from '../../shared/teachmeet/draw-ticket.ts'
import { anyInput, anyTalks, inputOf, numbersOf, talkOf } from './support/any-draw.ts'
import {
  bestOfEveryOrder,
  flawsOf,
  isSameKind,
  isSameSchool,
  rowAtEnd,
} from './support/every-order.ts'

const everyState = ['here', 'here', 'here', 'absent', 'returned', 'withdrawn'] as const
const seed = fc.integer({ min: 0, max: 9_999 })

/** What was heard, and those whose places the rules gave, in their order. */
function drawnOf(input: DrawInput): { heard: DrawTalk[]; here: DrawTalk[] } {
  const { order } = drawOrder(input)
  const talks = (isAsked: (why: string) => boolean) =>
    order.filter(({ why }) => isAsked(why)).map(({ number }) => talkOf(input, number))
  return {
    heard: talks((why) => why === 'heard'),
    here: talks((why) => why !== 'heard' && why !== 'absent'),
  }
}

const byTicket = (seed: number) => (a: number, b: number) =>
  ticketOf(seed, a) < ticketOf(seed, b) ? -1 : 1

describe('a ticket', () => {
  test('is what sha256sum prints of the seed and the number', () => {
    expect(ticketOf(4817, 3)).toBe('99b9a11b')
    expect(ticketOf(0, 1)).toBe('ef134f2a')
  })
})

describe('the order', () => {
  test('has everybody once who did not withdraw or was heard', () => {
    fc.assert(
      fc.property(anyInput(60, everyState), (input) => {
        const placed = numbersOf(input)
        const given = input.talks.filter(
          ({ number, state }) => state !== 'withdrawn' || input.heard.includes(number),
        )
        expect(placed.toSorted()).toEqual(given.map(({ number }) => number).toSorted())
        expect(placed.slice(0, input.heard.length)).toEqual(input.heard)
      }),
    )
  })

  test('is the same every time, whatever order the talks are listed in', () => {
    const input = anyInput(30, everyState)
    const shuffled = input.chain((one) =>
      fc
        .shuffledSubarray(one.talks, { minLength: one.talks.length })
        .map((talks) => [one, { ...one, talks }] as const),
    )
    fc.assert(
      fc.property(shuffled, ([one, other]) => {
        expect(drawOrder(other)).toEqual(drawOrder(one))
      }),
    )
  })

  test('is that of the tickets where all are of different schools and of one kind', () => {
    fc.assert(
      fc.property(anyTalks(60), seed, (talks, seed) => {
        const alike = talks.map((talk) => ({ ...talk, kind: 'nano', school: null }) as const)
        const sorted = talks.map(({ number }) => number).sort(byTicket(seed))
        expect(numbersOf(inputOf(alike, { seed }))).toEqual(sorted)
      }),
    )
  })

  test('does not change while talks are heard as they were drawn', () => {
    const some = fc.tuple(anyInput(20, everyState), fc.nat(20))
    fc.assert(
      fc.property(some, ([input, more]) => {
        const first = drawOrder(input)
        const isAbsent = ({ number }: DrawTalk) =>
          first.order.some((placed) => placed.number === number && placed.why === 'absent')
        const coming = input.talks.filter((talk) => !isAbsent(talk)).length
        const before = Math.min(coming, input.heard.length + more)
        const heard = first.order.slice(0, before).map(({ number }) => number)
        const again = drawOrder({
          ...input,
          heard: heard.filter((n) => !isAbsent(talkOf(input, n))),
        })
        const bare = (draw: typeof first) =>
          draw.order.map(({ number, ticket, set, startsAfterMinutes }) => ({
            ...{ number, ticket, set, startsAfterMinutes },
          }))
        expect(bare(again)).toEqual(bare(first))
      }),
    )
  })
})

describe('schools and kinds', () => {
  test('are as good as the best of every order there is', () => {
    fc.assert(
      fc.property(anyTalks(8), seed, (talks, seed) => {
        const input = inputOf(talks, { seed })
        const best = bestOfEveryOrder([], talks)
        expect(flawsOf([], drawnOf(input).here)).toEqual(best)
        if (talks.length > 0) expect(drawOrder(input).rowMax).toBe(best.row)
      }),
      { numRuns: 500 },
    )
  })

  test('are as good as the best that is left behind what was heard', () => {
    fc.assert(
      fc.property(anyInput(8, ['here', 'here', 'here', 'absent', 'returned']), (input) => {
        const { heard, here } = drawnOf(input)
        const best = bestOfEveryOrder(heard, here)
        const fromStart = bestOfEveryOrder([], [...heard, ...here])
        const flaws = flawsOf(heard, here)
        expect(flaws.repeats).toBe(best.repeats)
        expect(flaws.row).toBeLessThanOrEqual(Math.max(best.row, fromStart.row))
      }),
      { numRuns: 500 },
    )
  })

  test('of sixty talks are as good as counting says they could be', () => {
    fc.assert(
      fc.property(anyTalks(60), seed, (talks, seed) => {
        const input = inputOf(talks, { seed })
        const flaws = flawsOf([], drawnOf(input).here)
        const most = Math.max(0, ...talks.map((one) => countOf(talks, one)))
        expect(flaws.repeats).toBe(Math.max(0, 2 * most - talks.length - 1))
        // No order can do with less than this, so one that does not need more is as good as any.
        expect(flaws.row).toBeLessThanOrEqual(drawOrder(input).rowMax)
      }),
    )
  })
})

const countOf = (talks: DrawTalk[], one: DrawTalk) =>
  one.school === null ? 1 : talks.filter((other) => isSameSchool(one, other)).length

describe('who comes and goes', () => {
  test('stands at the end by ticket while they are absent', () => {
    fc.assert(
      fc.property(anyInput(20, everyState), (input) => {
        const { order } = drawOrder(input)
        const absent = order.filter(({ why }) => why === 'absent').map(({ number }) => number)
        expect(absent).toEqual(absent.toSorted(byTicket(input.seed)))
        expect(order.slice(order.length - absent.length).map(({ number }) => number)).toEqual(
          absent,
        )
        const states = absent.map((number) => talkOf(input, number).state)
        expect(states.every((state) => state === 'absent')).toBe(true)
      }),
    )
  })

  test('gets the next place the rules allow when they have come back, and everybody keeps one', () => {
    fc.assert(
      fc.property(anyInput(12, ['here', 'here', 'absent']), (input) => {
        const absent = drawOrder(input).order.find(({ why }) => why === 'absent')
        fc.pre(absent !== undefined)
        const talks = input.talks.map((talk) =>
          talk.number === absent.number ? { ...talk, state: 'returned' as const } : talk,
        )
        const { order } = drawOrder({ ...input, talks })
        expect(order.map(({ number }) => number).toSorted()).toEqual(numbersOf(input).toSorted())
        const at = order.findIndex(({ number }) => number === absent.number)
        // Each place they did not get says that they were passed over for the sake of a rule.
        for (const { passedOver } of order.slice(input.heard.length, at)) {
          expect(passedOver.map(({ number }) => number)).toContain(absent.number)
        }
      }),
    )
  })

  test('leaves two that are alike to the rules in the order of their tickets', () => {
    const withOneLeaving = anyInput(20, everyState).chain((input) =>
      fc.tuple(fc.constant(input), fc.constantFrom(...input.talks.map(({ number }) => number), 0)),
    )
    fc.assert(
      fc.property(withOneLeaving, ([input, leaving]) => {
        const talks = input.talks.filter(({ number }) => number !== leaving)
        const heard = input.heard.filter((number) => number !== leaving)
        const drawn = drawnOf({ ...input, talks, heard })
        const all = [...drawn.heard, ...drawn.here]
        const isOnly = (one: DrawTalk) => countOf(all, one) === 1
        drawn.here.forEach((first, index) => {
          for (const second of drawn.here.slice(index + 1)) {
            const isAlike =
              first.state === second.state &&
              isSameKind(first, second) &&
              (isSameSchool(first, second) || (isOnly(first) && isOnly(second)))
            if (!isAlike) continue
            expect(byTicket(input.seed)(first.number, second.number)).toBe(-1)
          }
        })
      }),
    )
  })
})

describe('a reason', () => {
  test('is given wherever a lower ticket comes later', () => {
    fc.assert(
      fc.property(anyInput(20, ['here', 'here', 'returned']), (input) => {
        const { order } = drawOrder(input)
        order.forEach((placed, index) => {
          if (placed.why === 'heard') return
          const talk = talkOf(input, placed.number)
          const later = order.slice(index + 1).map(({ number }) => talkOf(input, number))
          const before = later.filter((other) =>
            other.state === talk.state
              ? byTicket(input.seed)(other.number, talk.number) < 0
              : other.state === 'returned',
          )
          const passed = placed.passedOver.map(({ number }) => number)
          expect(passed.toSorted()).toEqual(before.map(({ number }) => number).toSorted())
        })
      }),
    )
  })

  test('is true: the talk could not have come there', () => {
    fc.assert(
      fc.property(anyTalks(7), seed, (talks, seed) => {
        const { order, rowMax } = drawOrder(inputOf(talks, { seed }))
        const inOrder = order.map(({ number }) => talks.find((talk) => talk.number === number)!)
        order.forEach(({ passedOver }, index) => {
          const before = inOrder.slice(0, index)
          const left = inOrder.slice(index)
          for (const { number, because } of passedOver) {
            const talk = left.find((one) => one.number === number)!
            const rest = left.filter((one) => one !== talk)
            const best = bestOfEveryOrder(before, left)
            const after = bestOfEveryOrder([...before, talk], rest)
            const own = flawsOf(before, [talk])
            if (own.repeats + after.repeats > best.repeats) {
              expect(because).toBe(own.repeats > 0 ? 'same-school' : 'other-school')
            } else {
              expect(Math.max(own.row, after.row)).toBeGreaterThan(rowMax)
              const isTooMany = rowAtEnd([...before, talk]) > rowMax
              expect(because).toBe(isTooMany ? 'row' : 'row-later')
            }
          }
        })
      }),
      { numRuns: 300 },
    )
  })
})
