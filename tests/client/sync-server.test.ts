import 'fake-indexeddb/auto'
import { ulid } from 'ulid'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import * as Y from 'yjs'
import type { OpenDocument } from '../../client/sync/document.ts'
import { unsentDocuments, wipeLocal } from '../../client/sync/sign-out.ts'
import { syncUnsent } from '../../client/sync/sync-unsent.ts'
import type { SyncPerson } from '../../server/sync/ports.ts'
import { listStages, setTitle } from '../../shared/lesson-study/plan.ts'
import { addRow, fragmentOf, rowsOf } from '../../shared/lesson-study/plan.ts'
import { addNote, writeNote } from '../../shared/lesson-study/observation.ts'
import type { DocumentId, NoteId, RowId } from '../../shared/ids.ts'
import { closeCode, decodeFrame } from '../../shared/sync/protocol.ts'
import { MemoryUpdateLog } from '../support/memory-update-log.ts'
import { newDocumentId, SyncServer } from '../support/sync-server.ts'
import { Network, type Served, serve } from './support/served-document.ts'

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

function write({ document }: { document: OpenDocument }, words: string): void {
  document.edit((doc) => {
    const paragraph = new Y.XmlElement('paragraph')
    paragraph.insert(0, [new Y.XmlText(words)])
    fragmentOf(doc, root).push([paragraph])
  })
}

const textOf = ({ document }: { document: OpenDocument }) => fragmentOf(document.doc, root).toJSON()
const isSaved = (served: Served) =>
  vi.waitFor(() => expect(state(served)).toEqual({ kind: 'saved' }), 5_000)
const state = ({ document }: Served) => document.save.current
const shows = (served: Served, words: string) =>
  vi.waitFor(() => expect(textOf(served)).toContain(words), 5_000)

describe('two people', () => {
  it('converge, and each is shown with name and place', async () => {
    const [one, two] = [open(amira), open(ben)]
    await Promise.all([one.document.ready, two.document.ready])
    write(one, 'from Amira')
    write(two, 'from Ben')
    await shows(one, 'from Ben')
    await shows(two, 'from Amira')
    await isSaved(one)
    await isSaved(two)
    expect(textOf(one)).toBe(textOf(two))
    two.document.awareness.setLocalState({
      ...two.document.awareness.getLocalState(),
      where: root,
    })
    await vi.waitFor(() => {
      expect(one.document.presence.inCell(root)).toEqual([
        { id: ben.id, name: 'Ben', colour: ben.colour, where: root, isSelf: false },
      ])
    })
    expect(one.document.presence.current.map(({ name }) => name)).toEqual(['Amira', 'Ben'])
  })

  it('get no echo of their own updates, and an edit and its caret leave in one frame', async () => {
    const one = open(amira)
    await isSaved(one)
    const before = one.network.sent.length
    write(one, 'typed')
    one.document.awareness.setLocalStateField('where', root)
    await isSaved(one)
    const frames = one.network.sent.slice(before).map((frame) => decodeFrame(frame, 64))
    expect(frames[0]?.map(({ kind }) => kind)).toEqual(['update', 'awareness'])
    const documentFrames = frames
      .flat()
      .filter(({ kind }) => kind === 'update' || kind === 'syncStep2')
    expect(documentFrames).toHaveLength(1)
    expect(server.updateLog.rowsOf(documentId)).toHaveLength(1)
  })
})

describe('the save light', () => {
  it('says Saved only after the commit', async () => {
    const one = open(amira)
    await isSaved(one)
    let release = () => {}
    server.updateLog.onPoint = (point) =>
      point === 'append:before-commit'
        ? new Promise<void>((resolve) => (release = resolve))
        : undefined
    write(one, 'in flight')
    await vi.waitFor(() => expect(server.updateLog.appendCount).toBeGreaterThan(0))
    expect(state(one)).toEqual({ kind: 'saving' })
    server.updateLog.onPoint = () => undefined
    release()
    await isSaved(one)
    expect(server.updateLog.rowsOf(documentId)).toHaveLength(1)
  })

  it('says Offline with the number of places once this device has them, and Saved when they were sent', async () => {
    const one = open(amira)
    await isSaved(one)
    one.network.cut()
    write(one, 'away')
    one.document.edit((doc) => addRow(doc, ulid() as RowId, null))
    await vi.waitFor(() => expect(state(one)).toEqual({ kind: 'offline', count: 2 }))
    expect(one.document.save.needsLeaveWarning).toBe(false)
    one.network.isDown = false
    await isSaved(one)
  })

  it('tells a guest without a network that nothing has it', async () => {
    const guest = open(amira, { offline: false })
    await isSaved(guest)
    guest.network.cut()
    await vi.waitFor(() => expect(state(guest)).toEqual({ kind: 'offline', count: 0 }))
    write(guest, 'nowhere')
    expect(state(guest)).toEqual({ kind: 'not-saved', reason: 'nowhere' })
    expect(guest.document.save.needsLeaveWarning).toBe(true)
  })
})

describe('edits made offline', () => {
  it('arrive once, also those of an earlier page', async () => {
    const first = open(amira)
    await isSaved(first)
    first.network.cut()
    write(first, 'a week ago')
    await vi.waitFor(() => expect(state(first).kind).toBe('offline'))
    await first.document.close()

    const second = open(amira)
    await second.document.ready
    expect(textOf(second)).toContain('a week ago')
    await isSaved(second)
    const peer = open(ben)
    await shows(peer, 'a week ago')
    expect(textOf(peer).split('a week ago')).toHaveLength(2)
    expect(await unsentDocuments(amira.id)).toEqual([])
  })

  it('are sent without a screen at the next start', async () => {
    const first = open(amira)
    await isSaved(first)
    first.network.cut()
    write(first, 'left unsent')
    await vi.waitFor(() => expect(state(first).kind).toBe('offline'))
    await first.document.close()
    const [unsent] = await unsentDocuments(amira.id)
    expect(unsent).toMatchObject({ documentId, places: [root] })
    expect(await wipeLocal(amira.id)).toMatchObject({ kind: 'unsent' })

    const network = serveNetwork(amira)
    await syncUnsent(amira, { url: `ws://127.0.0.1:${server.port}`, ports: network })
    expect(await unsentDocuments(amira.id)).toEqual([])
    const peer = open(ben)
    await shows(peer, 'left unsent')
    expect(await wipeLocal(amira.id)).toEqual({ kind: 'wiped' })
    expect((await indexedDB.databases()).filter(({ name }) => name?.includes(amira.id))).toEqual([])
  })
})

describe('what is refused', () => {
  it('is kept as a copy, and the document begins anew', async () => {
    const writer = open(ben)
    write(writer, 'what stands')
    await isSaved(writer)
    const one = open(amira)
    await isSaved(one)
    // Frozen between the check and the commit: the frame is on its way as the right ends.
    server.updateLog.onPoint = (point) => {
      if (point !== 'append:before-commit') return
      server.updateLog.onPoint = () => undefined
      server.rights.set(amira.id, documentId, 'reader')
    }
    write(one, 'too late')
    await vi.waitFor(() => expect(one.replacements).toHaveLength(1), 5_000)
    const fresh = one.replacements[0] as OpenDocument
    expect(fresh.recovery.current).toMatchObject([
      { reason: 'read-only', texts: [{ root, text: 'what stands\ntoo late' }] },
    ])
    expect(fresh.save.current).toEqual({ kind: 'not-saved', reason: 'read-only' })
    await vi.waitFor(() => expect(textOf({ document: fresh })).toContain('what stands'), 5_000)
    expect(textOf({ document: fresh })).not.toContain('too late')
    expect(textOf(writer)).not.toContain('too late')
    await fresh.recovery.dismiss(fresh.recovery.current[0]?.id ?? '')
    await vi.waitFor(() => expect(fresh.save.current).toEqual({ kind: 'saved' }), 5_000)
  })

  it('is of a notebook the notes that were unsent, also from an earlier visit, and of those every word', async () => {
    documentId = newDocumentId()
    server.updateLog.create({ id: documentId, kind: 'observation', ownerId: amira.id })
    const [kept, refused] = [ulid() as NoteId, ulid() as NoteId]
    const note = ({ document }: Served, id: NoteId, words: string) =>
      document.edit((doc) => {
        addNote(doc, { id, at: 1, stage: null, pupils: [] })
        writeNote(doc, id, words)
      })
    const first = open(amira, { kind: 'observation' })
    note(first, kept, 'I saw her smile.')
    await isSaved(first)
    first.network.cut()
    note(first, refused, 'I heard “two”.')
    first.document.edit((doc) => writeNote(doc, refused, 'She counts.', 'think'))
    await vi.waitFor(() => expect(state(first)).toEqual({ kind: 'offline', count: 1 }), 5_000)
    expect(first.document.unsentPlaces).toEqual([`notes/${refused}`])
    await first.document.close()
    server.rights.set(amira.id, documentId, 'reader')
    const second = open(amira, { kind: 'observation' })
    await vi.waitFor(() => expect(second.replacements).toHaveLength(1), 5_000)
    expect(second.replacements[0]!.recovery.current).toMatchObject([
      { texts: [{ root: `notes/${refused}`, text: 'I heard “two”.\nShe counts.' }] },
    ])
  })

  it('is found by a reader who compares what an earlier visit left', async () => {
    const first = open(amira)
    await isSaved(first)
    first.network.cut()
    write(first, 'never arrives')
    await vi.waitFor(() => expect(state(first).kind).toBe('offline'))
    await first.document.close()
    server.rights.set(amira.id, documentId, 'reader')

    const second = open(amira)
    await vi.waitFor(() => expect(second.replacements).toHaveLength(1), 5_000)
    const fresh = second.replacements[0] as OpenDocument
    expect(fresh.recovery.current[0]?.texts).toEqual([{ root, text: 'never arrives' }])
    await vi.waitFor(() => expect(fresh.role).toBe('reader'))
    expect(textOf({ document: fresh })).toBe('')
  })

  it('stays readable when the right to read ends as well', async () => {
    const one = open(amira)
    await isSaved(one)
    one.network.cut()
    write(one, 'mine to keep')
    await vi.waitFor(() => expect(state(one).kind).toBe('offline'))
    server.rights.set(amira.id, documentId, null)
    one.network.isDown = false
    await vi.waitFor(() => expect(one.document.end).not.toBeNull(), 5_000)
    await vi.waitFor(() => {
      expect(one.document.recovery.current[0]?.texts).toEqual([{ root, text: 'mine to keep' }])
    })
    expect(state(one)).toEqual({ kind: 'not-saved', reason: 'ended' })
    await one.document.recovery.dismiss(one.document.recovery.current[0]!.id)
    expect(state(one)).toEqual({ kind: 'ended' })
    expect(one.document.save.needsLeaveWarning).toBe(false)
  })

  it('can only be read from then on, and promises nothing more', async () => {
    const one = open(amira)
    write(one, 'saved before')
    await isSaved(one)
    one.network.cut()
    server.rights.set(amira.id, documentId, null)
    one.network.isDown = false
    await vi.waitFor(() => expect(one.document.end).not.toBeNull(), 5_000)
    expect([state(one), one.document.role]).toEqual([{ kind: 'ended' }, 'reader'])
    expect(textOf(one)).toContain('saved before')
    expect(one.document.recovery.current).toEqual([])
  })
})

it('a reader who has seen everything is told Saved and sends nothing', async () => {
  const writer = open(ben)
  write(writer, 'words')
  await isSaved(writer)
  server.rights.set(amira.id, documentId, 'reader')
  for (const visit of [open(amira), open(amira)]) {
    await shows(visit, 'words')
    await isSaved(visit)
    const sent = visit.network.sent.flatMap((frame) => decodeFrame(frame, 64))
    expect(sent.filter(({ kind }) => kind === 'update' || kind === 'syncStep2')).toEqual([])
    await visit.document.close()
  }
})

it('a wrong epoch ends the document for good', async () => {
  const one = open(amira, { epoch: 'another' })
  await vi.waitFor(() => expect(one.document.end).toBe('wrong-epoch'), 5_000)
  expect(closeCode.wrongEpoch).toBe(4409)
})

it('two people who edit rows at once see the same rows', async () => {
  const [one, two] = [open(amira), open(ben)]
  const row = ulid() as RowId
  one.document.edit((doc) => addRow(doc, row, null))
  await vi.waitFor(() => expect(rowsOf(two.document.doc).size).toBe(1))
  two.document.edit((doc) => setTitle(doc, row, 'Washing line'))
  await vi.waitFor(() => expect(listStages(one.document.doc)[0]?.title).toBe('Washing line'))
  one.document.undo.undo()
  await isSaved(one)
  expect(listStages(one.document.doc)).toEqual(listStages(two.document.doc))
})

function serveNetwork(person: SyncPerson) {
  return { WebSocket: new Network(person).webSocket, random: () => 0 }
}
