import type { EditorState } from 'prosemirror-state'
import { Plugin, PluginKey, TextSelection } from 'prosemirror-state'
import type { EditorView } from 'prosemirror-view'
import {
  absolutePositionToRelativePosition,
  relativePositionToAbsolutePosition,
  ySyncPluginKey,
} from 'y-prosemirror'
import type { OpenDocument } from '../sync/document.ts'
import { syncState } from './cursor-plugin.ts'

/** A selection as relative positions, which stay true while others write. */
interface KeptSelection {
  anchor: unknown
  head: unknown
}

const key = new PluginKey<KeptSelection | null>('undo')

/**
 * Lets one editor use the document's undo, which outlives it (y-prosemirror's own plugin destroys a shared
 * UndoManager with the first view that goes). It keeps where the selection was before each change.
 */
export function undoPlugin(document: OpenDocument, root: string): Plugin<KeptSelection | null> {
  document.undo.track(ySyncPluginKey)
  return new Plugin<KeptSelection | null>({
    key,
    state: {
      init: () => null,
      apply: (transaction, kept, before, after) =>
        transaction.docChanged && !syncState(after).isChangeOrigin ? keep(before) : kept,
    },
    view: (view) => {
      document.undo.endStep()
      const stop = document.undo.editIn(() => ({
        root,
        selection: key.getState(view.state) ?? null,
      }))
      return {
        destroy: () => {
          stop()
          document.undo.endStep()
        },
      }
    },
  })
}

/** Puts the selection where it was before a change that has been undone. */
export function restoreSelection(view: EditorView, kept: unknown): void {
  if (!isKept(kept)) return
  const { doc, type, binding } = syncState(view.state)
  const [anchor, head] = [kept.anchor, kept.head].map((position): number | null =>
    relativePositionToAbsolutePosition(doc, type, position as never, binding.mapping),
  )
  if (anchor === null || anchor === undefined || head === null || head === undefined) return
  const { doc: shown, tr } = view.state
  const within = (position: number) => shown.resolve(Math.min(position, shown.content.size))
  view.dispatch(tr.setSelection(TextSelection.between(within(anchor), within(head))))
}

function keep(state: EditorState): KeptSelection {
  const { type, binding } = syncState(state)
  const { anchor, head } = state.selection
  return {
    anchor: absolutePositionToRelativePosition(anchor, type, binding.mapping) as unknown,
    head: absolutePositionToRelativePosition(head, type, binding.mapping) as unknown,
  }
}

function isKept(value: unknown): value is KeptSelection {
  return typeof value === 'object' && value !== null && 'anchor' in value && 'head' in value
}
