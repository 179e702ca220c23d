import type { TalkId } from '../../../../shared/ids.ts'
import type { DrawView } from '../../../../shared/teachmeet/api.ts'
import type { DrawInput, DrawTalk } from '../../../../shared/teachmeet/draw.ts'
import { drawVersion } from '../../../../shared/teachmeet/draw.ts'
import { drawOrder } from '../../../../shared/teachmeet/draw-order.ts'
import { explain } from '../../../../shared/teachmeet/draw-words.ts'
import type { TalkView } from '../../../../shared/teachmeet/talks.ts'

/** A place of an order as the page shows it. */
export interface DrawnPlace {
  number: number
  ticket: string
  set: number
  /** Why it is here, as a sentence. */
  why: string
  /** What was drawn of it: kind, minutes, school. */
  input: DrawTalk | null
  /** Null where the talk is gone from the TeachMeet. */
  talk: TalkView | null
}

export interface Recomputed {
  places: DrawnPlace[]
  /** Whether this browser drew what the server keeps; null where it does not know the rules of that draw. */
  agrees: boolean | null
  minutesNeeded: number
}

/** Draws again from what the server drew from, and compares. */
export function recompute(draw: DrawView, talks: readonly TalkView[]): Recomputed {
  if (draw.input.version !== drawVersion) return { places: [], agrees: null, minutesNeeded: 0 }
  const drawn = drawOrder(draw.input)
  const reasons = explain(drawn)
  const byNumber = new Map(talks.map((talk) => [talk.number, talk]))
  const places = drawn.order.map(({ number, ticket, set }, index) => ({
    ...{ number, ticket, set },
    why: reasonOf(reasons[index] ?? ''),
    input: draw.input.talks.find((talk) => talk.number === number) ?? null,
    talk: byNumber.get(number) ?? null,
  }))
  const ids = places.map(({ talk }): TalkId | null => talk?.id ?? null)
  return {
    places,
    agrees: ids.length === draw.order.length && ids.every((id, at) => id === draw.order[at]),
    minutesNeeded: drawn.minutesNeeded,
  }
}

/** "3. Talk 5, ticket 0a3f…: lowest of those left." as a sentence of its own: number and ticket stand beside it. */
function reasonOf(sentence: string): string {
  const reason = sentence.slice(sentence.indexOf(': ') + 2)
  return reason.charAt(0).toUpperCase() + reason.slice(1)
}

/** What the command and a pencil need, as a file's words. */
export const inputFile = (input: DrawInput): string => `${JSON.stringify(input, null, 2)}\n`

export const whyWords: Record<DrawView['why'], string> = {
  drawn: 'drawn',
  absent: 'somebody was not here',
  returned: 'somebody came after all',
  withdrawn: 'a talk was withdrawn',
  added: 'a talk was added',
  minutes: 'the minutes changed',
}

/** "Seed 4817 was drawn once." and how often there was another order in all. */
export function timesWords(draws: readonly DrawView[], shown: DrawView): string {
  const seeds = new Set(draws.filter(({ why }) => why === 'drawn').map(({ input }) => input.seed))
  const times = (count: number) => (count === 1 ? 'once' : count === 2 ? 'twice' : `${count} times`)
  const drawn = draws.filter(({ why }) => why === 'drawn').length
  const others = draws.length - drawn
  const again =
    others === 0 ? '' : ` It was worked out again ${times(others)}, with the same tickets.`
  const seedWords =
    seeds.size <= 1 ? '' : ` There were ${seeds.size} seeds: this one is ${shown.input.seed}.`
  return `The order was drawn ${times(drawn)}.${seedWords}${again}`
}
