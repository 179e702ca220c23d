import { getTableConfig as postgresConfig } from 'drizzle-orm/pg-core'
import { getTableConfig as sqliteConfig } from 'drizzle-orm/sqlite-core'
import { describe, expect, it } from 'vitest'
import * as postgres from '../../drizzle/postgres.ts'
import * as sqlite from '../../drizzle/sqlite.ts'

// The tables of SQLite carry PostgreSQL's types; this is what makes that true.
describe('the two dialects', () => {
  it('have the same tables', () => {
    expect(Object.keys(sqlite)).toEqual(Object.keys(postgres))
  })

  it.each(Object.keys(postgres) as (keyof typeof postgres)[])(
    'have the same columns in %s',
    (name) => {
      const describeColumns = (columns: { name: string; notNull: boolean; primary: boolean }[]) =>
        columns.map(({ name, notNull, primary }) => ({ name, notNull, primary }))
      const left = postgresConfig(postgres[name])
      const right = sqliteConfig(sqlite[name] as never)
      expect(right.name).toBe(left.name)
      expect(describeColumns(right.columns)).toEqual(describeColumns(left.columns))
    },
  )

  it('differ in the log alone: appended in commit order, or keyed', () => {
    expect(postgresConfig(postgres.documentUpdates).primaryKeys).toHaveLength(1)
    expect(postgresConfig(postgres.documentUpdates).indexes).toHaveLength(1)
    expect(sqliteConfig(sqlite.documentUpdates as never).primaryKeys).toHaveLength(0)
    expect(sqliteConfig(sqlite.documentUpdates as never).indexes).toHaveLength(0)
  })
})
