import type { Fault } from './plant.ts'

/** The faults of sync.md that one server alone can have, each as somebody might make it. */
export const faults: Fault[] = [
  {
    name: 'acknowledge before commit',
    file: 'room.ts',
    right: `    queue.push(this, entry)\n`,
    wrong: `    queue.push(this, entry)\n    frame.sender.settled(frame)\n`,
    breaks: ['what was acknowledged survives', 'the light never says Saved when it is not'],
  },
  {
    name: 'fan out before commit',
    file: 'room.ts',
    right: `    queue.push(this, entry)\n`,
    wrong: `    queue.push(this, entry)
    if (entry.update !== null) {
      const message = encodeUpdate(entry.update)
      fanOut(this, [{ sender: frame.sender, message }], this.lastCommitAt)
    }\n`,
    breaks: ['what was fanned out is in the log'],
  },
  {
    name: 'log from the event',
    file: 'accepted.ts',
    right: `isNothing ? null : withDeletions(update, shape, allowed)`,
    wrong: `isNothing ? null : eventOf(this.#bytes.whole(), update)`,
    extra: `
import * as Y from 'yjs'
function eventOf(known: Uint8Array, update: Uint8Array): Uint8Array | null {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, known)
  let event: Uint8Array | null = null
  doc.on('update', (bytes: Uint8Array) => (event = bytes))
  Y.applyUpdate(doc, update)
  return event
}
`,
    breaks: [
      'what was acknowledged survives',
      'the light never says Saved when it is not',
      'all replicas equal',
    ],
  },
  {
    name: 'a viewer’s SyncStep2 accepted',
    file: 'connection.ts',
    right: `    const isAnswer = isStep2 && this.#owesStep2\n`,
    wrong: `    const isAnswer = isStep2 && this.#owesStep2
    if (isStep2) this.access = { ...this.access, role: 'writer' }\n`,
    breaks: ['a viewer changed nothing'],
  },
  {
    name: 'unload during a store',
    file: 'room.ts',
    right: `this.connections.size === 0 && this.#inCommit === 0 && this.#held === null`,
    wrong: `this.connections.size === 0`,
    also: { file: 'rooms.ts', right: `    await this.#queue.afterCommit()\n`, wrong: '' },
    breaks: [],
  },
  {
    name: 'carry on after a failed append',
    file: 'room.ts',
    right: `{ document: this.id, error: String(error) })\n    this.#parts.onBroken(this, 'storage')\n`,
    wrong: `{ document: this.id, error: String(error) })\n`,
    breaks: [],
  },
  {
    name: 'client id not bound',
    file: 'write-rule.ts',
    right: `if (owner !== null && owner !== writer.person) return 'not-yours'`,
    wrong: ``,
    breaks: ['attribution equals ground truth'],
  },
  {
    name: 'presence not stamped',
    file: 'presence-state.ts',
    right: `return shown === null ? null :`,
    wrong: `if (shown !== null) return raw\n  return shown === null ? null :`,
    breaks: ['presence names only its owner'],
  },
  {
    name: 'a known struct sent as it came',
    file: 'strip.ts',
    right: `if (sections.every(({ client, clock }) => clock >= knownOf(client))) return whole`,
    wrong: `if (sections.length >= 0) return whole`,
    breaks: ['a struct is logged once', 'attribution equals ground truth', 'all replicas equal'],
  },
  {
    name: 'deletions forgotten on reconnect',
    file: 'document-bytes.ts',
    right: `    if (clocks.size === 0) return this.whole()\n`,
    wrong: `    if (clocks.size === 0) return this.whole()
    if (covers(clocks, this.clocks)) return nothing\n`,
    breaks: ['all replicas equal'],
  },
  {
    name: 'accepted vector served as committed',
    file: 'room.ts',
    right: `if (entry.update === null && this.#inCommit === 0) {`,
    wrong: `if (entry.update === null) {`,
    breaks: ['what was acknowledged survives', 'the light never says Saved when it is not'],
  },
  {
    name: 'a foreign deletion refused instead of dropped',
    file: 'write-rule.ts',
    right: `  return { kind: 'allowed', deletions }`,
    wrong: `  if (deletions.length < shape.deletions.length) return { kind: 'refused', code: 'not-yours' }
  return { kind: 'allowed', deletions }`,
    noticedBy: 548,
    breaks: ['an honest person is never sent away', 'an honest writer is never refused'],
  },
  {
    name: 'a deletion dropped and acknowledged, whoever made it',
    file: 'write-rule.ts',
    right: `  if (writer.role !== 'writer') return false\n  switch`,
    wrong: `  if (terms.rule !== 'frozen') return false\n  switch`,
    breaks: ['what was acknowledged survives'],
  },
  {
    name: 'a writer not told that they are a reader now',
    file: 'connection.ts',
    right: `    this.#greet()\n    this.flush()\n    if (this.#isReading) return\n`,
    wrong: `    if (this.role === 'writer') this.#greet()\n    this.flush()\n    if (this.#isReading) return\n`,
    noticedBy: 239,
    breaks: ['what was acknowledged survives', 'the light never says Saved when it is not'],
  },
  {
    // Was in the product once: seed 31 of the first night found it.
    name: 'rights are asked only for those who are still there',
    file: 'room.ts',
    right: `new Set([...this.connections, ...held.map(({ sender }) => sender)])`,
    wrong: `this.connections`,
    noticedBy: 282,
    breaks: [],
  },
]
