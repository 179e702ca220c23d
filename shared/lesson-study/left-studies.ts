import { z } from 'zod'
import { idSchema } from '../community/api.ts'
import type { PersonId, SchoolId, StudyId } from '../ids.ts'

/**
 * GET /api/left-studies → LeftStudyView[]: studies in which nobody plans who is here, so that nobody can do anything. A
 * lead is told of those of their own school, an admin of all but those of schools that were taken off the list, which
 * nobody can be put into. Title and date, and nothing of what stands in them.
 */
export interface LeftStudyView {
  id: StudyId
  title: string
  /** Null: the community's own. */
  schoolId: SchoolId | null
  /** The day of its last lesson, `YYYY-MM-DD`; null where none has a date. */
  lessonOn: string | null
  /** Milliseconds since 1970. */
  createdAt: number
}

/**
 * POST /api/left-studies/:study/people → LeftStudyView[]: puts a colleague of the study's school into it, to plan there.
 * Nobody puts themselves in: 400 `invalid`. It is written down among the study's acts. 409 `conflict` with a name where
 * somebody else has put a colleague in; said again by the same person it changes nothing.
 */
export const putInSchema = z.object({ personId: idSchema<PersonId>() })
export type PutIn = z.infer<typeof putInSchema>

/**
 * GET /api/people/:person/left-behind → LeftBehindView: the studies in which nobody else plans, for an admin who is
 * about to say that somebody has left or belongs to another school.
 */
export interface LeftBehindView {
  count: number
  /** Of those that whoever asks is in themselves; the others have no name for them. */
  titles: string[]
}
