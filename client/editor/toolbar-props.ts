import type { EditorState } from 'prosemirror-state'
import type { EditorView } from 'prosemirror-view'

export interface ToolbarProps {
  view: EditorView
  /** The editor's newest state. */
  state: EditorState
  /** Bindable: closed, open, or asking for a link. */
  open: 'closed' | 'open' | 'link'
}
