import { ulid } from 'ulid'
import { beforeEach, describe, expect, it } from 'vitest'
import { serverPersonId, type DocumentId } from '../../shared/ids.ts'
import { anna, ben, bytes, stored, texts, type Stage } from './log-stage.ts'

/** Loading, appending and the rights that are compared inside the commit. */
export function describeAppending(stageOf: () => Stage) {
  let stage: Stage
  beforeEach(() => {
    stage = stageOf()
  })

  describe('load', () => {
    it('knows no document that was never made', async () => {
      expect(await stage.log.load(ulid() as DocumentId)).toBeNull()
    })

    it('gives a new document with the content and the client ids that the server wrote it with', async () => {
      const document = await stage.get(stage.plan)
      expect(document).toMatchObject({
        id: stage.plan,
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
      const outcomes = await stage.log.append([
        stage.entry(1, 'a'),
        stage.entry(2, 'b'),
        stage.entry(3, 'c'),
      ])
      expect(outcomes).toEqual([stored(2), stored(3), stored(4)])
      const document = await stage.get(stage.plan)
      expect(document.headSeq).toBe(4)
      expect(texts(document)).toEqual(['initial', 'a', 'b', 'c'])
      expect(document.tail.slice(-3)).toEqual([
        { seq: 2, update: bytes('a'), personId: anna },
        { seq: 3, update: bytes('b'), personId: anna },
        { seq: 4, update: bytes('c'), personId: anna },
      ])
    })

    it('takes an empty batch', async () => {
      expect(await stage.log.append([])).toEqual([])
    })

    it('numbers each document by itself', async () => {
      const other = await stage.create()
      const outcomes = await stage.log.append([
        stage.entry(1, 'a'),
        stage.entry(1, 'x', { documentId: other, connectionId: 'other' }),
        stage.entry(2, 'b'),
      ])
      expect(outcomes).toEqual([stored(2), stored(2), stored(3)])
      expect(texts(await stage.get(other))).toEqual(['initial', 'x'])
    })

    it('keeps the bytes as they were when it was called', async () => {
      const large = new Uint8Array(64 * 1024).fill(7)
      const update = large.subarray(100, 200)
      const done = stage.log.append([stage.entry(1, '', { update })])
      update.fill(9)
      await done
      expect((await stage.get(stage.plan)).tail.at(-1)?.update).toEqual(new Uint8Array(100).fill(7))
      expect(large.length).toBe(64 * 1024)
    })

    it('keeps an update of a mebibyte and one of no bytes', async () => {
      const update = Uint8Array.from({ length: 1024 * 1024 }, (_, place) => place % 251)
      await stage.log.append([
        stage.entry(1, '', { update }),
        stage.entry(2, '', { update: new Uint8Array() }),
      ])
      const tail = (await stage.get(stage.plan)).tail.slice(-2)
      expect(tail.map((row) => row.update.length)).toEqual([update.length, 0])
      expect(Buffer.compare(tail[0]!.update, update)).toBe(0)
    })

    it('numbers without gaps when many append at once', async () => {
      const ids = [stage.plan, await stage.create(), await stage.create()]
      const batches = Array.from({ length: 12 }, (_, batch) =>
        ids.map((documentId, place) =>
          stage.entry(batch + 1, `${batch} ${place}`, { documentId, connectionId: `c${place}` }),
        ),
      )
      // Each batch names the documents in another order.
      const turned = batches.map((batch, turns) => [
        ...batch.slice(turns % 3),
        ...batch.slice(0, turns % 3),
      ])
      const outcomes = await Promise.all(turned.map((batch) => stage.log.append(batch)))
      for (const id of ids) {
        const { tail, headSeq } = await stage.get(id)
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
      const outcomes = await stage.log.append([
        stage.entry(1, 'x', { documentId: missing, connectionId: 'lost' }),
        stage.entry(1, 'a'),
      ])
      expect(outcomes).toEqual([{ kind: 'gone' }, stored(2)])
      expect(await stage.log.load(missing)).toBeNull()
    })

    it('stores a frame once, however often it is tried', async () => {
      await stage.log.append([stage.entry(1, 'a'), stage.entry(2, 'b')])
      const outcomes = await stage.log.append([
        stage.entry(1, 'a'),
        stage.entry(2, 'b'),
        stage.entry(3, 'c'),
      ])
      expect(outcomes).toEqual([stored(2), stored(3), stored(4)])
      expect(texts(await stage.get(stage.plan))).toEqual(['initial', 'a', 'b', 'c'])
    })
  })

  describe('rights', () => {
    it('sends a frame back that was judged by rights of yesterday', async () => {
      await stage.changeRights(stage.plan)
      expect(await stage.log.append([stage.entry(1, 'a')])).toEqual([
        { kind: 'stale-rights', aclVersion: 2, frozen: false },
      ])
      expect(texts(await stage.get(stage.plan))).toEqual(['initial'])
      expect(await stage.log.append([stage.entry(1, 'a', { aclVersion: 2 })])).toEqual([stored(2)])
    })

    it('stores nothing in a frozen document, whatever it was judged by', async () => {
      await stage.changeRights(stage.plan, { frozen: true })
      for (const aclVersion of [1, 2]) {
        expect(await stage.log.append([stage.entry(1, 'a', { aclVersion })])).toEqual([
          { kind: 'stale-rights', aclVersion: 2, frozen: true },
        ])
      }
      expect(await stage.get(stage.plan)).toMatchObject({ frozen: true, headSeq: 1 })
    })

    it('takes back what comes after a refused frame in its document, whoever sent it', async () => {
      const outcomes = await stage.log.append([
        stage.entry(1, 'a'),
        stage.entry(2, 'b', { aclVersion: 7 }),
        stage.entry(1, 'x', { connectionId: 'other', personId: ben }),
        stage.entry(3, 'c', { newClientIds: [30] }),
        stage.entry(4, 'd'),
      ])
      expect(outcomes).toEqual([
        stored(2),
        { kind: 'stale-rights', aclVersion: 1, frozen: false },
        { kind: 'held-back' },
        { kind: 'held-back' },
        { kind: 'held-back' },
      ])
      const document = await stage.get(stage.plan)
      expect(texts(document)).toEqual(['initial', 'a'])
      expect(document.clients.has(30)).toBe(false)
    })

    it('freezes a document by its own fault', async () => {
      await stage.log.freeze(stage.plan, 'too deep')
      const document = await stage.get(stage.plan)
      expect(document).toMatchObject({ frozen: true, aclVersion: 2 })
      expect(texts(document)).toEqual(['initial'])
      const [outcome] = await stage.log.append([stage.entry(1, 'a', { aclVersion: 2 })])
      expect(outcome?.kind).toBe('stale-rights')
    })
  })
}
