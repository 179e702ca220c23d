import type { PersonView } from '../../shared/accounts/api.ts'
import type { PersonId } from '../../shared/ids.ts'
import type { ChapterRowView, TextView } from '../../shared/reading/api.ts'
import type { ClubDocumentView } from '../../shared/reading/club-document.ts'
import type { ClubRole } from '../../shared/policy.ts'
import { clubDocumentSyncRole } from '../../shared/policy.ts'
import type { ChapterRow } from './chapter-queries.ts'
import type { ClubDocument } from './document-queries.ts'
import type { TextRow } from './text-queries.ts'

/** Who looks at a club, and what they are in it. */
export interface Reader {
  id: PersonId
  clubRole: ClubRole | null
}

/** How many words of prose a minute of reading is taken for. */
const wordsPerMinute = 200

/** A text with its chapters in order, as somebody in the club sees it. */
export function textView(
  text: TextRow,
  shown: { chapters: ChapterRowView[]; people: ReadonlyMap<PersonId, PersonView> },
): TextView {
  const { id, kind, title, author, rights, rightsNote } = text
  return {
    ...{ id, kind, title, author, rights, rightsNote },
    addedBy: shown.people.get(text.addedBy) ?? null,
    isRemoved: text.removedAt !== null,
    chapters: shown.chapters,
  }
}

/** A chapter with those of its documents that whoever looks may open. */
export function chapterRowView(
  chapter: ChapterRow,
  { documents, reader }: { documents: readonly ClubDocument[]; reader: Reader },
): ChapterRowView {
  const { id, textId, title, fromPage, toPage, byDay, version, words } = chapter
  return {
    ...{ id, textId, title, fromPage, toPage, byDay, version },
    minutes: version === 0 ? null : Math.ceil(words / wordsPerMinute),
    documents: documents
      .filter((one) => one.subjectId === id && mayOpen(one, reader))
      .map(documentView),
  }
}

/** Whether a document is there at all for somebody. */
export function mayOpen(document: ClubDocument, { id, clubRole }: Reader): boolean {
  const { kind, personId, audience } = document
  const standing = { kind, clubRole, frozen: false, isOwn: personId === id }
  const isForCommunity = audience === 'community'
  return clubDocumentSyncRole({ ...standing, isForCommunity }) !== null
}

export function documentView(document: ClubDocument): ClubDocumentView {
  const { documentId: id, epoch, kind, audience, isEmpty } = document
  return { id, epoch, kind, audience, isEmpty }
}

/** What is read now: the next chapter by its date, else the one added last. */
export function chapterReadNow<C extends { chapter: ChapterRow; text: TextRow }>(
  chapters: readonly C[],
  day: string,
): C | null {
  const open = chapters.filter(({ text }) => text.removedAt === null)
  const due = open
    .filter(({ chapter }) => chapter.byDay !== null && chapter.byDay >= day)
    .sort((a, b) => (a.chapter.byDay! < b.chapter.byDay! ? -1 : 1))
  const newest = [...open].sort((a, b) => b.chapter.addedAt - a.chapter.addedAt)
  return due[0] ?? newest[0] ?? null
}
