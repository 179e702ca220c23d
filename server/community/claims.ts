import type { ChangeClaim, Citation, NewClaim } from '../../shared/community/chain.ts'
import { AppError } from '../../shared/errors.ts'
import type { CasePupilId, DocumentId, LessonId, PersonId, StudyId } from '../../shared/ids.ts'
import { claimsPerStudyMax } from '../../shared/limits.ts'
import type { Queryable } from '../storage/storage.ts'
import type { ClaimRow } from './chain-queries.ts'
import { countClaims, findClaim, insertClaim, updateClaim } from './chain-queries.ts'
import { stale } from './stale.ts'

/** What a claim or a decision needs to know of the study it stands in, for whoever acts. */
export interface ChainSetting {
  q: Queryable
  studyId: StudyId
  /** Milliseconds since 1970. */
  now: number
  by: PersonId
  /** Whoever may change what others wrote. */
  isTeacher: boolean
  nameOf: (person: PersonId) => string
  people: ReadonlySet<PersonId>
}

/** What a claim may be about and rest on: the study's case pupils, and the lesson's notes that its writer may read. */
export interface ClaimGround {
  pupils: ReadonlySet<CasePupilId>
  citable: ReadonlySet<DocumentId>
}

/** Keeps a claim. Its id is accepted once: the same said again changes nothing. */
export async function addClaim(
  { q, studyId, now, by }: ChainSetting,
  lessonId: LessonId,
  claim: NewClaim,
  ground: ClaimGround,
): Promise<void> {
  const known = await findClaim(q, claim.id)
  if (known?.lessonId === lessonId && known.createdBy === by) return
  if (known !== null) throw new AppError('taken', 'This could not be kept. Please try again.')
  if (claim.pupilId !== null && !ground.pupils.has(claim.pupilId)) {
    throw new AppError('invalid', 'Choose one of this study’s case pupils.')
  }
  const notes = citationsOf(claim.notes, ground)
  if ((await countClaims(q, studyId)) >= claimsPerStudyMax) {
    throw new AppError('conflict', `A study has room for ${claimsPerStudyMax} claims.`)
  }
  const { id, text, pupilId, rowId } = claim
  await insertClaim(q, {
    ...{ id, studyId, lessonId, text, pupilId, rowId, notes },
    ...{ createdBy: by, createdAt: now, changedBy: by, changedAt: now },
    ...{ version: 1, droppedAt: null },
  })
}

/** Changes a claim as somebody saw it: its words, what it rests on, or whether it stands. */
export async function changeClaim(
  setting: ChainSetting,
  claim: ClaimRow,
  { version, text, notes, dropped }: ChangeClaim,
  ground: ClaimGround,
): Promise<void> {
  const { q, now, by, isTeacher, nameOf } = setting
  if (claim.createdBy !== by && !isTeacher) {
    throw new AppError('forbidden', 'Whoever wrote this can change it, and the study’s teachers.')
  }
  if (version !== claim.version) {
    throw stale(claim.changedBy === by ? null : nameOf(claim.changedBy), 'changed this claim')
  }
  // A note that was cited stays citable, whoever changes the words beside it.
  const cited = new Set(claim.notes.map((note) => note.documentId))
  const citable = new Set([...ground.citable, ...cited])
  const change = {
    ...(text === undefined ? {} : { text }),
    ...(notes === undefined ? {} : { notes: citationsOf(notes, { ...ground, citable }) }),
    ...(dropped === undefined ? {} : { droppedAt: dropped ? (claim.droppedAt ?? now) : null }),
  }
  if (Object.keys(change).length === 0) return
  await updateClaim(q, claim.id, { ...change, version: version + 1, changedBy: by, changedAt: now })
}

/** Each note once. Its words stay where they are; only whose document it stands in can be judged here. */
function citationsOf(notes: readonly Citation[], { citable }: ClaimGround): Citation[] {
  if (notes.some((note) => !citable.has(note.documentId))) {
    throw new AppError('invalid', 'Choose notes of this lesson.')
  }
  return [...new Map(notes.map((note) => [note.noteId, note])).values()]
}
