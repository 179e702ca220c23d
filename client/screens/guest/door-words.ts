import type { GuestDoorView } from '../../../shared/community/passes.ts'
import { dayWords } from '../../parts/day-words.ts'

const numbers = 'no,one,two,three,four,five,six,seven,eight,nine,ten,eleven,twelve'.split(',')
const eveningHour = 17
const dayMs = 86_400_000
const justMs = 10 * 60_000
const soonMs = 15 * 60_000

/** A moment in a time zone: its calendar day, and its time of day. */
function inZone(at: number, timeZone: string): { day: string; time: string } {
  const parts = (zone: { timeZone?: string }) => ({
    day: new Intl.DateTimeFormat('sv-SE', { ...zone, dateStyle: 'short' }).format(at),
    time: new Intl.DateTimeFormat('en-GB', { ...zone, timeStyle: 'short' }).format(at),
  })
  try {
    return parts({ timeZone })
  } catch {
    return parts({}) // a zone this browser does not know
  }
}

/** "Tonight, 19:00 to 20:00." Whoever is in another zone is told whose clock it is. */
export function doorWhen(
  { startsAt, meetEndsAt, timeZone }: Pick<GuestDoorView, 'startsAt' | 'meetEndsAt' | 'timeZone'>,
  now: number,
): string {
  if (startsAt === null) return ''
  const start = inZone(startsAt, timeZone)
  const end = meetEndsAt === null ? '' : ` to ${inZone(meetEndsAt, timeZone).time}`
  const isElsewhere = start.time !== inZone(startsAt, ownZone()).time
  const place = isElsewhere ? ` by the clock of ${cityOf(timeZone)}` : ''
  return `${dayName(start, timeZone, now)}, ${start.time}${end}${place}.`
}

function dayName(at: { day: string; time: string }, timeZone: string, now: number): string {
  if (at.day === inZone(now, timeZone).day) {
    return Number(at.time.slice(0, 2)) >= eveningHour ? 'Tonight' : 'Today'
  }
  if (at.day === inZone(now + dayMs, timeZone).day) return 'Tomorrow'
  return dayWords(at.day, new Date(now))
}

/** "It has just started." */
export function doorCourse(
  {
    startsAt,
    meetEndsAt,
    isCalledOff,
  }: Pick<GuestDoorView, 'startsAt' | 'meetEndsAt' | 'isCalledOff'>,
  now: number,
): string {
  if (startsAt === null) return ''
  if (isCalledOff) return 'It was called off.'
  if (now < startsAt) return startsAt - now <= soonMs ? 'It starts soon.' : ''
  if (meetEndsAt !== null && now >= meetEndsAt) return 'It is over. What was written can be read.'
  return now - startsAt <= justMs ? 'It has just started.' : 'It has started.'
}

/** "Short talks from four schools. Just listening is welcome." */
export function doorAbout({ role, schoolCount, communityName }: GuestDoorView): string {
  if (role === 'expert') {
    return `A lesson study at ${communityName}. You read the plan and what was seen, and speak late.`
  }
  const from =
    schoolCount > 1 ? `${numbers[schoolCount] ?? schoolCount} schools` : `${communityName}`
  return `Short talks from ${from}. Just listening is welcome.`
}

/** "34 people are round the table" */
export function doorPeople(
  { peopleCount, startsAt, isCalledOff }: GuestDoorView,
  now: number,
): string {
  if (isCalledOff) return ''
  if (peopleCount === 0) return 'There is a seat for you at the table'
  const people = peopleCount === 1 ? 'One person' : `${peopleCount} people`
  if (startsAt !== null && now < startsAt) {
    return `${people} ${peopleCount === 1 ? 'has' : 'have'} said they will come`
  }
  return `${people} ${peopleCount === 1 ? 'is' : 'are'} round the table`
}

/** "Link from Penrallt Fields Primary, open until 21:00 tonight." */
export function doorFoot(view: GuestDoorView, now: number): string {
  const end = inZone(view.endsAt, view.timeZone)
  const day = dayName(end, view.timeZone, now)
  const until = /^To/.test(day) ? `${end.time} ${day.toLowerCase()}` : day
  return `Link from ${view.communityName}, open until ${until}.`
}

/** What happens with a seat at the end, without an account; and on a computer that is not one's own. */
export function doorPromise({ role }: Pick<GuestDoorView, 'role'>): string {
  const promise =
    role === 'expert'
      ? 'No account and no email. Your guest seat is for this study only, and nothing of it stays on this device.'
      : 'No account and no email. Your guest seat closes when the TeachMeet does, and you can keep a link to your take-aways before you leave.'
  return `${promise} ${sharedComputer}`
}

const sharedComputer =
  'On a computer that others use, choose “Leave” under your name when you go: closing the tab alone keeps your seat until the browser is closed.'

const ownZone = () => new Intl.DateTimeFormat().resolvedOptions().timeZone

/** "Europe/London" is London's clock. */
const cityOf = (timeZone: string) => (timeZone.split('/').at(-1) ?? timeZone).replaceAll('_', ' ')

/** What is said over the field for the code. */
export const entryWords = {
  plain: {
    title: 'Come in as a guest',
    words: 'The code stands on the screen of the hall, or whoever hosts can tell you.',
  },
  ended: {
    title: 'This link no longer opens',
    words:
      'Its time is over, or whoever gave it took it back. Ask them for a new one; it takes them a moment. If you can see a code on a screen, write it here.',
  },
} as const
