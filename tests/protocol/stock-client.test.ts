import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { WebSocket } from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import type { DocumentId } from '../../shared/ids.ts'
import type { SyncPerson } from '../../server/sync/ports.ts'
import { newDocumentId, SyncServer } from '../support/sync-server.ts'

let server: SyncServer
let documentId: DocumentId
const providers: WebsocketProvider[] = []

beforeEach(async () => {
  server = await SyncServer.start()
  documentId = newDocumentId()
  server.updateLog.create({ id: documentId })
})

afterEach(async () => {
  for (const provider of providers.splice(0)) provider.destroy()
  await server.stop()
})

function connect(person: SyncPerson, doc: Y.Doc, params: Record<string, string> = {}) {
  const provider = new WebsocketProvider(server.url, documentId, doc, {
    disableBc: true,
    WebSocketPolyfill: WebSocket as never,
    params: { as: person.id, ...params },
  })
  providers.push(provider)
  return provider
}

const synced = (provider: WebsocketProvider) => vi.waitFor(() => expect(provider.synced).toBe(true))
const text = (doc: Y.Doc) => doc.getText('field:aim').toJSON()

async function closed(provider: WebsocketProvider): Promise<number> {
  return new Promise((resolve) => provider.on('closed', ({ code }) => resolve(code)))
}

test('[W1] two stock y-websocket clients converge through the server', async () => {
  const [ann, ben] = [server.addPerson('Ann'), server.addPerson('Ben')]
  const [docA, docB] = [new Y.Doc(), new Y.Doc()]
  const a = connect(ann, docA)
  docA.getText('field:aim').insert(0, 'before ')
  const b = connect(ben, docB)
  await synced(a)
  await synced(b)
  docB.getText('field:aim').insert(0, 'B')
  await vi.waitFor(() => expect(text(docA)).toContain('B'))
  docA.getText('field:aim').insert(0, 'A')
  docA.getText('field:aim').delete(2, 3)
  await vi.waitFor(() => expect(text(docB)).toBe(text(docA)))
  expect(text(docB)).toContain('A')
  const replay = new Y.Doc()
  await vi.waitFor(() => {
    for (const { update } of server.updateLog.rowsOf(documentId)) Y.applyUpdate(replay, update)
    expect(text(replay)).toBe(text(docA))
  })
})

test('[W1] a stock client that was away brings its edits once and gets the others’', async () => {
  const [ann, ben] = [server.addPerson('Ann'), server.addPerson('Ben')]
  const [docA, docB] = [new Y.Doc(), new Y.Doc()]
  const a = connect(ann, docA)
  const b = connect(ben, docB)
  await synced(a)
  await synced(b)
  docA.getText('field:aim').insert(0, 'one two three')
  await vi.waitFor(() => expect(text(docB)).toBe('one two three'))
  a.disconnect()
  docA.getText('field:aim').insert(0, 'zero ')
  docB.getText('field:aim').delete(0, 4)
  a.connect()
  await vi.waitFor(() => expect(text(docA)).toBe('zero two three'))
  await vi.waitFor(() => expect(text(docB)).toBe('zero two three'))
})

test('[W1] stock clients come back after the server was started again', async () => {
  const ann = server.addPerson('Ann')
  const doc = new Y.Doc()
  const a = connect(ann, doc)
  await synced(a)
  doc.getText('field:aim').insert(0, 'kept')
  await vi.waitFor(() => expect(server.updateLog.rowsOf(documentId)).toHaveLength(1))
  const { port } = server
  await server.stop()
  doc.getText('field:aim').insert(4, ' too')
  server = await SyncServer.start(server.updateLog.crash(), {}, port)
  server.people.set(ann.id, ann)
  await vi.waitFor(() => expect(server.updateLog.rowsOf(documentId)).toHaveLength(2), 5_000)
})

test('[W6] a stock client that may not come in is told so once and stops', async () => {
  const ann = server.addPerson('Ann')
  server.rights.set(ann.id, documentId, null)
  const gone = connect(ann, new Y.Doc())
  expect(await closed(gone)).toBe(4404)
  expect(gone.shouldConnect).toBe(false)
  const nobody = connect({ ...ann, id: 'nobody' as never }, new Y.Doc())
  expect(await closed(nobody)).toBe(4401)
})

test('[W6] a stock client whose right ends is stopped with 4403', async () => {
  const ann = server.addPerson('Ann')
  const a = connect(ann, new Y.Doc())
  await synced(a)
  server.rights.set(ann.id, documentId, null)
  const code = closed(a)
  await server.rooms.recheckDocument(documentId)
  expect(await code).toBe(4403)
  expect(a.shouldConnect).toBe(false)
})

test('[W7] a wrong person or epoch is told before anything is exchanged', async () => {
  const ann = server.addPerson('Ann')
  expect(await closed(connect(ann, new Y.Doc(), { person: 'somebody else' }))).toBe(4401)
  expect(await closed(connect(ann, new Y.Doc(), { epoch: 'another' }))).toBe(4409)
  await synced(connect(ann, new Y.Doc(), { person: ann.id, epoch: 'e1' }))
})

test('[N1] stock clients see each other under the names the server knows', async () => {
  const [ann, ben] = [server.addPerson('Ann'), server.addPerson('Ben')]
  const a = connect(ann, new Y.Doc())
  const b = connect(ben, new Y.Doc())
  await synced(a)
  await synced(b)
  a.awareness.setLocalState({ user: { name: 'Headteacher' }, cursor: null })
  await vi.waitFor(() => {
    const seen = b.awareness.getStates().get(a.doc.clientID) as { user: SyncPerson } | undefined
    expect(seen?.user).toMatchObject({ id: ann.id, name: 'Ann', colour: 1 })
  })
  expect(a.awareness.getLocalState()).toMatchObject({ user: { name: 'Headteacher' } })
  a.disconnect()
  await vi.waitFor(() => expect(b.awareness.getStates().has(a.doc.clientID)).toBe(false))
  a.connect()
  await vi.waitFor(() => expect(b.awareness.getStates().has(a.doc.clientID)).toBe(true))
})
