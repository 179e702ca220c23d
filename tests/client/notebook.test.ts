import { ulid } from 'ulid'
import { beforeEach, describe, expect, it } from 'vitest'
import {
  noteState,
  notesStatus,
  unsentNotes,
} from '../../client/screens/lesson-study/observe/note-state.ts'
import { Notebook, type Who } from '../../client/screens/lesson-study/observe/notebook.svelte.ts'
import { isBare, withStem } from '../../client/screens/lesson-study/observe/stems.ts'
import type { OpenDocument } from '../../client/sync/document.ts'
import type { CasePupilId, NoteId, RowId } from '../../shared/ids.ts'
import { addNote, listNotes, writeNote } from '../../shared/lesson-study/observation.ts'
import { notesPerObservationMax } from '../../shared/limits.ts'
import { openPlan } from './plan-double.ts'

const [wren, heron] = [ulid() as CasePupilId, ulid() as CasePupilId]
const stage = ulid() as RowId

let document: OpenDocument
let now: number
let made: number

function open(watched: Who = wren): Notebook {
  return new Notebook({
    document,
    now: () => now,
    // In order, so that notes of one moment stay as they were made.
    newId: () => ulid(made++) as NoteId,
    stageAt: () => stage,
    watched: () => watched,
  })
}

beforeEach(() => {
  document = openPlan(0)
  now = 1_000
  made = 1
})

describe('a note', () => {
  it('is in the document from its first letter, with its time, its stage and whom it is about', () => {
    open().write('I')
    expect(listNotes(document.doc)).toMatchObject([
      { at: 1_000, stage, pupils: [wren], text: 'I', isKept: false },
    ])
  })

  it('keeps the time at which it was begun, however long it is written', () => {
    const notebook = open()
    notebook.write('I')
    now = 60_000
    notebook.write('I saw')
    expect(notebook.current).toMatchObject({ at: 1_000, text: 'I saw' })
  })

  it('is kept, and the next begins empty', () => {
    const notebook = open()
    notebook.write('I saw her peg 2/4.')
    expect(notebook.keep()).toBe(true)
    expect(notebook.current).toBeNull()
    notebook.write('Then')
    expect(listNotes(document.doc).map(({ text, isKept }) => [text, isKept])).toEqual([
      ['I saw her peg 2/4.', true],
      ['Then', false],
    ])
  })

  it('is not kept while it says nothing', () => {
    const notebook = open()
    expect(notebook.keep()).toBe(false)
    notebook.setStem('saw')
    expect(notebook.keep()).toBe(false)
    expect(notebook.current?.text).toBe('I saw ')
  })

  it('is refused when there is no room for one more', () => {
    const notebook = open()
    for (let count = 0; count < notesPerObservationMax; count++) notebook.markMoment()
    expect(notebook.write('One too many')).toBe(false)
    expect(notebook.markMoment()).toBe(false)
  })
})

describe('an unfinished note', () => {
  it('stays with its pupil while the observer turns to another, and is there on the return', () => {
    const notebook = open()
    notebook.write('I saw her')
    notebook.choose(heron)
    expect(notebook.current).toBeNull()
    notebook.write('I heard him')
    notebook.choose(wren)
    expect(notebook.current?.text).toBe('I saw her')
    notebook.choose(null)
    expect(notebook.current).toBeNull()
    notebook.choose(heron)
    expect(notebook.current?.text).toBe('I heard him')
  })

  it('comes back into the composer after a restart, whomever it is about', () => {
    const before = open()
    before.choose(heron)
    before.write('I heard him')
    const after = open()
    expect(after.who).toBe(heron)
    expect(after.current?.text).toBe('I heard him')
    after.write('I heard him say')
    expect(listNotes(document.doc)).toHaveLength(1)
  })

  it('does not push itself before what was begun before the device handed it out', () => {
    const notebook = open()
    notebook.write('New')
    document.edit((doc) => {
      const id = ulid(0) as NoteId
      addNote(doc, { id, at: 1, stage, pupils: [wren] })
      writeNote(doc, id, 'From before')
    })
    expect(notebook.current?.text).toBe('New')
    notebook.keep()
    expect(notebook.current?.text).toBe('From before')
  })

  it('is dropped when nothing was said after its stem', () => {
    const notebook = open()
    notebook.setStem('wonder')
    notebook.choose(heron)
    expect(listNotes(document.doc)).toEqual([])
  })
})

describe('a marked moment', () => {
  it('keeps the time without a word, and leaves what is being written alone', () => {
    const notebook = open()
    notebook.write('I saw')
    now = 5_000
    notebook.markMoment()
    expect(notebook.current?.text).toBe('I saw')
    expect(listNotes(document.doc).map(({ at, text }) => [at, text])).toEqual([
      [1_000, 'I saw'],
      [5_000, ''],
    ])
  })

  it('is written up later under its own time, and stays when it is opened and left again', () => {
    const notebook = open()
    notebook.markMoment()
    const [moment] = notebook.notes
    now = 9_000
    notebook.open(moment!.id)
    notebook.choose(heron)
    expect(notebook.notes).toHaveLength(1)
    notebook.open(moment!.id)
    notebook.write('I saw it after all.')
    notebook.keep()
    expect(listNotes(document.doc)).toMatchObject([{ at: 1_000, isKept: true }])
  })
})

describe('a note that was kept', () => {
  it('is changed in its place', () => {
    const notebook = open()
    notebook.write('I saw her.')
    notebook.keep()
    notebook.open(notebook.notes[0]!.id)
    notebook.write('I saw her smile.')
    notebook.keep()
    expect(notebook.current).toBeNull()
    expect(listNotes(document.doc)).toMatchObject([{ text: 'I saw her smile.', isKept: true }])
  })

  it('can be deleted, and taken back', () => {
    const notebook = open()
    notebook.write('I saw her.')
    notebook.keep()
    const { id } = notebook.notes[0]!
    notebook.setDeleted(id, true)
    expect(notebook.notes).toEqual([])
    notebook.setDeleted(id, false)
    expect(notebook.notes).toHaveLength(1)
  })
})

describe('a stem', () => {
  it('goes before the words, in the place of another', () => {
    const notebook = open()
    notebook.write('two is more')
    notebook.setStem('heard')
    expect(notebook.current).toMatchObject({ stem: 'heard', text: 'I heard two is more' })
    notebook.setStem('saw')
    expect(notebook.current).toMatchObject({ stem: 'saw', text: 'I saw two is more' })
    notebook.setStem('saw')
    expect(notebook.current).toMatchObject({ stem: null, text: 'two is more' })
  })

  it('is told from words that only begin like it', () => {
    expect(isBare('I saw ')).toBe(true)
    expect(isBare(' i wonder')).toBe(true)
    expect(isBare('I sawed')).toBe(false)
    expect(withStem('I sawed', 'heard')).toBe('I heard I sawed')
  })
})

describe('where a note is', () => {
  const state = (kind: 'saved' | 'saving' | 'offline', unsentPlaces: string[]) => ({
    save: {
      current: kind === 'offline' ? { kind, count: unsentPlaces.length } : { kind },
      needsLeaveWarning: false,
    },
    unsentPlaces,
  })
  const note = { id: 'n1' as NoteId }

  it('is said for each: on this device, until the server has it', () => {
    expect(noteState(note, state('offline', ['notes/n1']))).toBe('On this device')
    expect(noteState(note, state('offline', ['notes/n2']))).toBe('Saved')
    expect(noteState(note, state('saving', ['notes/n1']))).toBe('Saving')
    expect(noteState(note, state('saved', []))).toBe('Saved')
  })

  it('is counted in notes, not in what else is unsent', () => {
    const offline = state('offline', ['notes/n1', 'notes/n2', 'first:ask'])
    expect(unsentNotes(offline)).toBe(2)
    expect(notesStatus(offline)).toEqual({ kind: 'offline', count: 2 })
  })
})
