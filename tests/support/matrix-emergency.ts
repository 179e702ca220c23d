import type { Row } from './matrix-row.ts'

/** The routes of reading in an emergency. */
export const emergency: Record<string, Row> = {
  'GET /api/emergency': {
    rule: { action: 'emergency.open' },
    ok: 200,
    ask: () => ({ path: '/api/emergency' }),
  },
  'POST /api/emergency': {
    rule: { action: 'emergency.open' },
    ok: 201,
    // Somebody else's study: this one stays as it is.
    ask: ({ cast }) => ({
      path: '/api/emergency',
      body: { personId: cast.as('stranger').id, reason: 'The safeguarding lead asked for it.' },
    }),
  },
  // Nobody reads it that way: ending nothing changes nothing, for whoever may.
  'DELETE /api/studies/:study/emergency': {
    rule: { study: 'study.change' },
    ok: 200,
    ask: ({ study }) => ({ path: `/api/studies/${study.id}/emergency` }),
  },
}
