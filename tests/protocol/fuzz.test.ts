import fc from 'fast-check'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { decodeFrame, encodeMessage, ProtocolError } from '../../shared/sync/protocol.ts'
import { decodeClocks } from '../../server/sync/clocks.ts'
import { findGap, firstSyncBounds, preflight } from '../../server/sync/preflight.ts'
import { updateOf, updatesOf } from '../support/updates.ts'

const runs = Number(process.env.FUZZ_RUNS ?? 2_000)

/** Either a value or a ProtocolError: nothing else may come of a stranger's bytes. */
function attempt<T>(read: () => T): T | null {
  try {
    return read()
  } catch (error) {
    if (error instanceof ProtocolError) return null
    throw error
  }
}

/** A document with one of everything, and what others do to it next: honest bytes to start from. */
const base = new Y.Doc()
base.clientID = 100
const honest = (() => {
  const start = updateOf((doc) => {
    doc.getText('text').insert(0, 'The quick brown fox', { bold: true })
    doc.getText('text').delete(3, 4)
    doc.getMap('rows').set('a', new Y.Map([['n', 1]]))
    const p = new Y.XmlElement('paragraph')
    doc.getXmlFragment('cell').insert(0, [p])
    p.insert(0, [new Y.XmlText('in a cell')])
    p.setAttribute('class', 'x')
  }, base)
  const next = new Y.Doc()
  next.clientID = 50
  Y.applyUpdate(next, start)
  const edits = updatesOf((doc) => {
    doc.getText('text').insert(5, 'é😀 new', { link: { href: 'https://x' } })
    doc.getText('text').format(0, 8, { italic: true })
    doc.getText('text').insertEmbed(2, { image: 'y' })
    doc.getText('text').delete(1, 6)
    ;(doc.getMap('rows').get('a') as Y.Map<unknown>).set('n', [
      1,
      'two',
      { three: 3.5 },
      null,
      true,
    ])
    doc.getXmlFragment('cell').insert(1, [new Y.XmlElement('list')])
    doc.getXmlFragment('cell').delete(0, 1)
    doc.getArray('array').push([1, 'x', { y: -7 }, 2 ** 40])
  }, next)
  return { start, edits: [...edits, Y.mergeUpdates(edits), Y.encodeStateAsUpdate(next)] }
})()
const known = decodeClocks(Y.encodeStateVector(base))

const mutation = fc.record({
  at: fc.nat(),
  kind: fc.constantFrom('set', 'insert', 'remove', 'flip'),
  byte: fc.oneof(fc.nat(255), fc.constantFrom(0, 1, 4, 7, 8, 10, 50, 100, 127, 128, 192, 255)),
})

function mutate(bytes: Uint8Array, changes: { at: number; kind: string; byte: number }[]) {
  const result = [...bytes]
  for (const { at, kind, byte } of changes) {
    const place = at % Math.max(1, result.length)
    if (kind === 'set') result[place] = byte
    else if (kind === 'insert') result.splice(place, 0, byte)
    else if (kind === 'remove') result.splice(place, 1)
    else result[place] = (result[place] ?? 0) ^ (1 << (byte & 7))
  }
  return new Uint8Array(result)
}

/** What the room asks of an update that it lets in. */
function isLetIn(update: Uint8Array): boolean {
  const shape = attempt(() => preflight(update, firstSyncBounds, () => true))
  if (!shape) return false
  if (shape.sections.some(({ client, clock }) => clock < (known.get(client) ?? 0))) return false
  return findGap(shape, known) === null
}

test('[P1] bytes make whole messages or a ProtocolError, never anything else', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), fc.nat(64), (bytes, max) => {
      attempt(() => decodeFrame(bytes, max))
      attempt(() => decodeClocks(bytes))
      attempt(() => preflight(bytes, firstSyncBounds, () => true))
    }),
    { numRuns: runs },
  )
})

test('[P1] what is encoded is decoded to the same', () => {
  const bytes = fc.uint8Array({ maxLength: 50 })
  const entry = fc.record({ clientId: fc.nat(), clock: fc.nat(), state: fc.string() })
  const message = fc.oneof(
    bytes.map((stateVector) => ({ kind: 'syncStep1' as const, stateVector })),
    bytes.map((update) => ({ kind: 'syncStep2' as const, update })),
    bytes.map((update) => ({ kind: 'update' as const, update })),
    fc.array(entry).map((entries) => ({ kind: 'awareness' as const, entries })),
    fc.nat().map((count) => ({ kind: 'saved' as const, count })),
  )
  fc.assert(
    fc.property(fc.array(message, { minLength: 1, maxLength: 5 }), (messages) => {
      const frame = Buffer.concat(messages.map((each) => encodeMessage(each)))
      expect(decodeFrame(new Uint8Array(frame), 5)).toEqual(messages)
    }),
    { numRuns: 300 },
  )
})

test('[P2] honest updates are let in, and the shape is what Yjs says it is', () => {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, honest.start)
  for (const update of honest.edits.slice(0, -2)) {
    const clocks = decodeClocks(Y.encodeStateVector(doc))
    const shape = preflight(update, firstSyncBounds, () => true)
    expect(findGap(shape, clocks)).toBeNull()
    const meta = Y.parseUpdateMeta(update)
    for (const { client, clock, end } of shape.sections) {
      expect([meta.from.get(client), meta.to.get(client)]).toEqual([clock, end])
    }
    Y.applyUpdate(doc, update)
  }
})

test('[P3] whatever is let in can be applied, leaves nothing pending, and can be merged and stored', () => {
  let letIn = 0
  fc.assert(
    fc.property(
      fc.constantFrom(...honest.edits),
      fc.array(mutation, { minLength: 1, maxLength: 4 }),
      (update, changes) => {
        const bytes = mutate(update, changes)
        if (!isLetIn(bytes)) return
        letIn += 1
        const doc = new Y.Doc()
        Y.applyUpdate(doc, honest.start)
        Y.applyUpdate(doc, bytes)
        expect(doc.store.pendingStructs).toBeNull()
        expect(doc.store.pendingDs).toBeNull()
        const merged = new Y.Doc()
        Y.applyUpdate(merged, Y.mergeUpdates([honest.start, bytes]))
        Y.applyUpdate(new Y.Doc(), Y.encodeStateAsUpdate(doc))
        expect(Y.encodeStateVector(merged)).toEqual(Y.encodeStateVector(doc))
      },
    ),
    { numRuns: runs },
  )
  expect(letIn).toBeGreaterThan(0)
})
