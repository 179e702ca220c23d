import type { DocumentId, PersonId } from '../../shared/ids.ts'
import { serverPersonId } from '../../shared/ids.ts'
import { emptyContent, insertDocument } from '../storage/documents.ts'
import type { Queryable } from '../storage/storage.ts'
import type { Club } from './club-queries.ts'
import type { ClubDocumentRow } from './document-queries.ts'
import { insertClubDocument, listClubDocuments, listSubjects } from './document-queries.ts'

type Place = Omit<ClubDocumentRow, 'documentId' | 'clubId'>

/**
 * Gives every chapter and meeting of a club the documents it lacks. A chapter has one for the club's notes, one for
 * those that are for the school, and one for each reader alone; a meeting has its shared notes and what each wrote for
 * all. They are there before anybody needs them, so that a device can take them along.
 */
export async function completeClubDocuments(
  q: Queryable,
  club: Club,
  { now, newId }: { now: number; newId: () => string },
): Promise<void> {
  const clubId = club.row.id
  const known = await listClubDocuments(q, [clubId])
  const has = new Set(known.map(placeOf))
  const { chapters, meetings } = await listSubjects(q, clubId)
  const wanted: Place[] = [
    ...chapters.flatMap((subjectId): Place[] => [
      { subjectId, kind: 'annotations', audience: 'club', personId: serverPersonId },
      { subjectId, kind: 'annotations', audience: 'community', personId: serverPersonId },
      ...club.people.map(({ id }): Place => ownNotes(subjectId, id)),
    ]),
    ...meetings.flatMap((subjectId): Place[] => [
      { subjectId, kind: 'meeting-notes', audience: 'club', personId: serverPersonId },
      { subjectId, kind: 'meeting-words', audience: 'club', personId: serverPersonId },
    ]),
  ]
  for (const place of wanted) {
    if (has.has(placeOf(place))) continue
    const documentId = newId() as DocumentId
    const ownerId = place.personId === serverPersonId ? null : place.personId
    await insertDocument(q.db, q.tables, {
      ...{ id: documentId, kind: place.kind, ownerId, at: now },
      ...emptyContent,
    })
    await insertClubDocument(q, { documentId, clubId, ...place })
  }
}

const ownNotes = (subjectId: string, personId: PersonId): Place => ({
  ...{ subjectId, personId },
  ...{ kind: 'private-notes', audience: 'me' },
})

const placeOf = ({ subjectId, kind, audience, personId }: Place) =>
  `${subjectId} ${kind} ${audience} ${personId}`
