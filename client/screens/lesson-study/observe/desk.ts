import type { MeView } from '../../../../shared/accounts/api.ts'
import type { LessonView, StudyView } from '../../../../shared/lesson-study/api.ts'
import type { OpenDocument } from '../../../sync/document.ts'

/** What an observer has before them. */
export interface Desk {
  study: StudyView
  lesson: LessonView
  me: MeView
  /** To read; null until it is open. It may be empty where it was not taken along. */
  plan: OpenDocument | null
  /** Their own notes of this lesson. */
  notes: OpenDocument
}
