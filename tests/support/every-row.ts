import { getTableName, isTable } from 'drizzle-orm'
import type { Storage, Tables } from '../../server/storage/storage.ts'

/** All that is kept, table by table; but for sessions, which are lengthened by asking anything. */
export async function everyRow({ db, tables }: Storage): Promise<Record<string, unknown[]>> {
  const all: Record<string, unknown[]> = {}
  for (const table of Object.values(tables).filter((one) => isTable(one))) {
    if (table === tables.sessions) continue
    all[getTableName(table)] = await db.select().from(table as Tables['people'])
  }
  return all
}
