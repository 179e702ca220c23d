import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { placesOf, textsAt } from '../../client/sync/document-places.ts'
import type {
  AnnotationId,
  CasePupilId,
  InterviewId,
  NoteId,
  PersonId,
  ReplyId,
} from '../../shared/ids.ts'
import { addNote, setNote, writeNote } from '../../shared/lesson-study/observation.ts'
import { addReply } from '../../shared/lesson-study/responses.ts'
import { addAnnotation, addReply as addAnnotationReply } from '../../shared/reading/annotation.ts'
import { addInterview, writeInterview } from '../../shared/lesson-study/voice.ts'

const [one, two] = ['01JD0000000000000000000001', '01JD0000000000000000000002'] as NoteId[] as [
  NoteId,
  NoteId,
]

/** The places that a change touches. */
function touched(doc: Y.Doc, change: () => void): string[] {
  const places = new Set<string>()
  const note = (_update: Uint8Array, _origin: unknown, _doc: Y.Doc, transaction: Y.Transaction) => {
    for (const place of placesOf(transaction)) places.add(place)
  }
  doc.on('update', note)
  doc.transact(change)
  doc.off('update', note)
  return [...places].sort()
}

function notebook(): Y.Doc {
  const doc = new Y.Doc()
  for (const id of [one, two]) addNote(doc, { id, at: 1, stage: null, pupils: [] })
  return doc
}

describe('the places of a change', () => {
  it('are one for each note that is begun, written or set', () => {
    const doc = new Y.Doc()
    const begin = () => addNote(doc, { id: one, at: 1, stage: null, pupils: [] })
    expect(touched(doc, begin)).toEqual([`notes/${one}`])
    expect(touched(doc, () => writeNote(doc, one, 'I saw'))).toEqual([`notes/${one}`])
    expect(touched(doc, () => setNote(doc, one, { isKept: true }))).toEqual([`notes/${one}`])
  })

  it('name a fragment by its root alone, however deep the change is', () => {
    const doc = new Y.Doc()
    const fragment = doc.getXmlFragment('first:ask')
    const paragraph = new Y.XmlElement('paragraph')
    const text = new Y.XmlText()
    expect(touched(doc, () => fragment.insert(0, [paragraph]))).toEqual(['first:ask'])
    expect(touched(doc, () => paragraph.insert(0, [text]))).toEqual(['first:ask'])
    expect(touched(doc, () => text.insert(0, 'Why?'))).toEqual(['first:ask'])
  })
})

describe('the words at places', () => {
  it('are those of a note beside a chapter and of an answer to it', () => {
    const doc = new Y.Doc()
    const by = one as unknown as PersonId
    addAnnotation(doc, {
      ...{ id: two as unknown as AnnotationId, by, kind: 'doubt', text: 'Is it so?', tags: [] },
      ...{ anchor: { kind: 'chapter' }, at: 1, editedAt: null, draftFor: 'club' },
    })
    addAnnotationReply(doc, {
      ...{ id: one as unknown as ReplyId, by, noteId: two as unknown as AnnotationId, noteBy: by },
      ...{ text: 'Same here.', at: 2, reportId: null },
    })
    expect(textsAt(doc, [])).toEqual([
      { root: `notes/${one}/${two}`, text: 'Is it so?' },
      { root: `replies/${one}/${one}`, text: 'Same here.' },
    ])
  })

  it('are what was seen and what it may mean, of the notes that were named alone', () => {
    const doc = notebook()
    writeNote(doc, one, 'I saw her peg 2/4.')
    writeNote(doc, one, 'She reads two numbers.', 'think')
    writeNote(doc, two, 'I heard nothing.')
    expect(textsAt(doc, [`notes/${one}`])).toEqual([
      { root: `notes/${one}`, text: 'I saw her peg 2/4.\nShe reads two numbers.' },
    ])
  })

  it('are those of the whole document when no place is named, without what is empty', () => {
    const doc = notebook()
    writeNote(doc, two, 'I heard “two”.')
    expect(textsAt(doc, [])).toEqual([{ root: `notes/${two}`, text: 'I heard “two”.' }])
  })

  it('keep every answer of a talk, and what was said beside a note', () => {
    const doc = new Y.Doc()
    const talk = '01JD0000000000000000000003' as InterviewId
    addInterview(doc, { id: talk, at: 1, pupils: [] as CasePupilId[] })
    writeInterview(doc, talk, 'liked:words', 'The pegs.')
    writeInterview(doc, talk, 'question', 'What next?')
    const by = '01JD0000000000000000000004' as PersonId
    addReply(doc, { id: one, by, noteId: two, text: 'Same here.', at: 1 })
    expect(textsAt(doc, [])).toEqual([
      { root: `interviews/${talk}`, text: 'The pegs.\nWhat next?' },
      { root: `replies/${by}/${one}`, text: 'Same here.' },
    ])
  })
})
