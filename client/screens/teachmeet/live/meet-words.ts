import type { RunStep, RunView } from '../../../../shared/community/run.ts'
import type { KnownTime } from '../../../../shared/time.ts'
import type { TeachMeetView } from '../../../../shared/teachmeet/api.ts'
import type { TalkKind } from '../../../../shared/teachmeet/talk-kinds.ts'
import type { TalkView } from '../../../../shared/teachmeet/talks.ts'
import { leftOf, roughWords } from '../../../parts/run-words.ts'
import { listNames } from '../../../parts/names.ts'

export const kindWords: Record<TalkKind, string> = {
  nano: 'nano',
  micro: 'micro',
  round: 'round table',
}

const numbers = 'no one two three four five six seven eight nine ten eleven twelve'.split(' ')
const small = (count: number) => numbers[count] ?? String(count)

/** "34 here from four schools." */
export function hereWords(people: number, schools: number): string {
  if (people <= 1) return 'Just you here.'
  return schools > 1 ? `${people} here from ${small(schools)} schools.` : `${people} here.`
}

/** "Isla, Larkfield Rise" */
export function bySpeaker({ speakerName, speakerSchool, isMine }: TalkView): string {
  return [isMine ? 'You' : speakerName, speakerSchool]
    .filter((part) => part !== null && part !== '')
    .join(', ')
}

/** "Nadia hosts. Mair can take over." */
export function hostWords({ hosts, hostingId }: TeachMeetView, me: string): string {
  const named = ({ id, name }: { id: string; name: string }) => (id === me ? 'you' : name)
  const hosting = hosts.find(({ id }) => id === hostingId)
  const others = hosts.filter(({ id }) => id !== hostingId).map(named)
  const first = hosting === undefined ? 'Nobody hosts.' : whoHosts(named(hosting))
  return others.length === 0 ? first : `${first} ${sentence(listNames(others))} can take over.`
}

const whoHosts = (name: string) => (name === 'you' ? 'You host.' : `${name} hosts.`)
const sentence = (words: string) => words.charAt(0).toUpperCase() + words.slice(1)

/** What the step that is on is called, above the timer. */
export function stepTitle(step: RunStep, talk: TalkView | null): string {
  if (talk === null) return step.title
  return step.shows === 'take-aways' ? 'What will you try?' : talk.title
}

export type EndState = 'running' | 'last' | 'over' | 'paused' | 'unknown'

const minuteMs = 60_000

/** Amber is the last minute; of what is shorter than two, its last quarter. */
export function endState(run: RunView, time: KnownTime): EndState {
  if (run.pausedAfterMs !== null) return 'paused'
  if (time.trust === 'unknown') return 'unknown'
  const left = leftOf(run, time.now)
  if (left <= 0) return 'over'
  const last = run.stepLengthMs < 2 * minuteMs ? run.stepLengthMs / 4 : minuteMs
  return left <= last ? 'last' : 'running'
}

/** How much of the step's time is over, in parts of a hundred; nothing while nobody knows. */
export function shareOver(run: RunView, time: KnownTime): number {
  if (time.trust === 'unknown' && run.pausedAfterMs === null) return 0
  return Math.min(100, Math.max(0, 100 - (leftOf(run, time.now) / run.stepLengthMs) * 100))
}

/** The words that tell of the end, in every case and to everybody. */
export function endWords(state: EndState, step: RunStep, talk: TalkView | null): string {
  const isTalk = step.shows === 'talk' && talk !== null
  if (state === 'over') {
    return isTalk ? `Thank you, ${talk.speakerName}. A last sentence.` : 'A last sentence.'
  }
  if (state !== 'last') return ''
  return isTalk && talk.minutes >= 2 ? 'One minute.' : 'Nearly time.'
}

/** "left of 7 minutes, micro"; where the line is slow, about how much is left. */
export function lengthWords(
  run: RunView,
  time: KnownTime,
  { step, talk }: { step: RunStep; talk: TalkView | null },
): string {
  const rough = roughWords(run, time)
  if (rough) return rough
  const minutes = Math.max(1, Math.round(run.stepLengthMs / minuteMs))
  const of = `left of ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}`
  return talk && step.shows === 'talk' ? `${of}, ${kindWords[talk.kind]}` : of
}

/** "Jonah, Vocabulary on a string, nano", or what else comes. */
export function nextUpWords(step: RunStep, talk: TalkView | null): string {
  if (talk === null) return step.title
  if (step.shows === 'take-aways') return 'a minute for an idea'
  return `${talk.isMine ? 'You' : talk.speakerName}, ${talk.title}, ${kindWords[talk.kind]}`
}

/** "Kept until Friday": how long the chat lives. */
export function chatKeptWords(meet: TeachMeetView, now: number): string {
  if (meet.chatUntil === null) {
    return meet.chatDays === 1 ? 'Kept for a day' : `Kept for ${small(meet.chatDays)} days`
  }
  const isSoon = meet.chatUntil - now < 6 * 24 * 60 * minuteMs
  const day = new Date(meet.chatUntil).toLocaleDateString('en-GB', {
    ...(isSoon ? { weekday: 'long' } : { day: 'numeric', month: 'long' }),
    timeZone: meet.timeZone,
  })
  return `Kept until ${day}`
}

/** "Order drawn at 19:02, seed 4817" */
export function drawnWords({ draw, timeZone }: TeachMeetView): string {
  if (draw === null) return ''
  const time = new Date(draw.at).toLocaleTimeString('en-GB', {
    ...{ hour: '2-digit', minute: '2-digit', timeZone },
  })
  return `Order drawn at ${time}, seed ${draw.input.seed}`
}
