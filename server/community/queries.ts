import { and, asc, eq, inArray, isNull } from 'drizzle-orm'
import type { PersonView } from '../../shared/accounts/api.ts'
import type { CommunityId, PersonId, ThemeId } from '../../shared/ids.ts'
import type { Queryable } from '../storage/storage.ts'

type Communities = Queryable['tables']['communities']
export type Community = Communities['$inferSelect']
export type Theme = Queryable['tables']['themes']['$inferSelect']

/** The one community on this server; null before the owner has come in. */
export async function findCommunity(q: Queryable): Promise<Community | null> {
  const rows = await q.db.select().from(q.tables.communities).limit(1)
  return rows[0] ?? null
}

export async function insertCommunity(q: Queryable, community: Community): Promise<void> {
  await q.db.insert(q.tables.communities).values(community)
}

export async function changeCommunity(
  q: Queryable,
  id: CommunityId,
  change: Partial<Community>,
): Promise<void> {
  const { communities } = q.tables
  await q.db.update(communities).set(change).where(eq(communities.id, id))
}

/** Whether there are example people to take away again. */
export async function hasExample(q: Queryable): Promise<boolean> {
  const { people } = q.tables
  const rows = await q.db
    .select({ id: people.id })
    .from(people)
    .where(eq(people.isExample, true))
    .limit(1)
  return rows.length > 0
}

/** Themes that are still followed, in the order in which they were added. */
export async function listThemes(q: Queryable): Promise<Theme[]> {
  const { themes } = q.tables
  return q.db
    .select()
    .from(themes)
    .where(isNull(themes.closedAt))
    .orderBy(asc(themes.createdAt), asc(themes.id))
}

export async function findTheme(q: Queryable, id: ThemeId): Promise<Theme | null> {
  const { themes } = q.tables
  const rows = await q.db.select().from(themes).where(eq(themes.id, id))
  return rows[0] ?? null
}

export async function insertTheme(q: Queryable, theme: Theme): Promise<void> {
  await q.db.insert(q.tables.themes).values(theme)
}

/** Takes a theme from the list; studies that have it keep it. False when there was none to take. */
export async function closeTheme(q: Queryable, id: ThemeId, now: number): Promise<boolean> {
  const { themes } = q.tables
  const rows = await q.db
    .update(themes)
    .set({ closedAt: now })
    .where(and(eq(themes.id, id), isNull(themes.closedAt)))
    .returning({ id: themes.id })
  return rows.length > 0
}

/** People by id, whatever has become of them; nulls are passed over. */
export async function listPeopleById(
  { db, tables: t }: Queryable,
  ids: readonly (PersonId | null)[],
): Promise<PersonView[]> {
  const wanted = ids.filter((id) => id !== null)
  if (wanted.length === 0) return []
  return db
    .select({ id: t.people.id, name: t.people.name, colour: t.people.colour })
    .from(t.people)
    .where(inArray(t.people.id, wanted))
}
