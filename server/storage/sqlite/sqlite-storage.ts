import { drizzle } from 'drizzle-orm/sqlite-proxy'
import type * as postgresTables from '../../../drizzle/postgres.ts'
import * as sqliteTables from '../../../drizzle/sqlite.ts'
import type { Database, Storage, Tables } from '../storage.ts'
import { Turn, TurnContext, Turns } from '../turns.ts'
import type { SqlRow, SqlValue } from './connection.ts'
import { SqliteUpdateLog, type CallWorker } from './sqlite-update-log.ts'
import { WorkerClient } from './worker-client.ts'
import type { WorkerStart } from './worker-calls.ts'

/** Storage in one file of the data folder, owned by the storage worker. */
export async function openSqliteStorage(start: WorkerStart): Promise<Storage> {
  return new SqliteStorage(await WorkerClient.open(start))
}

export class SqliteStorage implements Storage {
  readonly kind = 'sqlite'
  // dialect.ts has declared both sides to be of one type; the names in them are compared by a test.
  readonly tables: Tables = sqliteTables satisfies typeof postgresTables
  readonly db: Database
  readonly updateLog: SqliteUpdateLog
  readonly #client: WorkerClient
  readonly #turns = new Turns()
  readonly #context = new TurnContext()

  constructor(client: WorkerClient) {
    this.#client = client
    this.db = proxyDatabase((sql, params, wantsRows) => {
      this.#context.assertOutside('storage.db')
      return this.#turns.share(() => client.call('query', [sql, params, wantsRows]))
    })
    const callInTurn: CallWorker = (name, args, transfer) => {
      this.#context.assertOutside('storage.updateLog')
      return this.#turns.share(() => client.call(name, args, transfer))
    }
    this.updateLog = new SqliteUpdateLog(callInTurn)
  }

  async transaction<T>(work: (tx: Database) => Promise<T>): Promise<T> {
    this.#context.assertOutside('storage.transaction')
    return this.#turns.hold(() => this.#runTransaction(work))
  }

  async #runTransaction<T>(work: (tx: Database) => Promise<T>): Promise<T> {
    const client = this.#client
    const turn = new Turn()
    const tx = proxyDatabase(async (sql, params, wantsRows) => {
      turn.assertOpen()
      return client.call('query', [sql, params, wantsRows])
    })
    await client.call('begin', [])
    let result: T
    try {
      result = await this.#context.run(turn, () => work(tx))
    } catch (error) {
      turn.end()
      await client.call('rollback', [])
      throw error
    }
    // Over before the commit: what was started and not awaited must not slip in behind it.
    turn.end()
    await client.call('commit', [])
    return result
  }

  async isHealthy(): Promise<boolean> {
    try {
      const rows = await this.#turns.share(() => this.#client.call('query', ['select 1', [], true]))
      return rows.length === 1
    } catch {
      return false
    }
  }

  async backup(path: string): Promise<void> {
    this.#context.assertOutside('storage.backup')
    await this.#turns.share(() => this.#client.call('backup', [path]))
  }

  onFailure(listener: (error: Error) => void) {
    this.#client.onFailure(listener)
  }

  async close() {
    // In its turn, so that a transaction under way is finished first.
    await this.#turns.hold(() => this.#client.close())
  }
}

/** drizzle for SQLite, whose statements go wherever `send` takes them; typed as PostgreSQL (drizzle/dialect.ts). */
function proxyDatabase(
  send: (sql: string, params: SqlValue[], wantsRows: boolean) => Promise<SqlRow[]>,
): Database {
  const database = drizzle(
    async (sql, params: SqlValue[], method) => {
      const rows = await send(sql, params, method !== 'run')
      // For a single row drizzle wants the row itself, and nothing at all when there is none.
      return { rows: method === 'get' ? (rows[0] as SqlRow) : rows }
    },
    { schema: sqliteTables },
  )
  return database as unknown as Database
}
