import type { Draw, DrawInput, DrawOffer, DrawWarning } from './draw.ts'
import type { Place } from './draw-places.ts'

/** What a host should know of an order before it starts. */
export function warningsOf(
  input: DrawInput,
  places: Place[],
  { minutesOver }: Pick<Draw, 'minutesOver'>,
): DrawWarning[] {
  if (places.length === 0) return [{ kind: 'nobody' }]
  const warnings = schoolsTwice(places)
  if (minutesOver === 0) return warnings
  const coming = places.filter(({ why }) => why !== 'heard')
  const absent = coming.filter(({ why }) => why === 'absent')
  const absentMinutes = absent.reduce((sum, { talk }) => sum + talk.minutes + input.gapMinutes, 0)
  const offers = offersOf(input, coming, minutesOver)
  return [{ kind: 'too-long', minutesOver, absentMinutes, offers }, ...warnings]
}

/** What is over cannot be saved any more, so only the talks that come count. */
function offersOf(input: DrawInput, coming: Place[], minutesOver: number): DrawOffer[] {
  const seven = coming.filter(({ talk }) => talk.kind === 'micro' && talk.minutes === 7)
  const offers: DrawOffer[] = []
  if (seven.length > 0) offers.push({ kind: 'micro-5', saves: 2 * seven.length })
  const gaps = input.gapMinutes * coming.length
  if (gaps > 0) offers.push({ kind: 'no-gap', saves: gaps })
  return [...offers, { kind: 'later', minutes: minutesOver }]
}

/**
 * Schools that will speak twice in a row, in the order in which it happens. Those who are absent are left out: they
 * may not come, and when they do, the order is drawn again with them.
 */
function schoolsTwice(places: Place[]): DrawWarning[] {
  const times = new Map<string, { school: string; times: number }>()
  places.forEach(({ talk, why }, index) => {
    const before = places[index - 1]?.talk
    if (why === 'heard' || why === 'absent' || before?.schoolKey !== talk.schoolKey) return
    const known = times.get(talk.schoolKey)
    times.set(talk.schoolKey, {
      school: known?.school ?? talk.school?.trim() ?? '',
      times: (known?.times ?? 0) + 1,
    })
  })
  return [...times.values()].map((each) => ({ kind: 'same-school-twice', ...each }))
}
