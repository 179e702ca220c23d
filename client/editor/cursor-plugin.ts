import type { EditorState } from 'prosemirror-state'
import { Plugin, PluginKey } from 'prosemirror-state'
import type { EditorView } from 'prosemirror-view'
import { Decoration, DecorationSet } from 'prosemirror-view'
import {
  absolutePositionToRelativePosition,
  relativePositionToAbsolutePosition,
  ySyncPluginKey,
} from 'y-prosemirror'
import * as Y from 'yjs'
import type { OpenDocument } from '../sync/document.ts'
import type { RemoteCaret } from '../sync/presence.ts'
import type { Mapping } from './read-fragment.ts'

/** What y-prosemirror's sync plugin keeps in the editor's state. */
export interface SyncState {
  doc: Y.Doc
  type: Y.XmlFragment
  binding: { mapping: Mapping }
  isChangeOrigin: boolean
}

export function syncState(state: EditorState): SyncState {
  return ySyncPluginKey.getState(state) as SyncState
}

const key = new PluginKey<DecorationSet>('carets')

/**
 * Other people's carets and selections in the cell being edited, and one's own for them. Unlike y-prosemirror's:
 * no style attributes and no markup from the wire, only our own classes; and nothing is dispatched unless a caret
 * in this very cell has changed.
 */
export function cursorPlugin(document: OpenDocument, root: string): Plugin<DecorationSet> {
  return new Plugin<DecorationSet>({
    key,
    state: {
      init: (_config, state) => decorate(state, document.presence.caretsIn(root)),
      apply: (transaction, carets, _before, state) => {
        const isNews = transaction.getMeta(key) === true || syncState(state).isChangeOrigin
        if (isNews) return decorate(state, document.presence.caretsIn(root))
        return carets.map(transaction.mapping, transaction.doc)
      },
    },
    props: { decorations: (state) => key.getState(state) },
    view: (view) => {
      const stop = followCarets(view, document, root)
      const publish = () => publishCaret(view, document, root)
      view.dom.addEventListener('focus', publish)
      return {
        update: publish,
        destroy: () => {
          stop()
          view.dom.removeEventListener('focus', publish)
        },
      }
    },
  })
}

/** Tells the others that one has left the cell. */
export function withdrawCaret(document: OpenDocument, root: string): void {
  const state = document.awareness.getLocalState()
  if (state?.where !== root) return
  document.awareness.setLocalState({ ...state, where: null, cursor: null })
}

function followCarets(view: EditorView, document: OpenDocument, root: string): () => void {
  let shown = document.presence.caretsIn(root)
  const follow = () => {
    const carets = document.presence.caretsIn(root)
    // A widget put beside the caret breaks what an input method is composing; it comes after.
    if (carets === shown || view.composing || view.isDestroyed) return
    shown = carets
    view.dispatch(view.state.tr.setMeta(key, true))
  }
  view.dom.addEventListener('compositionend', follow)
  const stop = document.presence.listen(follow)
  return () => {
    stop()
    view.dom.removeEventListener('compositionend', follow)
  }
}

function publishCaret(view: EditorView, document: OpenDocument, root: string): void {
  if (!view.hasFocus()) return
  const state = document.awareness.getLocalState() ?? {}
  const { anchor, head } = view.state.selection
  const cursor = { anchor: relative(view.state, anchor), head: relative(view.state, head) }
  const isSame = state.where === root && JSON.stringify(state.cursor) === JSON.stringify(cursor)
  if (!isSame) document.awareness.setLocalState({ ...state, where: root, cursor })
}

function relative(state: EditorState, position: number): unknown {
  const { type, binding } = syncState(state)
  return Y.relativePositionToJSON(
    absolutePositionToRelativePosition(position, type, binding.mapping) as Y.RelativePosition,
  )
}

function decorate(state: EditorState, carets: readonly RemoteCaret[]): DecorationSet {
  const decorations = carets.flatMap((caret) => decorationsOf(state, caret))
  return DecorationSet.create(state.doc, decorations)
}

function decorationsOf(state: EditorState, caret: RemoteCaret): Decoration[] {
  const head = absolute(state, caret.head)
  const anchor = absolute(state, caret.anchor) ?? head
  if (head === null || anchor === null) return []
  const { clientId, name, colour, isFresh } = caret
  const widget = Decoration.widget(head, () => caretElement(caret), {
    key: `${clientId} ${name} ${colour} ${String(isFresh)}`,
    side: 10,
    ignoreSelection: true,
  })
  if (anchor === head) return [widget]
  const selected = { class: `sel p${colour}` }
  return [widget, Decoration.inline(Math.min(anchor, head), Math.max(anchor, head), selected)]
}

function caretElement({ name, colour, isFresh }: RemoteCaret): HTMLElement {
  const caret = document.createElement('span')
  caret.className = `caret below p${colour}${isFresh ? ' fresh' : ''}`
  caret.setAttribute('aria-hidden', 'true')
  const flag = document.createElement('span')
  flag.textContent = name
  caret.append(flag)
  return caret
}

/** A position somebody sent, as a position here; null when it is malformed or its text is gone. */
function absolute(state: EditorState, json: unknown): number | null {
  const { doc, type, binding } = syncState(state)
  try {
    const position = Y.createRelativePositionFromJSON(json)
    const found: number | null = relativePositionToAbsolutePosition(
      doc,
      type,
      position,
      binding.mapping,
    )
    return found === null ? null : Math.min(Math.max(found, 0), state.doc.content.size)
  } catch {
    return null
  }
}
