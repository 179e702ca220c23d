import type { Draw, DrawInput } from './draw.ts'
import { placesOf } from './draw-places.ts'
import { cutIntoSets } from './draw-sets.ts'
import { warningsOf } from './draw-warnings.ts'

/**
 * Draws the order of a TeachMeet's talks: the same input gives the same order, on every machine and whatever order the
 * talks come in. Everybody who was signed up and has not withdrawn has a place; when the minutes do not suffice the
 * draw says so and leaves nobody out. The rules in plain words, with an example to check by hand: docs/draw.md.
 */
export function drawOrder(input: DrawInput): Draw {
  const { places, rowMax } = placesOf(input)
  const lengths = places.map(({ talk }) => talk.minutes + input.gapMinutes)
  const sets = cutIntoSets(lengths, input.sets)
  let minutesNeeded = 0
  const order = places.map(({ talk, why, passedOver }, index) => {
    const startsAfterMinutes = minutesNeeded
    minutesNeeded += lengths[index]!
    const { number, ticket } = talk
    return { number, ticket, set: sets[index]!, startsAfterMinutes, why, passedOver }
  })
  const minutesOver = Math.max(0, minutesNeeded - input.talkMinutes)
  const warnings = warningsOf(input, places, { minutesOver })
  return { order, rowMax, minutesNeeded, minutesOver, warnings }
}
