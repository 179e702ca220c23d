import { WebSocket as NodeSocket } from 'ws'
import { Awareness } from 'y-protocols/awareness'
import * as Y from 'yjs'
import { DocumentLink } from '../../client/sync/document-link.ts'
import { SaveLight } from '../../client/sync/save-light.ts'
import { fieldRoot } from '../../shared/lesson-study/plan.ts'
import { IdSet, idsOf } from '../sim/id-ranges.ts'
import { spiedSocket } from '../support/socket-spy.ts'
import type { Member, Plan } from './school.ts'

const waitMsMax = 20_000

/** A tab of one person on one plan: the product's own link and light, over a real socket. */
export class Typist {
  readonly doc = new Y.Doc()
  readonly light: SaveLight
  /** What this tab has shown as Saved, or been told is saved. */
  readonly saved = new IdSet()
  /** What of others' this tab has shown. */
  readonly seen = new IdSet()
  /** The words written here, each unlike any other. */
  readonly words: string[] = []
  readonly #name: string
  readonly #link: DocumentLink
  readonly #awareness: Awareness
  readonly #waiting = new Set<() => void>()
  isSynced = false
  #trouble = ''
  #isOpen = false
  #mayDial = true

  constructor(serverUrl: string, member: Member, plan: Plan, name: string) {
    this.#name = name
    const { doc } = this
    this.light = new SaveLight(() => this.#look())
    this.#awareness = new Awareness(doc)
    const socket = spiedSocket(
      signedInSocket(serverUrl, member, () => this.#mayDial),
      {
        onSaved: (update) => {
          for (const range of idsOf(update).made) this.saved.add(range)
        },
        onOpenChange: (isOpen) => {
          this.#isOpen = isOpen
          this.#look()
        },
      },
    )
    // Before the provider listens: an edit is counted before it is sent.
    doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== this.#link.origin) this.light.edited()
      else for (const range of idsOf(update).made) this.seen.add(range)
      this.#look()
    })
    this.#link = new DocumentLink({
      doc,
      awareness: this.#awareness,
      light: this.light,
      url: serverUrl.replace('http', 'ws'),
      documentId: plan.id,
      person: member.id,
      epoch: plan.epoch,
      ports: { WebSocket: socket, random: Math.random },
      onRole: () => this.#look(),
      onSynced: () => {
        this.isSynced = true
        this.#look()
      },
      onRefused: (code) => this.#fail(`its edits were refused: ${code}`),
      onEnd: (end) => this.#fail(`the document ended: ${end}`),
    })
    this.#link.connect()
  }

  get isSaved(): boolean {
    return this.light.current.kind === 'saved'
  }

  /** Writes a word, sometimes at the end of a paragraph of one's own, sometimes in the middle of everybody's. */
  typeWord(): void {
    const word = `${this.#name}.${this.words.length} `
    this.words.push(word)
    const root = this.doc.getXmlFragment(fieldRoot('why'))
    this.doc.transact(() => {
      const first = root.get(0)
      const text = first instanceof Y.XmlElement ? first.get(0) : null
      if (text instanceof Y.XmlText && Math.random() < 0.9) {
        const words = (text.toString() as string).split(' ')
        const before = words.slice(0, Math.floor(Math.random() * words.length)).join(' ')
        text.insert(before === '' ? 0 : before.length + 1, word)
        return
      }
      const paragraph = new Y.XmlElement('paragraph')
      paragraph.insert(0, [new Y.XmlText(word)])
      root.insert(0, [paragraph])
    })
  }

  /** Does not dial again from now on; what is under way on the open socket is still read. */
  stayAway(): void {
    this.#mayDial = false
  }

  comeBack(): void {
    this.#mayDial = true
    this.#link.connect()
  }

  isAway(): boolean {
    return !this.#isOpen
  }

  /** Resolves once the claim holds; looked at after everything this tab hears. */
  when(claim: () => boolean, what: string): Promise<void> {
    if (claim()) return Promise.resolve()
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#waiting.delete(look)
        const light = JSON.stringify(this.light.current)
        reject(new Error(`${this.#name} waited in vain until ${what} (${this.#trouble} ${light})`))
      }, waitMsMax)
      const look = () => {
        if (!claim()) return
        clearTimeout(timer)
        this.#waiting.delete(look)
        resolve()
      }
      this.#waiting.add(look)
    })
  }

  destroy(): void {
    this.#link.close()
    this.#awareness.destroy()
    this.doc.destroy()
  }

  #fail(trouble: string): void {
    this.#trouble = trouble
  }

  /** While the light says Saved, all that was made here counts as shown to be so. */
  #noteSaved(): void {
    const client = this.doc.clientID
    const to = Y.getState(this.doc.store, client)
    if (this.isSaved && to > 0) this.saved.add({ client, from: 0, to })
  }

  #look(): void {
    this.#noteSaved()
    for (const look of [...this.#waiting]) look()
  }
}

/** How often each word stands in the plan. */
export function countWords(doc: Y.Doc): Map<string, number> {
  const counts = new Map<string, number>()
  for (const node of doc.getXmlFragment(fieldRoot('why')).toArray()) {
    if (!(node instanceof Y.XmlElement)) continue
    for (const text of node.toArray()) {
      for (const word of ((text as Y.XmlText).toString() as string).match(/\S+ /g) ?? []) {
        counts.set(word, (counts.get(word) ?? 0) + 1)
      }
    }
  }
  return counts
}

function signedInSocket(
  serverUrl: string,
  member: Member,
  mayDial: () => boolean,
): typeof WebSocket {
  const made = class extends NodeSocket {
    constructor(url: string, protocols: string[]) {
      // Port 0 is nobody's: a dial that must not succeed fails as one to a dead server does.
      super(mayDial() ? url : 'ws://127.0.0.1:0', protocols, {
        headers: { cookie: member.cookie },
        origin: serverUrl,
        perMessageDeflate: false,
      })
    }
  }
  return made as unknown as typeof WebSocket
}
