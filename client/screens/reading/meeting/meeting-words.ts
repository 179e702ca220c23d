import type { CommitmentView } from '../../../../shared/community/commitments.ts'
import { libraryProtocol } from '../../../../shared/community/protocol-library.ts'
import type { Protocol, ProtocolView } from '../../../../shared/community/protocols.ts'
import type { RunStep, RunView, StepShows } from '../../../../shared/community/run.ts'
import type { PersonId } from '../../../../shared/ids.ts'
import type { ClubView } from '../../../../shared/reading/api.ts'
import type { MeetingForm, MeetingView } from '../../../../shared/reading/meeting.ts'
import { dayWords, whenWords } from '../../../parts/day-words.ts'
import { listNames } from '../../../parts/names.ts'
import { classWords } from '../../../trying/try-words.ts'

/** What a form of meeting is called, and when it is a good choice. */
export const formWords: Record<MeetingForm, { title: string; about: string }> = {
  first: {
    title: 'First meeting',
    about: 'A text, best ideas, and what each will try. 75 minutes.',
  },
  'new-group': {
    title: 'A new group',
    about:
      'For people who have not met like this before: how we will work comes first. 75 minutes.',
  },
  'follow-up': {
    title: 'Follow-up meeting',
    about: 'Opens with what people tried since last time, then goes on reading. 75 minutes.',
  },
  short: {
    title: 'Short meeting',
    about: 'One passage, read in the room, and one way of talking about it. 30 minutes.',
  },
}

/** "Follow-up meeting. Thursday 26 November, 16:00. Library corner." */
export function meetingLine({ form, date, startsAt, place }: MeetingView): string {
  const parts = [formWords[form].title, whenWords({ date, startsAt }), place]
  return parts
    .filter((part) => part !== '')
    .map((part) => (/[.?!]$/.test(part) ? part : `${part}.`))
    .join(' ')
}

/** A protocol of the product's or the school's own; null where it is known no more. */
export function protocolOf(
  key: string,
  own: readonly ProtocolView[],
): Omit<Protocol, 'key'> | null {
  return libraryProtocol(key) ?? own.find(({ id }) => id === key) ?? null
}

type Named = { id: PersonId; name: string }

/** "You, Ben and Cerys": oneself first, the others in their order. */
export function peopleWords(people: readonly Named[], me: PersonId): string {
  const others = people.filter(({ id }) => id !== me).map(({ name }) => name)
  return listNames(people.some(({ id }) => id === me) ? ['You', ...others] : others)
}

/** "Ben’s", "James’s", "your". */
const ownWord = ({ id, name }: Named, me: PersonId) => (id === me ? 'your' : `${name}’s`)

/** What a turn in a group is about: "Ben’s passage". */
export function aboutWords(shows: StepShows | undefined, presenter: Named, me: PersonId): string {
  const noun = shows === 'passage' ? 'passage' : shows === 'reports' ? 'report' : 'turn'
  const whose = ownWord(presenter, me)
  return `${whose.charAt(0).toUpperCase()}${whose.slice(1)} ${noun}`
}

/** The meeting before this one that has been held; null where there is none. */
export function lastMeeting(club: ClubView, meeting: MeetingView): MeetingView | null {
  const earlier = club.meetings.filter(
    (one) => one.id !== meeting.id && one.openedAt !== null && one.number < meeting.number,
  )
  return earlier.at(-1) ?? null
}

/** The next meeting after this one that has a date; null where none is agreed. */
export function nextMeeting(club: ClubView, meeting: MeetingView): MeetingView | null {
  return (
    club.meetings.find(
      (one) =>
        one.id !== meeting.id &&
        one.state === 'planned' &&
        one.date !== null &&
        (meeting.date === null || one.date >= meeting.date),
    ) ?? null
  )
}

/** What people set out to do last time and have not let go, and whatever else they are trying, by person. */
export function triedBy(
  people: readonly Named[],
  commitments: readonly CommitmentView[],
  last: MeetingView | null,
): { person: Named; commitments: CommitmentView[] }[] {
  return people
    .map((person) => ({
      person,
      commitments: commitments.filter(
        ({ owner, meetingId, state }) =>
          owner?.id === person.id &&
          (state === 'trying' || (state === 'reported' && meetingId === last?.id)),
      ),
    }))
    .filter((one) => one.commitments.length > 0)
}

/** "with class 8B, by Thursday 26 November" */
export function commitmentLine({ classCode, dueOn }: CommitmentView): string {
  return [classCode && `with ${classWords(classCode)}`, dueOn && `by ${dayWords(dueOn)}`]
    .filter((part) => part !== '' && part !== null)
    .join(', ')
}

/** Neighbours who read their plans to each other: twos, and a three where somebody is left over. */
export function pairsOf<Person extends Named>(people: readonly Person[]): Person[][] {
  const pairs: Person[][] = []
  for (let at = 0; at < people.length; at += 2) pairs.push(people.slice(at, at + 2))
  const last = pairs.at(-1)
  if (last?.length === 1 && pairs.length > 1) {
    pairs.pop()
    pairs.at(-1)?.push(...last)
  }
  return pairs
}

/** The four columns of Four A's, in the order of its rounds (templates.md 2.6). */
const fourColumns = [
  { key: 'assume', title: 'Assume', hint: 'What does the text assume?' },
  { key: 'agree', title: 'Agree', hint: 'What do you agree with?' },
  { key: 'argue', title: 'Argue', hint: 'What would you argue with?' },
  { key: 'aspire', title: 'Aspire', hint: 'What in it do you aspire to?' },
] as const

/** What a step asks to be written: several columns where its protocol has them, else one text. */
export function columnsOf({ key, protocol, prompt }: Pick<RunStep, 'key' | 'protocol' | 'prompt'>) {
  if (protocol === 'four-as') {
    return fourColumns.map((column) => ({ ...column, key: `${key}:${column.key}` }))
  }
  return [{ key, title: '', hint: prompt ?? '' }]
}

/** Where somebody who cannot come writes, before the meeting; and where a presenter's passage is kept. */
export const inWritingKey = 'absent'
export const passageKey = (presenter: PersonId) => `passage:${presenter}`

/** The column of Four A's that a turn of its rounds is about, from 0; null in silence and where all talk. */
export function columnAt(turnKey: string): number | null {
  const index = Number(turnKey.split(':')[0])
  return index >= 1 && index <= fourColumns.length ? index - 1 : null
}

/** Whether everybody has had their turns but for the one that is on. */
export const isLastTurn = ({ steps, stepKey, doneKeys }: RunView): boolean =>
  steps.every(({ key }) => key === stepKey || doneKeys.includes(key))
