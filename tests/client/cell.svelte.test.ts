import { render, screen } from '@testing-library/svelte'
import { tick } from 'svelte'
import { afterEach, expect, it } from 'vitest'
import type * as Y from 'yjs'
import Cell from '../../client/editor/Cell.svelte'
import type { OpenDocument } from '../../client/sync/document.ts'
import { openDocument } from '../../client/sync/open-document.ts'
import type { DocumentId, PersonId } from '../../shared/ids.ts'
import { ids, noSocket } from './support/offline-document.ts'

const opened: OpenDocument[] = []

function offlineDocument(): OpenDocument {
  const document = openDocument({
    documentId: ids.document as DocumentId,
    epoch: 'e1',
    person: { id: ids.amira as PersonId, name: 'Amira', colour: 1 },
    kind: 'plan',
    url: 'ws://127.0.0.1:1',
    offline: false,
    ports: { WebSocket: noSocket(), random: () => 0.5 },
  })
  opened.push(document)
  return document
}

afterEach(async () => {
  for (const document of opened.splice(0)) await document.close()
})

const root = 'field:why'

it('a cell is drawn and entered without writing anything', async () => {
  const document = offlineDocument()
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
  const document = offlineDocument()
  render(Cell, { document, root, label: 'Why' })
  document.enterCell(root)
  await tick()
  const editor = window.document.querySelector('.ProseMirror') as HTMLElement
  paste(editor, 'Because 8 is more')
  expect(plain(document.doc)).toBe('<paragraph>Because 8 is more</paragraph>')
  editor.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }))
  await tick()
  await tick()
  expect(window.document.querySelector('.ProseMirror')).toBeNull()
  expect(screen.getByRole('textbox', { name: 'Why' }).textContent).toBe('Because 8 is more')
  expect(window.document.activeElement).toBe(screen.getByRole('textbox', { name: 'Why' }))
})

/** Pastes plain text, as the browser would hand it to the editor. */
function paste(editor: HTMLElement, text: string): void {
  const event = new Event('paste', { bubbles: true, cancelable: true })
  const getData = (type: string) => (type === 'text/plain' ? text : '')
  editor.dispatchEvent(Object.assign(event, { clipboardData: { getData, files: [], types: [] } }))
}

function plain(doc: Y.Doc): string {
  return doc.getXmlFragment(root).toString()
}
