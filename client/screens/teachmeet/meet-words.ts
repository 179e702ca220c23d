import type { PersonView } from '../../../shared/accounts/api.ts'
import type { PersonId } from '../../../shared/ids.ts'
import type {
  TeachMeetRowView,
  TeachMeetState,
  TeachMeetView,
} from '../../../shared/teachmeet/api.ts'
import { fixedMinutes } from '../../../shared/teachmeet/sheet.ts'
import type { Licence, TalkKind } from '../../../shared/teachmeet/talk-kinds.ts'
import type { TalkView } from '../../../shared/teachmeet/talks.ts'
import { dayWords } from '../../parts/day-words.ts'
import { listNames } from '../../parts/names.ts'
import { ownZone, placeOfZone, zonedTime } from '../../parts/zoned-time.ts'

type When = Pick<TeachMeetView, 'startsAt' | 'minutes' | 'timeZone'>

/** "Thursday 3 December, 19:00 to 20:30", by the clock of the place it is in. */
export function whenWords({ startsAt, minutes, timeZone }: When, now: Date = new Date()): string {
  const begin = zonedTime(startsAt, timeZone)
  const end = zonedTime(startsAt + minutes * 60_000, timeZone)
  return `${dayWords(begin.day, now)}, ${begin.time} to ${end.time}`
}

/** What the reader's own clock shows then, where that is another: "20:00 by your clock in Berlin". Empty where it is not. */
export function ownTimeWords(
  { startsAt, timeZone }: Pick<When, 'startsAt' | 'timeZone'>,
  own: string = ownZone(),
): string {
  const there = zonedTime(startsAt, timeZone)
  const here = zonedTime(startsAt, own)
  if (there.day === here.day && there.time === here.time) return ''
  const day = there.day === here.day ? '' : `${dayWords(here.day)}, `
  return `${day}${here.time} by your clock in ${placeOfZone(own)}`
}

/** Its people have gone home: what is said of it is said of the past. */
export const isPast = ({ state }: Pick<TeachMeetView, 'state'>) =>
  state === 'ended' || state === 'tidied'

/** Its time went by, and nobody started it here; it may have been called off. */
export const wasNotHeld = (
  { state, startsAt, minutes }: Pick<TeachMeetView, 'state' | 'startsAt' | 'minutes'>,
  now: number,
) => (state === 'open' || state === 'called-off') && startsAt + minutes * 60_000 < now

/** What a TeachMeet in the list is to whoever reads it: "You come", "You were there". */
export function mineWords(meet: TeachMeetRowView, now: number): string {
  if (meet.state === 'called-off') return 'Called off'
  if (wasNotHeld(meet, now)) return 'It was not started here'
  if (meet.state === 'draft') return 'Only its hosts see it yet'
  if (meet.isHost) return isPast(meet) ? 'You hosted' : 'You host'
  if (meet.speaks) return isPast(meet) ? 'You spoke' : 'You speak'
  if (!meet.comes) return ''
  return isPast(meet) ? 'You were there' : 'You come'
}

/** "Nadia and Mair host", "Nadia hosted"; of one that was not started neither is true. */
export function hostNamesWords(meet: TeachMeetRowView, now: number): string {
  const names = listNames(meet.hosts.map(({ name }) => name))
  if (names === '') return ''
  if (isPast(meet)) return `${names} hosted`
  if (meet.state === 'called-off' || wasNotHeld(meet, now)) return `Planned by ${names}`
  return `${names} ${meet.hosts.length === 1 ? 'hosts' : 'host'}`
}

/** "Nadia hosts. Mair can take over." Afterwards: "Nadia hosted, with Mair." */
export function hostsWords(
  meet: { hosts: readonly PersonView[]; hostingId: PersonId; state: TeachMeetState },
  me: PersonId | null,
): string {
  const { hosts, hostingId } = meet
  const called = ({ id, name }: PersonView) => (id === me ? 'you' : name)
  const hosting = hosts.find(({ id }) => id === hostingId)
  const others = hosts.filter(({ id }) => id !== hostingId).map(called)
  if (isPast(meet)) {
    if (hosting === undefined)
      return others.length === 0 ? '' : `${capital(listNames(others))} hosted.`
    const besides = others.length === 0 ? '' : `, with ${listNames(others)}`
    return `${capital(called(hosting))} hosted${besides}.`
  }
  const first =
    hosting === undefined ? '' : hosting.id === me ? 'You host.' : `${hosting.name} hosts.`
  const rest = others.length === 0 ? '' : `${capital(listNames(others))} can take over.`
  return [first, rest].filter((part) => part !== '').join(' ')
}

const capital = (words: string) => words.charAt(0).toUpperCase() + words.slice(1)

export const kindLabels: Record<TalkKind, { label: string; about: string }> = {
  nano: { label: 'Nano', about: 'One tool or one idea, nothing more.' },
  micro: { label: 'Micro', about: 'One thing you do, as a story.' },
  round: { label: 'Round table', about: 'A few words from you, then everybody talks.' },
}

/** "micro, 7 min" */
export const lengthWords = ({ kind, minutes }: Pick<TalkView, 'kind' | 'minutes'>) =>
  `${kindLabels[kind].label.toLowerCase()}, ${minutes} min`

export const licenceLabels: Record<Licence, string> = {
  unsaid: 'Not said yet',
  'cc-by': 'Use it, say whose it is (CC BY)',
  'cc-by-sa': 'Use it, say whose it is, share alike (CC BY-SA)',
  cc0: 'Use it freely (CC0)',
  'ask-me': 'Ask me first',
}

export const minutesWords = (minutes: number) => (minutes === 1 ? '1 minute' : `${minutes} minutes`)

/** "Isla, Larkfield Rise" */
export const speakerWords = ({
  speakerName,
  speakerSchool,
}: Pick<TalkView, 'speakerName' | 'speakerSchool'>) =>
  [speakerName, speakerSchool ?? ''].filter((part) => part !== '').join(', ')

/** How long talks may be in all, with what follows each; negative where the fixed items alone are too long. */
export const minutesForTalks = ({ minutes, sheet }: Pick<TeachMeetView, 'minutes' | 'sheet'>) =>
  minutes - fixedMinutes(sheet)

/** The talks that stand: all but those withdrawn. */
export const talksThatStand = ({ talks }: Pick<TeachMeetView, 'talks'>) =>
  talks.filter(({ presence }) => presence !== 'withdrawn')

/** Talks in the order that was drawn, then those that are in none: all by number before a draw. */
export function talksInOrder({ talks, draw }: Pick<TeachMeetView, 'talks' | 'draw'>): TalkView[] {
  const order = draw?.order ?? []
  const drawn = order.flatMap((id) => talks.filter((talk) => talk.id === id))
  return [...drawn, ...talks.filter((talk) => !order.includes(talk.id))]
}
