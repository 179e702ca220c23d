import { eq, sql } from 'drizzle-orm'
import { pgTable, text } from 'drizzle-orm/pg-core'
import { ulid } from 'ulid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type {
  CasePupilId,
  CommunityId,
  DocumentId,
  LessonId,
  PersonId,
  ThemeId,
} from '../../shared/ids.ts'
import { readMigrations } from '../../server/storage/migrations.ts'
import type { Database, Storage } from '../../server/storage/storage.ts'
import { isUniqueViolation } from '../../server/storage/unique-violation.ts'
import { transactionMsMax } from '../../shared/limits.ts'
import { createTestDatabase, databaseKinds, type TestDatabase } from '../support/databases.ts'

// The runner's own table, which is none of the product's.
const applied = pgTable('applied_migrations', { hash: text('hash') })

describe.each(await databaseKinds())('storage: %s', (kind) => {
  const migrationCount = readMigrations(kind).length
  let database: TestDatabase
  let storage: Storage

  beforeAll(async () => {
    database = await createTestDatabase(kind)
    storage = await database.open()
  })
  afterAll(async () => {
    await storage.close()
    await database.remove()
  })

  const insertTheme = (db: Database, id: ThemeId, title = 'Fractions') =>
    db.insert(storage.tables.themes).values({
      id,
      communityId: 'c' as CommunityId,
      title,
      createdBy: 'p' as PersonId,
      createdAt: 1,
      closedAt: null,
      isExample: false,
    })
  const titleOf = async (id: ThemeId, db = storage.db) => {
    const { themes } = storage.tables
    const [row] = await db.select().from(themes).where(eq(themes.id, id))
    return row?.title ?? null
  }
  const newTheme = () => ulid() as ThemeId

  describe('rows', () => {
    it('come back as they were written, in every kind of column', async () => {
      const { lessonObservers, themes, documentSnapshots } = storage.tables
      const lessonId = ulid() as LessonId
      const pupilIds = ['“Wren”', 'Ŵ'] as CasePupilId[]
      await storage.db
        .insert(lessonObservers)
        .values({ lessonId, personId: 'p' as PersonId, pupilIds })
      const [observer] = await storage.db
        .select()
        .from(lessonObservers)
        .where(eq(lessonObservers.lessonId, lessonId))
      expect(observer).toEqual({ lessonId, personId: 'p', pupilIds })

      const theme = {
        id: newTheme(),
        communityId: 'c' as CommunityId,
        title: "Robert'); drop table themes;--",
        createdBy: 'p' as PersonId,
        createdAt: 8_640_000_000_000_000,
        closedAt: null,
        isExample: true,
      }
      const inserted = await storage.db.insert(themes).values(theme).returning()
      expect(inserted).toEqual([theme])

      const documentId = ulid() as DocumentId
      const update = Uint8Array.from({ length: 256 }, (_, place) => place)
      const empty = new Uint8Array()
      await storage.db.insert(documentSnapshots).values({
        ...{ documentId, seq: 1, update, stateVector: empty, deleteSet: empty },
        ...{ updateHash: '', contentHash: '', createdAt: 0 },
      })
      const [snapshot] = await storage.db
        .select()
        .from(documentSnapshots)
        .where(eq(documentSnapshots.documentId, documentId))
      expect(snapshot?.update.constructor).toBe(Uint8Array)
      expect(snapshot?.update).toEqual(update)
      expect(snapshot?.stateVector).toEqual(empty)
    })

    it('are counted in numbers', async () => {
      const { themes } = storage.tables
      const [row] = await storage.db.select({ count: sql<number>`count(*)` }).from(themes)
      expect(typeof row?.count).toBe('number')
      expect(await storage.db.$count(themes)).toBe(row?.count)
    })

    it('that are there already are told from other failures', async () => {
      const id = newTheme()
      await insertTheme(storage.db, id)
      const again = await failureOf(insertTheme(storage.db, id))
      expect(isUniqueViolation(again)).toBe(true)
      const asked = await failureOf(insertTheme(storage.db, id).returning())
      expect(isUniqueViolation(asked)).toBe(true)
      const other = await failureOf(insertTheme(storage.db, newTheme(), null as never))
      expect(isUniqueViolation(other)).toBe(false)
    })
  })

  describe('a transaction', () => {
    it('is kept as a whole, and gives what its work gave', async () => {
      const [one, two] = [newTheme(), newTheme()]
      const given = await storage.transaction(async (tx) => {
        await insertTheme(tx, one)
        await insertTheme(tx, two)
        expect(await titleOf(two, tx)).toBe('Fractions')
        return 'done'
      })
      expect(given).toBe('done')
      expect([await titleOf(one), await titleOf(two)]).toEqual(['Fractions', 'Fractions'])
    })

    it('leaves nothing when its work throws', async () => {
      const id = newTheme()
      const work = storage.transaction(async (tx) => {
        await insertTheme(tx, id)
        throw new Error('changed my mind')
      })
      await expect(work).rejects.toThrow('changed my mind')
      expect(await titleOf(id)).toBeNull()
    })

    it('that is rolled back takes nobody else’s rows with it', async () => {
      const [mine, theirs] = [newTheme(), newTheme()]
      const inside = signal()
      const mayEnd = signal()
      const work = storage.transaction(async (tx) => {
        await insertTheme(tx, mine)
        inside.give()
        await mayEnd.given
        throw new Error('changed my mind')
      })
      const failed = failureOf(work)
      await inside.given
      const other = insertTheme(storage.db, theirs)
      // drizzle sends a statement when it is first waited for.
      const reported = other.then(() => 'done')
      mayEnd.give()
      expect(await failed).toMatchObject({ message: 'changed my mind' })
      expect(await reported).toBe('done')
      expect([await titleOf(mine), await titleOf(theirs)]).toEqual([null, 'Fractions'])
    })

    it('waits for the one before it', async () => {
      const id = newTheme()
      await insertTheme(storage.db, id, '0')
      const { themes } = storage.tables
      const raise = () =>
        storage.transaction(async (tx) => {
          const title = String(Number(await titleOf(id, tx)) + 1)
          await tx.update(themes).set({ title }).where(eq(themes.id, id))
        })
      await Promise.all(Array.from({ length: 20 }, raise))
      expect(await titleOf(id)).toBe('20')
    })

    it('goes on after a statement of its own was refused, where the work expects it', async () => {
      const id = newTheme()
      await insertTheme(storage.db, id)
      const failed = await failureOf(storage.transaction((tx) => insertTheme(tx, id)))
      expect(isUniqueViolation(failed)).toBe(true)
      await storage.transaction(async (tx) => {
        await insertTheme(tx, id).onConflictDoNothing()
      })
    })

    it.each<[string, () => Promise<unknown>]>([
      ['storage.db', () => storage.db.select().from(storage.tables.themes)],
      ['storage.updateLog', () => storage.updateLog.load('x' as DocumentId)],
      ['storage.updateLog', () => storage.updateLog.append([appendEntry()])],
      ['storage.transaction', () => storage.transaction(async () => undefined)],
    ])('throws when %s is used inside it', async (used, use) => {
      const id = newTheme()
      const work = storage.transaction(async (tx) => {
        await insertTheme(tx, id)
        await use()
      })
      const failed = await failureOf(work)
      expect(messages(failed)).toContain(`${used} was used inside storage.transaction`)
      expect(await titleOf(id)).toBeNull()
    })

    it('is over after a second, and lets the others go on', async () => {
      const id = newTheme()
      let kept: Database | undefined
      const work = storage.transaction(async (tx) => {
        kept = tx
        await insertTheme(tx, id)
        await new Promise(() => undefined)
      })
      const waiting = insertTheme(storage.db, newTheme()).then(() => 'done')
      await expect(work).rejects.toMatchObject({ code: 'unavailable' })
      expect(await waiting).toBe('done')
      expect(await titleOf(id)).toBeNull()
      expect(messages(await failureOf(insertTheme(kept!, id)))).toContain('transaction is over')
    })

    it('is not over because the whole process stood still for longer', async () => {
      const id = newTheme()
      await storage.transaction(async (tx) => {
        await insertTheme(tx, id)
        const until = Date.now() + transactionMsMax + 100
        while (Date.now() < until);
        const { themes } = storage.tables
        await tx.update(themes).set({ title: 'Place value' }).where(eq(themes.id, id))
      })
      expect(await titleOf(id)).toBe('Place value')
    })

    it('cannot be written to behind its back when it has ended', async () => {
      const id = newTheme()
      const isOver = signal()
      let late: Promise<unknown> | undefined
      await storage.transaction(async (tx) => {
        late = failureOf(isOver.given.then(() => insertTheme(tx, id)))
      })
      isOver.give()
      expect(messages(await late)).toContain('transaction is over')
      expect(await titleOf(id)).toBeNull()
    })

    it('may be followed by the outer database in what it started', async () => {
      const mayRun = signal()
      let after: Promise<unknown> | undefined
      await storage.transaction(async () => {
        after = mayRun.given.then(() => titleOf(newTheme()))
      })
      mayRun.give()
      expect(await after).toBeNull()
    })
  })

  it('opens again with the same schema, and keeps its rows', async () => {
    const id = newTheme()
    await insertTheme(storage.db, id)
    await storage.close()
    expect(await storage.isHealthy()).toBe(false)
    storage = await database.open()
    expect(await storage.isHealthy()).toBe(true)
    expect(await titleOf(id)).toBe('Fractions')
    expect(await storage.db.$count(applied)).toBe(migrationCount)
  })

  it('refuses a database that another version has changed', async () => {
    const other = await createTestDatabase(kind)
    const first = await other.open()
    await first.db.update(applied).set({ hash: 'of another version' })
    await first.close()
    await expect(other.open()).rejects.toThrow(
      'This data was written by a newer or different version of Staffroom.',
    )
    await other.remove()
  })
})

function appendEntry() {
  return {
    documentId: 'x' as DocumentId,
    connectionId: 'c',
    frameNo: 1,
    personId: 'p' as PersonId,
    aclVersion: 1,
    update: new Uint8Array([1]),
    newClientIds: [],
    at: 1,
  }
}

/** Something one side waits for and the other gives. */
function signal() {
  let give = () => {}
  const given = new Promise<void>((resolve) => {
    give = resolve
  })
  return { given, give: () => give() }
}

async function failureOf(work: PromiseLike<unknown>): Promise<unknown> {
  try {
    await work
  } catch (error) {
    return error
  }
  throw new Error('it did not fail')
}

/** What an error and those that caused it say; drizzle wraps what a driver throws. */
function messages(error: unknown): string {
  return error instanceof Error ? `${error.message} ${messages(error.cause)}` : ''
}
