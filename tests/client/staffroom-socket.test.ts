import { expect, it } from 'vitest'
import * as Y from 'yjs'
import { type SocketListener, staffroomSocket } from '../../client/sync/staffroom-socket.ts'
import {
  decodeFrame,
  encodeMessage,
  type Message,
  subprotocol,
} from '../../shared/sync/protocol.ts'
import { FakeWebSocket } from './support/fake-web-socket.ts'

const ownId = 7
const otherId = 8

function connect(overrides: Partial<SocketListener> = {}) {
  const heard: string[] = []
  const listener: SocketListener = {
    opened: () => heard.push('opened'),
    closed: (code) => heard.push(`closed ${code}`),
    frameSent: (kind) => heard.push(kind),
    saved: (count) => heard.push(`saved ${count}`),
    refused: (count, code) => heard.push(`refused ${count} ${code}`),
    hello: ({ role }) => heard.push(`hello ${role}`),
    syncStep2: () => false,
    clientId: () => ownId,
    maySend: () => true,
    ...overrides,
  }
  const Socket = staffroomSocket(FakeWebSocket as unknown as typeof WebSocket, listener)
  const socket = new Socket('ws://nowhere/sync/x')
  const received: Message[] = []
  socket.onmessage = ({ data }) => received.push(...decodeFrame(new Uint8Array(data), 1))
  const wire = FakeWebSocket.last
  wire.open()
  return { socket, wire, heard, received }
}

const update = Y.encodeStateAsUpdate(new Y.Doc())
const step1: Message = { kind: 'syncStep1', stateVector: new Uint8Array([0]) }
const entry = (clientId: number, state = '{}') => ({ clientId, clock: 1, state })
const moment = () => Promise.resolve()

it('offers our subprotocol', () => {
  expect(connect().wire.protocols).toEqual([subprotocol])
})

it('gives the provider one message at a time and keeps what is ours', () => {
  const { wire, received, heard } = connect()
  wire.deliver(
    step1,
    { kind: 'saved', count: 3 },
    { kind: 'update', update },
    { kind: 'refused', count: 4, code: 'frozen' },
  )
  expect(received.map(({ kind }) => kind)).toEqual(['syncStep1', 'update'])
  expect(heard).toEqual(['opened', 'saved 3', 'refused 4 frozen'])
})

it('lays what is sent in one moment into one frame, and counts document frames only', async () => {
  const { socket, wire, heard } = connect()
  socket.send(encodeMessage({ kind: 'update', update }))
  socket.send(encodeMessage({ kind: 'awareness', entries: [entry(ownId)] }))
  expect(wire.sent).toHaveLength(0)
  await moment()
  socket.send(encodeMessage({ kind: 'syncStep2', update }))
  await moment()
  expect(wire.messages.map((frame) => frame.map(({ kind }) => kind))).toEqual([
    ['update', 'awareness'],
    ['syncStep2'],
  ])
  expect(heard).toEqual(['opened', 'update', 'answer'])
})

it('speaks for nobody else and lets nobody speak for us', async () => {
  const { socket, wire, received } = connect()
  socket.send(encodeMessage({ kind: 'awareness', entries: [entry(ownId), entry(otherId)] }))
  socket.send(encodeMessage({ kind: 'awareness', entries: [entry(otherId)] }))
  await moment()
  expect(wire.messages).toEqual([[{ kind: 'awareness', entries: [entry(ownId)] }]])
  wire.deliver({ kind: 'awareness', entries: [entry(ownId), entry(otherId), entry(9, '{broken')] })
  expect(received).toEqual([{ kind: 'awareness', entries: [entry(otherId)] }])
})

it('sends no document frame of a reader’s', async () => {
  const { socket, wire, heard } = connect({ maySend: () => false })
  socket.send(encodeMessage({ kind: 'update', update }))
  socket.send(encodeMessage(step1))
  await moment()
  expect(wire.messages).toEqual([[step1]])
  expect(heard).toEqual(['opened'])
})

it('drops the connection on what is not our protocol', () => {
  const { wire, received } = connect()
  wire.onmessage?.({ data: new Uint8Array([99, 1, 2]).buffer })
  expect(wire.isClosed).toBe(true)
  expect(received).toEqual([])
})

it('tells of its end once, whoever ends it', () => {
  const { socket, wire, heard } = connect()
  socket.close()
  wire.onclose?.({ code: 1006 })
  expect(heard).toEqual(['opened', 'closed 1000'])
})
