import { createHash } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { ulid } from 'ulid'
import { serverPersonId, type DocumentId, type PersonId } from '../../shared/ids.ts'
import type {
  AppendEntry,
  AppendOutcome,
  Snapshot,
  StoredDocument,
  UpdateLog,
} from '../../server/sync/update-log.ts'

/** A log under test, and what the rest of a server does to its documents. */
export interface LogUnderTest {
  log: UpdateLog
  /** Inserts a document whose initial content, written by the server, is seq 1; rights stand at version 1. */
  create(document: NewDocument): Promise<void>
  /** A change of rights: the version rises by one. */
  changeRights(id: DocumentId, change?: { frozen: boolean }): Promise<void>
  /** Ends the process, so to speak; resolves to what the next one finds. */
  reopen(): Promise<UpdateLog>
  close(): Promise<void>
}

export interface NewDocument {
  id: DocumentId
  update: Uint8Array
  stateVector: Uint8Array
  clientIds: number[]
}

const initial = bytes('initial')
const at = 1_790_000_000_000
const anna = ulid() as PersonId
const ben = ulid() as PersonId

/** What every update log must do, whatever it keeps its rows in. */
export function describeUpdateLog(name: string, open: () => Promise<LogUnderTest>) {
  describe(`update log: ${name}`, () => {
    let under: LogUnderTest
    let log: UpdateLog
    let plan: DocumentId

    // One log for all: each test has documents of its own.
    beforeAll(async () => {
      under = await open()
      log = under.log
    })
    beforeEach(async () => {
      plan = await create()
    })
    afterAll(() => under.close())

    async function create(): Promise<DocumentId> {
      const id = ulid() as DocumentId
      await under.create({ id, update: initial, stateVector: new Uint8Array([0]), clientIds: [1] })
      return id
    }

    const get = async (id: DocumentId) => {
      const document = await log.load(id)
      if (!document) throw new Error(`no document ${id}`)
      return document
    }

    describe('load', () => {
      it('knows no document that was never made', async () => {
        expect(await log.load(ulid() as DocumentId)).toBeNull()
      })

      it('gives a new document with the content and the client ids that the server wrote it with', async () => {
        const document = await get(plan)
        expect(document).toMatchObject({
          id: plan,
          kind: 'plan',
          ownerId: null,
          frozen: false,
          headSeq: 1,
          aclVersion: 1,
        })
        expect(texts(document)).toEqual(['initial'])
        expect(document.clients).toEqual(new Map([[1, serverPersonId]]))
        expect(document.epoch).not.toBe('')
        expect(document.incarnation).not.toBe('')
      })
    })

    describe('append', () => {
      it('stores a batch in the order given, numbered without gaps', async () => {
        const outcomes = await log.append([entry(1, 'a'), entry(2, 'b'), entry(3, 'c')])
        expect(outcomes).toEqual([stored(2), stored(3), stored(4)])
        const document = await get(plan)
        expect(document.headSeq).toBe(4)
        expect(texts(document)).toEqual(['initial', 'a', 'b', 'c'])
        expect(document.tail.slice(-3)).toEqual([
          { seq: 2, update: bytes('a'), personId: anna },
          { seq: 3, update: bytes('b'), personId: anna },
          { seq: 4, update: bytes('c'), personId: anna },
        ])
      })

      it('takes an empty batch', async () => {
        expect(await log.append([])).toEqual([])
      })

      it('numbers each document by itself', async () => {
        const other = await create()
        const outcomes = await log.append([
          entry(1, 'a'),
          entry(1, 'x', { documentId: other, connectionId: 'other' }),
          entry(2, 'b'),
        ])
        expect(outcomes).toEqual([stored(2), stored(2), stored(3)])
        expect(texts(await get(other))).toEqual(['initial', 'x'])
      })

      it('keeps the bytes as they were when it was called', async () => {
        const large = new Uint8Array(64 * 1024).fill(7)
        const update = large.subarray(100, 200)
        const done = log.append([entry(1, '', { update })])
        update.fill(9)
        await done
        expect((await get(plan)).tail.at(-1)?.update).toEqual(new Uint8Array(100).fill(7))
        expect(large.length).toBe(64 * 1024)
      })

      it('keeps an update of a mebibyte and one of no bytes', async () => {
        const update = Uint8Array.from({ length: 1024 * 1024 }, (_, place) => place % 251)
        await log.append([entry(1, '', { update }), entry(2, '', { update: new Uint8Array() })])
        const tail = (await get(plan)).tail.slice(-2)
        expect(tail.map((row) => row.update.length)).toEqual([update.length, 0])
        expect(Buffer.compare(tail[0]!.update, update)).toBe(0)
      })

      it('numbers without gaps when many append at once', async () => {
        const ids = [plan, await create(), await create()]
        const batches = Array.from({ length: 12 }, (_, batch) =>
          ids.map((documentId, place) =>
            entry(batch + 1, `${batch} ${place}`, { documentId, connectionId: `c${place}` }),
          ),
        )
        // Each batch names the documents in another order.
        const turned = batches.map((batch, turns) => [
          ...batch.slice(turns % 3),
          ...batch.slice(0, turns % 3),
        ])
        const outcomes = await Promise.all(turned.map((batch) => log.append(batch)))
        for (const id of ids) {
          const { tail, headSeq } = await get(id)
          const rows = tail.filter((row) => row.seq > 1)
          expect(rows.map((row) => row.seq)).toEqual(Array.from({ length: 12 }, (_, n) => n + 2))
          expect(headSeq).toBe(13)
          for (const [batch, entries] of turned.entries()) {
            const place = entries.findIndex(({ documentId }) => documentId === id)
            const outcome = outcomes[batch]![place] as { seq: number }
            const row = rows.find(({ seq }) => seq === outcome.seq)
            expect(row?.update).toEqual(entries[place]!.update)
          }
        }
      })

      it('says gone for a document that is not there, and stores the others', async () => {
        const missing = ulid() as DocumentId
        const outcomes = await log.append([
          entry(1, 'x', { documentId: missing, connectionId: 'lost' }),
          entry(1, 'a'),
        ])
        expect(outcomes).toEqual([{ kind: 'gone' }, stored(2)])
        expect(await log.load(missing)).toBeNull()
      })

      it('stores a frame once, however often it is tried', async () => {
        await log.append([entry(1, 'a'), entry(2, 'b')])
        const outcomes = await log.append([entry(1, 'a'), entry(2, 'b'), entry(3, 'c')])
        expect(outcomes).toEqual([stored(2), stored(3), stored(4)])
        expect(texts(await get(plan))).toEqual(['initial', 'a', 'b', 'c'])
      })
    })

    describe('rights', () => {
      it('sends a frame back that was judged by rights of yesterday', async () => {
        await under.changeRights(plan)
        expect(await log.append([entry(1, 'a')])).toEqual([
          { kind: 'stale-rights', aclVersion: 2, frozen: false },
        ])
        expect(texts(await get(plan))).toEqual(['initial'])
        expect(await log.append([entry(1, 'a', { aclVersion: 2 })])).toEqual([stored(2)])
      })

      it('stores nothing in a frozen document, whatever it was judged by', async () => {
        await under.changeRights(plan, { frozen: true })
        for (const aclVersion of [1, 2]) {
          expect(await log.append([entry(1, 'a', { aclVersion })])).toEqual([
            { kind: 'stale-rights', aclVersion: 2, frozen: true },
          ])
        }
        expect(await get(plan)).toMatchObject({ frozen: true, headSeq: 1 })
      })

      it('takes back what a refused frame’s connection sent after it, and nobody else’s', async () => {
        const outcomes = await log.append([
          entry(1, 'a'),
          entry(2, 'b', { aclVersion: 7 }),
          entry(1, 'x', { connectionId: 'other', personId: ben }),
          entry(3, 'c', { newClientIds: [30] }),
          entry(4, 'd'),
        ])
        expect(outcomes).toEqual([
          stored(2),
          { kind: 'stale-rights', aclVersion: 1, frozen: false },
          stored(3),
          { kind: 'held-back' },
          { kind: 'held-back' },
        ])
        const document = await get(plan)
        expect(texts(document)).toEqual(['initial', 'a', 'x'])
        expect(document.clients.has(30)).toBe(false)
      })

      it('freezes a document by its own fault', async () => {
        await log.freeze(plan, 'too deep')
        const document = await get(plan)
        expect(document).toMatchObject({ frozen: true, aclVersion: 2 })
        expect(texts(document)).toEqual(['initial'])
        const [outcome] = await log.append([entry(1, 'a', { aclVersion: 2 })])
        expect(outcome?.kind).toBe('stale-rights')
      })
    })

    describe('client ids', () => {
      it('belong to whoever wrote with them first', async () => {
        await log.append([entry(1, 'a', { newClientIds: [10, 11] })])
        const outcomes = await log.append([
          entry(1, 'x', { connectionId: 'b', personId: ben, newClientIds: [12, 11] }),
          entry(2, 'b', { newClientIds: [10] }),
        ])
        expect(outcomes).toEqual([
          { kind: 'client-taken', clientId: 11, personId: anna },
          stored(3),
        ])
        expect((await get(plan)).clients).toEqual(
          new Map([
            [1, serverPersonId],
            [10, anna],
            [11, anna],
          ]),
        )
      })

      it('belong to the first of two in one batch', async () => {
        const outcomes = await log.append([
          entry(1, 'a', { newClientIds: [10] }),
          entry(1, 'x', { connectionId: 'b', personId: ben, newClientIds: [10] }),
          entry(2, 'y', { connectionId: 'b', personId: ben, newClientIds: [11] }),
        ])
        expect(outcomes).toEqual([
          stored(2),
          { kind: 'client-taken', clientId: 10, personId: anna },
          { kind: 'held-back' },
        ])
        expect((await get(plan)).clients.has(11)).toBe(false)
      })

      it('are bound document by document', async () => {
        const other = await create()
        await log.append([entry(1, 'a', { newClientIds: [10] })])
        const theirs = entry(1, 'x', { documentId: other, personId: ben, newClientIds: [10] })
        expect(await log.append([{ ...theirs, connectionId: 'b' }])).toEqual([stored(2)])
      })

      it('can be reserved before anything is written', async () => {
        expect(await log.bindClients(plan, anna, [10, 4_294_967_295])).toEqual(new Map())
        expect(await log.bindClients(plan, anna, [10])).toEqual(new Map())
        expect(await log.bindClients(plan, ben, [10, 20, 1])).toEqual(
          new Map([
            [10, anna],
            [1, serverPersonId],
          ]),
        )
        expect((await get(plan)).clients).toEqual(
          new Map([
            [1, serverPersonId],
            [10, anna],
            [4_294_967_295, anna],
            [20, ben],
          ]),
        )
        const [outcome] = await log.append([entry(1, 'a', { newClientIds: [20] })])
        expect(outcome).toEqual({ kind: 'client-taken', clientId: 20, personId: ben })
      })

      it('go to one of those who reach for them at once', async () => {
        const people = Array.from({ length: 8 }, () => ulid() as PersonId)
        const taken = await Promise.all(people.map((one) => log.bindClients(plan, one, [10])))
        const owner = (await get(plan)).clients.get(10)
        for (const [place, one] of people.entries()) {
          expect(taken[place]).toEqual(one === owner ? new Map() : new Map([[10, owner]]))
        }
      })

      it('are not reserved in a document that is not there', async () => {
        await expect(log.bindClients(ulid() as DocumentId, anna, [10])).rejects.toThrow()
      })
    })

    describe('snapshots', () => {
      beforeEach(async () => {
        await log.append(['a', 'b', 'c', 'd'].map((text, place) => entry(place + 1, text)))
      })

      it('stand for the rows they cover', async () => {
        expect(
          await log.saveSnapshot(plan, snapshot(3, 'initial a b'), hashOf('initial a b')),
        ).toBe(true)
        const document = await get(plan)
        expect(document.snapshot).toEqual(snapshot(3, 'initial a b'))
        expect(document.tail.map((row) => row.seq)).toEqual([4, 5])
        expect(document.headSeq).toBe(5)
        expect(await log.append([entry(5, 'e')])).toEqual([stored(6)])
        expect(texts(await get(plan))).toEqual(['initial a b', 'c', 'd', 'e'])
      })

      it('are refused when a newer one, or the same, is there', async () => {
        await log.saveSnapshot(plan, snapshot(4, 'four'), hashOf('four'))
        expect(await log.saveSnapshot(plan, snapshot(3, 'three'), hashOf('three'))).toBe(false)
        expect(await log.saveSnapshot(plan, snapshot(4, 'again'), hashOf('again'))).toBe(false)
        expect((await get(plan)).snapshot).toEqual(snapshot(4, 'four'))
      })

      it('leave the one before them readable', async () => {
        await log.saveSnapshot(plan, snapshot(3, 'three'), hashOf('three'))
        await log.saveSnapshot(plan, snapshot(5, 'five'), hashOf('five'))
        expect((await get(plan)).snapshot).toEqual(snapshot(5, 'five'))
        expect((await get(plan)).tail).toEqual([])
        const before = await log.readUpTo(plan, 4)
        expect(before.snapshot).toEqual(snapshot(3, 'three'))
        expect(before.rows.map((row) => row.seq)).toEqual([4])
      })

      it('are read with the rows up to a number', async () => {
        await log.saveSnapshot(plan, snapshot(3, 'three'), hashOf('three'))
        const read = await log.readUpTo(plan, 4)
        expect(read.snapshot).toEqual(snapshot(3, 'three'))
        expect(read.rows).toEqual([{ seq: 4, update: bytes('c'), personId: anna }])
      })
    })

    describe('quarantine', () => {
      it('leaves a row out, keeps its number, and goes on after it', async () => {
        await log.append([entry(1, 'a'), entry(2, 'b'), entry(3, 'c')])
        await log.quarantine(plan, 3, 'cannot be applied')
        await log.quarantine(plan, 3, 'cannot be applied')
        const document = await get(plan)
        expect(texts(document)).toEqual(['initial', 'a', 'c'])
        expect(document.headSeq).toBe(4)
        expect((await log.readUpTo(plan, 4)).rows.filter((row) => row.seq === 3)).toEqual([])
        expect(await log.append([entry(4, 'd')])).toEqual([stored(5)])
      })
    })

    it('has everything again after it was closed and opened', async () => {
      await log.append([entry(1, 'a', { newClientIds: [10] }), entry(2, 'b'), entry(3, 'c')])
      await log.saveSnapshot(plan, snapshot(2, 'initial a'), hashOf('initial a'))
      await log.quarantine(plan, 3, 'cannot be applied')
      const before = await get(plan)

      log = await under.reopen()
      expect(await get(plan)).toEqual(before)
      expect(await log.append([entry(3, 'c'), entry(4, 'd')])).toEqual([stored(4), stored(5)])
      expect(texts(await get(plan))).toEqual(['initial a', 'c', 'd'])
    })

    function entry(frameNo: number, text: string, other: Partial<AppendEntry> = {}): AppendEntry {
      return {
        documentId: plan,
        connectionId: 'connection',
        frameNo,
        personId: anna,
        aclVersion: 1,
        update: bytes(text),
        newClientIds: [],
        at,
        ...other,
      }
    }
  })
}

function stored(seq: number): AppendOutcome {
  return { kind: 'stored', seq }
}

function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}

function snapshot(seq: number, text: string): Snapshot {
  return {
    seq,
    update: bytes(text),
    stateVector: bytes(`vector ${text}`),
    deleteSet: bytes(`deleted ${text}`),
  }
}

function hashOf(text: string) {
  return { update: sha256(text), content: sha256(`content ${text}`) }
}

/** Everything a reader would be given, as text: the snapshot first. */
function texts({ snapshot: start, tail }: StoredDocument): string[] {
  const decoder = new TextDecoder()
  const parts = start ? [start.update] : []
  return [...parts, ...tail.map((row) => row.update)].map((update) => decoder.decode(update))
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
