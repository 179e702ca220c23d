import { expect, test } from 'vitest'
import * as Y from 'yjs'
import type { PersonView } from '../../shared/accounts/api.ts'
import { movedReplyWords, markedTooWords } from '../../client/screens/reading/chapter/note-words.ts'
import {
  placeNote,
  removeEverywhere,
  tidyNotes,
} from '../../client/screens/reading/chapter/move-notes.ts'
import { NotePlacing } from '../../client/screens/reading/chapter/place-notes.ts'
import type { NoteSource, PlacedNote } from '../../client/screens/reading/chapter/placed-note.ts'
import type { AnnotationId, DocumentId, Id, PersonId } from '../../shared/ids.ts'
import type { Annotation, AnnotationReply, Audience } from '../../shared/reading/annotation.ts'
import {
  addAnnotation,
  addReply,
  annotationsOf,
  decodeAnnotation,
  decodeReply,
  removeAnnotation,
  repliesOf,
} from '../../shared/reading/annotation.ts'
import { beginReply, decodeBegunReply, writeBegunReply } from '../../shared/reading/begun-reply.ts'

const id = <Noun extends string>(number: number) =>
  `01K000000000000000000000${String(number).padStart(2, '0')}` as Id<Noun>

const [grace, hywel] = [id<'person'>(1), id<'person'>(2)] as [PersonId, PersonId]
const noteId: AnnotationId = id<'annotation'>(10)

const people: PersonView[] = [
  { id: grace, name: 'Grace', colour: 7, isActive: true },
  { id: hywel, name: 'Hywel', colour: 8, isActive: true },
] as unknown as PersonView[]

/** The three documents of a chapter as one device has them. */
class Device {
  readonly docs: Record<Audience, Y.Doc>

  constructor(from?: Device) {
    this.docs = { me: new Y.Doc(), club: new Y.Doc(), community: new Y.Doc() }
    if (from) this.hear(from)
  }

  /** Takes over what another device has; of these documents only, as far as a connection came. */
  hear(other: Device, which: readonly Audience[] = ['me', 'club', 'community']): void {
    for (const one of which) {
      Y.applyUpdate(this.docs[one], Y.encodeStateAsUpdate(other.docs[one]))
    }
  }

  readonly for = (audience: Audience) => {
    const doc = this.docs[audience]
    return { doc, edit: <T>(change: (doc: Y.Doc) => T): T => doc.transact(() => change(doc)) }
  }

  sources(readable: readonly Audience[] = ['me', 'club', 'community']): NoteSource[] {
    return readable.map((audience) => ({
      documentId: audience as unknown as DocumentId,
      audience,
      notes: [...annotationsOf(this.docs[audience])].flatMap(
        ([key, value]) => decodeAnnotation(value, key) ?? [],
      ),
      replies: [...repliesOf(this.docs[audience])].flatMap(
        ([key, value]) => decodeReply(value, key) ?? [],
      ),
      hidden: [],
    }))
  }

  seenBy(me: PersonId, readable: readonly Audience[] = ['me', 'club', 'community']) {
    return placing(me).place(this.sources(readable))
  }
}

const placing = (me: PersonId) =>
  new NotePlacing({
    me,
    isChair: false,
    hasText: true,
    personOf: (one) => people.find((person) => person.id === one) ?? null,
    find: ({ anchor }) =>
      anchor.kind === 'text' ? { start: anchor.start, end: anchor.end, how: 'exact' } : null,
  })

const note: Annotation = {
  id: noteId,
  by: grace,
  anchor: { kind: 'text', version: 1, start: 10, end: 40, exact: 'words', prefix: '', suffix: '' },
  kind: 'comment',
  text: 'I hand over the signboard too soon.',
  tags: [],
  at: 1_000,
  editedAt: null,
  draftFor: null,
  placedAt: 1_000,
  isMoved: false,
}

const reply = (by: PersonId, number: number, text: string): AnnotationReply => ({
  ...{ id: id<'reply'>(number), by, noteId, noteBy: grace },
  ...{ text, at: 2_000 + number, reportId: null },
})

const where = (device: Device) =>
  device.seenBy(grace).notes.map(({ audience, text, isMoved }) => ({ audience, text, isMoved }))

const inDoc = (device: Device, audience: Audience) =>
  JSON.stringify([
    device.docs[audience].getMap('notes').toJSON(),
    device.docs[audience].getMap('replies').toJSON(),
  ])

test('a note that is moved stands where it was put, and nowhere else', () => {
  const device = new Device()
  placeNote(device.for, note, { from: null, to: 'me', now: 1_000 })
  placeNote(device.for, { ...note, placedAt: 1_000 }, { from: 'me', to: 'club', now: 1_500 })
  expect(where(device)).toEqual([{ audience: 'club', text: note.text, isMoved: false }])
  expect(inDoc(device, 'me')).toBe('[{},{}]')
})

test.each<[Audience, Audience]>([
  ['me', 'club'],
  ['me', 'community'],
  ['club', 'community'],
  ['club', 'me'],
  ['community', 'club'],
  ['community', 'me'],
])('cut off while a note goes from %s to %s, it is where it was meant to go', (from, to) => {
  const before = new Device()
  placeNote(before.for, note, { from: null, to: from, now: 1_000 })
  const device = new Device(before)
  placeNote(device.for, note, { from, to, now: 1_500 })
  // Only the new place arrived; the old one was still to be cleared.
  before.hear(device, [to])
  expect(where(before)).toEqual([{ audience: to, text: note.text, isMoved: false }])
  tidyNotes(before.for, grace)
  expect(where(before)).toEqual([{ audience: to, text: note.text, isMoved: false }])
  expect(inDoc(before, from)).toBe('[{},{}]')
})

test('where nothing tells which of two copies is meant, the one that fewer read is', () => {
  const device = new Device()
  for (const audience of ['me', 'club'] as const) addAnnotation(device.docs[audience], note)
  expect(where(device)).toEqual([{ audience: 'me', text: note.text, isMoved: false }])
  tidyNotes(device.for, grace)
  expect(inDoc(device, 'club')).toBe('[{},{}]')
})

test('only its writer tidies a note', () => {
  const device = new Device()
  for (const audience of ['club', 'community'] as const) addAnnotation(device.docs[audience], note)
  const before = inDoc(device, 'community')
  tidyNotes(device.for, hywel)
  expect(inDoc(device, 'community')).toBe(before)
})

test('a draft of what is kept already is no draft', () => {
  const device = new Device()
  addAnnotation(device.docs.club, note)
  addAnnotation(device.docs.me, { ...note, draftFor: 'club' })
  expect(device.seenBy(grace).drafts).toHaveLength(1)
  tidyNotes(device.for, grace)
  expect(device.seenBy(grace).drafts).toEqual([])
  expect(where(device)).toHaveLength(1)
})

test('what is written anew is seen by nobody before it is kept', () => {
  const device = new Device()
  addAnnotation(device.docs.club, note)
  addAnnotation(device.docs.me, { ...note, text: 'Half a sent', draftFor: 'club' })
  expect(device.seenBy(hywel, ['club', 'community']).notes[0]?.text).toBe(note.text)
  const { drafts, notes } = device.seenBy(grace)
  expect(drafts[0]).toMatchObject({ text: 'Half a sent', placed: { text: note.text } })
  expect(notes[0]?.text).toBe(note.text)
})

test('a narrowed note takes its writer’s replies along; what others answered stays where it was', () => {
  const device = new Device()
  addAnnotation(device.docs.club, note)
  addReply(device.docs.club, reply(hywel, 20, 'Same here.'))
  addReply(device.docs.club, reply(grace, 21, 'In Year 6, that is.'))
  const [shown] = device.seenBy(grace).notes
  expect(shown && movedReplyWords(shown, 'me')).toBe(
    'Hywel replied. That reply stays with the club. What you replied yourself goes along.',
  )
  placeNote(device.for, note, { from: 'club', to: 'me', now: 1_500 })
  expect(inDoc(device, 'club')).not.toMatch(/signboard|Year 6/)
  // Whoever wrote it still sees everything; the others see that it was taken back, and Hywel's words.
  expect(device.seenBy(grace).notes[0]).toMatchObject({ audience: 'me', text: note.text })
  expect(device.seenBy(grace).notes[0]?.replies).toHaveLength(2)
  expect(device.seenBy(hywel, ['club', 'community']).notes).toMatchObject([
    { isMoved: true, text: '', replies: [{ text: 'Same here.' }] },
  ])
})

test('a widened note keeps its thread for those who have it, and shows it to nobody else', () => {
  const device = new Device()
  addAnnotation(device.docs.club, note)
  addReply(device.docs.club, reply(hywel, 20, 'Same here.'))
  placeNote(device.for, note, { from: 'club', to: 'community', now: 1_500 })
  expect(device.seenBy(hywel, ['club', 'community']).notes).toMatchObject([
    { audience: 'community', text: note.text, replies: [{ text: 'Same here.' }] },
  ])
  expect(device.seenBy(hywel, ['community']).notes).toMatchObject([{ replies: [] }])
  // And back again: no second copy, no place left over.
  const [there] = device.seenBy(grace).notes
  if (there) placeNote(device.for, there, { from: 'community', to: 'club', now: 1_600 })
  expect(where(device)).toEqual([{ audience: 'club', text: note.text, isMoved: false }])
  expect(inDoc(device, 'community')).toBe('[{},{}]')
})

test('a deleted note leaves no word behind, and Undo brings all of it back', () => {
  const device = new Device()
  addAnnotation(device.docs.club, note)
  addAnnotation(device.docs.me, { ...note, text: 'anew', draftFor: 'club' })
  addReply(device.docs.club, reply(grace, 21, 'In Year 6, that is.'))
  const before = device.seenBy(grace)
  const undo = removeEverywhere(device.for, note)
  expect(device.seenBy(grace)).toEqual({ notes: [], loose: [], drafts: [] })
  expect(inDoc(device, 'club') + inDoc(device, 'me')).toBe('[{},{}][{},{}]')
  undo()
  expect(device.seenBy(grace)).toEqual(before)
})

test('an empty place is cleared when the last answer at it has gone', () => {
  const device = new Device()
  addAnnotation(device.docs.club, note)
  addReply(device.docs.club, reply(hywel, 20, 'Same here.'))
  removeAnnotation(device.docs.club, note)
  expect(device.seenBy(hywel).notes).toHaveLength(1)
  repliesOf(device.docs.club).clear()
  expect(device.seenBy(hywel).notes).toEqual([])
  tidyNotes(device.for, grace)
  expect(inDoc(device, 'club')).toBe('[{},{}]')
})

test('somebody’s note with the id of another’s borrows none of its answers', () => {
  const device = new Device()
  addAnnotation(device.docs.club, note)
  addAnnotation(device.docs.club, { ...note, by: hywel, text: 'Mine, says Hywel.' })
  addReply(device.docs.club, reply(hywel, 20, 'Same here.'))
  const byText = (text: string) =>
    device.seenBy(grace).notes.find((one) => one.text === text)?.replies.length
  expect(byText(note.text)).toBe(1)
  expect(byText('Mine, says Hywel.')).toBe(0)
})

test('notes stand in the order of the text, and an unchanged one is the same object', () => {
  const device = new Device()
  const at = (number: number, anchor: Annotation['anchor']): Annotation => ({
    ...note,
    ...{ id: id<'annotation'>(number), anchor },
  })
  const text = (start: number): Annotation['anchor'] => ({
    ...{ kind: 'text', version: 1, start, end: start + 5 },
    ...{ exact: 'x', prefix: '', suffix: '' },
  })
  addAnnotation(device.docs.club, at(30, text(200)))
  addAnnotation(device.docs.club, at(31, text(100)))
  addAnnotation(device.docs.club, at(32, { kind: 'page', page: '12', exact: '' }))
  addAnnotation(device.docs.community, at(33, { kind: 'page', page: 'xii', exact: '' }))
  addAnnotation(device.docs.community, at(34, { kind: 'chapter' }))
  const place = placing(grace)
  const first = place.place(device.sources()).notes
  expect(first.map((one) => one.id)).toEqual([34, 33, 32, 31, 30].map((one) => id(one)))
  expect(place.place(device.sources()).notes).toBe(first)
  addAnnotation(device.docs.club, at(35, text(150)))
  const next = place.place(device.sources()).notes
  expect(next.filter((one) => first.includes(one))).toHaveLength(5)
})

test('who else marked the same words is said once each', () => {
  const placed = (by: PersonId, number: number, start: number): PlacedNote =>
    ({
      ...note,
      ...{
        id: id<'annotation'>(number),
        by,
        isMine: by === grace,
        range: { start, end: start + 10 },
      },
      person: people.find((one) => one.id === by) ?? null,
    }) as PlacedNote
  const notes = [
    placed(grace, 40, 10),
    placed(hywel, 41, 15),
    placed(hywel, 42, 12),
    placed(hywel, 43, 90),
  ]
  expect(markedTooWords(notes[0]!, notes)).toBe('Hywel marked this too.')
  expect(markedTooWords(notes[1]!, notes)).toBe('You marked this too.')
  expect(markedTooWords(notes[3]!, notes)).toBe('')
})

const begunIn = (device: Device) =>
  [...repliesOf(device.docs.me)].flatMap(([key, value]) => decodeBegunReply(value, key) ?? [])

test('a reply that is being written is no reply yet, neither to others nor to whoever writes it', () => {
  const device = new Device()
  addAnnotation(device.docs.club, note)
  const begun = reply(hywel, 20, 'Same')
  beginReply(device.docs.me, { ...begun, noteBy: grace })
  writeBegunReply(device.docs.me, begun, 'Same here')
  expect(device.seenBy(hywel).notes[0]?.replies).toEqual([])
  expect(begunIn(device)).toMatchObject([{ by: hywel, noteBy: grace, text: 'Same here' }])
  // What was said is nothing that is being written.
  addReply(device.docs.me, begun)
  expect(begunIn(device)).toEqual([])
  expect(device.seenBy(hywel).notes[0]?.replies).toMatchObject([{ text: 'Same' }])
})

test('cut off while a reply is said, it was said once and is begun no more', () => {
  const device = new Device()
  addAnnotation(device.docs.club, note)
  const [said, other] = [reply(hywel, 20, 'Same here.'), reply(hywel, 21, 'And in Year 4')]
  for (const one of [said, other]) beginReply(device.docs.me, { ...one, noteBy: grace })
  addReply(device.docs.club, said)
  tidyNotes(device.for, hywel)
  expect(begunIn(device)).toMatchObject([{ text: 'And in Year 4' }])
  expect(device.seenBy(hywel).notes[0]?.replies).toMatchObject([{ text: 'Same here.' }])
})
