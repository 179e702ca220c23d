import { SqliteError } from './sqlite/worker-client.ts'

// SQLite's extended codes for a primary key and a unique index, and PostgreSQL's for both.
const sqliteCodes = new Set([1555, 2067])
const postgresCode = '23505'

/** Whether a write was refused because a row with that key is there already. */
export function isUniqueViolation(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof SqliteError && sqliteCodes.has(cause.sqliteCode ?? 0)) return true
    if ((cause as { code?: unknown }).code === postgresCode) return true
  }
  return false
}
