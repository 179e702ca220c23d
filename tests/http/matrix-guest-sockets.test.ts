import * as Y from 'yjs'
import { WebSocket } from 'ws'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { PassActView } from '../../shared/community/passes.ts'
import type { DocumentId } from '../../shared/ids.ts'
import type { LiveChange, LiveScope } from '../../shared/live.ts'
import { closeCode } from '../../shared/sync/protocol.ts'
import { documentsOf, GuestCast, guestParts, type GuestPart } from '../support/guest-cast.ts'
import { MovingClock } from '../support/moving-clock.ts'
import type { Guest } from '../support/open-house.ts'
import { newId } from '../support/study-world.ts'
import { SyncPeer } from '../support/sync-peer.ts'

let cast: GuestCast
let clock: MovingClock
const open = new Set<SyncPeer>()

beforeAll(async () => {
  clock = new MovingClock()
  cast = await GuestCast.gather({ clock })
})
afterEach(async () => {
  await Promise.all([...open].map((peer) => peer.close()))
  open.clear()
})
afterAll(async () => {
  expect(cast.house.logged.filter((line) => line.startsWith('ERROR'))).toEqual([])
  await cast.house.close()
  clock.stop()
})

async function connect(guest: Guest, document: DocumentId, isOurs = true): Promise<SyncPeer> {
  const peer = new SyncPeer({ base: cast.house.base, guest, document, isOurs })
  open.add(peer)
  await peer.sync()
  return peer
}

const headOf = async (document: DocumentId) =>
  (await cast.house.storage.updateLog.load(document))!.headSeq

/** Something new in the notes of a TeachMeet. */
function note(text: string): Uint8Array {
  const doc = new Y.Doc()
  doc.getXmlFragment('field:notes').insert(0, [new Y.XmlText(text)])
  return Y.encodeStateAsUpdate(doc)
}

/** What an expert reads of their study besides is said in tests/http/expert.test.ts. */
const isOwn = (part: GuestPart, of: string) => part === 'expert guest' && of === 'study'

describe.each(guestParts)('the sockets of all documents, for the %s', (part) => {
  it.each([true, false])('are those of their own object (our client: %s)', async (isOurs) => {
    const documents = documentsOf(cast)
    const absent = await connect(cast.as(part), newId<'document'>(), isOurs)
    await absent.until(() => absent.closed !== null)
    for (const [of, ids] of Object.entries(documents)) {
      expect(ids.length, of).toBeGreaterThan(0)
      if (isOwn(part, of)) continue
      for (const id of ids) {
        const before = await headOf(id)
        const peer = await connect(cast.as(part), id, isOurs)
        if (part === 'meet guest' && of === 'meet') {
          peer.send({ kind: 'update', update: note(`by a guest ${newId()}`) })
          await expect.poll(() => headOf(id)).toBe(before + 1)
          continue
        }
        await peer.until(() => peer.closed !== null)
        const code = part === 'ended guest' ? closeCode.signIn : closeCode.gone
        expect(peer.closed, `${of} ${id}`).toMatchObject({ code, reason: absent.closed!.reason })
        expect(peer.heard).toEqual([])
      }
    }
  })
})

describe.each(guestParts)('/live for the %s', (part) => {
  it('tells of themselves, of their object once they are in, and of nothing else', async () => {
    const guest = cast.as(part)
    const { socket, heard, closed } = listen(guest)
    if (part === 'ended guest') {
      expect(await closed).toBe(closeCode.signIn)
      return
    }
    const { meet, otherMeet, study, club, olwen } = cast
    const own: LiveScope = `person:${guest.id}`
    const scopes: LiveScope[] = [
      ...(['community', `teachmeet:${meet.id}`, `teachmeet:${otherMeet.id}`] as const),
      ...([`study:${study.id}`, `club:${club.id}`, own, `person:${olwen.id}`] as const),
      `person:${cast.as(part === 'meet guest' ? 'waiting guest' : 'meet guest').id}`,
    ]
    await new Promise((resolve) => socket.on('open', resolve))
    socket.send(JSON.stringify({ watch: scopes }))
    const { live } = cast.house
    await expect
      .poll(() => {
        live.publish({ scope: own, noun: 'me', id: null })
        return heard.length
      })
      .toBeGreaterThan(0)
    const now = newId<'person'>()
    for (const scope of scopes) live.publish({ scope, noun: 'here', id: now })
    live.publish({ scope: own, noun: 'visits', id: null })
    await expect.poll(() => heard.at(-1)?.noun).toBe('visits')
    const told = heard.filter(({ noun, id }) => noun === 'here' && id === now)
    const object = { 'meet guest': `teachmeet:${meet.id}`, 'expert guest': `study:${study.id}` }
    const ofObject = part === 'waiting guest' ? [] : [object[part]]
    expect(told.map(({ scope }) => scope)).toEqual([...ofObject, own])
    // What had changed just before is told of the same scopes only.
    expect(
      heard.map(({ scope }) => scope).filter((one) => ![...ofObject, own].includes(one)),
    ).toEqual([])
    socket.close()
    await closed
  })
})

function listen(guest: Guest) {
  const headers = { cookie: guest.cookie }
  const socket = new WebSocket(`${cast.house.base.replace(/^http/, 'ws')}/live`, { headers })
  const heard: LiveChange[] = []
  socket.on('message', (data: Buffer) => heard.push(JSON.parse(data.toString()) as LiveChange))
  const closed = new Promise<number>((resolve) => socket.on('close', resolve))
  return { socket, heard, closed }
}

it('lets whoever waited hear of the TeachMeet as soon as they are let in', async () => {
  const scope = { kind: 'teachmeet', id: cast.meet.id } as const
  const { secret } = await cast.pass(scope, clock.now(), { hasLobby: true })
  const guest = await cast.enter(secret)
  const { socket, heard, closed } = listen(guest)
  await new Promise((resolve) => socket.on('open', resolve))
  const watch: LiveScope[] = [`teachmeet:${cast.meet.id}`, `person:${guest.id}`]
  socket.send(JSON.stringify({ watch }))
  const { live } = cast.house
  await expect
    .poll(() => {
      live.publish({ scope: watch[1]!, noun: 'visits', id: null })
      return heard.length
    })
    .toBeGreaterThan(0)
  const path = `/api/guests/${guest.id}/acts`
  await cast.house.view(cast.olwen, 'POST', path, { act: 'let-in' })
  await expect.poll(() => heard.some(({ noun }) => noun === 'me')).toBe(true)
  live.publish({ scope: watch[0]!, noun: 'chat', id: null })
  await expect.poll(() => heard.at(-1)?.noun).toBe('chat')
  socket.close()
  await closed
})

describe('a seat that ends while its guest is typing', () => {
  const ends: [string, (seat: Seat) => Promise<unknown>, number][] = [
    ['sent away', ({ guest }) => cast.sendAway(guest.id), closeCode.signIn],
    ['the pass taken back', ({ pass }) => cast.takeBack(pass), closeCode.signIn],
    ['the pass over', async () => clock.move(20_000), closeCode.signIn],
    [
      'left in another tab',
      ({ guest }) => cast.house.ask(guest, 'DELETE', '/api/guest/me'),
      closeCode.signIn,
    ],
  ]
  interface Seat {
    guest: Guest
    pass: Awaited<ReturnType<GuestCast['pass']>>['id']
  }

  async function newSeat(endsAt: number): Promise<Seat> {
    const scope = { kind: 'teachmeet', id: cast.meet.id } as const
    const { id, secret } = await cast.pass(scope, clock.now(), { endsAt })
    return { guest: await cast.enter(secret), pass: id }
  }

  /** Types every 10 ms until told to stop. */
  function type(peer: SyncPeer): () => void {
    const doc = new Y.Doc()
    const node = new Y.XmlText()
    doc.on('update', (update: Uint8Array) => peer.send({ kind: 'update', update }))
    doc.getXmlFragment('field:notes').insert(0, [node])
    const timer = setInterval(() => node.insert(node.length, 'word '), 10)
    return () => clearInterval(timer)
  }

  it.each(ends)('%s: nothing of theirs is kept 2 s later, and it is said', async (_, end, code) => {
    const [document] = documentsOf(cast).meet
    const seat = await newSeat(clock.now() + 20_000)
    const other = await connect(cast.as('meet guest'), document!)
    const peer = await connect(seat.guest, document!)
    const live = listen(seat.guest)
    await new Promise((resolve) => live.socket.on('open', resolve))
    const stop = type(peer)
    await other.until(() => other.hears('update').length > 3)

    const endedAt = Date.now()
    await end(seat)
    await peer.until(() => peer.closed !== null)
    expect(Date.now() - endedAt).toBeLessThan(2_000)
    expect(peer.closed!.code).toBe(code)
    expect(await live.closed).toBe(closeCode.signIn)
    // What was on its way is settled by an edit of somebody else's behind it.
    const watcher = await connect(cast.olwen, document!)
    const mark = `still here ${newId()}`
    other.send({ kind: 'update', update: note(mark) })
    const notes = () => watcher.doc.getXmlFragment('field:notes').toJSON()
    await watcher.until(() => notes().includes(mark))
    const seq = await headOf(document!)
    const again = await connect(seat.guest, document!)
    await again.until(() => again.closed !== null)
    expect(again.closed!.code).toBe(closeCode.signIn)
    stop()
    expect(await headOf(document!)).toBe(seq)
    expect(other.closed).toBeNull()
  })
})

it('shows a guest as one, and keeps which documents they opened, once a day', async () => {
  const scope = { kind: 'teachmeet', id: cast.meet.id } as const
  const { id, secret } = await cast.pass(scope, clock.now())
  const guest = await cast.enter(secret, 'Carys')
  const [document, talk] = documentsOf(cast).meet
  const watcher = await connect(cast.olwen, document!)
  const peer = await connect(guest, document!)
  const state = '{"user":{"name":"Olwen"},"cursor":null}'
  peer.send({ kind: 'awareness', entries: [{ clientId: 77, clock: 1, state }] })
  const states = () => watcher.hears('awareness').flatMap(({ entries }) => entries)
  await watcher.until(() => states().some((one) => one.state.includes('Carys')))
  const user = JSON.parse(states().find((one) => one.state.includes('Carys'))!.state) as {
    user: unknown
  }
  expect(user.user).toMatchObject({ id: guest.id, name: 'Carys', isGuest: true })
  await connect(guest, document!)
  await connect(guest, talk!)
  const acts = async () => {
    const path = `/api/passes/${id}/acts`
    const views = await cast.house.view<PassActView[]>(cast.olwen, 'GET', path)
    return views.map(({ act }) => act)
  }
  await expect.poll(acts).toEqual(['opened-document', 'opened-document', 'entered', 'made'])
})
