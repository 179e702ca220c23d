import type { GuestMeView, PassScope } from '../../shared/community/passes.ts'

/**
 * What a tab knows of the guest's seat that was held in it: what it was for, never whose. With it a page that is loaded
 * again after the end can say what has ended, and need not ask a guest for an account.
 */
export interface LastSeat {
  kind: PassScope['kind']
  title: string
  timeZone: string
  /** Whoever waited at the door was never let in. */
  wasIn: boolean
  /** When the pass ends, and the seat with it; null for one who came back by their own link after that. */
  passEndsAt: number | null
  /** When it is known to have ended, in milliseconds; null while it holds, and where nobody was there to see. */
  endedAt: number | null
  hasLeft: boolean
}

/** Goes with the tab, as the seat goes with the window. */
const storedAt = 'staffroom-last-seat'

export function keepSeat(guest: GuestMeView): void {
  const { scope, title, community, state, endsAt, serverTime } = guest
  store({
    ...{ kind: scope.kind, title, timeZone: community.timeZone, wasIn: state === 'in' },
    ...{ passEndsAt: endsAt > serverTime ? endsAt : null, endedAt: null, hasLeft: false },
  })
}

/** The seat has ended before the eyes of whoever had it, or they have left. */
export function endSeat(now: number, { hasLeft }: { hasLeft: boolean }): void {
  const seat = read()
  if (seat !== null) store({ ...seat, endedAt: now, hasLeft })
}

/** Somebody else is at this tab. */
export function forgetSeat(): void {
  try {
    sessionStorage.removeItem(storedAt)
  } catch {
    // A browser that keeps nothing has nothing to forget.
  }
}

export const hasLastSeat = (): boolean => read() !== null

/** What is to be said of it. Whoever has left has gone from this device, too: it is told once. */
export function readLastSeat(): LastSeat | null {
  const seat = read()
  if (seat?.hasLeft) forgetSeat()
  return seat
}

function read(): LastSeat | null {
  try {
    // What stands there nobody but this file has written.
    return JSON.parse(sessionStorage.getItem(storedAt) ?? 'null') as LastSeat | null
  } catch {
    return null
  }
}

function store(seat: LastSeat): void {
  try {
    sessionStorage.setItem(storedAt, JSON.stringify(seat))
  } catch {
    // Without it the door says the same to everybody.
  }
}
