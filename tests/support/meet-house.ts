import * as Y from 'yjs'
import type { GuestMeView, NewPassView } from '../../shared/community/passes.ts'
import type { DocumentId } from '../../shared/ids.ts'
import type { TeachMeetView } from '../../shared/teachmeet/api.ts'
import { type Guest, OpenHouse } from './open-house.ts'
import { newId } from './study-world.ts'
import { SyncPeer } from './sync-peer.ts'

const hourMs = 60 * 60_000

/** A TeachMeet that goes on, on a server with real sockets: Gwen hosts it, Carys has an account besides. */
export class MeetHouse {
  readonly house: OpenHouse
  readonly gwen: Guest
  readonly carys: Guest
  readonly path: string
  readonly #peers: SyncPeer[] = []

  static async open(): Promise<MeetHouse> {
    const house = await OpenHouse.open()
    const gwen = await house.come('Gwen', { owner: null })
    const carys = await house.come('Carys', { owner: gwen })
    const id = newId<'teachmeet'>()
    const path = `/api/teachmeets/${id}`
    const startsAt = Date.now() + hourMs
    const facts = { id, title: 'Winter TeachMeet', startsAt, timeZone: 'Europe/London' }
    await house.view(gwen, 'POST', '/api/teachmeets', facts)
    for (const act of ['publish', 'start']) await house.view(gwen, 'POST', `${path}/acts`, { act })
    return new MeetHouse(house, { gwen, carys, path })
  }

  private constructor(
    house: OpenHouse,
    { gwen, carys, path }: { gwen: Guest; carys: Guest; path: string },
  ) {
    this.house = house
    this.gwen = gwen
    this.carys = carys
    this.path = path
  }

  view(reader = this.gwen): Promise<TeachMeetView> {
    return this.house.view(reader, 'GET', this.path)
  }

  /** Somebody comes by a pass of Gwen's. */
  async guest(name: string, school = ''): Promise<Guest> {
    const { id: meet } = await this.view()
    const scope = { kind: 'teachmeet', id: meet }
    const pass = { id: newId<'pass'>(), scope, endsAt: Date.now() + 24 * hourMs }
    const { url } = await this.house.view<NewPassView>(this.gwen, 'POST', '/api/passes', pass)
    const entering = { id: newId<'person'>(), secret: url!.split('#')[1]!, name, school }
    const answer = await this.house.ask(null, 'POST', '/api/guest/enter', entering)
    const cookie = answer.headers.getSetCookie()[0]!.split(';')[0]!
    const me = (await answer.json()) as GuestMeView
    return { id: me.id, name, cookie }
  }

  /** A connection to a page of notes that has all of it. */
  async peer(guest: Guest, document: DocumentId): Promise<SyncPeer> {
    const peer = new SyncPeer({ base: this.house.base, guest, document })
    this.#peers.push(peer)
    await peer.sync()
    return peer
  }

  /** Writes a paragraph into notes, and answers whether the server has kept it. */
  async write(peer: SyncPeer, text: string): Promise<void> {
    const saved = peer.hears('saved').length
    peer.send({ kind: 'update', update: paragraph(peer, text) })
    await peer.until(() => peer.hears('saved').length > saved || peer.closed !== null)
  }

  async close(): Promise<void> {
    for (const peer of this.#peers) if (peer.closed === null) await peer.close()
    await this.house.close()
  }
}

/** A paragraph at the end of the notes, as an update on top of what a peer knows. */
export function paragraph(peer: SyncPeer, text: string): Uint8Array {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(peer.doc))
  const before = Y.encodeStateVector(doc)
  const notes = doc.getXmlFragment('field:notes')
  const node = new Y.XmlElement('paragraph')
  node.insert(0, [new Y.XmlText(text)])
  notes.insert(notes.length, [node])
  const update = Y.encodeStateAsUpdate(doc, before)
  Y.applyUpdate(peer.doc, update)
  return update
}
