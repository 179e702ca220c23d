import { Map as SharedMap } from 'yjs'
import { WebSocket } from 'ws'
import { DocumentConnection } from '../../server/admin/demo/document-connection.ts'
import type { ClubDocumentView } from '../../shared/reading/club-document.ts'
import type { ChapterView, ClubView } from '../../shared/reading/api.ts'
import { decodeFrame, encodeMessage, subprotocol } from '../../shared/sync/protocol.ts'
import type { Guest, OpenHouse } from './open-house.ts'
import { newId } from './study-world.ts'

/** Words that stand nowhere else: in what the club shares, and in what Ben wrote for himself beside the chapter. */
export const clubMarker = 'numbat'
export const privateMarker = 'wombat'

/** A closed club of two: its text is the school's by licence, there are notes for the club and one of Ben's own. */
export interface CanaryClub {
  house: OpenHouse
  grace: Guest
  ben: Guest
  club: ClubView
  /** Ids of its rows and documents, but for those of the document that is for the school. */
  ids: string[]
  shared: ClubDocumentView
  private: ClubDocumentView
}

export async function plantClub(
  house: OpenHouse,
  { grace, ben }: { grace: Guest; ben: Guest },
): Promise<CanaryClub> {
  const [id, text, chapter] = [newId<'club'>(), newId<'text'>(), newId<'chapter'>()]
  const head = { id, name: 'A club', isOpen: false, people: [ben.id] }
  await house.view(grace, 'POST', '/api/clubs', head)
  await house.view(grace, 'PATCH', `/api/clubs/${id}`, { weeklyTopic: `${clubMarker} this week` })
  const rightsNote = `${clubMarker} in the rights`
  const book = { id: text, kind: 'plain', title: `${clubMarker} title`, rights: 'own', rightsNote }
  await house.view(grace, 'POST', `/api/clubs/${id}/texts`, book)
  const source = `The ${clubMarker} thinks. It asks.`
  const words = { id: chapter, title: `${clubMarker} chapter`, source, byDay: '2999-01-01' }
  await house.view(grace, 'POST', `/api/texts/${text}/chapters`, words)
  await house.view(grace, 'POST', `/api/clubs/${id}/meetings`, { id: newId() })
  const club = await house.view<ClubView>(grace, 'GET', `/api/clubs/${id}`)
  const { documents } = await house.view<ChapterView>(ben, 'GET', `/api/chapters/${chapter}`)
  const of = (audience: string) => documents.find((one) => one.audience === audience)!
  await writeNote(house, ben, { document: of('club'), text: `${clubMarker} in a note` })
  await writeNote(house, ben, { document: of('me'), text: `${privateMarker} in my own note` })
  const open = of('community')
  const all = [...club.meetings, ...club.texts[0]!.chapters].flatMap((one) => one.documents)
  const rows = [text, chapter, ...club.meetings.map((one) => one.id), of('me').id]
  const ids = [...rows, ...all.map((one) => one.id).filter((one) => one !== open.id)]
  return { house, grace, ben, club, ids, shared: of('club'), private: of('me') }
}

async function writeNote(
  { base }: OpenHouse,
  { id: person, cookie }: Guest,
  { document, text }: { document: ClubDocumentView; text: string },
): Promise<void> {
  const address = { base, cookie, person, document: document.id, epoch: document.epoch }
  const connection = await DocumentConnection.open(address)
  await connection.write((doc) => {
    doc.getMap('notes').set(`${person}/${newId()}`, new SharedMap([['text', text]]))
  })
  connection.close()
}

/** All that a person is answered by every route that reads, with the club's id and every other of it in each place. */
export async function readEverything(
  { house, club, ids }: CanaryClub,
  guest: Guest | null,
): Promise<string> {
  const read: string[] = []
  for (const { method, path } of house.app.routes) {
    if (method !== 'GET' || !path.startsWith('/api/')) continue
    for (const id of path.includes(':') ? [club.id, ...ids] : ['']) {
      const answer = await house.ask(guest, 'GET', path.replaceAll(/:[a-z]+/gi, id))
      if (answer.status === 429) throw new Error('too many requests: try fewer ids')
      read.push(await answer.text())
    }
  }
  return read.join('\n')
}

/** All the bytes that come by a document's socket to whoever asks it for everything, as text. */
export function readSocket(
  { base }: OpenHouse,
  guest: Guest | null,
  document: string,
): Promise<string> {
  const headers = guest === null ? {} : { cookie: guest.cookie }
  const address = `${base.replace(/^http/, 'ws')}/sync/${document}`
  const socket = new WebSocket(address, [subprotocol], { headers })
  let heard = ''
  socket.on('error', () => {}) // 'close' follows
  socket.on('open', () =>
    socket.send(encodeMessage({ kind: 'syncStep1', stateVector: new Uint8Array([0]) })),
  )
  return new Promise((resolve) => {
    socket.on('close', () => resolve(heard))
    socket.on('message', (data: Buffer) => {
      heard += data.toString('latin1')
      const isAnswer = decodeFrame(new Uint8Array(data), 100).some(
        (one) => one.kind === 'syncStep2',
      )
      if (isAnswer) socket.terminate()
    })
  })
}

/** What is said over /live of the club, to somebody who watches it and its people, while it is changed. */
export async function hearLive(scene: CanaryClub, guest: Guest): Promise<string[]> {
  const { house, club, grace, ben } = scene
  const headers = { cookie: guest.cookie }
  const socket = new WebSocket(`${house.base.replace(/^http/, 'ws')}/live`, { headers })
  const heard: string[] = []
  socket.on('message', (data: Buffer) => heard.push(data.toString()))
  await new Promise((resolve) => socket.on('open', resolve))
  const people = [grace, ben].map(({ id }) => `person:${id}`)
  socket.send(JSON.stringify({ watch: ['community', `club:${club.id}`, ...people] }))
  // Scopes are granted all at once: when one is heard, each has been judged.
  const untilHeard = async () => {
    const before = heard.length
    while (heard.length === before) {
      house.live.publish({ scope: 'community', noun: 'community', id: null })
      await new Promise((resolve) => setImmediate(resolve))
    }
  }
  await untilHeard()
  const path = `/api/clubs/${club.id}`
  for (const place of ['A', 'B']) await house.view(grace, 'PATCH', path, { place })
  await untilHeard()
  socket.close()
  return heard.filter((line) => !line.includes('"scope":"community"'))
}
