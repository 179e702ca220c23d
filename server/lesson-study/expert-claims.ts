import type { Citation } from '../../shared/community/chain.ts'
import type { DocumentId, LessonId } from '../../shared/ids.ts'
import type { ExpertClaimView } from '../../shared/lesson-study/expert.ts'
import { listNotes } from '../../shared/lesson-study/observation.ts'
import { decodeRow, rowsOf } from '../../shared/lesson-study/plan.ts'
import { listInterviews, voicePrompts } from '../../shared/lesson-study/voice.ts'
import type { ClaimRow } from '../community/chain-queries.ts'
import { listPeopleById } from '../community/queries.ts'
import { openStored } from '../projection/open-stored.ts'
import type { Storage } from '../storage/storage.ts'
import type { LessonDocument } from './document-queries.ts'
import { areNotesShared } from './document-queries.ts'
import type { Study, StudyLesson } from './queries.ts'

type Words = { saw: string; think: string }

/**
 * The claims about a lesson with the words of the notes they cite, and of no others: the invited expert opens nobody's
 * notes, so the server reads out what the triad chose to rest a claim on, once they see it themselves.
 */
export async function expertClaims(
  storage: Storage,
  { study, lesson }: { study: Study; lesson: StudyLesson },
  claims: readonly ClaimRow[],
): Promise<ExpertClaimView[]> {
  const standing = claims.filter((one) => one.lessonId === lesson.id && one.droppedAt === null)
  const citable = citableOf(study)
  const cited = new Map<DocumentId, Map<string, Words>>()
  for (const { documentId } of standing.flatMap((claim) => claim.notes)) {
    const document = citable.get(documentId)
    if (document === undefined || cited.has(documentId)) continue
    cited.set(documentId, await readNotes(storage, document))
  }
  const people = await listPeopleById(storage, [...new Set(standing.map((one) => one.createdBy))])
  const stages = standing.some((one) => one.rowId !== null)
    ? await readStages(storage, lesson)
    : new Map<string, string>()
  const noteOf = ({ documentId, noteId }: Citation) => {
    const words = cited.get(documentId)?.get(noteId)
    return words ? [{ ...words, by: citable.get(documentId)?.person ?? null }] : []
  }
  return standing.map(({ text, pupilId, rowId, createdBy, notes }) => {
    const pupil = study.pupils.find((one) => one.id === pupilId)
    return {
      text,
      pupil: pupil ? { id: pupil.id, pseudonym: pupil.pseudonym } : null,
      stage: (rowId && stages.get(rowId)) || null,
      by: people.find((person) => person.id === createdBy) ?? null,
      notes: notes.flatMap(noteOf),
    }
  })
}

/** Notes and talks of this study's lessons that its people all see by now. */
function citableOf({ lessons }: Study): Map<DocumentId, LessonDocument> {
  const shared = lessons.filter(areNotesShared).flatMap((lesson) => lesson.documents)
  return new Map(
    shared
      .filter(({ kind }) => kind === 'observation' || kind === 'voice')
      .map((document) => [document.documentId, document]),
  )
}

async function readNotes(
  { updateLog }: Storage,
  { documentId, kind }: LessonDocument,
): Promise<Map<string, Words>> {
  const stored = await updateLog.load(documentId)
  if (stored === null) return new Map()
  const doc = openStored(stored)
  try {
    if (kind === 'observation') {
      return new Map(listNotes(doc).map((note) => [note.id, { saw: note.text, think: note.think }]))
    }
    return new Map(
      listInterviews(doc).map(({ id, answers }) => {
        const said = (part: 'words' | 'paraphrase') =>
          voicePrompts
            .map((prompt) => answers[prompt][part])
            .filter((words) => words.trim() !== '')
            .join('\n')
        return [id, { saw: said('words'), think: said('paraphrase') }]
      }),
    )
  } finally {
    doc.destroy()
  }
}

async function readStages(
  { updateLog }: Storage,
  { planId }: { planId: DocumentId; id: LessonId },
): Promise<Map<string, string>> {
  const stored = await updateLog.load(planId)
  if (stored === null) return new Map()
  const doc = openStored(stored)
  const titles = [...rowsOf(doc)].map(([id, value]) => [id, decodeRow(value, id).title] as const)
  doc.destroy()
  return new Map(titles)
}
