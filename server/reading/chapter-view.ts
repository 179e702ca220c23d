import type { PersonView } from '../../shared/accounts/api.ts'
import type { ChapterId } from '../../shared/ids.ts'
import { can } from '../../shared/policy.ts'
import type { ChapterView } from '../../shared/reading/api.ts'
import { personView } from '../accounts/queries.ts'
import { schoolDay } from '../community/school-day.ts'
import type { Actor } from '../http/actor.ts'
import type { AreaDeps } from '../http/area.ts'
import { notFound } from '../http/errors.ts'
import type { Queryable } from '../storage/storage.ts'
import type { ChapterOfText } from './chapter-queries.ts'
import { findChapter, findChapterVersion } from './chapter-queries.ts'
import { clubRoleIn } from './club-change.ts'
import type { Club } from './club-queries.ts'
import { findClub } from './club-queries.ts'
import type { ClubDocument } from './document-queries.ts'
import { listChapterReaders, listClubDocuments } from './document-queries.ts'
import { leftBefore } from './last-visit.ts'
import { lastMetAt, nextMeeting } from './meeting-dates.ts'
import { listMeetingDates } from './meeting-date-queries.ts'
import { findPlace } from './place-queries.ts'
import { chapterRowView, mayOpen } from './shelf.ts'
import type { Reader } from './shelf.ts'

/** A chapter that is there for somebody, with what that hangs on. */
interface SeenChapter extends ChapterOfText {
  club: Club
  reader: Reader
  documents: ClubDocument[]
  /** They may read its words, where it has any. */
  mayRead: boolean
}

/**
 * The chapter, for whoever may know of it: the club; and the school where its text is open or something beside it was
 * written for the school. Whoever has left the club still reaches what they wrote for themselves.
 */
export async function seenChapter(q: Queryable, actor: Actor, id: ChapterId): Promise<SeenChapter> {
  const found = await findChapter(q, id)
  const club = found && (await findClub(q, found.text.clubId))
  if (found === null || club === null) throw notFound()
  const { chapter, text } = found
  const reader = { id: actor.id, clubRole: clubRoleIn(club, actor.id) }
  const isOut = chapter.removedAt !== null || text.removedAt !== null
  const isOpenText = text.rights === 'open' && !isOut
  const mayRead = can(actor, { action: 'chapter.read', clubRole: reader.clubRole, isOpenText })
  const documents = (await listClubDocuments(q, [club.row.id])).filter(
    (one) => one.subjectId === id && mayOpen(one, reader),
  )
  const isWritten = documents.some((one) => !one.isEmpty)
  if (!mayRead && !isWritten) throw notFound()
  return { ...found, club, reader, documents, mayRead }
}

/** A chapter as somebody reads it. */
export async function chapterView(
  { storage: q, clock }: Pick<AreaDeps, 'storage' | 'clock'>,
  actor: Actor,
  id: ChapterId,
): Promise<ChapterView> {
  const seen = await seenChapter(q, actor, id)
  const { chapter, text, club, reader, documents, mayRead } = seen
  const isMember = reader.clubRole !== null
  const version = mayRead ? await findChapterVersion(q, chapter) : null
  const place = await findPlace(q, { chapterId: id, personId: reader.id })
  const now = clock.now()
  const dates = isMember ? await listMeetingDates(q, [club.row.id]) : []
  return {
    ...chapterRowView(chapter, { documents, reader }),
    clubId: club.row.id,
    clubName: club.row.name,
    clubPlace: club.row.place,
    clubRole: reader.clubRole,
    textKind: text.kind,
    textTitle: text.title,
    author: text.author,
    rights: text.rights,
    rightsNote: text.rightsNote,
    text: version?.text ?? null,
    people: await peopleBeside(q, club, id),
    chairId: clubRoleIn(club, club.row.chairId) === null ? null : club.row.chairId,
    place: place && { block: place.block, sentence: place.sentence },
    sharesPlace: club.people.some((one) => one.id === reader.id && one.sharesPlace),
    lastHereAt: leftBefore(place, now),
    lastMetAt: lastMetAt(dates, now),
    nextMeeting: nextMeeting(dates, await schoolDay(q, now)),
  }
}

/** The club's people in the order in which they came, then those who have left and whose notes may be here still. */
async function peopleBeside(q: Queryable, club: Club, id: ChapterId): Promise<PersonView[]> {
  const ever = await listChapterReaders(q, id)
  const gone = ever.filter((person) => clubRoleIn(club, person.id) === null)
  return [...club.people, ...gone].map(personView)
}
