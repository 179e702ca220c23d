import type { Row } from './matrix-row.ts'

/** The routes of how long material is kept. */
export const keeping: Record<string, Row> = {
  'GET /api/keeping': {
    rule: { action: 'community.read' },
    ok: 200,
    ask: () => ({ path: '/api/keeping' }),
  },
  'PUT /api/keeping/:kind': {
    rule: { action: 'community.change' },
    ok: 200,
    ask: () => ({ path: '/api/keeping/observation', body: { months: 12 } }),
  },
  'GET /api/studies/:study/keeping': {
    rule: { study: 'study.read' },
    ok: 200,
    ask: ({ study }) => ({ path: `/api/studies/${study.id}/keeping` }),
  },
  'PUT /api/lessons/:lesson/keeping/:kind': {
    rule: { study: 'study.change' },
    ok: 200,
    ask: ({ study }) => ({
      path: `/api/lessons/${study.lessons[0]!.id}/keeping/observation`,
      body: {
        until: `${new Date().getFullYear() + 2}-06-01`,
        reason: 'For the report to governors.',
      },
    }),
  },
}
