import type { DrawInput, DrawTalk, PassReason, PlacedTalk, PlaceReason } from './draw.ts'
import { schoolKey } from './draw-crowd.ts'
import { TalksLeft } from './draw-left.ts'
import { Mix } from './draw-mix.ts'
import { ticketOf } from './draw-ticket.ts'

/** A talk with what the draw compares it by. */
interface Candidate extends DrawTalk {
  ticket: string
  schoolKey: string
}

export type Place = Pick<PlacedTalk, 'why' | 'passedOver'> & { talk: Candidate }

/**
 * The places of all talks that were not withdrawn. In this order of precedence:
 *
 * 1. What was heard stays as it was heard.
 * 2. Whoever is not here comes last, in the order of the tickets. All that follows is among those who are here.
 * 3. Schools: no school speaks twice in a row; where there is no such order, it happens as seldom as can be.
 * 4. Kinds: no row of nano or of longer talks is longer than it has to be (`rowMax`) when 3 is kept.
 * 5. Whoever has come back goes before whoever was here all the time, since they have waited.
 * 6. The lowest ticket.
 *
 * It is walked place by place, and each place is given to the first by 5 and 6 of those after whom the rest can still be
 * ordered by 3 and 4. Both are known by counting what is left (`TalksLeft`), so nothing is ever tried and taken back.
 *
 * A place depends on what stands before it only by what is left, the school that spoke last and the row at the end; and
 * `rowMax` is of all talks, heard or not. So an order that is drawn again while it is being heard stays as it was.
 */
export function placesOf(input: DrawInput): { places: Place[]; rowMax: number } {
  const talks = input.talks.map((talk): Candidate => ({
    ...talk,
    ticket: ticketOf(input.seed, talk.number),
    schoolKey: schoolKey(talk),
  }))
  const heard = input.heard.flatMap((number) => talks.filter((talk) => talk.number === number))
  const waiting = talks.filter((talk) => !heard.includes(talk)).sort(byTurn)
  const here = waiting.filter(({ state }) => state === 'here' || state === 'returned')
  const absent = waiting.filter(({ state }) => state === 'absent')
  const mix = new Mix()
  const rowMax = shortestRow([...heard, ...here], mix)
  const fixed = (why: PlaceReason) => (talk: Candidate) => ({ talk, why, passedOver: [] })
  return {
    places: [
      ...heard.map(fixed('heard')),
      ...walk(heard, here, rowMax, mix),
      ...absent.map(fixed('absent')),
    ],
    rowMax,
  }
}

/** Whoever has come back, then by ticket; of equal tickets the lower number. */
function byTurn(a: Candidate, b: Candidate): number {
  const returned = Number(b.state === 'returned') - Number(a.state === 'returned')
  if (returned !== 0) return returned
  if (a.ticket !== b.ticket) return a.ticket < b.ticket ? -1 : 1
  return a.number - b.number
}

/** How long the longest row of one kind has to be, when everything is still open. */
function shortestRow(talks: Candidate[], mix: Mix): number {
  const left = TalksLeft.of(talks, [])
  let max = 1
  while (max < talks.length && !left.canKeepTo(max, mix)) max++
  return max
}

/** Gives a place to each of those who are here; they come in the order in which it is their turn. */
function walk(heard: Candidate[], here: Candidate[], rowMax: number, mix: Mix): Place[] {
  let left = TalksLeft.of(here, heard)
  const waiting = [...here]
  const places: Place[] = []
  while (waiting.length > 0) {
    const { index, max } = nextOf(waiting, left, rowMax, mix)
    const passedOver = waiting.slice(0, index).map((talk) => ({
      number: talk.number,
      because: reasonAgainst(talk, left, max),
    }))
    const talk = waiting.splice(index, 1)[0]!
    places.push({ talk, why: reasonFor(talk, passedOver), passedOver })
    left = left.after(talk)
  }
  return places
}

/** The first who may come next. What was heard may have left no order within `rowMax`: then within the least there is. */
function nextOf(waiting: Candidate[], left: TalksLeft, rowMax: number, mix: Mix) {
  const longest = left.row + waiting.length
  for (let max = rowMax; max <= Math.max(rowMax, longest); max++) {
    const index = waiting.findIndex(
      (talk) => left.isTurnOf(talk) && left.after(talk).canKeepTo(max, mix),
    )
    if (index >= 0) return { index, max }
  }
  throw new Error('no talk may come next, though one always may')
}

function reasonAgainst(talk: Candidate, left: TalksLeft, max: number): PassReason {
  if (!left.isTurnOf(talk)) return left.wasLast(talk) ? 'same-school' : 'other-school'
  return left.after(talk).row > max ? 'row' : 'row-later'
}

function reasonFor(talk: Candidate, passedOver: PlacedTalk['passedOver']): PlaceReason {
  if (passedOver.length === 0) return talk.state === 'returned' ? 'returned' : 'ticket'
  const isForSchools = passedOver.some(
    ({ because }) => because === 'same-school' || because === 'other-school',
  )
  return isForSchools ? 'school' : 'mix'
}
