import type { StudyView } from '../../shared/lesson-study/api.ts'
import type { Row } from './matrix-row.ts'
import { newId } from './study-world.ts'

const lessonPath = (study: StudyView) => `/api/lessons/${study.lessons[0]!.id}`

/** The routes of what happens in a lesson. */
export const teaching: Record<string, Row> = {
  'POST /api/lessons/:lesson/marks': {
    rule: { study: 'study.take-part' },
    ok: 200,
    ask: ({ study }) => ({
      path: `${lessonPath(study)}/marks`,
      body: { id: newId<'stage-mark'>(), rowId: newId<'row'>(), at: Date.now() },
    }),
  },
  'DELETE /api/lessons/:lesson/marks/:mark': {
    rule: { study: 'study.take-part' },
    ok: 200,
    // One that is not there: taking it back changes nothing, for whoever may ask.
    ask: ({ study }) => ({ path: `${lessonPath(study)}/marks/${newId<'stage-mark'>()}` }),
  },
  'PUT /api/lessons/:lesson/ended': {
    rule: { study: 'study.change' },
    ok: 200,
    ask: ({ study }) => ({ path: `${lessonPath(study)}/ended`, body: { ended: true } }),
  },
  'PUT /api/lessons/:lesson/notes-shared': {
    rule: { study: 'study.change' },
    ok: 200,
    ask: ({ study }) => ({
      path: `${lessonPath(study)}/notes-shared`,
      body: { notesShared: 'at-once' },
    }),
  },
}
