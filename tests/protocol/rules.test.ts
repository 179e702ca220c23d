import { expect, test } from 'vitest'
import * as Y from 'yjs'
import type { DocumentKind, KindRules, WriteRule } from '../../shared/sync/kinds.ts'
import { closeCode } from '../../shared/sync/protocol.ts'
import { newClientIdsPerPersonDayMax } from '../../shared/limits.ts'
import { SyncWorld } from '../support/sync-world.ts'
import { textUpdate, updateOf } from '../support/updates.ts'

const ruled = (writeRule: WriteRule) => ({
  rulesOf: (_: DocumentKind): KindRules => ({ writeRule, allowsRoot: () => true }),
})

async function pair(rule: WriteRule, owner: 'a' | 'nobody' = 'nobody') {
  const world = new SyncWorld(ruled(rule))
  const [ann, ben] = [world.person('Ann'), world.person('Ben')]
  const id = world.create({ ownerId: owner === 'a' ? ann.id : null })
  const a = await world.connect(id, ann, { isOurs: true })
  const b = await world.connect(id, ben, { isOurs: true })
  await world.advance(1_000)
  return { world, id, a, b }
}

type Pair = Awaited<ReturnType<typeof pair>>

function stored({ world, id }: Pick<Pair, 'world' | 'id'>): Y.Doc {
  const doc = new Y.Doc()
  for (const { update } of world.updateLog.rowsOf(id)) Y.applyUpdate(doc, update)
  return doc
}

const note = (person: { id: string }, ulid = '01ARZ3NDEKTSV4RRFFQ69G5FAV') => `${person.id}/${ulid}`

test('[R1] shared: whoever may write may change and delete what another wrote', async () => {
  const { world, a, b, id } = await pair('shared')
  a.text().insert(0, 'Ann wrote this')
  await world.advance(100)
  b.text().delete(0, 3)
  b.text().insert(0, 'Ben')
  await world.advance(1_000)
  expect(a.text().toJSON()).toBe('Ben wrote this')
  expect(stored({ world, id }).getText('field:aim').toJSON()).toBe('Ben wrote this')
})

test('[R2] own: each adds entries under keys of their own, and changes and deletes them', async () => {
  const { world, a, b } = await pair('own')
  const entry = new Y.Map<unknown>()
  a.doc.getMap('notes').set(note(a.person), entry)
  entry.set('text', 'mine')
  entry.set('text', 'mine, changed')
  b.doc.getMap('notes').set(note(b.person), 'his')
  await world.advance(1_000)
  a.doc.getMap('notes').delete(note(a.person))
  await world.advance(1_000)
  expect(a.refused).toBeNull()
  expect(b.refused).toBeNull()
  expect(b.doc.getMap('notes').toJSON()).toEqual({ [note(b.person)]: 'his' })
})

test('[R2] own: a struct under another’s key is refused, whatever its origin', async () => {
  const { world, a, b, id } = await pair('own')
  a.doc.getMap('notes').set(note(a.person), 'hers')
  await world.advance(100)
  b.doc.getMap('notes').set(note(a.person), 'forged')
  await world.advance(1_000)
  expect(b.refused?.code).toBe('not-yours')
  expect(stored({ world, id }).getMap('notes').toJSON()).toEqual({ [note(a.person)]: 'hers' })
  const fresh = await world.connect(id, world.person('Cas'), { isOurs: true })
  fresh.doc.getMap('notes').set(note(a.person), 'forged without having seen it')
  await world.advance(1_000)
  expect(fresh.refused?.code).toBe('not-yours')
})

test('[R2] own: nothing is put inside or beside another’s structs, nor at a root without a key', async () => {
  for (const edit of [
    (doc: Y.Doc, owner: string) => (doc.getMap('notes').get(owner) as Y.Text).insert(1, 'x'),
    (doc: Y.Doc) => doc.getText('loose').insert(0, 'x'),
  ]) {
    const { world, a, b, id } = await pair('own')
    const text = new Y.Text('hers')
    a.doc.getMap('notes').set(note(a.person), text)
    await world.advance(100)
    edit(b.doc, note(a.person))
    await world.advance(1_000)
    expect(b.refused?.code).toBe('not-yours')
    expect(stored({ world, id }).getMap('notes').toJSON()).toEqual({ [note(a.person)]: 'hers' })
  }
})

test('[R2] own: a deletion of another’s entry is dropped and acknowledged', async () => {
  const { world, a, b, id } = await pair('own')
  a.doc.getMap('notes').set(note(a.person), 'hers')
  await world.advance(1_000)
  b.doc.transact(() => {
    b.doc.getMap('notes').delete(note(a.person))
    b.doc.getMap('notes').set(note(b.person), 'his')
  })
  await world.advance(1_000)
  expect(b.refused).toBeNull()
  expect(b.saved).toBe(2)
  expect(stored({ world, id }).getMap('notes').toJSON()).toEqual({
    [note(a.person)]: 'hers',
    [note(b.person)]: 'his',
  })
  expect(a.doc.getMap('notes').has(note(a.person))).toBe(true)
})

test('[R3] owner: one writes, others are refused, and their stray deletions are dropped', async () => {
  const { world, a, b, id } = await pair('owner', 'a')
  a.text().insert(0, 'what I saw')
  await world.advance(1_000)
  b.text().delete(0, 4)
  await world.advance(1_000)
  expect(b.refused).toBeNull()
  expect(b.saved).toBe(2)
  b.text().insert(0, 'x')
  await world.advance(1_000)
  expect(b.refused).toMatchObject({ count: 3 })
  expect(stored({ world, id }).getText('field:aim').toJSON()).toBe('what I saw')
})

test('[R4] frozen: nobody writes, whatever the kind says', async () => {
  const world = new SyncWorld()
  const id = world.create({ frozen: true })
  const a = await world.connect(id, world.person('Ann'), { isOurs: true })
  expect(a.connection.role).toBe('reader')
  a.text().insert(0, 'too late')
  await world.advance(1_000)
  expect(a.refused?.code).toBe('frozen')
  expect(world.updateLog.rowsOf(id)).toEqual([])
})

test('[R5] a reader is never asked, and what it writes reaches neither log nor peer', async () => {
  const world = new SyncWorld()
  const id = world.create()
  const [ann, ben] = [world.person('Ann'), world.person('Ben')]
  world.rights.set(ben.id, id, 'reader')
  const a = await world.connect(id, ann, { isOurs: true })
  const b = await world.connect(id, ben, { isOurs: true, isSilent: true })
  expect(b.kinds()).not.toContain('syncStep1')
  b.ask()
  b.say({ kind: 'syncStep2', update: textUpdate(7, 0, 'by SyncStep2') })
  await world.advance(1_000)
  expect(b.refused).toEqual({ count: 1, code: 'read-only' })
  expect(a.text().toJSON()).toBe('')
  expect(world.updateLog.rowsOf(id)).toEqual([])
  const stock = await world.connect(id, ben, { isSilent: true })
  stock.say({ kind: 'update', update: textUpdate(8, 0, 'by Update') })
  expect(stock.closedWith?.code).toBe(closeCode.noAccess)
})

test('[R5] deletions that a reader sends are dropped and acknowledged', async () => {
  const world = new SyncWorld()
  const id = world.create()
  const a = await world.connect(id, world.person('Ann'), { isOurs: true })
  a.text().insert(0, 'stays')
  await world.advance(1_000)
  const ben = world.person('Ben')
  world.rights.set(ben.id, id, 'reader')
  const b = await world.connect(id, ben, { isOurs: true })
  await world.advance(1_000)
  b.text().delete(0, 5)
  await world.advance(1_000)
  expect(b.saved).toBe(1)
  expect(a.text().toJSON()).toBe('stays')
})

test('[R6] a client id belongs to whoever used it first; another’s structs under it are refused', async () => {
  const { world, a, b, id } = await pair('shared')
  a.text().insert(0, 'honest')
  await world.advance(100)
  b.say({ kind: 'update', update: textUpdate(a.doc.clientID, 6, ' FORGED') })
  await world.advance(1_000)
  expect(b.refused?.code).toBe('not-yours')
  expect(stored({ world, id }).getText('field:aim').toJSON()).toBe('honest')
})

test('[R6] presence binds an id before anybody sees it', async () => {
  const { world, a, b } = await pair('shared')
  const entry = { clientId: a.doc.clientID, clock: 1, state: '{}' }
  a.say({ kind: 'awareness', entries: [entry] })
  b.say({ kind: 'update', update: textUpdate(a.doc.clientID, 0, 'FORGED') })
  await world.advance(1_000)
  expect(b.refused?.code).toBe('not-yours')
})

test('[R6] the same person’s other ids are theirs: an earlier page load’s edits are taken', async () => {
  const { world, a, id } = await pair('shared')
  const earlier = updateOf((doc) => doc.getText('field:aim').insert(0, 'last week'))
  a.say({ kind: 'update', update: earlier })
  await world.advance(1_000)
  expect(a.refused).toBeNull()
  expect((await world.updateLog.load(id))!.clients.size).toBe(1)
})

test('[R7] a known struct that comes with another text reaches nobody', async () => {
  const { world, a, b, id } = await pair('shared')
  a.text().insert(0, 'honest')
  await world.advance(100)
  const client = a.doc.clientID
  b.say({ kind: 'update', update: textUpdate(client, 0, 'FORGED') })
  b.say({
    kind: 'update',
    update: textUpdate(client, 0, 'FORGED', { deletions: [[client, 0, 1]] }),
  })
  await world.advance(1_000)
  for (const { update } of world.updateLog.rowsOf(id)) {
    expect(Buffer.from(update).includes('FORGED')).toBe(false)
  }
  const fresh = await world.connect(id, world.person('Cas'))
  expect(fresh.text().toJSON()).toBe('onest')
  expect(b.saved).toBe(3)
})

test('[L9] a person brings so many new client ids a day and no more', async () => {
  const { world, a, id } = await pair('shared')
  for (let client = 1; client <= newClientIdsPerPersonDayMax; client++) {
    a.say({ kind: 'update', update: textUpdate(client, 0, 'x') })
    if (client % 100 === 0) await world.advance(1_000)
  }
  await world.advance(1_000)
  expect(a.closedWith).toBeNull()
  expect(world.updateLog.rowsOf(id)).toHaveLength(newClientIdsPerPersonDayMax)
  a.say({ kind: 'update', update: textUpdate(5_000, 0, 'x') })
  expect(a.closedWith?.code).toBe(closeCode.tryLater)
})
