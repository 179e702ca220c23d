import * as Y from 'yjs'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { setFrozen } from '../../server/storage/documents.ts'
import type { DocumentId, StudyId } from '../../shared/ids.ts'
import type { StudyView } from '../../shared/lesson-study/api.ts'
import { documentSyncRole } from '../../shared/policy.ts'
import type { Message } from '../../shared/sync/protocol.ts'
import { closeCode, messageType } from '../../shared/sync/protocol.ts'
import { Cast, parts, standing } from '../support/cast.ts'
import { type Guest } from '../support/open-house.ts'
import { newId } from '../support/study-world.ts'
import { SyncPeer } from '../support/sync-peer.ts'

let cast: Cast
let study: StudyView
let plan: DocumentId
const open = new Set<SyncPeer>()

beforeAll(async () => {
  cast = await Cast.gather()
  study = await cast.newStudy()
  plan = study.lessons[0]!.planId
})
afterEach(async () => {
  await Promise.all([...open].map((peer) => peer.close()))
  open.clear()
})
afterAll(async () => {
  expect(cast.house.logged.filter((line) => line.startsWith('ERROR'))).toEqual([])
  await cast.house.close()
})

/** One message of each kind; `text` is something new to the document. */
function messages(peer: SyncPeer, text: string): { [K in Message['kind']]: Message } {
  const update = peer.newText(text)
  const clientId = 4_000_000 + Math.floor(Math.random() * 1_000_000)
  return {
    syncStep1: { kind: 'syncStep1', stateVector: Y.encodeStateVector(new Y.Doc()) },
    syncStep2: { kind: 'syncStep2', update },
    update: { kind: 'update', update },
    awareness: {
      kind: 'awareness',
      entries: [{ clientId, clock: 1, state: '{"user":{"name":"Mallory"},"cursor":null}' }],
    },
    auth: { kind: 'auth', reason: 'let me in' },
    queryAwareness: { kind: 'queryAwareness' },
    saved: { kind: 'saved', count: 7 },
    refused: { kind: 'refused', count: 1, code: 'read-only' },
    hello: {
      kind: 'hello',
      hello: {
        epoch: 'x',
        incarnation: 'x',
        role: 'writer',
        limits: { frameBytesMax: 1, firstSyncBytesMax: 1 },
        serverTime: 0,
      },
    },
  }
}
const writes = ['syncStep2', 'update'] as const
const questions = ['syncStep1', 'queryAwareness', 'awareness'] as const
const serversOwn = ['auth', 'saved', 'refused', 'hello'] as const
type Kind = Message['kind']

async function connect(guest: Guest | null, document = plan, isOurs = true): Promise<SyncPeer> {
  const peer = new SyncPeer({ base: cast.house.base, guest, document, isOurs })
  open.add(peer)
  await peer.sync()
  return peer
}

const headOf = async (document = plan) =>
  (await cast.house.storage.updateLog.load(document))!.headSeq

/** Resolves when all that was sent to the watcher before now has arrived there. */
async function catchUp(watcher: SyncPeer, document = plan): Promise<void> {
  const writer = await connect(await cast.enter('teacher'), document)
  const mark = `mark ${newId()}`
  writer.send({ kind: 'update', update: writer.newText(mark) })
  await watcher.until(() => watcher.text().includes(mark))
}

it('knows every kind of message there is', () => {
  const kinds = [...writes, ...questions, ...serversOwn] satisfies Kind[]
  expect(new Set<Kind>(kinds)).toEqual(
    new Set(Object.keys(messages({ newText: () => new Uint8Array() } as unknown as SyncPeer, ''))),
  )
  // sync has three kinds of its own.
  expect(kinds).toHaveLength(Object.keys(messageType).length + 2)
})

describe.each([false, true])('the socket of a plan (frozen: %s)', (frozen) => {
  beforeAll(async () => {
    const { storage, rooms } = cast.house
    const state = frozen ? { at: Date.now(), reason: 'taught' } : null
    await storage.transaction((tx) => setFrozen(tx, storage.tables, plan, state))
    await rooms.recheckDocument(plan)
  })

  describe.each(parts)('for %s', (part) => {
    const role = documentSyncRole({
      kind: 'plan',
      studyRole: standing[part].studyRole,
      frozen,
      isOwn: false,
      notesShared: false,
    })

    if (role === null) {
      it('is closed with the code that says why, and looks like one that is not there', async () => {
        const guest = await cast.enter(part)
        const there = await connect(guest)
        const absent = await connect(guest, newId<'document'>())
        for (const peer of [there, absent]) {
          await peer.until(() => peer.closed !== null)
          expect(peer.heard).toEqual([])
        }
        const code = part === 'anonymous' ? closeCode.signIn : closeCode.gone
        expect(there.closed).toMatchObject({ code })
        expect([absent.closed!.code, absent.closed!.reason]).toEqual([code, there.closed!.reason])
      })
      return
    }

    it.each(writes)('%s', async (kind) => {
      const watcher = await connect(await cast.enter('teacher'))
      const before = await headOf()
      const peer = await connect(await cast.enter(part))
      const text = `by ${part} ${newId()}`
      peer.send(messages(peer, text)[kind])
      if (role === 'writer') {
        await watcher.until(() => watcher.text().includes(text))
        await peer.until(() => peer.hears('saved').length > 0)
        expect(await headOf()).toBe(before + 1)
        return
      }
      await peer.until(() => peer.hears('refused').length > 0)
      expect(peer.hears('refused')).toEqual([
        { kind: 'refused', count: 1, code: frozen ? 'frozen' : 'read-only' },
      ])
      expect(await headOf()).toBe(before)
      expect(peer.hears('syncStep1')).toEqual([])
      if (!frozen) {
        await catchUp(watcher)
        expect(watcher.text()).not.toContain(text)
      }
      const later = await connect(await cast.enter(part))
      expect(later.text()).not.toContain(text)
    })

    it('update, of a stock client', async () => {
      const before = await headOf()
      const peer = await connect(await cast.enter(part), plan, false)
      const text = `stock ${newId()}`
      peer.send({ kind: 'update', update: peer.newText(text) })
      if (role === 'writer') {
        await expect.poll(headOf).toBe(before + 1)
        return
      }
      await peer.until(() => peer.closed !== null)
      expect(peer.closed!.code).toBe(closeCode.noAccess)
      expect(await headOf()).toBe(before)
    })

    it.each(questions)('%s', async (kind) => {
      const watcher = await connect(await cast.enter('teacher'))
      const peer = await connect(await cast.enter(part))
      const before = await headOf()
      peer.send(messages(peer, 'asked')[kind])
      if (kind === 'syncStep1') await peer.until(() => peer.hears('syncStep2').length === 2)
      if (kind === 'awareness') {
        const shown = () => watcher.hears('awareness').flatMap((message) => message.entries)
        const mine = () => shown().find(({ state }) => state.includes(`The ${part}`))
        await watcher.until(() => mine() !== undefined)
        // Whatever it called itself, the server says who it is.
        expect(shown().some(({ state }) => state.includes('Mallory'))).toBe(false)
      }
      peer.send({ kind: 'syncStep1', stateVector: Y.encodeStateVector(peer.doc) })
      await peer.until(() => peer.hears('syncStep2').length > 1)
      expect(peer.closed).toBeNull()
      expect(await headOf()).toBe(before)
    })

    it.each(serversOwn)('%s', async (kind) => {
      const watcher = await connect(await cast.enter('teacher'))
      const peer = await connect(await cast.enter(part))
      const before = await headOf()
      const heard = watcher.heard.length
      peer.send(messages(peer, 'mine')[kind])
      await peer.until(() => peer.closed !== null)
      expect(peer.closed!.code).toBe(1002)
      expect(await headOf()).toBe(before)
      expect(watcher.heard.slice(heard).map((message) => message.kind)).not.toContain(kind)
    })
  })
})

describe('a right that ends while somebody is typing', () => {
  interface Typing {
    peer: SyncPeer
    stop(): number
  }

  /** Types every 10 ms until told to stop; gives how much was typed. */
  function type(peer: SyncPeer): Typing {
    let count = 0
    const doc = new Y.Doc()
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(peer.doc))
    const node = new Y.XmlText()
    doc.on('update', (update: Uint8Array) => peer.send({ kind: 'update', update }))
    doc.getXmlFragment('field:known').insert(0, [node])
    const timer = setInterval(() => node.insert(node.length, `${count++} `), 10)
    return { peer, stop: () => (clearInterval(timer), count) }
  }

  async function typist(): Promise<{ study: StudyView; document: DocumentId; guest: Guest }> {
    const mine = await cast.newStudy()
    const teacher = await cast.enter('teacher')
    const path = `/api/studies/${mine.id}/people/${cast.bystander.id}`
    const view = await cast.house.view<StudyView>(teacher!, 'PUT', path, { role: 'teacher' })
    const guest = await cast.house.again(cast.bystander)
    return { study: view, document: view.lessons[0]!.planId, guest }
  }

  const ends: [
    string,
    (ended: StudyView, guest: Guest) => Promise<Response>,
    number | 'refused',
  ][] = [
    [
      'taken out of the study',
      async ({ id }) => cast.house.ask(await cast.enter('teacher'), 'DELETE', pathOf(id)),
      closeCode.noAccess,
    ],
    [
      'made an observer',
      async ({ id }) =>
        cast.house.ask(await cast.enter('teacher'), 'PUT', pathOf(id), { role: 'observer' }),
      'refused',
    ],
    ['signed out', (_, guest) => cast.house.ask(guest, 'DELETE', '/api/session'), closeCode.signIn],
    [
      'closed out by an admin',
      () =>
        cast.house.ask(cast.owner, 'PATCH', `/api/people/${cast.bystander.id}`, {
          state: 'left',
        }),
      closeCode.signIn,
    ],
  ]
  const pathOf = (id: StudyId) => `/api/studies/${id}/people/${cast.bystander.id}`

  it.each(ends)('%s: writes stop within 2 s, and it is said', async (_, end, how) => {
    const { study: mine, document, guest } = await typist()
    const watcher = await connect(await cast.enter('teacher'), document)
    const peer = await connect(guest, document)
    const typing = type(peer)
    await watcher.until(() => watcher.hears('update').length > 3)

    const endedAt = Date.now()
    const answer = await end(mine, guest)
    expect(answer.ok).toBe(true)
    await peer.until(() => peer.closed !== null || peer.hears('refused').length > 0)
    expect(Date.now() - endedAt).toBeLessThan(2_000)
    if (how === 'refused') {
      expect(peer.hears('refused')[0]).toMatchObject({ code: 'read-only' })
      expect(peer.hears('hello').at(-1)?.hello.role).toBe('reader')
    } else {
      expect(peer.closed!.code).toBe(how)
    }

    const seq = await headOf(document)
    const typed = typing.stop()
    expect(typed).toBeGreaterThan(2)
    await catchUp(watcher, document)
    expect(await headOf(document)).toBe(seq + 1) // the mark of catchUp, and nothing of the typist's
    const again = new SyncPeer({ base: cast.house.base, guest, document })
    open.add(again)
    await again.sync()
    if (how === 'refused') expect(again.hears('hello')[0]?.hello.role).toBe('reader')
    else expect(again.closed!.code).toBe(how === closeCode.noAccess ? closeCode.gone : how)
    if (how === closeCode.signIn) {
      const body = { state: 'active' }
      await cast.house.ask(cast.owner, 'PATCH', `/api/people/${cast.bystander.id}`, body)
    }
  })
})
