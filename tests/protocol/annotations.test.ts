import fc from 'fast-check'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import type { AnnotationId, PersonId, ReplyId } from '../../shared/ids.ts'
import type { Annotation, AnnotationReply } from '../../shared/reading/annotation.ts'
import {
  addAnnotation,
  addReply,
  annotationsOf,
  decodeAnnotation,
  decodeReply,
  hiddenOf,
  removeAnnotation,
  repliesOf,
  setHidden,
  writeAnnotation,
} from '../../shared/reading/annotation.ts'
import { SyncWorld } from '../support/sync-world.ts'

const noteId = '01ARZ3NDEKTSV4RRFFQ69G5FAV' as AnnotationId
const replyId = '01ARZ3NDEKTSV4RRFFQ69G5FAW' as ReplyId
const words = 'I tend to hand over the signboard too soon.'

const noteOf = (by: PersonId, text: string): Annotation => ({
  ...{ id: noteId, by, kind: 'question', text, tags: ['being stuck'], at: 1, editedAt: null },
  ...{ anchor: { kind: 'page', page: '12', exact: 'forked road' } },
  ...{ draftFor: null, placedAt: 1, isMoved: false },
})
const replyOf = (by: PersonId, noteBy: PersonId): AnnotationReply => ({
  ...{ id: replyId, by, noteId, noteBy, text: 'Same here.', at: 2, reportId: null },
})

/** Grace wrote a note, Hywel answered it, the chair hid another; Mal is of the club and means no good. */
async function club() {
  const world = new SyncWorld()
  const [grace, hywel, mal] = ['Grace', 'Hywel', 'Mal'].map((name) => world.person(name))
  const id = world.create({ kind: 'annotations' })
  const honest = await world.connect(id, grace!, { isOurs: true })
  const other = await world.connect(id, hywel!, { isOurs: true })
  addAnnotation(honest.doc, noteOf(grace!.id, words))
  await world.advance(1_000)
  addReply(other.doc, replyOf(hywel!.id, grace!.id))
  setHidden(other.doc, hywel!.id, noteOf(mal!.id, ''), true)
  await world.advance(1_000)
  const hostile = await world.connect(id, mal!, { isOurs: true })
  await world.advance(1_000)
  expect(decodeAll(hostile.doc)).toHaveLength(3)
  return { world, id, honest, other, hostile, grace: grace!.id, hywel: hywel!.id, mal: mal!.id }
}

type Club = Awaited<ReturnType<typeof club>>

/** Everything that people read of a document. */
const decodeAll = (doc: Y.Doc) => [
  ...[...annotationsOf(doc)].map(([key, value]) => decodeAnnotation(value, key)),
  ...[...repliesOf(doc)].map(([key, value]) => decodeReply(value, key)),
  ...hiddenOf(doc),
]

/** What others have of Grace's and Hywel's, from the log and on their screens. */
function ofOthers({ world, id, honest, other, mal }: Club) {
  const stored = new Y.Doc()
  for (const { update } of world.updateLog.rowsOf(id)) Y.applyUpdate(stored, update)
  return [stored, honest.doc, other.doc].map((doc) =>
    JSON.stringify(
      ['notes', 'replies', 'hidden'].map((root) =>
        [...doc.getMap(root)]
          .filter(([key]) => !key.startsWith(`${mal}/`))
          .map(([key, value]) => [key, value instanceof Y.Map ? value.toJSON() : value])
          .sort(),
      ),
    ),
  )
}

const attacks: Record<string, (doc: Y.Doc, people: Club) => void> = {
  'sets another’s note': (doc, { grace }) =>
    annotationsOf(doc).set(`${grace}/${noteId}`, new Y.Map([['text', new Y.Text('forged')]])),
  'writes into its words': (doc, { grace }) =>
    writeAnnotation(doc, noteOf(grace, ''), 'I never do.'),
  'puts words at their end': (doc, { grace }) => textOf(doc, grace).insert(words.length, ' Not.'),
  'sets a style on its words': (doc, { grace }) => textOf(doc, grace).format(0, 5, { bold: true }),
  'puts a picture between them': (doc, { grace }) => textOf(doc, grace).insertEmbed(2, { x: 1 }),
  'changes its kind': (doc, { grace }) => mapOf(doc, grace).set('kind', 'doubt'),
  'says that it was taken back': (doc, { grace }) => mapOf(doc, grace).set('isMoved', true),
  'adds a fact to it': (doc, { grace }) => mapOf(doc, grace).set('extra', new Y.Map()),
  'takes a fact from it': (doc, { grace }) => mapOf(doc, grace).delete('kind'),
  'deletes its words': (doc, { grace }) => textOf(doc, grace).delete(0, words.length),
  'deletes it': (doc, { grace }) => annotationsOf(doc).delete(`${grace}/${noteId}`),
  'takes it back in its writer’s name': (doc, { grace }) =>
    removeAnnotation(doc, noteOf(grace, '')),
  'deletes everything': (doc) => {
    for (const root of ['notes', 'replies', 'hidden']) doc.getMap(root).clear()
  },
  'changes another’s reply': (doc, { grace, hywel }) =>
    addReply(doc, { ...replyOf(hywel, grace), text: 'I disagree.' }),
  'answers in another’s name': (doc, { grace, hywel }) =>
    addReply(doc, { ...replyOf(hywel, grace), id: noteId as unknown as ReplyId }),
  'writes a note in another’s name': (doc, { hywel }) =>
    void addAnnotation(doc, noteOf(hywel, 'forged')),
  'hides in the chair’s name': (doc, { hywel, grace }) =>
    setHidden(doc, hywel, noteOf(grace, ''), true),
  'shows again what the chair hid': (doc, { hywel, mal }) =>
    setHidden(doc, hywel, noteOf(mal, ''), false),
  'writes at another root': (doc) => doc.getText('loose').insert(0, 'loose'),
  'writes where nothing is': (doc) => doc.getMap('secrets').set('x', 'y'),
}

const mapOf = (doc: Y.Doc, by: PersonId) =>
  annotationsOf(doc).get(`${by}/${noteId}`) as Y.Map<unknown>
const textOf = (doc: Y.Doc, by: PersonId) => mapOf(doc, by).get('text') as Y.Text

test.each(Object.entries(attacks))(
  'somebody who %s changes nothing of others',
  async (_, attack) => {
    const people = await club()
    const before = ofOthers(people)
    attack(people.hostile.doc, people)
    await people.world.advance(2_000)
    expect(ofOthers(people)).toEqual(before)
  },
)

test.each(Object.entries(attacks))(
  'somebody who %s in one frame with a note of their own changes nothing of others',
  async (_, attack) => {
    const people = await club()
    const before = ofOthers(people)
    people.hostile.doc.transact(() => {
      addAnnotation(people.hostile.doc, noteOf(people.mal, 'honest this time'))
      attack(people.hostile.doc, people)
    })
    await people.world.advance(2_000)
    expect(ofOthers(people)).toEqual(before)
  },
)

test('where notes stand nothing is put that has no key', async () => {
  const people = await club()
  const before = ofOthers(people)
  const doc = new Y.Doc()
  doc.getArray('notes').insert(0, ['loose'])
  people.hostile.say({ kind: 'update', update: Y.encodeStateAsUpdate(doc) })
  await people.world.advance(2_000)
  expect(people.hostile.refused?.code).toBe('not-yours')
  expect(ofOthers(people)).toEqual(before)
})

test('under the number of another’s device nothing is taken', async () => {
  const people = await club()
  const before = ofOthers(people)
  const doc = new Y.Doc()
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(people.honest.doc))
  doc.clientID = people.honest.doc.clientID
  const known = Y.encodeStateVector(doc)
  writeAnnotation(doc, noteOf(people.grace, ''), 'forged')
  people.hostile.say({ kind: 'update', update: Y.encodeStateAsUpdate(doc, known) })
  await people.world.advance(2_000)
  expect(people.hostile.refused?.code).toBe('not-yours')
  expect(ofOthers(people)).toEqual(before)
})

test('whatever somebody sends, nobody else’s words change, and what is kept can be read', async () => {
  const step = fc.record({
    root: fc.constantFrom('notes', 'replies', 'hidden'),
    whose: fc.constantFrom('grace' as const, 'hywel' as const, 'mal' as const),
    id: fc.constantFrom(noteId, replyId, 'x', ''),
    act: fc.constantFrom('set', 'delete', 'nest', 'text', 'inside'),
    value: fc.oneof(
      fc.constant(true),
      fc.string(),
      fc.integer(),
      fc.constant({ text: 'odd', at: 1 }),
    ),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 8 }), async (steps) => {
      const people = await club()
      const before = ofOthers(people)
      const { doc } = people.hostile
      for (const { root, whose, id, act, value } of steps) {
        const map = doc.getMap(root)
        const key = `${people[whose]}/${id}`
        const there = map.get(key)
        if (act === 'set') map.set(key, value)
        else if (act === 'delete') map.delete(key)
        else if (act === 'nest') map.set(key, new Y.Map([['inner', new Y.Array()]]))
        else if (act === 'text') map.set(key, new Y.Text('words'))
        else if (there instanceof Y.Map) there.set('inner', value)
        else if (there instanceof Y.Text) there.insert(0, 'x')
        await people.world.advance(50)
      }
      await people.world.advance(2_000)
      expect(ofOthers(people)).toEqual(before)
      expect(() => decodeAll(people.honest.doc)).not.toThrow()
    }),
    { numRuns: 60 },
  )
})

test('a document of one reader alone is written by nobody else, and says nothing to them', async () => {
  const world = new SyncWorld()
  const [grace, chair] = [world.person('Grace'), world.person('Hywel')]
  const id = world.create({ kind: 'private-notes', ownerId: grace.id })
  world.rights.set(chair.id, id, null)
  const own = await world.connect(id, grace, { isOurs: true })
  addAnnotation(own.doc, { ...noteOf(grace.id, words), draftFor: 'club' })
  await world.advance(1_000)
  const other = await world.connect(id, chair, { isOurs: true })
  writeAnnotation(own.doc, noteOf(grace.id, ''), `${words} And more.`)
  await world.advance(1_000)
  expect(other.refusal).not.toBeNull()
  expect(other.frames).toEqual([])
  // Even with a right to the document by mistake, its kind lets nobody but its owner write.
  world.rights.set(chair.id, id, 'writer')
  const again = await world.connect(id, chair, { isOurs: true })
  addAnnotation(again.doc, noteOf(chair.id, 'mine'))
  await world.advance(1_000)
  expect(again.refused?.code).toBe('read-only')
  expect([...annotationsOf(own.doc).keys()]).toEqual([`${grace.id}/${noteId}`])
})
