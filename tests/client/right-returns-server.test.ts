import 'fake-indexeddb/auto'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import * as Y from 'yjs'
import type { OpenDocument } from '../../client/sync/document.ts'
import type { SyncPerson } from '../../server/sync/ports.ts'
import type { DocumentId } from '../../shared/ids.ts'
import { fragmentOf } from '../../shared/lesson-study/plan.ts'
import { MemoryUpdateLog } from '../support/memory-update-log.ts'
import { newDocumentId, SyncServer } from '../support/sync-server.ts'
import { serve, type Served } from './support/served-document.ts'

const root = 'field:why'
let server: SyncServer
let documentId: DocumentId
let amira: SyncPerson
let ben: SyncPerson
const opened: Served[] = []

beforeEach(async () => {
  server = await SyncServer.start(new MemoryUpdateLog())
  documentId = newDocumentId()
  server.updateLog.create({ id: documentId })
  amira = server.addPerson('Amira')
  ben = server.addPerson('Ben')
})
afterEach(async () => {
  for (const { document, replacements } of opened.splice(0)) {
    await document.close()
    for (const fresh of replacements) await fresh.close()
  }
  await server.stop()
})

function open(person: SyncPerson, options = {}): Served {
  const served = serve(server, documentId, person, options)
  opened.push(served)
  return served
}

function write(document: OpenDocument, words: string): void {
  document.edit((doc) => {
    const paragraph = new Y.XmlElement('paragraph')
    paragraph.insert(0, [new Y.XmlText(words)])
    fragmentOf(doc, root).push([paragraph])
  })
}

const textOf = (document: OpenDocument) => fragmentOf(document.doc, root).toJSON()
const isSaved = (document: OpenDocument) =>
  vi.waitFor(() => expect(document.save.current).toEqual({ kind: 'saved' }), 5_000)

/** Their line is down, they write on, and are not in it any more when it is back. */
async function takeOut(one: Served, words = ''): Promise<void> {
  await isSaved(one.document)
  one.network.cut()
  if (words !== '') write(one.document, words)
  await vi.waitFor(() => expect(one.document.save.current.kind).toBe('offline'))
  server.rights.set(amira.id, documentId, null)
  one.network.isDown = false
  await vi.waitFor(() => expect(one.document.end).not.toBeNull(), 5_000)
  if (words !== '') {
    await vi.waitFor(() => expect(one.document.recovery.current).toHaveLength(1))
  }
}

/** Says that rights have changed once somebody listens for it. */
async function tell({ network }: Served): Promise<void> {
  await vi.waitFor(() => expect(network.tellOfRights()).toBeGreaterThan(0))
}

async function back(one: Served): Promise<OpenDocument> {
  await vi.waitFor(() => expect(one.replacements).toHaveLength(1), 5_000)
  return one.replacements[0]!
}

it('a right that comes back brings the document back, with what was not saved meanwhile', async () => {
  const [one, other] = [open(amira), open(ben)]
  write(one.document, 'saved before')
  await takeOut(one, 'typed meanwhile')
  write(other.document, 'by Ben')
  await isSaved(other.document)
  server.rights.set(amira.id, documentId, 'writer')
  await tell(one)
  const fresh = await back(one)
  await isSaved(fresh)
  expect([fresh.end, fresh.role, fresh.recovery.current]).toEqual([null, 'writer', []])
  for (const words of ['saved before', 'typed meanwhile', 'by Ben']) {
    expect(textOf(fresh).split(words)).toHaveLength(2)
  }
  await vi.waitFor(() => expect(textOf(other.document)).toBe(textOf(fresh)))
  // Nothing of it is called unsaved at the next visit either.
  await fresh.close()
  const next = open(amira)
  await isSaved(next.document)
  expect(next.document.recovery.current).toEqual([])
})

it('whoever may only read it now is shown it, and keeps what was not saved to be copied', async () => {
  const one = open(amira)
  await takeOut(one, 'mine to keep')
  server.rights.set(amira.id, documentId, 'reader')
  await tell(one)
  const fresh = await back(one)
  expect(textOf(fresh)).toBe('')
  expect(fresh.recovery.current.map(({ texts }) => texts)).toEqual([
    [{ root, text: 'mine to keep' }],
  ])
  expect(fresh.save.current).toEqual({ kind: 'not-saved', reason: 'ended' })
})

it('what somebody has dealt with is not sent when the right comes back', async () => {
  const one = open(amira)
  await takeOut(one, 'copied elsewhere')
  await one.document.recovery.dismiss(one.document.recovery.current[0]!.id)
  server.rights.set(amira.id, documentId, 'writer')
  await tell(one)
  const fresh = await back(one)
  await isSaved(fresh)
  expect(textOf(fresh)).toBe('')
})

it('news of another right changes nothing, and the next is heard', async () => {
  const one = open(amira)
  await takeOut(one, 'still here')
  await tell(one)
  // Heard while the question is under way: it is asked once more.
  one.network.tellOfRights()
  await vi.waitFor(() => expect(one.network.opened).toBeGreaterThan(3))
  expect(one.replacements).toEqual([])
  expect(one.document.recovery.current).toHaveLength(1)
  server.rights.set(amira.id, documentId, 'writer')
  await tell(one)
  const fresh = await back(one)
  await isSaved(fresh)
  expect(textOf(fresh)).toContain('still here')
})

it('a right that goes a second time finds nothing unsaved, and may come back again', async () => {
  const one = open(amira)
  await takeOut(one, 'once')
  server.rights.set(amira.id, documentId, 'writer')
  await tell(one)
  const fresh = await back(one)
  await isSaved(fresh)
  server.rights.set(amira.id, documentId, null)
  await server.rooms.recheckDocument(documentId)
  await vi.waitFor(() => expect(fresh.end).toBe('no-access'), 5_000)
  expect(fresh.recovery.current).toEqual([])
  server.rights.set(amira.id, documentId, 'writer')
  await tell(one)
  await vi.waitFor(() => expect(one.replacements).toHaveLength(2), 5_000)
  await isSaved(one.replacements[1]!)
  expect(textOf(one.replacements[1]!)).toContain('once')
})

it('a document that was started anew meanwhile says so, and keeps the words to be copied', async () => {
  const one = open(amira)
  await takeOut(one, 'of before')
  await server.rooms.endDocument(documentId)
  server.updateLog.create({ id: documentId, epoch: 'e2' })
  server.rights.set(amira.id, documentId, 'writer')
  await tell(one)
  await vi.waitFor(() => expect(one.document.end).toBe('wrong-epoch'), 5_000)
  expect(one.replacements).toEqual([])
  expect(one.document.recovery.current[0]?.texts).toEqual([{ root, text: 'of before' }])
})

it('a guest’s document waits for nothing', async () => {
  const one = open(amira, { offline: false })
  await isSaved(one.document)
  server.rights.set(amira.id, documentId, null)
  await server.rooms.recheckDocument(documentId)
  await vi.waitFor(() => expect(one.document.end).toBe('no-access'), 5_000)
  expect(one.network.tellOfRights()).toBe(0)
})
