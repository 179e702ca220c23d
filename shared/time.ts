/** GET /api/time, open to everybody. */
export interface TimeView {
  /** Milliseconds since 1970 by the server's clock. */
  now: number
}

/** How well a device knows the server's time: so that no two are half a second apart, less well, or not at all. */
export type ClockTrust = 'exact' | 'rough' | 'unknown'

/** The server's time as a device knows it at some moment. */
export interface KnownTime {
  /** Milliseconds since 1970. */
  readonly now: number
  readonly trust: ClockTrust
}
