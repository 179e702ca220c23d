import { CellEditor, type CellEditorOptions } from '../../../client/editor/cell-editor.ts'
import type { OpenDocument } from '../../../client/sync/document.ts'
import { pretendLayout } from './layout.ts'
import { offlineDocument } from './offline-document.ts'

pretendLayout()

export const root = 'field:why'

export interface OpenEditor {
  document: OpenDocument
  /** Null where the content is of a form that no editor may touch. */
  editor: CellEditor | null
  close: () => Promise<void>
}

/** An editor in a cell of a document, without a screen round it. */
export function openEditor(
  options: Partial<CellEditorOptions> = {},
  document: OpenDocument = offlineDocument(),
): OpenEditor {
  const place = window.document.body.appendChild(window.document.createElement('div'))
  const nothing = () => {}
  const editor = CellEditor.mount({
    document,
    root,
    place,
    attributes: { role: 'textbox' },
    isMultiline: true,
    actions: {
      undo: nothing,
      redo: nothing,
      leave: nothing,
      goTo: () => false,
      openToolbar: nothing,
      askForLink: nothing,
    },
    onUpdate: nothing,
    onUneditable: nothing,
    onPastedTable: () => false,
    onProblem: nothing,
    ...options,
  })
  const close = async () => {
    editor?.destroy()
    place.remove()
    await document.close()
  }
  return { document, editor, close }
}

/** What the cell holds now, as the shared document has it. */
export function stored({ document }: OpenEditor): string {
  return document.doc.getXmlFragment(root).toJSON()
}
