import { and, eq, inArray } from 'drizzle-orm'
import type { PassScope } from '../../shared/community/passes.ts'
import type { Queryable } from '../storage/storage.ts'

/** Takes away all passes to these objects and everybody who came by them; answers the keys of their seats. */
export async function deletePasses(
  { db, tables: t }: Queryable,
  kind: PassScope['kind'],
  objects: readonly PassScope['id'][],
): Promise<string[]> {
  if (objects.length === 0) return []
  const passes = await db
    .delete(t.passes)
    .where(and(eq(t.passes.scopeKind, kind), inArray(t.passes.scopeId, [...objects])))
    .returning({ id: t.passes.id })
  const ids = passes.map((pass) => pass.id)
  const guests = await db
    .delete(t.guests)
    .where(inArray(t.guests.passId, ids))
    .returning({ key: t.guests.tokenHash })
  await db.delete(t.passActs).where(inArray(t.passActs.passId, ids))
  await db.delete(t.joinCodes).where(inArray(t.joinCodes.passId, ids))
  return guests.flatMap(({ key }) => key ?? [])
}
