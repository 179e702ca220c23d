import type { Doc } from 'yjs'
import type { DocumentId, NoteId, RowId, StudyId } from '../../../shared/ids.ts'
import type { StudyView } from '../../../shared/lesson-study/api.ts'
import type { LessonDocumentKind } from '../../../shared/lesson-study/lesson.ts'
import type { ExampleName } from './example-people.ts'
import type { Writing } from './writing.ts'

/** A lesson that is being written: what its parts need. */
export interface CourseWriting {
  writing: Writing
  studyId: StudyId
  index: number
  /** The stages of its plan, in order. */
  rows: RowId[]
  /** When the lesson began, by its day and clock. */
  beganAt: number
  /** The notes that others cite, by their keys. */
  cited: Map<string, { documentId: DocumentId; noteId: NoteId }>
  /** The study as one of its people sees it now. */
  read(as: ExampleName): Promise<StudyView>
  /** Writes into a document of the lesson in somebody's name; their own where the kind is one each. */
  write(as: ExampleName, kind: LessonDocumentKind, edit: (doc: Doc) => void): Promise<DocumentId>
}
