import { Pool, types, type CustomTypesConfig } from 'pg'
import { databaseConnectionsMax } from '../../../shared/limits.ts'
import type { Log } from '../../sync/ports.ts'
import {
  appliedSql,
  migrationsTableSql,
  pendingMigrations,
  readMigrations,
  type Migration,
} from '../migrations.ts'
import { StorageRefusal } from '../refusal.ts'
import { refuseUnsafeSettings } from './settings.ts'

const connectMsMax = 10_000
// One of many servers migrates, the others wait; any number serves, it must only stay the same.
const migrationLock = 7_236_001

const int8Oid = 20

/** Whole numbers of 64 bits are numbers here too, as on SQLite: none of ours comes near 2⁵³. */
export const numbersAsNumbers: CustomTypesConfig = {
  getTypeParser: (oid: number, format) =>
    oid === int8Oid && format !== 'binary'
      ? Number
      : (types.getTypeParser(oid, format) as (value: string) => unknown),
}

/** A pool of connections to a database whose settings were read back and whose schema is up to date. */
export async function connect(databaseUrl: string, log: Log): Promise<Pool> {
  const pool = new Pool({
    connectionString: databaseUrl,
    max: databaseConnectionsMax,
    connectionTimeoutMillis: connectMsMax,
    types: numbersAsNumbers,
  })
  // A connection that breaks while nobody uses it is replaced by the next; whoever uses one is told themselves.
  pool.on('error', (error) => log.warn('database-connection-lost', { reason: error.message }))
  try {
    await refuseUnsafeSettings(await reach(pool))
    await migrate(pool, readMigrations('postgres'))
    return pool
  } catch (error) {
    await pool.end()
    throw error
  }
}

/** Each migration is applied wholly or not at all; running it again does nothing. */
async function migrate(pool: Pool, migrations: Migration[]): Promise<void> {
  const client = await pool.connect()
  try {
    await client.query('begin')
    await client.query('select pg_advisory_xact_lock($1)', [migrationLock])
    await client.query(migrationsTableSql)
    const { rows } = await client.query<{ hash: string }>(appliedSql)
    const applied = rows.map(({ hash }) => hash)
    for (const [place, { hash, statements }] of pendingMigrations(migrations, applied).entries()) {
      for (const statement of statements) await client.query(statement)
      await client.query(
        'insert into applied_migrations (place, hash, applied_at) values ($1, $2, $3)',
        [applied.length + place, hash, Date.now()],
      )
    }
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw error
  } finally {
    client.release()
  }
}

async function reach(pool: Pool): Promise<Pool> {
  try {
    await pool.query('select 1')
    return pool
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new StorageRefusal(
      `The database at DATABASE_URL does not let us in (${reason}). Check that it runs, and that the address, name ` +
        'and password in DATABASE_URL are right.',
      error,
    )
  }
}
