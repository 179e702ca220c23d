import { and, desc, eq, gt, lte, ne } from 'drizzle-orm'
import type { PersonId } from '../../shared/ids.ts'
import type { Queryable } from '../storage/storage.ts'
import type { Person } from './queries.ts'

type Session = Queryable['tables']['sessions']['$inferSelect']

/** The session of a token's hash that has not ended, with its person, who is still here. */
export async function findSession(
  q: Queryable,
  tokenHash: string,
  now: number,
): Promise<{ session: Session; person: Person } | null> {
  const { sessions, people } = q.tables
  const rows = await q.db
    .select({ session: sessions, person: people })
    .from(sessions)
    .innerJoin(people, eq(people.id, sessions.personId))
    .where(
      and(
        eq(sessions.tokenHash, tokenHash),
        gt(sessions.expiresAt, now),
        eq(people.state, 'active'),
      ),
    )
  return rows[0] ?? null
}

export async function insertSession(q: Queryable, session: Session): Promise<void> {
  await q.db.insert(q.tables.sessions).values(session)
}

export async function renewSession(
  q: Queryable,
  tokenHash: string,
  times: { lastUsedAt: number; expiresAt: number },
): Promise<void> {
  const { sessions } = q.tables
  await q.db.update(sessions).set(times).where(eq(sessions.tokenHash, tokenHash))
}

/** A person's sessions by the hash of their token, last used first. */
export async function listSessionKeys(q: Queryable, person: PersonId): Promise<string[]> {
  const { sessions } = q.tables
  const rows = await q.db
    .select({ key: sessions.tokenHash })
    .from(sessions)
    .where(eq(sessions.personId, person))
    .orderBy(desc(sessions.lastUsedAt))
  return rows.map((row) => row.key)
}

/** Ends sessions of a person, all but one of them if so asked; returns their keys. */
export async function deleteSessions(
  q: Queryable,
  person: PersonId,
  except: string | null,
): Promise<string[]> {
  const { sessions } = q.tables
  const rows = await q.db
    .delete(sessions)
    .where(
      and(
        eq(sessions.personId, person),
        except === null ? undefined : ne(sessions.tokenHash, except),
      ),
    )
    .returning({ key: sessions.tokenHash })
  return rows.map((row) => row.key)
}

export async function deleteSession(q: Queryable, tokenHash: string): Promise<void> {
  const { sessions } = q.tables
  await q.db.delete(sessions).where(eq(sessions.tokenHash, tokenHash))
}

export async function deleteEndedSessions(q: Queryable, now: number): Promise<void> {
  const { sessions } = q.tables
  await q.db.delete(sessions).where(lte(sessions.expiresAt, now))
}
