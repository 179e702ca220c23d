import type { DocumentId, StudyId } from '../../shared/ids.ts'
import { serverPersonId } from '../../shared/ids.ts'
import type { KeptItemView } from '../../shared/lesson-study/keeping.ts'
import {
  daysAfter,
  keptKinds,
  monthsAfter,
  usualMonths,
} from '../../shared/lesson-study/keeping.ts'
import type { LessonDocumentKind } from '../../shared/lesson-study/lesson.ts'
import { retentionNoticeDays } from '../../shared/limits.ts'
import type { AreaDeps } from '../http/area.ts'
import { deleteDocuments } from '../storage/documents.ts'
import type { Queryable } from '../storage/storage.ts'
import {
  listHolds,
  listListings,
  listRules,
  listStudiesWithMaterial,
  markRemoved,
} from './keeping-queries.ts'
import type { Study, StudyLesson } from './queries.ts'
import { localOf, schoolZone } from '../community/school-day.ts'
import type { Change } from './study-change.ts'
import { changeStudy } from './study-change.ts'
import { sayAct } from './teaching.ts'

/** One kind of material of a lesson, with what its end hangs on. */
interface Kept extends KeptItemView {
  documents: DocumentId[]
  /** By the rule and what is held, whatever the notice. */
  due: string
  /** Since when it stands in the list for that day; null where it does not. */
  listedOn: string | null
}

/**
 * What will be deleted of a study when, soonest first. Nothing goes before it has stood in the list for the notice
 * time, counted anew whenever its day has become another: a rule that was shortened surprises nobody.
 */
export async function listKept(q: Queryable, study: Study, now: number): Promise<Kept[]> {
  const zone = await schoolZone(q)
  const rules = await listRules(q)
  const holds = await listHolds(
    q,
    study.lessons.map((lesson) => lesson.id),
  )
  const listings = await listListings(q, study.row.id)
  const dayAt = (at: number) => localOf(at, zone).slice(0, 10)
  const today = dayAt(now)
  const items = study.lessons.flatMap((lesson) =>
    keptKinds.flatMap((kind): Kept[] => {
      const documents = lesson.documents.filter((one) => one.kind === kind)
      if (documents.length === 0) return []
      const hold = holds.find((one) => one.lessonId === lesson.id && one.kind === kind)
      const byRule = monthsAfter(dayOfLesson(lesson, dayAt), rules.get(kind) ?? usualMonths[kind])
      const due = hold && hold.until > byRule ? hold.until : byRule
      const listing = listings.find(
        (one) => one.lessonId === lesson.id && one.note === noteOf(kind, due),
      )
      const listedOn = listing ? dayAt(listing.at) : null
      const noticed = daysAfter(listedOn ?? today, retentionNoticeDays)
      return [
        {
          ...{ lessonId: lesson.id, lesson: lesson.number, kind, due, listedOn },
          on: noticed > due ? noticed : due,
          isListed: daysAfter(today, retentionNoticeDays) >= due,
          hold: hold
            ? { at: hold.at, by: hold.person, until: hold.until, reason: hold.reason }
            : null,
          documents: documents.map((one) => one.documentId),
        },
      ]
    }),
  )
  return items.sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : a.lesson - b.lesson))
}

/** The day from which a lesson's material is counted: its end, else its date, else its beginning. */
function dayOfLesson(lesson: StudyLesson, dayAt: (at: number) => string): string {
  return lesson.endedAt === null ? (lesson.date ?? dayAt(lesson.createdAt)) : dayAt(lesson.endedAt)
}

const noteOf = (kind: LessonDocumentKind, due: string) => `${kind} ${due}`

/** The daily round: lists what will be due, and deletes what is due and has stood in the list long enough. */
export async function keepTime(deps: AreaDeps): Promise<void> {
  for (const studyId of await listStudiesWithMaterial(deps.storage)) {
    try {
      await keepTimeOf(deps, studyId)
    } catch (error) {
      // The next study is none the worse for it, and tomorrow is another day.
      deps.log.error('retention-failed', { study: studyId, error: String(error) })
    }
  }
}

async function keepTimeOf(deps: AreaDeps, studyId: StudyId): Promise<void> {
  const { rooms, log } = deps
  const gone: DocumentId[] = []
  await changeStudy(deps, studyId, async (change) => {
    const { q, study, now, day } = change
    gone.length = 0
    let hasChanged = false
    for (const item of await listKept(q, study, now)) {
      if (item.isListed && item.listedOn === null) await list(change, item)
      else if (item.listedOn !== null && item.on <= day) {
        await remove(change, item)
        gone.push(...item.documents)
      } else continue
      hasChanged = true
    }
    return hasChanged
  })
  // Whoever has one open is told that it is gone, which takes it off their device as well.
  await Promise.all(gone.map((document) => rooms.endDocument(document)))
  if (gone.length > 0) log.info('material-deleted', { study: studyId, documents: gone.length })
}

async function list(change: Change, { lessonId, kind, due }: Kept): Promise<void> {
  const note = noteOf(kind, due)
  await sayAct(change, { kind: 'deletion-listed', lessonId, by: serverPersonId, note })
}

async function remove(change: Change, { lessonId, kind, documents }: Kept): Promise<void> {
  const { q, now } = change
  await markRemoved(q, documents, now)
  await deleteDocuments(q.db, q.tables, documents)
  await sayAct(change, { kind: 'material-deleted', lessonId, by: serverPersonId, note: kind })
}
