import type { PersonView } from '../../shared/accounts/api.ts'
import type { ClubId, PersonId } from '../../shared/ids.ts'
import type { ClubRowView } from '../../shared/reading/api.ts'
import { personView } from '../accounts/queries.ts'
import { schoolDay } from '../community/school-day.ts'
import type { AreaDeps } from '../http/area.ts'
import type { ChapterOfText } from './chapter-queries.ts'
import { listChapters } from './chapter-queries.ts'
import { clubRoleIn } from './club-change.ts'
import type { Club } from './club-queries.ts'
import { listClubPeople, listClubs } from './club-queries.ts'
import { chairOf } from './club-views.ts'
import type { ClubDocument } from './document-queries.ts'
import { listClubDocuments } from './document-queries.ts'
import { chapterOfNext, nextMeeting } from './meeting-dates.ts'
import type { MeetingDate } from './meeting-date-queries.ts'
import { listMeetingDates } from './meeting-date-queries.ts'
import { chapterReadNow, mayOpen } from './shelf.ts'
import { listTexts } from './text-queries.ts'

interface Shown {
  reader: PersonId
  day: string
  rooms: AreaDeps['rooms']
  texts: { clubId: ClubId; title: string; removedAt: number | null }[]
  chapters: ChapterOfText[]
  documents: ClubDocument[]
  dates: MeetingDate[]
}

/** Every club of the school as somebody sees it: their own first, then the others, those that go on before the ended. */
export async function clubRows(
  { storage, clock, rooms }: Pick<AreaDeps, 'storage' | 'clock' | 'rooms'>,
  reader: PersonId,
): Promise<ClubRowView[]> {
  const rows = await listClubs(storage)
  const ids = rows.map((row) => row.id)
  const [people, texts, chapters, documents, dates] = await Promise.all([
    listClubPeople(storage, ids),
    listTexts(storage, ids),
    listChapters(storage, ids),
    listClubDocuments(storage, ids),
    listMeetingDates(storage, ids),
  ])
  const day = await schoolDay(storage, clock.now())
  const shown = { reader, day, rooms, texts, chapters, documents, dates }
  return rows
    .map((row) => ({ row, people: people.filter((person) => person.clubId === row.id) }))
    .map((club) => clubRow(club, shown))
    .sort((a, b) => rank(a) - rank(b))
}

const rank = ({ isMember, endedAt }: ClubRowView) => (isMember ? 0 : 2) + (endedAt === null ? 0 : 1)

/** Of a closed club whoever is not in it learns its name, where it meets and whom to ask; of an open one, what it reads. */
function clubRow(club: Club, shown: Shown): ClubRowView {
  const { row, people } = club
  const { reader, day } = shown
  const isMember = clubRoleIn(club, reader) !== null
  const head = {
    ...{ id: row.id, name: row.name, place: row.place, isMember, isOpen: row.isOpen },
    ...{ chair: chairOf(club), endedAt: row.endedAt },
  }
  if (!isMember && !row.isOpen) {
    return { ...head, people: [], hereNow: [], textTitle: null, chapter: null, nextMeeting: null }
  }
  const dates = shown.dates.filter((one) => one.clubId === row.id)
  const chapters = shown.chapters.filter(({ text }) => text.clubId === row.id)
  // What the next meeting is about comes before what the plan of chapters says.
  const forNext = chapterOfNext(dates, day)
  const now =
    chapters.find(({ chapter, text }) => chapter.id === forNext && text.removedAt === null) ??
    chapterReadNow(chapters, day)
  const texts = shown.texts.filter((text) => text.clubId === row.id && text.removedAt === null)
  return {
    ...head,
    people: people.map(personView),
    hereNow: isMember ? hereNow(club, shown) : [],
    textTitle: now?.text.title ?? texts.at(-1)?.title ?? null,
    chapter: isMember && now ? rowOf(now) : null,
    nextMeeting: nextMeeting(dates, day),
  }
}

const rowOf = ({ chapter: { id, title, byDay } }: ChapterOfText) => ({ id, title, byDay })

/** Who is in a document that the club shares; who writes for themselves is nobody else's business. */
function hereNow(club: Club, { reader, rooms, documents }: Shown): PersonView[] {
  const shared = documents.filter(
    (one) =>
      one.clubId === club.row.id &&
      one.kind !== 'private-notes' &&
      mayOpen(one, { id: reader, clubRole: 'member' }),
  )
  const here = shared.flatMap((one) => rooms.peopleIn(one.documentId))
  const others = here.filter((one) => one.id !== reader && clubRoleIn(club, one.id) !== null)
  return [...new Map(others.map((one) => [one.id, personView(one)])).values()]
}
