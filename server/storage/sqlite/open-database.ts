import { join } from 'node:path'
import {
  appliedSql,
  migrationsTableSql,
  pendingMigrations,
  readMigrations,
  type Migration,
} from '../migrations.ts'
import { StorageRefusal } from '../refusal.ts'
import { inTransaction, openConnection, sqliteCode, type Connection } from './connection.ts'
import { applySettings, refuseDamaged } from './settings.ts'

const notADatabaseCode = 26

export function databasePath(dataDir: string): string {
  return join(dataDir, 'staffroom.db')
}

/** Opens the database of a data folder: settings set and read back, structure checked, schema brought up to date. */
export function openDatabase(dataDir: string): Connection {
  const path = databasePath(dataDir)
  const connection = openConnection(path)
  try {
    applySettings(connection, path, process.platform)
    refuseDamaged(connection, path)
    migrate(connection, readMigrations('sqlite'))
    return connection
  } catch (error) {
    connection.close()
    if (sqliteCode(error) !== notADatabaseCode) throw error
    throw new StorageRefusal(
      `The file ${path} is not a database, or is damaged at its beginning. Nothing was changed. Keep a copy of it ` +
        'and restore the newest backup: npm run staffroom -- restore.',
      error,
    )
  }
}

/** Each migration is applied wholly or not at all; running it again does nothing. */
function migrate(connection: Connection, migrations: Migration[]) {
  connection.exec(migrationsTableSql)
  const applied = connection.rows(appliedSql).map(([hash]) => String(hash))
  for (const [place, { hash, statements }] of pendingMigrations(migrations, applied).entries()) {
    inTransaction(connection, () => {
      for (const statement of statements) connection.exec(statement)
      connection.run(
        'insert into applied_migrations (place, hash, applied_at) values (?, ?, ?)',
        applied.length + place,
        hash,
        Date.now(),
      )
    })
  }
}
