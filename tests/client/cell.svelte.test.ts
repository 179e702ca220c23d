import { render, screen } from '@testing-library/svelte'
import { tick } from 'svelte'
import { afterEach, beforeAll, expect, it, vi } from 'vitest'
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

/** The editor's code comes when `come` is called; after `cut` it cannot be fetched until `mend`. */
function lateCode(): { come: () => Promise<void>; cut: () => void; mend: () => void } {
  const code = editorCode.loaded
  const loaded = vi.spyOn(editorCode, 'loaded', 'get').mockReturnValue(null)
  let resolve: (code: NonNullable<typeof editorCode.loaded>) => void = () => {}
  const promise = new Promise<NonNullable<typeof code>>((done) => (resolve = done))
  const load = vi.spyOn(editorCode, 'load').mockReturnValue(promise)
  return {
    cut: () => void load.mockRejectedValue(new Error('offline')),
    mend: () => void load.mockReturnValue(promise),
    come: async () => {
      loaded.mockRestore()
      load.mockRestore()
      resolve(code!)
      await promise
      await tick()
    },
  }
}

function press(...keys: string[]): void {
  for (const key of keys) {
    const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true })
    window.document.activeElement!.dispatchEvent(event)
  }
}

it('what is typed before the editor is there is written when it comes, by its rules', async () => {
  const code = lateCode()
  const document = open()
  render(Cell, { document, root, label: 'Why' })
  document.cells.enter(root)
  expect(window.document.activeElement).toBe(screen.getByRole('textbox', { name: 'Why' }))
  press(...'Stop at 5/5', 'Backspace', ...'4 ')
  await code.come()
  expect(window.document.activeElement?.className).toContain('ProseMirror')
  expect(plain(document.doc)).toMatch(
    /^<paragraph>Stop at <fraction [^>]*><\/fraction> <\/paragraph>$/,
  )
})

it('whoever goes on before the editor is there is not called back, and their words stand', async () => {
  const code = lateCode()
  const document = open()
  render(Cell, { document, root, label: 'Why' })
  const elsewhere = window.document.body.appendChild(window.document.createElement('input'))
  document.cells.enter(root)
  press(...'Because')
  elsewhere.focus()
  await code.come()
  expect(plain(document.doc)).toBe('<paragraph>Because</paragraph>')
  expect(window.document.activeElement).toBe(elsewhere)
  expect(window.document.querySelector('.ProseMirror')).toBeNull()
  elsewhere.remove()
})

it('what is typed while the editor cannot be fetched is kept until it can', async () => {
  const code = lateCode()
  code.cut()
  const document = open()
  render(Cell, { document, root, label: 'Why' })
  document.cells.enter(root)
  press(...'Bec')
  await expect.poll(() => screen.queryByText(/could not be fetched/)).not.toBeNull()
  press('a')
  code.mend()
  await tick()
  press(...'use')
  await code.come()
  expect(plain(document.doc)).toBe('<paragraph>Because</paragraph>')
  expect(screen.queryByText(/could not be fetched/)).toBeNull()
})
