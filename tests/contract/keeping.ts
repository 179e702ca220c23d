import { ulid } from 'ulid'
import { beforeEach, describe, expect, it } from 'vitest'
import { serverPersonId, type DocumentId, type PersonId } from '../../shared/ids.ts'
import { anna, ben, bytes, hashOf, snapshot, stored, texts, type Stage } from './log-stage.ts'

/** Client ids, snapshots, quarantine, and that all of it is still there afterwards. */
export function describeKeeping(stageOf: () => Stage) {
  let stage: Stage
  beforeEach(() => {
    stage = stageOf()
  })

  describe('client ids', () => {
    it('belong to whoever wrote with them first', async () => {
      await stage.log.append([stage.entry(1, 'a', { newClientIds: [10, 11] })])
      const outcomes = await stage.log.append([
        stage.entry(1, 'x', { connectionId: 'b', personId: ben, newClientIds: [12, 11] }),
        stage.entry(2, 'b', { newClientIds: [10] }),
      ])
      expect(outcomes).toEqual([
        { kind: 'client-taken', clientId: 11, personId: anna },
        { kind: 'held-back' },
      ])
      expect((await stage.get(stage.plan)).clients).toEqual(
        new Map([
          [1, serverPersonId],
          [10, anna],
          [11, anna],
        ]),
      )
    })

    it('belong to the first of two in one batch', async () => {
      const outcomes = await stage.log.append([
        stage.entry(1, 'a', { newClientIds: [10] }),
        stage.entry(1, 'x', { connectionId: 'b', personId: ben, newClientIds: [10] }),
        stage.entry(2, 'y', { connectionId: 'b', personId: ben, newClientIds: [11] }),
      ])
      expect(outcomes).toEqual([
        stored(2),
        { kind: 'client-taken', clientId: 10, personId: anna },
        { kind: 'held-back' },
      ])
      expect((await stage.get(stage.plan)).clients.has(11)).toBe(false)
    })

    it('are bound document by document', async () => {
      const other = await stage.create()
      await stage.log.append([stage.entry(1, 'a', { newClientIds: [10] })])
      const theirs = stage.entry(1, 'x', { documentId: other, personId: ben, newClientIds: [10] })
      expect(await stage.log.append([{ ...theirs, connectionId: 'b' }])).toEqual([stored(2)])
    })

    it('can be reserved before anything is written', async () => {
      expect(await stage.log.bindClients(stage.plan, anna, [10, 4_294_967_295])).toEqual(new Map())
      expect(await stage.log.bindClients(stage.plan, anna, [10])).toEqual(new Map())
      expect(await stage.log.bindClients(stage.plan, ben, [10, 20, 1])).toEqual(
        new Map([
          [10, anna],
          [1, serverPersonId],
        ]),
      )
      expect((await stage.get(stage.plan)).clients).toEqual(
        new Map([
          [1, serverPersonId],
          [10, anna],
          [4_294_967_295, anna],
          [20, ben],
        ]),
      )
      const [outcome] = await stage.log.append([stage.entry(1, 'a', { newClientIds: [20] })])
      expect(outcome).toEqual({ kind: 'client-taken', clientId: 20, personId: ben })
    })

    it('go to one of those who reach for them at once', async () => {
      const people = Array.from({ length: 8 }, () => ulid() as PersonId)
      const taken = await Promise.all(
        people.map((one) => stage.log.bindClients(stage.plan, one, [10])),
      )
      const owner = (await stage.get(stage.plan)).clients.get(10)
      for (const [place, one] of people.entries()) {
        expect(taken[place]).toEqual(one === owner ? new Map() : new Map([[10, owner]]))
      }
    })

    it('are not reserved in a document that is not there', async () => {
      await expect(stage.log.bindClients(ulid() as DocumentId, anna, [10])).rejects.toThrow()
    })
  })

  describe('snapshots', () => {
    beforeEach(async () => {
      await stage.log.append(
        ['a', 'b', 'c', 'd'].map((text, place) => stage.entry(place + 1, text)),
      )
    })

    it('stand for the rows they cover', async () => {
      expect(
        await stage.log.saveSnapshot(stage.plan, snapshot(3, 'initial a b'), hashOf('initial a b')),
      ).toBe(true)
      const document = await stage.get(stage.plan)
      expect(document.snapshot).toEqual(snapshot(3, 'initial a b'))
      expect(document.tail.map((row) => row.seq)).toEqual([4, 5])
      expect(document.headSeq).toBe(5)
      expect(await stage.log.append([stage.entry(5, 'e')])).toEqual([stored(6)])
      expect(texts(await stage.get(stage.plan))).toEqual(['initial a b', 'c', 'd', 'e'])
    })

    it('are refused when a newer one, or the same, is there', async () => {
      await stage.log.saveSnapshot(stage.plan, snapshot(4, 'four'), hashOf('four'))
      expect(await stage.log.saveSnapshot(stage.plan, snapshot(3, 'three'), hashOf('three'))).toBe(
        false,
      )
      expect(await stage.log.saveSnapshot(stage.plan, snapshot(4, 'again'), hashOf('again'))).toBe(
        false,
      )
      expect((await stage.get(stage.plan)).snapshot).toEqual(snapshot(4, 'four'))
    })

    it('leave the one before them readable', async () => {
      await stage.log.saveSnapshot(stage.plan, snapshot(3, 'three'), hashOf('three'))
      await stage.log.saveSnapshot(stage.plan, snapshot(5, 'five'), hashOf('five'))
      expect((await stage.get(stage.plan)).snapshot).toEqual(snapshot(5, 'five'))
      expect((await stage.get(stage.plan)).tail).toEqual([])
      const before = await stage.log.readUpTo(stage.plan, 4)
      expect(before.snapshot).toEqual(snapshot(3, 'three'))
      expect(before.rows.map((row) => row.seq)).toEqual([4])
    })

    it('are read with the rows up to a number', async () => {
      await stage.log.saveSnapshot(stage.plan, snapshot(3, 'three'), hashOf('three'))
      const read = await stage.log.readUpTo(stage.plan, 4)
      expect(read.snapshot).toEqual(snapshot(3, 'three'))
      expect(read.rows).toEqual([{ seq: 4, update: bytes('c'), personId: anna }])
    })
  })

  describe('quarantine', () => {
    it('leaves a row out, keeps its number, and goes on after it', async () => {
      await stage.log.append([stage.entry(1, 'a'), stage.entry(2, 'b'), stage.entry(3, 'c')])
      await stage.log.quarantine(stage.plan, 3, 'cannot be applied')
      await stage.log.quarantine(stage.plan, 3, 'cannot be applied')
      const document = await stage.get(stage.plan)
      expect(texts(document)).toEqual(['initial', 'a', 'c'])
      expect(document.headSeq).toBe(4)
      expect((await stage.log.readUpTo(stage.plan, 4)).rows.filter((row) => row.seq === 3)).toEqual(
        [],
      )
      expect(await stage.log.append([stage.entry(4, 'd')])).toEqual([stored(5)])
    })
  })

  it('has everything again after it was closed and opened', async () => {
    await stage.log.append([
      stage.entry(1, 'a', { newClientIds: [10] }),
      stage.entry(2, 'b'),
      stage.entry(3, 'c'),
    ])
    await stage.log.saveSnapshot(stage.plan, snapshot(2, 'initial a'), hashOf('initial a'))
    await stage.log.quarantine(stage.plan, 3, 'cannot be applied')
    const before = await stage.get(stage.plan)

    await stage.reopen()
    expect(await stage.get(stage.plan)).toEqual(before)
    expect(await stage.log.append([stage.entry(3, 'c'), stage.entry(4, 'd')])).toEqual([
      stored(4),
      stored(5),
    ])
    expect(texts(await stage.get(stage.plan))).toEqual(['initial a', 'c', 'd'])
  })
}
