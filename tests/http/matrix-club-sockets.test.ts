import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import type { DocumentId } from '../../shared/ids.ts'
import { clubDocumentSyncRole } from '../../shared/policy.ts'
import type { ClubView } from '../../shared/reading/api.ts'
import type { ClubDocumentKind } from '../../shared/sync/kinds.ts'
import { closeCode } from '../../shared/sync/protocol.ts'
import type { Part } from '../support/cast.ts'
import { Cast, parts, standing } from '../support/cast.ts'
import type { Guest } from '../support/open-house.ts'
import { newId } from '../support/study-world.ts'
import { SyncPeer } from '../support/sync-peer.ts'

/** A document of the club: its kind, for whom it is, and whose. */
interface Place {
  kind: ClubDocumentKind
  audience: 'me' | 'club' | 'community'
  owner: Part | null
}

const places: Place[] = [
  { kind: 'annotations', audience: 'club', owner: null },
  { kind: 'annotations', audience: 'community', owner: null },
  { kind: 'private-notes', audience: 'me', owner: 'teacher' },
  { kind: 'private-notes', audience: 'me', owner: 'observer' },
  { kind: 'meeting-notes', audience: 'club', owner: null },
  { kind: 'meeting-words', audience: 'club', owner: null },
]

let cast: Cast
let club: ClubView
const documents = new Map<Place, DocumentId>()
const open = new Set<SyncPeer>()

beforeAll(async () => {
  cast = await Cast.gather()
  const { id } = await cast.newClub()
  const path = `/api/clubs/${id}`
  const chair = (await cast.enter('teacher'))!
  await cast.house.view(chair, 'POST', `${path}/meetings`, { id: newId() })
  for (const part of ['observer', 'teacher'] as const) {
    const guest = (await cast.enter(part))!
    club = await cast.house.view<ClubView>(guest, 'GET', path)
    const all = [...club.texts[0]!.chapters, ...club.meetings].flatMap((one) => one.documents)
    for (const place of places) {
      const found = all.find((one) => one.kind === place.kind && one.audience === place.audience)
      if (place.owner === null || place.owner === part) documents.set(place, found!.id)
    }
  }
})
afterEach(async () => {
  await Promise.all([...open].map((peer) => peer.close()))
  open.clear()
})
afterAll(async () => {
  expect(cast.house.logged.filter((line) => line.startsWith('ERROR'))).toEqual([])
  await cast.house.close()
})

async function connect(guest: Guest | null, document: DocumentId): Promise<SyncPeer> {
  const peer = new SyncPeer({ base: cast.house.base, guest, document })
  open.add(peer)
  await peer.sync()
  return peer
}

/** An edit as this kind of document takes it, in one's own name. */
function edit(kind: ClubDocumentKind, { id }: Guest): Uint8Array {
  const doc = new Y.Doc()
  const key = `${id}/${newId()}`
  if (kind === 'meeting-notes') doc.getXmlFragment('field:summary').insert(0, [new Y.XmlText('x')])
  else if (kind === 'meeting-words') doc.getMap('says').set(key, { text: 'said', at: 1 })
  else doc.getMap('notes').set(key, new Y.Map([['text', 'a note']]))
  return Y.encodeStateAsUpdate(doc)
}

const headOf = async (document: DocumentId) =>
  (await cast.house.storage.updateLog.load(document))!.headSeq

describe.each([false, true])('the sockets of a club (ended: %s)', (frozen) => {
  beforeAll(async () => {
    const chair = (await cast.enter('teacher'))!
    await cast.house.view(chair, 'PATCH', `/api/clubs/${club.id}`, { ended: frozen })
  })

  describe.each(places)('$kind for $audience of $owner', (place) => {
    it.each(parts)('%s', async (part) => {
      const document = documents.get(place)!
      const guest = await cast.enter(part)
      const role =
        guest &&
        clubDocumentSyncRole({
          kind: place.kind,
          clubRole: standing[part].clubRole,
          frozen,
          isOwn: place.owner === part,
          isForCommunity: place.audience === 'community',
        })
      const before = await headOf(document)
      const peer = await connect(guest, document)
      if (guest === null || role === null) {
        const absent = await connect(guest, newId<'document'>())
        for (const one of [peer, absent]) await one.until(() => one.closed !== null)
        expect(peer.heard).toEqual([])
        expect(peer.closed!.code).toBe(guest === null ? closeCode.signIn : closeCode.gone)
        expect(absent.closed).toMatchObject({
          code: peer.closed!.code,
          reason: peer.closed!.reason,
        })
        return
      }
      expect(peer.hears('hello')[0]!.hello.role).toBe(role)
      peer.send({ kind: 'update', update: edit(place.kind, guest) })
      if (role === 'writer') {
        await expect.poll(() => headOf(document)).toBe(before + 1)
        return
      }
      await peer.until(() => peer.hears('refused').length > 0)
      expect(peer.hears('refused')).toEqual([{ kind: 'refused', count: 1, code: 'read-only' }])
      expect(await headOf(document)).toBe(before)
    })
  })
})

describe('a place in the club that ends while somebody writes', () => {
  it('lets go of what the club shares at once, and leaves what is theirs', async () => {
    const chair = (await cast.enter('teacher'))!
    await cast.house.view(chair, 'PATCH', `/api/clubs/${club.id}`, { ended: false })
    const observer = (await cast.enter('observer'))!
    const [shared, own] = [places[0]!, places[3]!].map((place) => documents.get(place)!)
    const peers = [await connect(observer, shared!), await connect(observer, own!)]
    const path = `/api/clubs/${club.id}/people/${observer.id}`
    await cast.house.view(chair, 'DELETE', path)
    await peers[0]!.until(() => peers[0]!.closed !== null)
    expect(peers[0]!.closed!.code).toBe(closeCode.noAccess)
    const before = await headOf(own!)
    peers[1]!.send({ kind: 'update', update: edit('private-notes', observer) })
    await expect.poll(() => headOf(own!)).toBe(before + 1)
    const again = await connect(observer, shared!)
    await again.until(() => again.closed !== null)
    expect(again.closed!.code).toBe(closeCode.gone)
  })
})
