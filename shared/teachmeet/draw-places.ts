import type { DrawInput, DrawTalk, PassReason, PlacedTalk, PlaceReason } from './draw.ts'
import { KindsLeft } from './draw-kinds.ts'
import { schoolKey, SchoolsLeft } from './draw-schools.ts'
import { ticketOf } from './draw-ticket.ts'

/** A talk with what the draw compares it by. */
export interface Candidate extends DrawTalk {
  ticket: string
  schoolKey: string
}

export type Place = Pick<PlacedTalk, 'why' | 'passedOver'> & { talk: Candidate }

/**
 * The places of all talks that were not withdrawn. In this order of precedence:
 *
 * 1. What was heard stays as it was heard.
 * 2. Whoever is not here comes last, in the order of the tickets. All that follows is among those who are here.
 * 3. Schools: as seldom as can be, which is mostly never, does a school speak twice in a row.
 * 4. Kinds: no row of nano or of longer talks is longer than the numbers of both ask for (`rowMax`); where the schools
 *    leave no such talk, the row is as short as they allow.
 * 5. Whoever has come back goes before whoever has been here, since they have waited.
 * 6. The lowest ticket.
 *
 * It is walked place by place, and each place is given to the first by 5 and 6 of those that 3 and 4 allow. Taking a
 * talk is allowed when the best that is possible afterwards is as good as the best that was possible before, and both
 * are known exactly by counting (`SchoolsLeft`, `KindsLeft`). So the best that is possible at the start is kept to the
 * end, there is always a talk that is allowed, and nothing is ever taken back.
 *
 * A place depends on what stands before it only through what is left, the school that spoke last and the row that has
 * begun; and `rowMax` is of all talks, heard or not. So an order that is made again while it is being heard is the same.
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
  const rowMax = KindsLeft.rowOf([...heard, ...here])
  const fixed = (why: PlaceReason) => (talk: Candidate) => ({ talk, why, passedOver: [] })
  return {
    places: [
      ...heard.map(fixed('heard')),
      ...walk(heard, here, rowMax),
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

/** Gives a place to each of those who are here; they come in the order in which it is their turn. */
function walk(heard: Candidate[], here: Candidate[], rowMax: number): Place[] {
  const schools = new SchoolsLeft(
    here.map((talk) => talk.schoolKey),
    heard.at(-1)?.schoolKey ?? null,
  )
  const kinds = new KindsLeft(heard, here)
  const left = [...here]
  const places: Place[] = []
  while (left.length > 0) {
    const repeats = schools.repeatsFrom()
    const isApart = (talk: Candidate) => schools.repeatsAfter(talk.schoolKey) === repeats
    const longest = Math.min(...left.filter(isApart).map((talk) => kinds.longestAfter(talk)))
    const max = Math.max(rowMax, longest)
    const index = left.findIndex((talk) => isApart(talk) && kinds.longestAfter(talk) <= max)
    const reasonAgainst = (talk: Candidate): PassReason => {
      if (!isApart(talk)) return schools.isLast(talk.schoolKey) ? 'same-school' : 'school-later'
      return kinds.rowAfter(talk) > max ? 'row' : 'row-later'
    }
    const passedOver = left
      .slice(0, index)
      .map((talk) => ({ number: talk.number, because: reasonAgainst(talk) }))
    const [talk] = left.splice(index, 1)
    if (talk === undefined) throw new Error('no talk is allowed: the counts are wrong')
    places.push({ talk, why: reasonFor(talk, passedOver), passedOver })
    schools.take(talk.schoolKey)
    kinds.take(talk)
  }
  return places
}

function reasonFor(talk: Candidate, passedOver: PlacedTalk['passedOver']): PlaceReason {
  if (passedOver.length === 0) return talk.state === 'returned' ? 'returned' : 'ticket'
  const isForSchools = passedOver.some(
    ({ because }) => because === 'same-school' || because === 'school-later',
  )
  return isForSchools ? 'school' : 'mix'
}
