import type { Row } from './route-matrix.ts'

/** The server's clock, which every screen goes by, signed in or not. */
export const time: Record<string, Row> = {
  'GET /api/time': { rule: { open: true }, ok: 200, ask: () => ({ path: '/api/time' }) },
}
