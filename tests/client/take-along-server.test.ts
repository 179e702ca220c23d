import 'fake-indexeddb/auto'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import * as Y from 'yjs'
import { takeAlong } from '../../client/offline/take-along.ts'
import { Taken } from '../../client/offline/taken.ts'
import { TakenStudies } from '../../client/offline/taken-studies.ts'
import type { SyncPerson } from '../../server/sync/ports.ts'
import type { DocumentId, StudyId } from '../../shared/ids.ts'
import type { StudyView } from '../../shared/lesson-study/api.ts'
import { fragmentOf } from '../../shared/lesson-study/plan.ts'
import { MemoryUpdateLog } from '../support/memory-update-log.ts'
import { newDocumentId, SyncServer } from '../support/sync-server.ts'
import { Network, type Served, serve } from './support/served-document.ts'

const day = '2026-11-26'
const root = 'field:why'

let server: SyncServer
let amira: SyncPerson
let network: Network
let plan: DocumentId
let notes: DocumentId
let study: StudyView
let taken: Taken
let studies: TakenStudies
const opened: Served[] = []

beforeEach(async () => {
  server = await SyncServer.start(new MemoryUpdateLog())
  amira = server.addPerson('Amira')
  network = new Network(amira)
  plan = newDocumentId()
  notes = newDocumentId()
  for (const id of [plan, notes]) server.updateLog.create({ id })
  const documents = [{ id: notes, epoch: 'e1', kind: 'observation' }]
  study = {
    id: newDocumentId() as string as StudyId,
    lessons: [{ number: 1, planId: plan, planEpoch: 'e1', documents }],
  } as unknown as StudyView
  taken = new Taken(amira.id)
  studies = new TakenStudies(amira.id)
  const writer = open(plan, server.addPerson('Ben'), { offline: false })
  await writer.document.ready
  writer.document.edit((doc) => {
    const paragraph = new Y.XmlElement('paragraph')
    paragraph.insert(0, [new Y.XmlText('A plan that Amira has never opened')])
    fragmentOf(doc, root).push([paragraph])
  })
  await vi.waitFor(() => expect(writer.document.save.current).toEqual({ kind: 'saved' }))
})
afterEach(async () => {
  for (const { document } of opened.splice(0)) await document.close()
  await taken.close()
  await studies.close()
  await server.stop()
})

function open(id: DocumentId, person: SyncPerson, options = {}): Served {
  const served = serve(server, id, person, options)
  opened.push(served)
  return served
}

/** As in the lesson: nothing answers any more. */
function openOffline(id: DocumentId) {
  const gone = new Network(amira)
  gone.cut()
  return open(id, amira, { ports: { WebSocket: gone.webSocket, random: () => 0 } }).document
}

const take = (signal = new AbortController().signal) =>
  takeAlong(amira, study, {
    ...{ taken, studies, day, signal },
    url: `ws://127.0.0.1:${server.port}`,
    ports: { WebSocket: network.webSocket, random: () => 0 },
  })

it('puts a plan nobody opened here, the view, and one’s still empty notes on the device', async () => {
  expect(await take()).toBe(0)
  expect(await taken.read(`study:${study.id}`)).toEqual(study)
  expect(await studies.list()).toMatchObject([
    { study: study.id, day, lessons: [1], documents: [plan, notes] },
  ])
  const document = openOffline(plan)
  await document.ready
  expect(fragmentOf(document.doc, root).toJSON()).toContain('never opened')
  const empty = openOffline(notes)
  await empty.ready
  expect([empty.isReady, empty.doc.store.clients.size]).toEqual([true, 0])
})

it('tells colleagues nothing of somebody who is not looking', async () => {
  const seen: number[] = []
  const { document } = open(plan, server.addPerson('Cerys'), { offline: false })
  await document.ready
  document.presence.listen(() => seen.push(document.presence.current.length))
  expect(await take()).toBe(0)
  expect(document.presence.current.map(({ name }) => name)).not.toContain('Amira')
  expect(seen.filter((people) => people > 2)).toEqual([])
})

it('says what did not come along, and does not call the study ready', async () => {
  server.rights.set(amira.id, notes, null)
  expect(await take()).toBe(1)
  expect(await studies.list()).toEqual([])
})

it('puts nothing more on the device once it is ended', async () => {
  const ended = new AbortController()
  ended.abort()
  await take(ended.signal)
  expect(await studies.list()).toEqual([])
  const known = (await indexedDB.databases()).map(({ name }) => name ?? '')
  expect(known.filter((name) => name.includes(notes))).toEqual([])
})
