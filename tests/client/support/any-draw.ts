import fc from 'fast-check'
import type { DrawInput, DrawTalk } from '../../../shared/teachmeet/draw.ts'
import { drawVersion } from '../../../shared/teachmeet/draw.ts'
import { drawOrder } from '../../../shared/teachmeet/draw-order.ts'

const lengths = [
  { kind: 'nano', minutes: 2 },
  { kind: 'micro', minutes: 5 },
  { kind: 'micro', minutes: 7 },
  { kind: 'round', minutes: 15 },
] as const

/** Few schools, so that they get in each other's way; written now one way, now another. */
const schools = ['Tolverne', 'TOLVERNE ', 'Larkfield Rise', 'larkfield  rise', 'Ashmere', null]

/** Nano talks are half of all, or the mix would seldom be hard. */
const length = fc.oneof(fc.constant(lengths[0]), fc.constantFrom(...lengths))
const school = fc.oneof(fc.constantFrom(...schools), fc.constantFrom('Tolverne', 'Penrallt', null))

/** Any talks up to so many, numbered with gaps and listed in any order. */
export function anyTalks(
  max: number,
  states: readonly DrawTalk['state'][] = ['here'],
): fc.Arbitrary<DrawTalk[]> {
  const talk = fc.record({ length, school, state: fc.constantFrom(...states) })
  const numbers = fc.uniqueArray(fc.integer({ min: 1, max: 90 }), { maxLength: max, size: 'max' })
  return numbers.chain((all) =>
    fc
      .array(talk, { minLength: all.length, maxLength: all.length, size: 'max' })
      .map((talks) =>
        talks.map(({ length, ...each }, index) => ({ number: all[index]!, ...length, ...each })),
      ),
  )
}

/** Any draw of so many talks, of which some may have been heard, in any order. */
export function anyInput(
  max: number,
  states?: readonly DrawTalk['state'][],
): fc.Arbitrary<DrawInput> {
  return anyTalks(max, states).chain((talks) =>
    fc.record({
      version: fc.constant(drawVersion),
      seed: fc.integer({ min: 0, max: 9_999 }),
      talks: fc.constant(talks),
      heard: fc.oneof(
        fc.constant<number[]>([]),
        fc.shuffledSubarray(talks.map(({ number }) => number)),
      ),
      talkMinutes: fc.integer({ min: 0, max: 120 }),
      gapMinutes: fc.integer({ min: 0, max: 3 }),
      sets: fc.integer({ min: 1, max: 4 }),
    }),
  )
}

/** A draw of these talks with nothing heard, and minutes enough. */
export function inputOf(talks: DrawTalk[], changes: Partial<DrawInput> = {}): DrawInput {
  return {
    version: drawVersion,
    ...{ seed: 4817, talks, heard: [], talkMinutes: 480, gapMinutes: 1, sets: 1 },
    ...changes,
  }
}

export const talkOf = (input: DrawInput, number: number) =>
  input.talks.find((talk) => talk.number === number)!

/** The numbers of the talks as they were drawn. */
export const numbersOf = (input: DrawInput) => drawOrder(input).order.map(({ number }) => number)
