import type {
  ChapterRowView,
  ClubRowView,
  ClubView,
  RightsKind,
  TextView,
} from '../../../shared/reading/api.ts'
import type { MeetingForm, MeetingView } from '../../../shared/reading/meeting.ts'
import { whenWords } from '../../parts/day-words.ts'

/** "How We Think · What is thought?": what a club reads now. */
export function readingWords({
  textTitle,
  chapter,
}: Pick<ClubRowView, 'textTitle' | 'chapter'>): string {
  const titles = [textTitle ?? '', chapter?.title ?? ''].filter((title) => title !== '')
  return [...new Set(titles)].join(' · ')
}

/** "Meets Thursday 3 December, 16:00"; empty without a date. */
export function meetsWords(next: ClubRowView['nextMeeting']): string {
  return next === null ? '' : `Meets ${whenWords(next)}`
}

/** "pages 1 to 13", "about 31 minutes", or what of it is known. */
export function lengthWords({
  fromPage,
  toPage,
  minutes,
}: Pick<ChapterRowView, 'fromPage' | 'toPage' | 'minutes'>): string {
  const pages =
    fromPage === '' || toPage === '' || fromPage === toPage
      ? fromPage || toPage
        ? `page ${fromPage || toPage}`
        : ''
      : `pages ${fromPage} to ${toPage}`
  const time =
    minutes === null ? '' : `about ${minutes} ${minutes === 1 ? 'minute' : 'minutes'} to read`
  return [pages, time].filter((part) => part !== '').join(', ')
}

export const rightsLabels: Record<RightsKind, string> = {
  own: 'Our school has a licence',
  open: 'Anybody may read it',
  quotation: 'Only short quotes',
}

/** What stands under the title of a text: who wrote it, what it is, what may be done with it. */
export function textWords({ kind, author, rights, rightsNote }: TextView): string {
  const what = kind === 'paper' ? 'A paper book' : rightsLabels[rights]
  return [author, what, rightsNote].filter((part) => part !== '').join('. ')
}

export const meetingForms: { form: MeetingForm; label: string; about: string }[] = [
  {
    form: 'first',
    label: 'First meeting',
    about: '75 minutes: the text, best ideas with silent dots, what each of us will try.',
  },
  {
    form: 'new-group',
    label: 'A brand-new group',
    about:
      '75 minutes: how we will work, what we thought of it, what the whole school could take up.',
  },
  {
    form: 'follow-up',
    label: 'Follow-up',
    about: '75 minutes: everybody’s turn to say what happened, the next text, what we try now.',
  },
  {
    form: 'short',
    label: 'Short',
    about: '30 minutes: a passage read in the room, one way of talking about it.',
  },
]

export const formLabel = (form: MeetingForm): string =>
  meetingForms.find((one) => one.form === form)?.label ?? 'Meeting'

/** A chapter with the text it is of. */
export interface PlacedChapter {
  text: TextView
  chapter: ChapterRowView
}

/** Every chapter that is on the shelf, in the order of the shelf. */
export const chaptersOf = ({ texts }: Pick<ClubView, 'texts'>): PlacedChapter[] =>
  texts
    .filter((text) => !text.isRemoved)
    .flatMap((text) => text.chapters.map((chapter) => ({ text, chapter })))

/** What is read now: what the next meeting talks about, else what the chapter plan says, else the newest text. */
export function chapterToRead(
  club: Pick<ClubView, 'texts'>,
  meeting: MeetingView | null,
  today: string,
): PlacedChapter | null {
  const all = chaptersOf(club)
  const named = all.find(({ chapter }) => chapter.id === meeting?.chapterId)
  if (named) return named
  const dayOf = ({ chapter }: PlacedChapter) => chapter.byDay ?? ''
  const dated = all
    .filter((one) => dayOf(one) !== '')
    .sort((a, b) => (dayOf(a) < dayOf(b) ? -1 : 1))
  const due = dated.find((one) => dayOf(one) >= today) ?? dated.at(-1)
  if (due) return due
  // Ids are made in the order of time, so the greatest is of the text that was added last.
  const newest = all.reduce((id, { text }) => (text.id > id ? text.id : id), '')
  return all.find(({ text }) => text.id === newest) ?? null
}

export interface MeetingsByTime {
  now: MeetingView[]
  /** Soonest first; without a date last. */
  planned: MeetingView[]
  /** Newest first. */
  past: MeetingView[]
}

/** The meetings of a club: on now, coming, and those that were. A day that has gone by is past, opened or not. */
export function meetingsByTime(meetings: readonly MeetingView[], today: string): MeetingsByTime {
  const isOver = ({ state, date }: MeetingView) =>
    state === 'closed' || (state === 'planned' && date !== null && date < today)
  const byDate = (a: MeetingView, b: MeetingView) => (momentOf(a) < momentOf(b) ? -1 : 1)
  return {
    now: meetings.filter(({ state }) => state === 'open'),
    planned: meetings.filter((one) => one.state === 'planned' && !isOver(one)).sort(byDate),
    past: meetings.filter(isOver).sort((a, b) => byDate(b, a)),
  }
}

const momentOf = ({ date, startsAt }: MeetingView) => `${date ?? '9999'} ${startsAt ?? '99:99'}`
