import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ulid } from 'ulid'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { DocumentId, PersonId } from '../../../shared/ids.ts'
import { hashBytes } from '../documents.ts'
import type { JudgedEntry } from '../update-log.ts'
import { RollbackFailure, type Connection } from './connection.ts'
import { LogStore } from './log-store.ts'
import { openDatabase } from './open-database.ts'

const anna = ulid() as PersonId
const ben = ulid() as PersonId

/** A disk that fails once: at the statement with this number, before it is done or just after. */
class FailingConnection implements Connection {
  readonly #real: Connection
  #left = Infinity
  #when: 'before' | 'after' = 'before'

  constructor(real: Connection) {
    this.#real = real
  }

  failAt(statement: number, when: 'before' | 'after') {
    this.#left = statement
    this.#when = when
  }

  get hasFailed() {
    return this.#left === 0
  }

  rows(...call: Parameters<Connection['rows']>) {
    return this.#step(() => this.#real.rows(...call))
  }

  run(...call: Parameters<Connection['run']>) {
    return this.#step(() => this.#real.run(...call))
  }

  exec(sql: string) {
    this.#step(() => this.#real.exec(sql))
  }

  backup(path: string) {
    return this.#real.backup(path)
  }

  close() {
    this.#real.close()
  }

  #step<T>(work: () => T): T {
    if (this.#left === 0) return work()
    this.#left -= 1
    if (this.#left > 0) return work()
    if (this.#when === 'after') work()
    throw new Error('the disk failed')
  }
}

describe('the log in the storage worker', () => {
  let folder: string
  let connection: Connection
  let plan: DocumentId
  let notes: DocumentId

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'staffroom-log-'))
    connection = openDatabase(folder)
    plan = insertDocument()
    notes = insertDocument()
  })
  afterEach(() => {
    connection.close()
    rmSync(folder, { recursive: true })
  })

  function insertDocument(): DocumentId {
    const id = ulid() as DocumentId
    connection.run(
      'insert into documents (id, kind, epoch, incarnation, head_seq, acl_version, created_at, changed_at) ' +
        "values (?, 'plan', 'e', 'i', 0, 1, 0, 0)",
      id,
    )
    return id
  }

  const entry = (
    documentId: DocumentId,
    frameNo: number,
    clientIds: number[] = [],
  ): JudgedEntry => ({
    documentId,
    connectionId: `c ${documentId}`,
    frameNo,
    personId: anna,
    aclVersion: 1,
    newClientIds: clientIds,
    at: 1,
  })
  const bytes = (size: number) => new Uint8Array(size).fill(size)

  /** All that a reader could be told, by a process that begins anew. */
  function everything(store = new LogStore(connection)) {
    return [plan, notes].map((id) => store.load(id))
  }

  it.each(['before', 'after'] as const)(
    'leaves one of two states when any one statement of an append fails %s it is done',
    (when) => {
      const first = new LogStore(connection)
      first.append([entry(plan, 1, [10])], [bytes(1)])
      const batch = [entry(plan, 2, [20, 21]), entry(notes, 1, [30]), entry(plan, 3)]
      const before = everything()
      let failures = 0

      for (let statement = 1; ; statement++) {
        const failing = new FailingConnection(connection)
        const store = new LogStore(failing)
        failing.failAt(statement, when)
        let error: unknown = null
        try {
          store.append(batch, [bytes(2), bytes(3), bytes(4)])
        } catch (thrown) {
          error = thrown
        }
        if (!failing.hasFailed) break
        failures += 1
        // Never an outcome for what failed. That the index says what the table says, or else the worker ends.
        expect(error).not.toBeNull()
        if (error instanceof RollbackFailure) break
        expect(everything()).toEqual(before)
        expect(everything(store)).toEqual(before)
      }

      expect(failures).toBeGreaterThan(10)
      // Either it went through in the end, or it failed after the commit itself: kept as a whole either way.
      const [planAfter, notesAfter] = everything()
      expect(planAfter?.tail.map((row) => row.update.length)).toEqual([1, 2, 4])
      expect(planAfter?.headSeq).toBe(3)
      expect(notesAfter?.tail.map((row) => row.update.length)).toEqual([3])
      expect(notesAfter?.clients).toEqual(new Map([[30, anna]]))
    },
  )

  const save = (store: LogStore, id: DocumentId, seq: number) => {
    const update = bytes(seq % 200)
    const snapshot = { seq, update, stateVector: bytes(1), deleteSet: bytes(1) }
    store.saveSnapshot(id, snapshot, { update: hashBytes(update), content: '' }, 1)
  }
  const appendMany = (store: LogStore, id: DocumentId, from: number, count: number) => {
    const batch = Array.from({ length: count }, (_, index) => entry(id, from + index))
    return store.append(
      batch,
      batch.map(() => bytes(1)),
    )
  }
  const countIn = (table: 'document_updates' | 'document_history') =>
    connection.rows(`select count(*) from ${table}`)[0]?.[0]

  it('leaves one of two states when any one statement of a compaction fails', () => {
    const first = new LogStore(connection)
    appendMany(first, plan, 1, 1_100)
    save(first, plan, 1_090)
    const before = everything()
    for (let statement = 1; ; statement++) {
      const failing = new FailingConnection(connection)
      const store = new LogStore(failing)
      failing.failAt(statement, 'before')
      try {
        save(store, plan, 1_095)
      } catch {
        expect(everything()).toEqual(before)
        expect(everything(store)).toEqual(before)
        continue
      }
      expect(statement).toBeGreaterThan(8)
      break
    }
    const [after] = everything()
    expect(after?.tail.map((row) => row.seq)).toEqual([1_096, 1_097, 1_098, 1_099, 1_100])
    expect(countIn('document_history')).toBe(1_023)
  })

  it('moves covered rows of everybody to history together, and no others', () => {
    const store = new LogStore(connection)
    for (let from = 1; from <= 1_101; from += 100) {
      appendMany(store, plan, from, 90)
      appendMany(store, notes, from, 10)
    }
    save(store, plan, 1_000)
    expect(countIn('document_history')).toBe(0)
    // The first stretch is covered for the most part by now, and goes with the next snapshot, whosever that is.
    save(store, notes, 50)
    expect(countIn('document_history')).toBe(1_000 - 77 + 50)
    const [planNow, notesNow] = everything(store)
    expect(everything()).toEqual([planNow, notesNow])
    expect(planNow?.tail.map((row) => row.seq)).toEqual(
      Array.from({ length: 80 }, (_, index) => 1_001 + index),
    )
    expect(notesNow?.tail).toHaveLength(70)
    expect(
      store.append([entry(notes, 1_109), entry(notes, 1_111)], [bytes(1), bytes(1)]),
    ).toMatchObject([{ seq: 119 }, { seq: 121 }])
  })

  it('reads the snapshot before, and the rows since, when the newest is damaged', () => {
    const store = new LogStore(connection)
    const batch = [1, 2, 3, 4].map((frame) => entry(plan, frame))
    store.append(batch, [bytes(1), bytes(2), bytes(3), bytes(4)])
    for (const seq of [1, 3]) {
      const update = bytes(seq * 10)
      const hash = { update: hashBytes(update), content: '' }
      store.saveSnapshot(plan, { seq, update, stateVector: bytes(1), deleteSet: bytes(1) }, hash, 1)
    }
    connection.run(
      "update document_snapshots set update_bytes = x'00' where document_id = ? and seq = 3",
      plan,
    )
    const loaded = store.load(plan)
    expect(loaded?.snapshot?.seq).toBe(1)
    expect(loaded?.tail.map((row) => [row.seq, row.update.length])).toEqual([
      [2, 2],
      [3, 3],
      [4, 4],
    ])
  })

  it('keeps the bytes and the author of what it puts aside', () => {
    const store = new LogStore(connection)
    store.append([{ ...entry(plan, 1), personId: ben }], [bytes(5)])
    store.quarantine(plan, 1, 'cannot be applied', 7)
    expect(connection.rows('select * from document_quarantine')).toEqual([
      [plan, 1, ben, bytes(5), 'cannot be applied', 7],
    ])
  })
})
