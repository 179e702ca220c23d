import { readMigrationFiles } from 'drizzle-orm/migrator'
import { join } from 'node:path'
import { projectRoot } from './project-root.ts'
import { StorageRefusal } from './refusal.ts'

export interface Migration {
  hash: string
  statements: string[]
}

/** Kept by ourselves, in both databases alike: which migrations a database has had, in order. */
export const migrationsTableSql =
  'create table if not exists applied_migrations (place integer primary key, hash text not null, applied_at bigint not null)'
export const appliedSql = 'select hash from applied_migrations order by place'

export function readMigrations(kind: 'sqlite' | 'postgres'): Migration[] {
  const migrationsFolder = join(projectRoot(), 'drizzle', 'migrations', kind)
  return readMigrationFiles({ migrationsFolder }).map(({ hash, sql }) => ({
    hash,
    statements: sql,
  }))
}

/** Those still to run. A database that has had others was written by another Staffroom and is left alone. */
export function pendingMigrations(all: Migration[], applied: string[]): Migration[] {
  if (applied.some((hash, place) => all[place]?.hash !== hash)) {
    throw new StorageRefusal(
      'This data was written by a newer or different version of Staffroom. Start that version again, ' +
        'or restore a backup that this version has made.',
    )
  }
  return all.slice(applied.length)
}
