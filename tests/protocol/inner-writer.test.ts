import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { SyncWorld } from '../support/sync-world.ts'

function words(text: string): Uint8Array {
  const doc = new Y.Doc()
  doc.getXmlFragment('field:aim').insert(0, [new Y.XmlText(text)])
  return Y.encodeStateAsUpdate(doc)
}

async function world(role: 'writer' | 'reader' = 'writer') {
  const world = new SyncWorld()
  const [ann, ben] = [world.person('Ann'), world.person('Ben')]
  const id = world.create({})
  const reader = await world.connect(id, ben, { isOurs: true })
  await world.advance(1_000)
  if (role === 'reader') world.rights.set(ann.id, id, 'reader')
  return { world, ann, id, reader }
}

test('[R8] what the server writes for somebody is stored in their name and shown to whoever is there', async () => {
  const { world: w, ann, id, reader } = await world()
  const written = w.rooms.write(id, ann, words('Ask for a reason first.'))
  await w.advance(1_000)
  expect(await written).toBe(true)
  expect(w.updateLog.rowsOf(id).at(-1)).toMatchObject({ personId: ann.id })
  expect(reader.doc.getXmlFragment('field:aim').toJSON()).toBe('Ask for a reason first.')
  expect(w.rooms.peopleIn(id).map(({ name }) => name)).toEqual(['Ben'])
})

test('[R8] where the person may not write, nothing is stored and it says so', async () => {
  const { world: w, ann, id } = await world('reader')
  const before = w.updateLog.rowsOf(id).length
  const written = w.rooms.write(id, ann, words('Not mine to say.'))
  await w.advance(1_000)
  expect(await written).toBe(false)
  expect(w.updateLog.rowsOf(id)).toHaveLength(before)
})

test('[R8] a document that is not there for the person refuses likewise', async () => {
  const { world: w, ann } = await world()
  const nowhere = '01ARZ3NDEKTSV4RRFFQ69G5FAV' as never
  expect(await w.rooms.write(nowhere, ann, words('Lost.'))).toBe(false)
})

test('[R8] a room that nobody else has open is given back afterwards', async () => {
  const { world: w, ann } = await world()
  const id = w.create({})
  const before = w.rooms.counts.rooms
  const written = w.rooms.write(id, ann, words('Alone.'))
  await w.advance(1_000)
  expect(await written).toBe(true)
  await w.advance(1_000)
  expect(w.rooms.counts.rooms).toBe(before)
})
