import { render, screen } from '@testing-library/svelte'
import { tick } from 'svelte'
import { afterEach, beforeAll, expect, it } from 'vitest'
import type * as Y from 'yjs'
import Cell from '../../client/editor/Cell.svelte'
import { editorCode } from '../../client/editor/editor-code.ts'
import type { OpenDocument } from '../../client/sync/document.ts'
import { pretendLayout } from './support/layout.ts'
import { paste } from './support/paste.ts'
import CellInRoom from './support/CellInRoom.svelte'
import { offlineDocument } from './support/offline-document.ts'

pretendLayout()

const opened: OpenDocument[] = []

function open(): OpenDocument {
  const document = offlineDocument()
  opened.push(document)
  return document
}

afterEach(async () => {
  for (const document of opened.splice(0)) await document.close()
})

const root = 'field:why'

beforeAll(() => editorCode.load())

it('a cell is drawn and entered without writing anything', async () => {
  const document = open()
  const updates: Uint8Array[] = []
  document.doc.on('update', (update: Uint8Array) => updates.push(update))
  render(Cell, { document, root, label: 'Why', hint: 'Why this lesson?' })
  const box = screen.getByRole('textbox', { name: 'Why' })
  box.focus()
  await tick()
  expect(window.document.querySelector('.ProseMirror')).not.toBeNull()
  expect(window.document.activeElement?.className).toContain('ProseMirror')
  expect(updates).toHaveLength(0)
})

it('text is written into the fragment and drawn after leaving', async () => {
  const document = open()
  render(Cell, { document, root, label: 'Why' })
  document.cells.enter(root)
  await tick()
  const editor = window.document.querySelector('.ProseMirror') as HTMLElement
  paste(editor, { text: 'Because 8 is more' })
  expect(plain(document.doc)).toBe('<paragraph>Because 8 is more</paragraph>')
  editor.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }))
  await tick()
  await tick()
  expect(window.document.querySelector('.ProseMirror')).toBeNull()
  expect(screen.getByRole('textbox', { name: 'Why' }).textContent).toBe('Because 8 is more')
  expect(window.document.activeElement).toBe(screen.getByRole('textbox', { name: 'Why' }))
})

it('the cell somebody writes in stays open while what is around it is fetched again', async () => {
  const document = open()
  const { rerender } = render(CellInRoom, { room: { document, root } })
  document.cells.enter(root)
  await tick()
  const editor = window.document.querySelector('.ProseMirror') as HTMLElement
  paste(editor, { text: 'One code' })
  await rerender({ room: { document, root } })
  await tick()
  expect(window.document.querySelector('.ProseMirror')).toBe(editor)
  expect(window.document.activeElement).toBe(editor)
})

function plain(doc: Y.Doc): string {
  return doc.getXmlFragment(root).toJSON()
}
