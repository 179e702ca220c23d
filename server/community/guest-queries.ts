import { and, asc, eq, getTableColumns, inArray, isNull, sql } from 'drizzle-orm'
import type { PassScope } from '../../shared/community/passes.ts'
import type { PassId, PersonId } from '../../shared/ids.ts'
import { guestDataDays } from '../../shared/limits.ts'
import { statementOnce } from '../storage/statement-once.ts'
import type { Queryable, Tables } from '../storage/storage.ts'

export type GuestRow = Tables['guests']['$inferSelect']
export type PassRow = Tables['passes']['$inferSelect']

/** A guest with the pass that lets them be here. */
export interface Seat {
  guest: GuestRow
  pass: PassRow
}

/** A guest with their pass, whether they may still be here or not. */
export interface Placed extends Seat {
  /** Until when a private return link leads in again, to read; null where there is no TeachMeet that is over. */
  comesBackUntil: number | null
}

const dayMs = 24 * 3_600_000

/** What a guest is called whose name is not kept any more. */
export const namelessGuest = 'guest'

/** What a pass is for. */
export const scopeOf = ({ scopeKind, scopeId }: Pick<PassRow, 'scopeKind' | 'scopeId'>) =>
  ({ kind: scopeKind, id: scopeId }) as PassScope

/** Whether a guest was let in or waits at the door; their pass may have ended since. */
export const hasCome = ({ state }: Pick<GuestRow, 'state'>) => state === 'in' || state === 'waiting'

/** Whether a host has turned a guest away, at the door or from within. */
export const wasTurnedAway = ({ state }: Pick<GuestRow, 'state'>) =>
  state === 'refused' || state === 'removed'

/**
 * Whether a seat holds: its guest was let in or waits at the door, and their pass has neither ended nor been taken
 * back. After a TeachMeet a private return link holds longer than its pass, until guests' data is to be wiped.
 */
export function holds({ guest, pass, comesBackUntil }: Placed, now: number): boolean {
  if (pass.revokedAt !== null || guest.wipedAt !== null) return false
  if (!hasCome(guest)) return false
  if (pass.endsAt > now) return true
  if (guest.state !== 'in' || guest.returnHash === null) return false
  // The round that wipes may come hours late, or not at all on a server that is off at night.
  return comesBackUntil !== null && now < comesBackUntil
}

/** The seat of a guest that holds now; null for everybody else, people with an account among them. */
export async function findSeat(q: Queryable, guest: PersonId, now: number): Promise<Seat | null> {
  const placed = await findPlaced(q, guest)
  return placed !== null && holds(placed, now) ? placed : null
}

const placedById = statementOnce((q) =>
  selectPlaced(q)
    .where(eq(q.tables.guests.id, sql.placeholder('guest')))
    .prepare('find_placed_by_id'),
)

const byHash = (kind: 'tokenHash' | 'returnHash') =>
  statementOnce((q) =>
    selectPlaced(q)
      .where(eq(q.tables.guests[kind], sql.placeholder('hash')))
      .prepare(`find_placed_by_${kind}`),
  )
/** Every request of a guest asks this. */
const placedByHash = { tokenHash: byHash('tokenHash'), returnHash: byHash('returnHash') }

/** A guest by id, whatever has become of them; null for people with an account. */
export async function findPlaced(q: Queryable, guest: PersonId): Promise<Placed | null> {
  const [found] = await placedById(q).execute({ guest })
  return found ? placedOf(found) : null
}

/** A guest by the hash of their seat's token, or of their private return link's secret. */
export async function findPlacedByHash(
  q: Queryable,
  kind: 'tokenHash' | 'returnHash',
  hash: string,
): Promise<Placed | null> {
  const [found] = await placedByHash[kind](q).execute({ hash })
  return found ? placedOf(found) : null
}

/** Everybody who came by a pass to one object, or by one pass, in order of their names. */
export async function listPlaced(
  q: Queryable,
  of: PassScope | { passId: PassId },
): Promise<Placed[]> {
  const { passes, guests } = q.tables
  const which =
    'passId' in of
      ? eq(passes.id, of.passId)
      : and(eq(passes.scopeKind, of.kind), eq(passes.scopeId, of.id))
  const rows = await selectPlaced(q).where(which).orderBy(asc(guests.name), asc(guests.id))
  return rows.map(placedOf)
}

function selectPlaced({ db, tables: t }: Queryable) {
  return db
    .select({
      guest: getTableColumns(t.guests),
      pass: getTableColumns(t.passes),
      endedAt: t.teachMeets.endedAt,
    })
    .from(t.guests)
    .innerJoin(t.passes, eq(t.passes.id, t.guests.passId))
    .leftJoin(
      t.teachMeets,
      and(eq(t.passes.scopeKind, 'teachmeet'), eq(t.teachMeets.id, t.passes.scopeId)),
    )
}

const placedOf = ({ guest, pass, endedAt }: Seat & { endedAt: number | null }): Placed => ({
  guest,
  pass,
  comesBackUntil: endedAt === null ? null : endedAt + guestDataDays * dayMs,
})

/** Who waits at the door of an object. */
export async function listWaiting(
  { db, tables: t }: Queryable,
  { kind, id }: PassScope,
): Promise<PersonId[]> {
  const rows = await db
    .select({ id: t.guests.id })
    .from(t.guests)
    .innerJoin(t.passes, eq(t.passes.id, t.guests.passId))
    .where(
      and(
        eq(t.passes.scopeKind, kind),
        eq(t.passes.scopeId, id),
        eq(t.guests.state, 'waiting'),
        isNull(t.passes.revokedAt),
      ),
    )
  return rows.map((row) => row.id)
}

export async function insertGuest({ db, tables: t }: Queryable, row: GuestRow): Promise<void> {
  await db.insert(t.guests).values(row)
}

export async function updateGuest(
  { db, tables: t }: Queryable,
  id: PersonId,
  change: Partial<GuestRow>,
): Promise<void> {
  await db.update(t.guests).set(change).where(eq(t.guests.id, id))
}

/**
 * Everything that says who the guests of these passes were is gone; their words stay, and they are called "guest". The
 * passes' labels go too: they say for whom each was.
 */
export async function wipeGuests(
  { db, tables: t }: Queryable,
  passIds: readonly PassId[],
  now: number,
): Promise<void> {
  if (passIds.length === 0) return
  await db
    .update(t.guests)
    .set({ name: '', school: null, tokenHash: null, returnHash: null, wipedAt: now })
    .where(and(inArray(t.guests.passId, [...passIds]), isNull(t.guests.wipedAt)))
  await db
    .update(t.passes)
    .set({ label: '' })
    .where(inArray(t.passes.id, [...passIds]))
}
