import { drizzle } from 'drizzle-orm/node-postgres'
import type { Pool, PoolClient, QueryConfig } from 'pg'
import * as tables from '../../../drizzle/postgres.ts'
import type { Log } from '../../sync/ports.ts'
import { StorageRefusal } from '../refusal.ts'
import type { Database, Storage, Tables } from '../storage.ts'
import { Turn, TurnContext, Turns } from '../turns.ts'
import { connect, numbersAsNumbers } from './connect.ts'
import { PostgresUpdateLog } from './postgres-update-log.ts'

/** Storage on a PostgreSQL server. */
export async function openPostgresStorage(databaseUrl: string, log: Log): Promise<Storage> {
  return new PostgresStorage(await connect(databaseUrl, log))
}

// Held by a transaction until it ends, so that they run one after the other as they do on SQLite, on any number of
// servers; any number serves, it must only stay the same.
const transactionLock = 7_236_002
const lockMsMax = 10_000

class PostgresStorage implements Storage {
  readonly kind = 'postgres'
  readonly tables: Tables = tables
  readonly db: Database
  readonly updateLog: PostgresUpdateLog
  readonly #pool: Pool
  readonly #turns = new Turns()
  readonly #context = new TurnContext()

  constructor(pool: Pool) {
    this.#pool = pool
    this.db = databaseOver(pool, () => this.#context.assertOutside('storage.db'))
    this.updateLog = new PostgresUpdateLog(pool, () =>
      this.#context.assertOutside('storage.updateLog'),
    )
  }

  async transaction<T>(work: (tx: Database) => Promise<T>): Promise<T> {
    this.#context.assertOutside('storage.transaction')
    // One at a time from this server: those who wait must not use up the connections that edits need.
    return this.#turns.hold(() => this.#runTransaction(work))
  }

  async #runTransaction<T>(work: (tx: Database) => Promise<T>): Promise<T> {
    const client = await this.#pool.connect()
    const turn = new Turn()
    const tx = databaseOver(client, () => turn.assertOpen())
    let isWorking = true
    let broken = false
    try {
      await client.query(
        `begin; set local lock_timeout = ${lockMsMax}; select pg_advisory_xact_lock(${transactionLock})`,
      )
      const result = await this.#context.run(turn, () => work(tx))
      isWorking = false
      // Over before the commit: what was started and not awaited must not slip in behind it.
      turn.end()
      await client.query('commit')
      return result
    } catch (error) {
      // Past its time a connection is thrown away with whatever it is still doing; the server rolls back.
      broken = (isWorking && turn.isOver) || !(await hasRolledBack(client))
      throw error
    } finally {
      turn.end()
      client.release(broken)
    }
  }

  async isHealthy(): Promise<boolean> {
    try {
      await this.#pool.query('select 1')
      return true
    } catch {
      return false
    }
  }

  async backup(): Promise<void> {
    throw new StorageRefusal(
      'A PostgreSQL database is backed up with PostgreSQL’s own tools, such as pg_dump. This command copies the ' +
        'database of a data folder.',
    )
  }

  /** Never called: a lost server is noticed by those who ask it, and comes back without us. */
  onFailure() {}

  async close() {
    await this.#turns.hold(() => this.#pool.end())
  }
}

async function hasRolledBack(client: PoolClient): Promise<boolean> {
  try {
    await client.query('rollback')
    return true
  } catch {
    return false
  }
}

/** drizzle over whatever answers queries, which `guard` may forbid. */
function databaseOver(client: Pool | PoolClient, guard: () => void): Database {
  const guarded = {
    query: async (config: QueryConfig, params: unknown[]) => {
      guard()
      return client.query({ ...config, types: numbersAsNumbers }, params)
    },
  }
  return drizzle({ client: guarded as unknown as Pool, schema: tables })
}
