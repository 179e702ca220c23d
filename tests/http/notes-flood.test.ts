import * as Y from 'yjs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openStored } from '../../server/projection/open-stored.ts'
import { wordsOf } from '../../server/projection/words.ts'
import type { DocumentId } from '../../shared/ids.ts'
import { guestBytesPerDocumentMax } from '../../shared/limits.ts'
import { MeetHouse, paragraph } from '../support/meet-house.ts'
import type { Guest } from '../support/open-house.ts'
import type { SyncPeer } from '../support/sync-peer.ts'

let meet: MeetHouse
let notes: DocumentId
let ffion: Guest

beforeAll(async () => {
  meet = await MeetHouse.open()
  notes = (await meet.view()).notes.documentId
  ffion = await meet.guest('Ffion')
})
afterAll(async () => {
  expect(meet.house.logged.filter((line) => line.startsWith('ERROR'))).toEqual([])
  await meet.close()
})

const stored = async () => (await meet.house.storage.updateLog.load(notes))!
const words = async () => wordsOf(openStored(await stored()), 'field:notes')

/** Milliseconds until what Carys writes is with Gwen; the middle of several. */
async function delay(carys: SyncPeer, gwen: SyncPeer, name: string): Promise<number> {
  const took: number[] = []
  for (let at = 0; at < 15; at++) {
    const text = `${name} ${at}.`
    const began = performance.now()
    carys.send({ kind: 'update', update: paragraph(carys, text) })
    await gwen.until(() => gwen.doc.getXmlFragment('field:notes').toJSON().includes(text))
    took.push(performance.now() - began)
  }
  return took.sort((a, b) => a - b)[7]!
}

/** Sends more than a document holds, in frames as large as they may be, and presence and questions between them. */
function flood(peer: SyncPeer): { sent: () => number; stop: () => void } {
  const doc = new Y.Doc()
  let sent = 0
  doc.on('update', (update: Uint8Array) => {
    sent += update.length
    peer.send({ kind: 'update', update })
  })
  const text = new Y.XmlText()
  doc.getXmlFragment('field:notes').insert(0, [text])
  const timer = setInterval(() => {
    if (peer.closed !== null) return
    text.insert(0, 'chairs '.repeat(20_000))
    peer.send({ kind: 'awareness', entries: [{ clientId: 5, clock: sent, state: '{"cursor":1}' }] })
    peer.send({ kind: 'queryAwareness' })
  }, 20)
  return { sent: () => sent, stop: () => clearInterval(timer) }
}

test('a guest who floods the notes fills no page, and neither stops nor slows the others’', async () => {
  const carys = await meet.peer(meet.carys, notes)
  const gwen = await meet.peer(meet.gwen, notes)
  const calm = await delay(carys, gwen, 'Before')
  const hers = await meet.peer(ffion, notes)
  const { sent, stop } = flood(hers)
  await expect.poll(sent, { timeout: 20_000 }).toBeGreaterThan(3 * guestBytesPerDocumentMax)
  const busy = await delay(carys, gwen, 'Meanwhile')
  // What she sent is read as fast as a connection is read; by then it is settled, and much of it refused.
  await hers.until(() => hers.hears('refused').length > 0 || hers.closed !== null)
  stop()
  expect(hers.hears('refused').every(({ code }) => code === 'too-large')).toBe(true)
  const after = await delay(carys, gwen, 'After')
  const kept = await words()
  for (const name of ['Before', 'Meanwhile', 'After']) {
    for (let at = 0; at < 15; at++) expect(kept).toContain(`${name} ${at}.`)
  }
  const ofHers = kept.join('').split('chairs ').length * 'chairs '.length
  expect(ofHers).toBeLessThan(guestBytesPerDocumentMax)
  expect(busy / Math.max(calm, 5), `${calm} ${busy} ${after}`).toBeLessThan(25)
}, 60_000)

test('the frames of one guest are counted in all their tabs together', async () => {
  const huw = await meet.guest('Huw')
  const [one, another] = [await meet.peer(huw, notes), await meet.peer(huw, notes)]
  const large = 'x'.repeat(Math.floor(guestBytesPerDocumentMax * 0.4))
  await meet.write(one, large)
  await meet.write(another, large)
  expect([...one.hears('refused'), ...another.hears('refused')]).toEqual([])
  another.send({ kind: 'update', update: paragraph(another, large) })
  await another.until(() => another.hears('refused').length > 0)
  // Of somebody with an account the server knows who they are.
  const carys = await meet.peer(meet.carys, notes)
  for (let at = 0; at < 3; at++) await meet.write(carys, large)
  expect(carys.hears('refused')).toEqual([])
}, 30_000)
