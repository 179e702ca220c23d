/** GET /api/time, open to everybody. */
export interface TimeView {
  /** Milliseconds since 1970 by the server's clock. */
  now: number
}
