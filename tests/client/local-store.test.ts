import 'fake-indexeddb/auto'
import { IDBFactory, IDBObjectStore } from 'fake-indexeddb'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import * as Y from 'yjs'
import { DeviceRecords } from '../../client/sync/device-records.ts'
import { LocalStore } from '../../client/sync/local-store.ts'
import type { OpenDocument } from '../../client/sync/document.ts'
import { amira, documentId, offlineDocument } from './support/offline-document.ts'
import { unsentDocuments, wipeLocal } from '../../client/sync/sign-out.ts'

const name = 'staffroom/test'
let opened: { close(): Promise<void> }[] = []

beforeEach(() => {
  // A device of its own for each test.
  vi.stubGlobal('indexedDB', new IDBFactory())
})

afterEach(async () => {
  for (const one of opened) await one.close()
  opened = []
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

function openStore(doc = new Y.Doc()) {
  const heard: string[] = []
  const store = new LocalStore(name, doc, {
    markUnsent: (made) => {
      heard.push(`marked ${made}`)
      return Promise.resolve()
    },
    onStored: (made) => heard.push(`stored ${made}`),
    onFailed: () => heard.push('failed'),
  })
  opened.push(store)
  return { store, doc, heard }
}

/** What another window, or the next visit, finds on the device. */
async function found(): Promise<string> {
  const doc = new Y.Doc()
  const { store } = openStore(doc)
  await store.loaded
  return doc.getText('t').toJSON()
}

describe('a local store', () => {
  it('says stored only when another window can read it', async () => {
    const { store, doc, heard } = openStore()
    expect(await store.loaded).toBe(false)
    doc.getText('t').insert(0, 'kept')
    store.confirm(1)
    expect(heard).toEqual([])
    await vi.waitFor(() => expect(heard).toContain('stored 1'))
    expect(heard).toEqual(['marked 1', 'stored 1'])
    expect(await found()).toBe('kept')
  })

  it('confirms with strict durability, after the update and on the same store', async () => {
    const { store, doc, heard } = openStore()
    await store.loaded
    const asked: unknown[] = []
    // eslint-disable-next-line @typescript-eslint/unbound-method -- bound again by apply
    const transact = IDBDatabase.prototype.transaction
    vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementation(function (
      this: IDBDatabase,
      ...call: Parameters<IDBDatabase['transaction']>
    ) {
      asked.push(call)
      return transact.apply(this, call)
    })
    doc.getText('t').insert(0, 'x')
    store.confirm(1)
    await vi.waitFor(() => expect(heard).toContain('stored 1'))
    expect(asked).toEqual([
      [['updates'], 'readwrite'],
      ['updates', 'readwrite', { durability: 'strict' }],
    ])
  })

  it('gathers what is written meanwhile into one confirmation', async () => {
    const { store, doc, heard } = openStore()
    await store.loaded
    for (let made = 1; made <= 5; made++) {
      doc.getText('t').insert(0, 'x')
      store.confirm(made)
    }
    await vi.waitFor(() => expect(heard).toContain('stored 5'))
    expect(heard.filter((word) => word.startsWith('stored')).length).toBeLessThan(5)
    expect(await found()).toBe('xxxxx')
  })

  it('does not say stored when the device is full, and makes it good when there is room again', async () => {
    const { store, doc, heard } = openStore()
    await store.loaded
    const add = vi.spyOn(IDBObjectStore.prototype, 'add').mockImplementation(function (
      this: IDBObjectStore,
    ) {
      // The request is taken, and the transaction fails when it is to be written.
      queueMicrotask(() => this.transaction.abort())
      return {} as IDBRequest<IDBValidKey>
    })
    expect(() => doc.getText('t').insert(0, 'lost? ')).not.toThrow()
    store.confirm(1)
    await vi.waitFor(() => expect(heard).toContain('failed'))
    expect(heard).not.toContain('stored 1')
    add.mockRestore()
    doc.getText('t').insert(6, 'no')
    store.confirm(2)
    await vi.waitFor(() => expect(heard).toContain('stored 2'))
    expect(await found()).toBe('lost? no')
  })

  it('tells when its database is taken away', async () => {
    const { store, doc, heard } = openStore()
    await store.loaded
    await new Promise((resolve) => {
      indexedDB.deleteDatabase(name).onsuccess = resolve
    })
    expect(heard).toContain('failed')
    expect(() => doc.getText('t').insert(0, 'still written')).not.toThrow()
  })
})

describe('a document on this device', () => {
  function open(): OpenDocument {
    const document = offlineDocument({ offline: true })
    opened.push(document)
    return document
  }

  it('is there at the next visit, with its mark, and goes with the person', async () => {
    const first = open()
    first.edit((doc) => doc.getMap('rows').set('a', 1))
    await vi.waitFor(async () => expect(await unsentDocuments(amira.id)).toHaveLength(1))
    await vi.waitFor(() => expect(first.save.needsLeaveWarning).toBe(false))
    await first.close()
    const second = open()
    await second.ready
    expect(second.doc.getMap('rows').get('a')).toBe(1)
    expect(await unsentDocuments(amira.id)).toEqual([{ documentId, places: ['rows/a'] }])
    expect(await wipeLocal(amira.id)).toMatchObject({ kind: 'unsent' })
    await second.close()
    expect(await wipeLocal(amira.id, { evenUnsent: true })).toEqual({ kind: 'wiped' })
    const databases = await indexedDB.databases()
    expect(databases.map((database) => database.name)).toEqual(['staffroom'])
  })

  it('keeps another window’s mark when that has been renewed', async () => {
    const records = await DeviceRecords.open()
    const mark = { key: 'k', name, person: amira.id, made: 1, places: ['rows'] }
    await records.mark(mark)
    await records.mark({ ...mark, made: 2 })
    await records.unmark([mark])
    expect(await records.listMarks(name)).toHaveLength(1)
    await records.unmark([{ ...mark, made: 2 }])
    expect(await records.listMarks(name)).toEqual([])
    records.close()
  })

  it('warns before leaving where the device keeps nothing', async () => {
    vi.stubGlobal('indexedDB', {
      open: () => {
        throw new DOMException('not here', 'SecurityError')
      },
    })
    const document = open()
    document.edit((doc) => doc.getMap('rows').set('a', 1))
    await vi.waitFor(() => expect(document.save.needsLeaveWarning).toBe(true))
    const leaving = new Event('beforeunload', { cancelable: true })
    window.dispatchEvent(leaving)
    expect(leaving.defaultPrevented).toBe(true)
  })
})
