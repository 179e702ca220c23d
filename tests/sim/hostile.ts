import * as Y from 'yjs'
import type { SyncPerson } from '../../server/sync/ports.ts'
import { serverPersonId } from '../../shared/ids.ts'
import { fieldRoot } from '../../shared/lesson-study/plan.ts'
import { encodeMessage, subprotocol, type Message } from '../../shared/sync/protocol.ts'
import type { FakeNetwork } from '../support/fake-network.ts'
import type { SeededRandom } from '../support/seeded-random.ts'
import type { DocumentTruth } from './document-truth.ts'
import { idsOf } from './id-ranges.ts'

export interface HostileSetting {
  person: SyncPerson
  network: FakeNetwork
  random: SeededRandom
  truth: DocumentTruth
  epoch: string
}

const tricks = {
  write: 4,
  'write as another': 3,
  'say the same id twice': 3,
  'repeat a known struct with other text': 3,
  'be somebody else': 3,
  'wear another name': 3,
  'send a state vector of lies': 1,
  'send half an update': 1,
  'send rubbish': 1,
  'send a gap': 1,
  'delete what is not there': 1,
  'answer unasked': 2,
}
/** Stands in no document that kept its promises. */
export const retold = '☠'
export const forged = 'FORGED '
export const changed = 'CHANGED '

export type Trick = keyof typeof tricks

/** Somebody signed in who writes frames by hand. What of theirs is honest counts as theirs; nothing else may count. */
export class Hostile {
  readonly setting: HostileSetting
  readonly #clientId: number
  #socket: WebSocket | null = null
  #frames: Uint8Array[] = []

  constructor(setting: HostileSetting) {
    this.setting = setting
    this.#clientId = setting.random.int(2 ** 31)
    setting.truth.owners.set(this.#clientId, setting.person.id)
  }

  /** Does one thing an honest client never does; returns its name. */
  act(): Trick {
    const trick = this.setting.random.weighted(tricks)
    for (const frame of this.#framesFor(trick)) this.#send(frame)
    return trick
  }

  leave(): void {
    this.#socket?.close()
    this.#socket = null
  }

  #framesFor(trick: Trick): Uint8Array[] {
    const { random, truth } = this.setting
    switch (trick) {
      case 'write':
        return [this.#frame('update', this.#writeAs(this.#clientId, 'hostile '))]
      case 'answer unasked':
        return [this.#frame('syncStep2', this.#writeAs(this.#clientId, 'hostile '))]
      case 'write as another':
        return [this.#frame('update', this.#writeAs(this.#victim(), forged))]
      case 'say the same id twice':
        return [
          this.#frame('update', this.#writeAs(this.#clientId, 'hostile ')),
          this.#frame('update', this.#writeAs(this.#clientId, 'CHANGED ')),
        ]
      case 'repeat a known struct with other text': {
        const update = this.#retell(random.chance(0.5) ? this.#clientId : this.#victim())
        return update ? [this.#frame('update', update)] : []
      }
      case 'be somebody else':
        return [this.#presenceAs(this.#victim())]
      case 'wear another name':
        return [this.#presenceAs(this.#clientId)]
      case 'send a state vector of lies':
        return [encodeMessage({ kind: 'syncStep1', stateVector: lyingStateVector(this.#victim()) })]
      case 'send half an update': {
        const whole = Y.encodeStateAsUpdate(truth.committed)
        return [this.#frame('update', whole.slice(0, random.int(whole.length)))]
      }
      case 'send rubbish': {
        const bytes = new Uint8Array(1 + random.int(40))
        random.fill(bytes)
        return [bytes]
      }
      case 'send a gap': {
        const other = new Y.Doc()
        other.clientID = this.#clientId
        other.getXmlFragment(fieldRoot('why')).insert(0, [new Y.XmlText('a gap ')])
        const before = Y.encodeStateVector(other)
        other.getXmlFragment(fieldRoot('why')).insert(0, [new Y.XmlText('behind a gap ')])
        return [this.#frame('update', Y.encodeStateAsUpdate(other, before))]
      }
      case 'delete what is not there':
        return [new Uint8Array([0, 2, 6, 0, 1, 7, 1, 0x90, 0x4e, 5])]
    }
  }

  /** An update that goes on from what is committed, under the client id given. */
  #writeAs(clientId: number, text: string): Uint8Array {
    const doc = this.#copy()
    doc.clientID = clientId
    const before = Y.encodeStateVector(doc)
    const root = doc.getXmlFragment(fieldRoot('why'))
    doc.transact(() => {
      if (root.length > 0 && this.setting.random.chance(0.3)) root.delete(0, 1)
      root.insert(0, [new Y.XmlText(text)])
    })
    const update = Y.encodeStateAsUpdate(doc, before)
    const { truth, person } = this.setting
    truth.noteDeleted(person.id, idsOf(update).deleted)
    return update
  }

  /** Ids that everybody knows, with a text that nobody wrote; null while this client has none. */
  #retell(clientId: number): Uint8Array | null {
    const known = Y.getState(this.setting.truth.committed.store, clientId)
    if (known < 2) return null
    const doc = new Y.Doc()
    doc.clientID = clientId
    const text = new Y.XmlText(retold.repeat(known - 1)) // and one for the node that holds it
    doc.getXmlFragment(fieldRoot('why')).insert(0, [text])
    return Y.encodeStateAsUpdate(doc)
  }

  #presenceAs(clientId: number): Uint8Array {
    const state = JSON.stringify({ user: { name: 'The head teacher', colour: 1 }, cursor: null })
    const clock = this.setting.random.pick([0, 5, 1_000, 2 ** 31 - 1, 2 ** 40])
    return encodeMessage({ kind: 'awareness', entries: [{ clientId, clock, state }] })
  }

  #victim(): number {
    const { truth, person, random } = this.setting
    // Only what was shown to others can be known; the server's own first rows are there from the beginning.
    const others = [...truth.owners].filter(
      ([client, owner]) =>
        owner !== person.id && (truth.shown.has(client) || owner === serverPersonId),
    )
    return random.pick(others)[0]
  }

  #copy(): Y.Doc {
    const doc = new Y.Doc()
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(this.setting.truth.committed))
    return doc
  }

  #frame(kind: 'update' | 'syncStep2', update: Uint8Array): Uint8Array {
    return encodeMessage({ kind, update })
  }

  #send(frame: Uint8Array): void {
    if (this.#socket && this.#socket.readyState <= 1) {
      if (this.#socket.readyState === 1) this.#socket.send(new Uint8Array(frame))
      else this.#frames.push(frame)
      return
    }
    this.#frames = [frame]
    this.#dial()
  }

  #dial(): void {
    const { network, person, truth, epoch, random } = this.setting
    const Socket = network.socketClass(`${person.id} ${truth.id}`, () => true)
    const url = `ws://sim/sync/${truth.id}?person=${person.id}&epoch=${epoch}`
    const socket = new Socket(url, random.chance(0.5) ? [subprotocol] : [])
    this.#socket = socket
    socket.onopen = () => {
      const hello: Message[] = [
        { kind: 'syncStep1', stateVector: new Uint8Array([0]) },
        { kind: 'syncStep2', update: new Uint8Array([0, 0]) },
      ]
      for (const message of hello) socket.send(new Uint8Array(encodeMessage(message)))
      for (const frame of this.#frames.splice(0)) socket.send(new Uint8Array(frame))
    }
  }
}

/** Claims to know a client's structs up to a clock that nobody has reached. */
function lyingStateVector(clientId: number): Uint8Array {
  return Y.encodeStateVector(new Map([[clientId, 2 ** 30]]))
}
