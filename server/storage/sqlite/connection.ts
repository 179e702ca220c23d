import { backup, DatabaseSync } from '@photostructure/sqlite'

export type SqlValue = string | number | bigint | null | Uint8Array
export type SqlRow = SqlValue[]

/** SQLite as the rest of this room sees it. Rows are arrays, statements are prepared once. */
export interface Connection {
  rows(sql: string, ...params: SqlValue[]): SqlRow[]
  /** The rowid of the row that was inserted last. */
  run(sql: string, ...params: SqlValue[]): number
  /** Several statements at once, without parameters. */
  exec(sql: string): void
  /** Copies the database while it is written to. */
  backup(path: string): Promise<void>
  close(): void
}

// More distinct statements than the product has; past it the oldest is forgotten, not the process's memory.
const preparedMax = 500
// Small steps, so that a copy of a large file never holds up a commit.
const backupPagesPerStep = 200

/** Opens a file. This is the only file that knows which binding stands between us and SQLite. */
export function openConnection(path: string, { readOnly = false } = {}): Connection {
  const database = new DatabaseSync(path, { readOnly })
  const prepared = new Map<string, ReturnType<typeof database.prepare>>()

  const prepare = (sql: string) => {
    let statement = prepared.get(sql)
    if (!statement) {
      statement = database.prepare(sql)
      statement.setReturnArrays(true)
      const [oldest] = prepared.keys()
      if (prepared.size >= preparedMax && oldest !== undefined) prepared.delete(oldest)
      prepared.set(sql, statement)
    }
    return statement
  }

  return {
    rows: (sql, ...params) => prepare(sql).all(...params) as SqlRow[],
    run: (sql, ...params) => Number(prepare(sql).run(...params).lastInsertRowid),
    exec: (sql) => database.exec(sql),
    backup: async (target) => void (await backup(database, target, { rate: backupPagesPerStep })),
    close: () => {
      prepared.clear()
      database.close()
    },
  }
}

// What SQLite says for the codes that somebody here acts on: the binding leaves the code out when `all` fails.
const codeByMessage: readonly [RegExp, number][] = [
  [/^UNIQUE constraint failed/, 2067],
  [/^database disk image is malformed/, 11],
  [/^file is not a database/, 26],
  [/^disk I\/O error/, 10],
  [/^database is locked/, 5],
]

/** SQLite's own code for an error (its extended one, where known), or null when it is none of SQLite's. */
export function sqliteCode(error: unknown): number | null {
  const { code, errcode, message } = (error ?? {}) as Record<string, unknown>
  if (typeof errcode === 'number') return errcode
  if (code !== 'ERR_SQLITE_ERROR') return null
  const [, known] = codeByMessage.find(([said]) => said.test(String(message))) ?? [null, 1]
  return known
}

/**
 * All of `work` or none of it. When a commit has failed and there is nothing to roll back, nobody can say which:
 * RollbackFailure ends the worker, and the next one reads what is on disk.
 */
export function inTransaction<T>(connection: Connection, work: () => T): T {
  try {
    connection.run('begin immediate')
    const result = work()
    commit(connection)
    return result
  } catch (error) {
    if (!(error instanceof RollbackFailure)) rollBack(connection)
    throw error
  }
}

/** Keeps what was written since `begin`; when that fails, what was written is gone, or else RollbackFailure. */
export function commit(connection: Connection) {
  try {
    connection.run('commit')
  } catch (error) {
    if (!rollBack(connection)) throw new RollbackFailure(error)
    throw error
  }
}

/** False when there was nothing to undo: nothing had begun, or SQLite itself has, as it does on a full disk. */
export function rollBack(connection: Connection): boolean {
  try {
    connection.run('rollback')
    return true
  } catch (error) {
    if (/no transaction is active/.test(String(error))) return false
    throw new RollbackFailure(error)
  }
}

/** Whether a transaction was kept or not is unknown; only opening the file anew can tell. */
export class RollbackFailure extends Error {
  constructor(cause: unknown) {
    super('it is not known what became of a transaction', { cause })
    this.name = 'RollbackFailure'
  }
}
