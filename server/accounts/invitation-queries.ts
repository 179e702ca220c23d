import { and, count, desc, eq, gt, inArray, isNull, lt, sql } from 'drizzle-orm'
import type { InvitationId, PersonId, SchoolId } from '../../shared/ids.ts'
import type { Queryable } from '../storage/storage.ts'
import { inSchool } from './school-queries.ts'

type Invitations = Queryable['tables']['invitations']
export type Invitation = Invitations['$inferSelect']

/** Still good: not taken back, not run out, not used up. */
function isOpen(invitations: Invitations, now: number) {
  return and(
    isNull(invitations.revokedAt),
    gt(invitations.expiresAt, now),
    lt(invitations.uses, invitations.usesMax),
  )
}

/** One insert for a sheet of codes: they are kept together or not at all. */
export async function insertInvitations(q: Queryable, rows: Invitation[]): Promise<void> {
  await q.db.insert(q.tables.invitations).values(rows)
}

export async function findInvitation(q: Queryable, secretHash: string): Promise<Invitation | null> {
  const { invitations } = q.tables
  const rows = await q.db.select().from(invitations).where(eq(invitations.secretHash, secretHash))
  return rows[0] ?? null
}

/** Counts one use, in the same statement that checks it is still good; false when it is not. */
export async function useInvitation(q: Queryable, id: string, now: number): Promise<boolean> {
  const { invitations } = q.tables
  const rows = await q.db
    .update(invitations)
    .set({ uses: sql`${invitations.uses} + 1` })
    .where(and(eq(invitations.id, id), isOpen(invitations, now)))
    .returning({ id: invitations.id })
  return rows.length === 1
}

/** Takes back everything of a kind that is still open; of one person only, if one is named. */
export async function revokeOpenInvitations(
  q: Queryable,
  kind: Invitation['kind'],
  person: PersonId | null,
  now: number,
): Promise<void> {
  const { invitations } = q.tables
  await q.db
    .update(invitations)
    .set({ revokedAt: now })
    .where(
      and(
        eq(invitations.kind, kind),
        person === null ? undefined : eq(invitations.personId, person),
        isOpen(invitations, now),
      ),
    )
}

/** Takes back every open link and code into a school. */
export async function revokeInvitationsInto(
  q: Queryable,
  school: SchoolId,
  now: number,
): Promise<void> {
  const { invitations } = q.tables
  await q.db
    .update(invitations)
    .set({ revokedAt: now })
    .where(and(eq(invitations.schoolId, school), isOpen(invitations, now)))
}

/** Takes back everything of these kinds that somebody made and that is still open. */
export async function revokeInvitationsBy(
  q: Queryable,
  { person, kinds }: { person: PersonId; kinds: Invitation['kind'][] },
  now: number,
): Promise<void> {
  const { invitations } = q.tables
  await q.db
    .update(invitations)
    .set({ revokedAt: now })
    .where(
      and(
        eq(invitations.createdBy, person),
        inArray(invitations.kind, kinds),
        isOpen(invitations, now),
      ),
    )
}

/** Links and codes that lead into the community, newest first. */
export async function listInvitations(q: Queryable, rowsMax: number): Promise<Invitation[]> {
  const { invitations } = q.tables
  return q.db
    .select()
    .from(invitations)
    .where(inArray(invitations.kind, ['link', 'code']))
    .orderBy(desc(invitations.createdAt), desc(invitations.id))
    .limit(rowsMax)
}

export async function countOpenInvitations(q: Queryable, now: number): Promise<number> {
  const { invitations } = q.tables
  const rows = await q.db
    .select({ count: count() })
    .from(invitations)
    .where(and(inArray(invitations.kind, ['link', 'code']), isOpen(invitations, now)))
  return Number(rows[0]?.count ?? 0)
}

/**
 * Takes one back, or a whole sheet of codes: of one person's or into one school alone, where that is named; false when
 * there was none to take back.
 */
export async function revokeInvitation(
  q: Queryable,
  by: ({ id: InvitationId; createdBy?: PersonId } | { sheet: string }) & {
    into?: SchoolId | null
  },
  now: number,
): Promise<boolean> {
  const { invitations } = q.tables
  const into = by.into === undefined ? undefined : inSchool(invitations.schoolId, by.into)
  const which =
    'id' in by
      ? and(
          eq(invitations.id, by.id),
          inArray(invitations.kind, ['link', 'code']),
          by.createdBy === undefined ? undefined : eq(invitations.createdBy, by.createdBy),
        )
      : eq(invitations.sheet, by.sheet)
  const rows = await q.db
    .update(invitations)
    .set({ revokedAt: now })
    .where(and(which, into, isNull(invitations.revokedAt)))
    .returning({ id: invitations.id })
  return rows.length > 0
}
