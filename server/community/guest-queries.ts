import { and, eq, gt, isNull } from 'drizzle-orm'
import type { PassScope } from '../../shared/community/passes.ts'
import type { PersonId } from '../../shared/ids.ts'
import type { Queryable, Tables } from '../storage/storage.ts'

export type GuestRow = Tables['guests']['$inferSelect']
export type PassRow = Tables['passes']['$inferSelect']

/** A guest with the pass that lets them be here. */
export interface Seat {
  guest: GuestRow
  pass: PassRow
}

/** What a pass is for. */
export const scopeOf = ({ scopeKind, scopeId }: PassRow) =>
  ({ kind: scopeKind, id: scopeId }) as PassScope

/**
 * The seat of a guest that holds now: they were let in or wait at the door, and their pass has neither ended nor been
 * taken back. Null for everybody else, people with an account among them.
 */
export async function findSeat(
  { db, tables: t }: Queryable,
  guest: PersonId,
  now: number,
): Promise<Seat | null> {
  const [row] = await db
    .select({ guest: t.guests, pass: t.passes })
    .from(t.guests)
    .innerJoin(t.passes, eq(t.passes.id, t.guests.passId))
    .where(and(eq(t.guests.id, guest), gt(t.passes.endsAt, now), isNull(t.passes.revokedAt)))
  const isHere = row?.guest.state === 'in' || row?.guest.state === 'waiting'
  return row && isHere ? row : null
}
