import type { StudyView } from '../../shared/lesson-study/api.ts'
import type { Row } from './matrix-row.ts'

const lessonPath = (study: StudyView) => `/api/lessons/${study.lessons[0]!.id}`

/** The routes of what a study agreed, its dates and who needs cover. */
export const course: Record<string, Row> = {
  'GET /api/studies/:study/course': {
    rule: { study: 'study.read' },
    ok: 200,
    ask: ({ study }) => ({ path: `/api/studies/${study.id}/course` }),
  },
  'GET /api/studies/:study/calendar.ics': {
    rule: { study: 'study.read' },
    ok: 200,
    ask: ({ study }) => ({ path: `/api/studies/${study.id}/calendar.ics` }),
  },
  'PUT /api/studies/:study/agreement': {
    rule: { study: 'study.change' },
    ok: 200,
    ask: ({ study }) => ({
      path: `/api/studies/${study.id}/agreement`,
      body: { base: 0, norms: ['We say what we saw before what we think.'] },
    }),
  },
  'POST /api/studies/:study/agreement/signs': {
    rule: { study: 'study.take-part' },
    ok: 200,
    ask: ({ study }) => ({
      path: `/api/studies/${study.id}/agreement/signs`,
      body: { version: 0 },
    }),
  },
  'PUT /api/lessons/:lesson/milestones/:kind': {
    rule: { study: 'study.change' },
    ok: 200,
    ask: ({ study }) => ({
      path: `${lessonPath(study)}/milestones/lesson`,
      body: { date: '2026-11-25', startsAt: '10:05' },
    }),
  },
  'DELETE /api/lessons/:lesson/milestones/:kind': {
    rule: { study: 'study.change' },
    ok: 200,
    ask: ({ study }) => ({ path: `${lessonPath(study)}/milestones/meeting` }),
  },
  'PUT /api/lessons/:lesson/cover': {
    rule: { study: 'study.change' },
    ok: 200,
    ask: ({ study, cast }) => ({
      path: `${lessonPath(study)}/cover`,
      body: { personId: cast.as('teacher').id, classCode: '3A', coveredBy: 'Mair' },
    }),
  },
}
