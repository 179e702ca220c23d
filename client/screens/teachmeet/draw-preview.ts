import type { TeachMeetView } from '../../../shared/teachmeet/api.ts'
import type { Draw, DrawInput, DrawOffer } from '../../../shared/teachmeet/draw.ts'
import { drawInputOf } from '../../../shared/teachmeet/draw-of.ts'
import { drawOrder } from '../../../shared/teachmeet/draw-order.ts'
import { minutesWords } from './meet-words.ts'

type Drawable = Pick<TeachMeetView, 'talks' | 'sheet' | 'minutes' | 'gapMinutes' | 'draw'>

/**
 * What a draw would be made from now, so that its hosts are warned before they draw. Whether talks fit depends on no
 * seed.
 */
export function inputNow(meet: Drawable): DrawInput {
  const heard = meet.talks
    .filter(({ heardAt }) => heardAt !== null)
    .sort((a, b) => a.heardAt! - b.heardAt!)
  return drawInputOf(meet, {
    talks: meet.talks,
    heard: heard.map(({ number }) => number),
    seed: meet.draw?.input.seed ?? 0,
  })
}

export interface Over {
  minutes: number
  /** "Two talks do not fit: 9 minutes too much" */
  words: string
  offers: DrawOffer[]
}

/** What is too much, and what could be done about it; null where all talks fit. */
export function overOf(meet: Drawable): Over | null {
  const input = inputNow(meet)
  const draw = drawOrder(input)
  const warning = draw.warnings.find(({ kind }) => kind === 'too-long')
  if (warning?.kind !== 'too-long') return null
  const { minutesOver, offers } = warning
  const count = talksOver(draw, input)
  const talks = count === 1 ? 'One talk does not fit' : `${numeral(count)} talks do not fit`
  return {
    minutes: minutesOver,
    words: `${talks}: ${minutesWords(minutesOver)} too much`,
    offers,
  }
}

/** The last talks of the order that end after the minutes there are. */
function talksOver({ order }: Draw, { talks, talkMinutes, gapMinutes }: DrawInput): number {
  const lengthOf = new Map(talks.map(({ number, minutes }) => [number, minutes + gapMinutes]))
  return order.filter(
    ({ number, startsAfterMinutes }) =>
      startsAfterMinutes + (lengthOf.get(number) ?? 0) > talkMinutes,
  ).length
}

const numerals = 'One Two Three Four Five Six Seven Eight Nine Ten Eleven Twelve'.split(' ')
const numeral = (count: number) => numerals[count - 1] ?? String(count)

export function offerLabel(offer: DrawOffer): string {
  switch (offer.kind) {
    case 'micro-5':
      return `Micro talks of 5 minutes, saves ${offer.saves}`
    case 'no-gap':
      return `No time after each talk, saves ${offer.saves}`
    case 'later':
      return `End ${minutesWords(offer.minutes)} later`
  }
}
