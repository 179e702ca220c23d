import { render } from '@testing-library/svelte'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import Cell from '../../client/editor/Cell.svelte'
import { editorCode } from '../../client/editor/editor-code.ts'
import type { OpenDocument } from '../../client/sync/document.ts'
import { addRow, listStages } from '../../shared/lesson-study/plan.ts'
import type { RowId } from '../../shared/ids.ts'
import { amira, ben, offlineDocument } from './support/offline-document.ts'
import { pretendLayout } from './support/layout.ts'
import { paste } from './support/paste.ts'

pretendLayout()

const [why, known] = ['field:why', 'field:known']
let one: OpenDocument
let two: OpenDocument

beforeAll(() => editorCode.load())

beforeEach(() => {
  one = offlineDocument({ person: amira })
  two = offlineDocument({ person: ben })
  join(one.doc, two.doc)
})

afterEach(async () => {
  await one.close()
  await two.close()
})

/** A line between two documents on which nothing waits. */
function join(a: Y.Doc, b: Y.Doc): void {
  for (const [from, to] of [
    [a, b],
    [b, a],
  ] as const) {
    from.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== 'line') Y.applyUpdate(to, update, 'line')
    })
  }
}

/** A cell of each person on one page. */
function show(document: OpenDocument, root: string) {
  const { container } = render(Cell, { document, root, label: `${document.person.name} ${root}` })
  return {
    write: (text: string) => {
      document.cells.enter(root)
      paste(container.querySelector('.ProseMirror') as Element, { text })
    },
    get isEdited() {
      return container.querySelector('.ProseMirror') !== null
    },
    get text() {
      return container.textContent.trim()
    },
  }
}

const textOf = ({ doc }: OpenDocument, root: string) =>
  doc
    .getXmlFragment(root)
    .toJSON()
    .replaceAll(/<[^>]*>/g, '')

describe('undo', () => {
  it('takes back only one’s own, and what others wrote beside it stays', () => {
    const mine = show(one, why)
    const theirs = show(two, why)
    mine.write('Mine. ')
    theirs.write('Theirs. ')
    expect(textOf(one, why)).toContain('Theirs.')
    one.undo.undo()
    expect(textOf(one, why)).toBe('Theirs. ')
    expect(textOf(two, why)).toBe('Theirs. ')
    one.undo.redo()
    expect(textOf(two, why)).toContain('Mine.')
    expect(textOf(two, why)).toContain('Theirs.')
  })

  it('goes back across cells, each a step of its own, and the focus goes along', () => {
    const first = show(one, why)
    const second = show(one, known)
    first.write('in the first')
    second.write('in the second')
    expect([first.isEdited, second.isEdited]).toEqual([false, true])
    one.undo.undo()
    expect([textOf(one, why), textOf(one, known)]).toEqual(['in the first', ''])
    expect(second.isEdited).toBe(true)
    one.undo.undo()
    expect([textOf(one, why), textOf(one, known)]).toEqual(['', ''])
    expect([first.isEdited, second.isEdited]).toEqual([true, false])
    one.undo.redo()
    expect(textOf(one, why)).toBe('in the first')
    expect(one.undo.canRedo).toBe(true)
    one.undo.redo()
    expect(textOf(one, known)).toBe('in the second')
    expect(second.isEdited).toBe(true)
    expect(one.undo.canRedo).toBe(false)
  })

  it('is not for entering a cell, and what is typed right after entering belongs to that cell', () => {
    const first = show(one, why)
    const second = show(one, known)
    first.write('there already')
    one.cells.enter(known)
    one.cells.enter(why)
    expect(one.undo.canUndo).toBe(true)
    one.undo.undo()
    expect(one.undo.canUndo).toBe(false)
    one.undo.redo()
    one.cells.enter(known)
    one.cells.enter(why)
    first.write(', and more')
    one.cells.enter(known)
    expect(second.isEdited).toBe(true)
    one.undo.undo()
    expect([first.isEdited, second.isEdited]).toEqual([true, false])
    expect(textOf(one, why)).toBe('there already')
  })

  it('survives the closing of every editor', () => {
    const { unmount } = render(Cell, { document: one, root: why, label: 'Why' })
    one.cells.enter(why)
    paste(document.querySelector('.ProseMirror') as Element, { text: 'kept' })
    unmount()
    expect(textOf(one, why)).toBe('kept')
    one.undo.undo()
    expect(textOf(one, why)).toBe('')
  })

  it('knows edit functions, and leaves what came from the server', () => {
    const row = '01JD00000000000000000000R1' as RowId
    two.edit((doc) => addRow(doc, '01JD00000000000000000000R2' as RowId, null))
    one.edit((doc) => addRow(doc, row, null))
    expect(listStages(one.doc)).toHaveLength(2)
    one.undo.undo()
    expect(listStages(two.doc).map(({ id }) => id)).toEqual(['01JD00000000000000000000R2'])
    expect(one.undo.canUndo).toBe(false)
  })

  it('keeps a paragraph in which somebody else has written since', () => {
    show(one, why).write('Mine')
    two.doc.transact(() => {
      const paragraph = two.doc.getXmlFragment(why).get(0) as Y.XmlElement
      ;(paragraph.get(0) as Y.XmlText).insert(4, ' and theirs')
    })
    one.undo.undo()
    expect(one.doc.getXmlFragment(why).toJSON()).toBe('<paragraph> and theirs</paragraph>')
  })
})

it('two editors in one cell converge whatever is pasted where', () => {
  const mine = show(one, why)
  const theirs = show(two, why)
  for (const [cell, text] of [
    [mine, 'one '],
    [theirs, 'two\n\nthree '],
    [mine, 'four '],
    [theirs, 'five'],
  ] as const) {
    cell.write(text)
  }
  expect(textOf(one, why)).toBe(textOf(two, why))
  expect(mine.text).toBe(theirs.text)
  for (const word of ['one', 'two', 'three', 'four', 'five']) expect(mine.text).toContain(word)
})
