import type { PersonView } from '../../shared/accounts/api.ts'
import type { PersonId } from '../../shared/ids.ts'
import type { ClubView } from '../../shared/reading/api.ts'
import { personView } from '../accounts/queries.ts'
import { listPeopleById } from '../community/queries.ts'
import type { Queryable } from '../storage/storage.ts'
import { listChapters } from './chapter-queries.ts'
import { clubRoleIn } from './club-change.ts'
import type { Club } from './club-queries.ts'
import { listClubDocuments } from './document-queries.ts'
import { meetingViews } from './meeting-views.ts'
import { chapterRowView, textView } from './shelf.ts'
import { listTexts } from './text-queries.ts'

/** A club as one of its people sees it; null for anybody else. */
export async function clubView(
  q: Queryable,
  club: Club,
  readerId: PersonId,
): Promise<ClubView | null> {
  const { row } = club
  const clubRole = clubRoleIn(club, readerId)
  if (clubRole === null) return null
  const reader = { id: readerId, clubRole }
  const texts = await listTexts(q, [row.id])
  const chapters = await listChapters(q, [row.id])
  const documents = await listClubDocuments(q, [row.id])
  const named = [...texts.map((text) => text.addedBy), row.weeklyTopicBy]
  const people = await namedPeople(q, named)
  return {
    id: row.id,
    name: row.name,
    place: row.place,
    isOpen: row.isOpen,
    myRole: clubRole,
    chair: chairOf(club),
    people: club.people.map(personView),
    weeklyTopic: row.weeklyTopic,
    weeklyTopicBy: (row.weeklyTopicBy && people.get(row.weeklyTopicBy)) ?? null,
    sharesPlace: club.people.some((one) => one.id === readerId && one.sharesPlace),
    texts: texts.map((text) =>
      textView(text, {
        chapters: chapters
          .filter(({ chapter }) => chapter.textId === text.id)
          .map(({ chapter }) => chapterRowView(chapter, { documents, reader })),
        people,
      }),
    ),
    meetings: await meetingViews(q, club, readerId),
    endedAt: row.endedAt,
    createdAt: row.createdAt,
    changedAt: row.changedAt,
  }
}

/** Who chairs the club; null where they have left it, or the school. */
export function chairOf({ row, people }: Club): PersonView | null {
  const chair = people.find((person) => person.id === row.chairId)
  return chair ? personView(chair) : null
}

async function namedPeople(
  q: Queryable,
  ids: readonly (PersonId | null)[],
): Promise<ReadonlyMap<PersonId, PersonView>> {
  return new Map((await listPeopleById(q, ids)).map((person) => [person.id, person]))
}
