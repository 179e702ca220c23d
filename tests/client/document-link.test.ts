import { afterEach, expect, it } from 'vitest'
import { Awareness } from 'y-protocols/awareness'
import * as Y from 'yjs'
import { DocumentLink } from '../../client/sync/document-link.ts'
import { SaveLight } from '../../client/sync/save-light.ts'
import type { DocumentId, PersonId } from '../../shared/ids.ts'
import type { SyncRole } from '../../shared/sync/kinds.ts'
import type { Message, RefusedCode } from '../../shared/sync/protocol.ts'
import { FakeWebSocket } from './support/fake-web-socket.ts'

const root = 'field:why'
let link: DocumentLink
afterEach(() => link.close())

const moment = () => Promise.resolve()
const hello = (role: SyncRole): Message => ({
  kind: 'hello',
  hello: {
    epoch: 'e1',
    incarnation: 'i1',
    role,
    limits: { frameBytesMax: 1 << 20, firstSyncBytesMax: 1 << 24 },
    serverTime: 0,
  },
})
const askForAll: Message = { kind: 'syncStep1', stateVector: new Uint8Array([0]) }

/** A link whose server is the test, in step with it: everybody has “words”, and the light says Saved. */
async function writerInStep() {
  const server = new Y.Doc()
  server.getXmlFragment(root).insert(0, [new Y.XmlText('words')])
  const doc = new Y.Doc()
  const light = new SaveLight()
  const refusals: RefusedCode[] = []
  light.deviceWorks()
  doc.on('update', (_: Uint8Array, origin: unknown) => {
    if (origin !== link.origin) light.edited([root])
  })
  link = new DocumentLink({
    doc,
    awareness: new Awareness(doc),
    light,
    url: 'ws://nowhere',
    documentId: 'd' as DocumentId,
    person: 'p' as PersonId,
    epoch: 'e1',
    ports: { WebSocket: FakeWebSocket as unknown as typeof WebSocket, random: () => 0 },
    onRole: () => {},
    onSynced: () => {},
    onRefused: (code) => refusals.push(code),
    onEnd: () => {},
  })
  link.connect()
  const wire = FakeWebSocket.last
  wire.open()
  const everything = (): Message => ({
    kind: 'syncStep2',
    update: Y.encodeStateAsUpdate(server),
  })
  wire.deliver(hello('writer'), askForAll, everything())
  await moment()
  wire.deliver({ kind: 'saved', count: 1 })
  expect(light.current).toEqual({ kind: 'saved' })
  wire.sent = []
  /** Takes the words away here, and gives that to the wire. */
  const remove = async () => {
    doc.getXmlFragment(root).delete(0, 1)
    await moment()
  }
  const questions = () => wire.messages.flat().filter(({ kind }) => kind === 'syncStep1')
  return { server, doc, light, refusals, wire, everything, remove, questions }
}

it('does not call a deletion saved that was acknowledged after it had become a reader', async () => {
  const { light, refusals, wire, everything, remove } = await writerInStep()
  await remove()
  wire.deliver(hello('reader'), { kind: 'saved', count: 2 })
  await moment()
  expect(light.current).toEqual({ kind: 'saving' })
  wire.deliver(everything())
  expect(light.current).toEqual({ kind: 'not-saved', reason: 'read-only' })
  expect(refusals).toEqual(['read-only'])
})

it('as a reader asks what the server has only when all it sent before is judged', async () => {
  const { server, doc, light, refusals, wire, everything, remove, questions } = await writerInStep()
  await remove()
  wire.deliver(hello('reader'))
  await moment()
  expect(questions()).toEqual([])
  // It was committed as the rights changed: an answer from before that would have called it lost.
  Y.applyUpdate(server, Y.encodeStateAsUpdate(doc))
  wire.deliver({ kind: 'saved', count: 2 })
  await moment()
  expect(questions()).toEqual([askForAll])
  wire.deliver(everything())
  expect(light.current).toEqual({ kind: 'saved' })
  expect(refusals).toEqual([])
})

it('concludes nothing from a comparison that is answered when it may write again', async () => {
  const { light, refusals, wire, everything, remove, questions } = await writerInStep()
  await remove()
  wire.deliver(hello('reader'), { kind: 'saved', count: 2 })
  await moment()
  expect(questions()).toEqual([askForAll])
  const old = everything()
  wire.deliver(hello('writer'), askForAll)
  await moment()
  wire.deliver(old)
  expect(refusals).toEqual([])
  expect(light.current).toEqual({ kind: 'saving' })
  wire.deliver({ kind: 'saved', count: 3 })
  expect(light.current).toEqual({ kind: 'saved' })
})

it('asks again when the role changed twice between question and answer', async () => {
  const { server, doc, light, refusals, wire, everything, remove, questions } = await writerInStep()
  await remove()
  wire.deliver(hello('reader'), { kind: 'saved', count: 2 })
  await moment()
  const old = everything()
  wire.deliver(hello('writer'), askForAll)
  await moment()
  Y.applyUpdate(server, Y.encodeStateAsUpdate(doc))
  wire.deliver(hello('reader'), { kind: 'saved', count: 3 }, old)
  await moment()
  expect(refusals).toEqual([])
  expect(questions()).toEqual([askForAll, askForAll])
  wire.deliver(everything())
  expect(light.current).toEqual({ kind: 'saved' })
})
