/** The server's clock, which every screen goes by, signed in or not. */
export const time = {
  'GET /api/time': { rule: { open: true }, ok: 200, ask: () => ({ path: '/api/time' }) },
} as const
