import { afterEach, expect, test, vi } from 'vitest'
import { WebSocket } from 'ws'
import { closeCode, decodeFrame, encodeMessage, type Message } from '../../shared/sync/protocol.ts'
import { encodeEntry, encodePresence, encodeSaved, encodeUpdate } from '../../server/sync/encode.ts'
import { newDocumentId, SyncServer } from '../support/sync-server.ts'
import { SyncWorld } from '../support/sync-world.ts'
import { textUpdate } from '../support/updates.ts'

const servers: SyncServer[] = []
afterEach(async () => {
  for (const server of servers.splice(0)) await server.stop()
})

test('[W2] hello comes first, says who we are, and only to our own client', async () => {
  const world = new SyncWorld()
  const id = world.create({ epoch: 'e7', incarnation: 'i3' })
  const ours = await world.connect(id, world.person('Ann'), { isOurs: true, isSilent: true })
  const stock = await world.connect(id, world.person('Ben'), { isSilent: true })
  expect(decodeFrame(ours.frames[0]!, 64)).toMatchObject([
    { kind: 'hello', hello: { epoch: 'e7', incarnation: 'i3', role: 'writer' } },
    { kind: 'syncStep1' },
  ])
  expect(stock.frames.map((frame) => decodeFrame(frame, 1)[0]!.kind)).toEqual(['syncStep1'])
})

test('[W2] what belongs together reaches our client in one frame, with saved', async () => {
  const world = new SyncWorld()
  const id = world.create()
  const a = await world.connect(id, world.person('Ann'), { isOurs: true })
  const b = await world.connect(id, world.person('Ben'), { isOurs: true })
  await world.advance(1_000)
  a.frames.length = 0
  a.text().insert(0, 'a')
  b.text().insert(0, 'b')
  await world.advance()
  expect(a.frames).toHaveLength(1)
  expect(decodeFrame(a.frames[0]!, 64).map(({ kind }) => kind)).toEqual(['update', 'saved'])
})

test('[W3] a role that changes is told in place to our client', async () => {
  const world = new SyncWorld()
  const id = world.create()
  const a = await world.connect(id, world.person('Ann'), { isOurs: true })
  const stock = await world.connect(id, a.person)
  await world.advance(1_000)
  a.messages.length = 0
  world.rights.set(a.person.id, id, 'reader')
  await world.rooms.recheckPerson(a.person.id)
  expect(a.messages).toMatchObject([{ kind: 'hello', hello: { role: 'reader' } }])
  expect(stock.closedWith?.code).toBe(closeCode.serviceRestart)
  a.messages.length = 0
  world.rights.set(a.person.id, id, 'writer')
  await world.rooms.recheckDocument(id)
  expect(a.messages).toMatchObject([
    { kind: 'hello', hello: { role: 'writer' } },
    { kind: 'syncStep1' },
  ])
  world.rights.set(a.person.id, id, null)
  await world.rooms.recheckDocument(id)
  expect(a.closedWith?.code).toBe(closeCode.noAccess)
})

test('[W3] rights that change while somebody is let in are asked for again', async () => {
  const world = new SyncWorld()
  const id = world.create()
  const ann = world.person('Ann')
  world.updateLog.onPoint = (point) => {
    if (point !== 'load') return
    world.rights.set(ann.id, id, null)
    return world.rooms.recheckDocument(id)
  }
  const a = await world.connect(id, ann, { isSilent: true })
  await world.advance()
  expect(a.closedWith?.code).toBe(closeCode.noAccess)
})

test('[W4] a session that ends closes its connections, also one that is being let in', async () => {
  const world = new SyncWorld()
  const id = world.create()
  const ann = world.person('Ann')
  const a = await world.connect(id, ann)
  const b = await world.connect(id, world.person('Ben'))
  const session = `session of ${ann.id}`
  world.rooms.closeSession(session)
  expect(a.closedWith?.code).toBe(closeCode.signIn)
  expect(b.closedWith).toBeNull()
  await world.advance(10_000)
  const admission = await world.rooms.admit({
    documentId: id,
    person: ann,
    sessionKey: session,
    claimedPerson: null,
    claimedEpoch: null,
  })
  world.rooms.closeSession(session)
  if (admission.kind === 'open') world.rooms.join(admission, a, false)
  expect(a.closedWith?.code).toBe(closeCode.signIn)
})

test('[W5] a text frame costs the connection; a binary one before it was taken', async () => {
  const server = await SyncServer.start()
  servers.push(server)
  const id = newDocumentId()
  server.updateLog.create({ id })
  const { id: as } = server.addPerson('Ann')
  const ws = new WebSocket(`${server.url}/${id}?as=${as}`, 'staffroom.1')
  const closed = new Promise<number>((resolve) => ws.once('close', resolve))
  const kinds: Message['kind'][] = []
  ws.on('message', (data: Buffer) => kinds.push(...decodeFrame(data, 64).map(({ kind }) => kind)))
  await new Promise((resolve) => ws.once('open', resolve))
  expect(ws.protocol).toBe('staffroom.1')
  ws.send(encodeMessage({ kind: 'syncStep2', update: textUpdate(1, 0, 'x') }))
  await vi.waitFor(() => expect(kinds).toContain('saved'))
  ws.send('text')
  expect(await closed).toBe(1003)
  expect(server.updateLog.rowsOf(id)).toHaveLength(1)
})

test('[W5] one byte too many is closed by 1009, and tiny fragments by the socket itself', async () => {
  const server = await SyncServer.start()
  servers.push(server)
  const id = newDocumentId()
  server.updateLog.create({ id })
  const { id: as } = server.addPerson('Ann')
  const flood = async (send: (ws: WebSocket) => void) => {
    const ws = new WebSocket(`${server.url}/${id}?as=${as}`)
    const closed = new Promise<number>((resolve) => ws.once('close', resolve))
    ws.on('error', () => undefined)
    await new Promise((resolve) => ws.once('open', resolve))
    send(ws)
    return closed
  }
  expect(await flood((ws) => ws.send(Buffer.alloc(16 * 1024 * 1024 + 1)))).toBe(1009)
  const fragments = await flood((ws) => {
    for (let sent = 0; sent < 100; sent++) ws.send(Buffer.alloc(1), { fin: false })
  })
  expect([1008, 1006, 1009]).toContain(fragments)
})

test('[W8] a frame of any size arrives whole, whichever way it is written', async () => {
  const server = await SyncServer.start()
  servers.push(server)
  const id = newDocumentId()
  server.updateLog.create({ id })
  const [ann, ben] = await Promise.all(
    ['Ann', 'Ben'].map(async (name) => {
      const ws = new WebSocket(`${server.url}/${id}?as=${server.addPerson(name).id}`)
      const messages: Message[] = []
      ws.on('message', (data: Buffer) => messages.push(...decodeFrame(data, 1)))
      await new Promise((resolve) => ws.once('open', resolve))
      ws.send(encodeMessage({ kind: 'syncStep1', stateVector: new Uint8Array([0]) }))
      ws.send(encodeMessage({ kind: 'syncStep2', update: new Uint8Array([0, 0]) }))
      await vi.waitFor(() => expect(messages.map(({ kind }) => kind)).toContain('syncStep2'))
      return { ws, messages }
    }),
  )
  // About each length at which the head of a frame changes, and where it is no longer copied.
  const lengths = [1, 90, 125, 126, 127, 16_380, 16_384, 16_385, 65_535, 65_536, 70_000]
  const updates = lengths.map((length, index) => textUpdate(index + 1, 0, 'x'.repeat(length)))
  for (const update of updates) ann!.ws.send(encodeMessage({ kind: 'update', update }))
  const heard = () => ben!.messages.filter(({ kind }) => kind === 'update')
  await vi.waitFor(() => expect(heard()).toHaveLength(updates.length))
  expect(heard().map((message) => 'update' in message && [...message.update])).toEqual(
    updates.map((update) => [...update]),
  )
})

test('[W8] golden frames', () => {
  const golden: [Message, string][] = [
    [{ kind: 'syncStep1', stateVector: new Uint8Array([0]) }, '00000100'],
    [{ kind: 'syncStep2', update: new Uint8Array([0, 0]) }, '0001020000'],
    [{ kind: 'update', update: new Uint8Array([0, 0]) }, '0002020000'],
    [
      { kind: 'awareness', entries: [{ clientId: 1, clock: 300, state: '{}' }] },
      '01070101ac02027b7d',
    ],
    [{ kind: 'queryAwareness' }, '03'],
    [{ kind: 'saved', count: 300 }, '64ac02'],
    [{ kind: 'refused', count: 2, code: 'frozen' }, '65020666726f7a656e'],
  ]
  for (const [message, hex] of golden) {
    expect(Buffer.from(encodeMessage(message)).toString('hex')).toBe(hex)
    expect(decodeFrame(new Uint8Array(Buffer.from(hex, 'hex')), 1)).toEqual([message])
  }
})

test('[W8] what is written for every edit is what the protocol writes', () => {
  for (const length of [0, 1, 127, 128, 16_384, 70_000]) {
    const update = new Uint8Array(length).fill(7)
    expect(new Uint8Array(encodeUpdate(update))).toEqual(encodeMessage({ kind: 'update', update }))
    const count = length * 2 ** 20
    expect(new Uint8Array(encodeSaved(count))).toEqual(encodeMessage({ kind: 'saved', count }))
  }
  const entries = [
    { clientId: 2 ** 32 - 1, clock: 1.7e12, state: '{"status":"é😀"}' },
    { clientId: 0, clock: 0, state: 'null' },
  ]
  const encoded = entries.map(({ clientId, clock, state }) => encodeEntry(clientId, clock, state))
  expect(new Uint8Array(encodePresence(encoded))).toEqual(
    encodeMessage({ kind: 'awareness', entries }),
  )
})
