import { EditorState, Plugin, Selection, TextSelection } from 'prosemirror-state'
import { EditorView } from 'prosemirror-view'
import { ySyncPlugin } from 'y-prosemirror'
import type * as Y from 'yjs'
import type { OpenDocument } from '../sync/document.ts'
import { clipboardSerializer, pasteRules } from './clipboard.ts'
import type { PastedRow } from './cell-props.ts'
import { cursorPlugin, syncState, withdrawCaret } from './cursor-plugin.ts'
import { typingRules } from './input-rules.ts'
import type { KeyActions } from './keys.ts'
import { cellKeys } from './keys.ts'
import { isEditable, noteOverlappingMarks, readFragment } from './read-fragment.ts'
import { schema } from './schema.ts'
import { restoreSelection, undoPlugin } from './undo-plugin.ts'

export interface CellEditorOptions {
  document: OpenDocument
  root: string
  place: HTMLElement
  /** Attributes of the text box: its role, name and description. */
  attributes: Record<string, string>
  isMultiline: boolean
  actions: KeyActions
  /** After every change of text or selection. */
  onUpdate(state: EditorState): void
  /** The content has become such that no editor may touch it. */
  onUneditable(): void
  onPastedTable(rows: PastedRow[]): boolean
  /** Something could not be pasted; a sentence for people. */
  onProblem(sentence: string): void
}

/** Where the caret goes when a cell is entered. */
export type EntryPoint =
  | { kind: 'start' }
  | { kind: 'end' }
  | { kind: 'point'; left: number; top: number }
  | { kind: 'selection'; selection: unknown }

/** The one editor of a page: ProseMirror on the fragment of the cell that is being edited. */
export class CellEditor {
  readonly view: EditorView
  readonly #options: CellEditorOptions
  readonly #fragment: Y.XmlFragment

  /** Null where the content is of a form that an editor would damage; such a cell is only drawn. */
  static mount(options: CellEditorOptions): CellEditor | null {
    const fragment = options.document.doc.getXmlFragment(options.root)
    return isEditable(fragment) ? new CellEditor(options, fragment) : null
  }

  private constructor(options: CellEditorOptions, fragment: Y.XmlFragment) {
    this.#options = options
    this.#fragment = fragment
    // Before the binding's own observer, which fails on content it cannot show.
    fragment.observeDeep(this.#guard)
    const { doc, mapping } = readFragment(fragment, schema)
    this.view = new EditorView(options.place, {
      state: EditorState.create({ doc, plugins: this.#plugins(fragment, mapping) }),
      attributes: options.attributes,
      clipboardSerializer: clipboardSerializer(schema),
      ...pasteRules(options),
    })
    // From now on the binding takes what it is shown as changed by hand, also when it is emptied. The content is
    // the same, so nothing is written.
    if (fragment.length > 0) this.view.dispatch(this.view.state.tr)
  }

  /** Puts the caret where somebody clicked, or where they were. */
  enter(at: EntryPoint): void {
    const { view } = this
    view.focus()
    if (at.kind === 'selection') restoreSelection(view, at.selection)
    else view.dispatch(view.state.tr.setSelection(this.#selectionAt(at)).scrollIntoView())
  }

  /** Writes what was typed before there was an editor, as if it were typed now. */
  type(text: string): void {
    const { view } = this
    if (text !== '' && view.state.doc.childCount === 0) view.dispatch(withParagraph(view.state))
    for (const letter of text) {
      const { from, to } = view.state.selection
      const write = () => view.state.tr.insertText(letter, from, to)
      const isDone = view.someProp('handleTextInput', (rule) => rule(view, from, to, letter, write))
      if (!isDone) view.dispatch(write())
    }
  }

  setAttributes(attributes: Record<string, string>): void {
    this.view.setProps({ attributes })
  }

  destroy(): void {
    this.#fragment.unobserveDeep(this.#guard)
    this.view.destroy()
    withdrawCaret(this.#options.document, this.#options.root)
  }

  #plugins(fragment: Y.XmlFragment, mapping: unknown): Plugin[] {
    const { document, root, actions, isMultiline } = this.#options
    return [
      ySyncPlugin(fragment, { mapping: mapping as never }) as Plugin,
      cursorPlugin(document, root),
      undoPlugin(document, root),
      typingRules(),
      ...cellKeys(actions, isMultiline),
      roomToWrite(),
      new Plugin({ view: () => ({ update: (view) => this.#options.onUpdate(view.state) }) }),
    ]
  }

  #selectionAt(at: Exclude<EntryPoint, { kind: 'selection' }>): Selection {
    const { doc } = this.view.state
    if (at.kind === 'start') return Selection.atStart(doc)
    if (at.kind === 'end') return Selection.atEnd(doc)
    const found = this.view.posAtCoords(at)
    return found === null ? Selection.atEnd(doc) : Selection.near(doc.resolve(found.pos))
  }

  readonly #guard = (): void => {
    if (isEditable(this.#fragment)) noteOverlappingMarks(this.#fragment, schema)
    else this.#options.onUneditable()
  }
}

/**
 * A document without a single block has nowhere for a caret. One's own emptying leaves a paragraph; where others
 * emptied it, the paragraph is written only when somebody begins to write.
 */
function roomToWrite(): Plugin {
  const makeRoom = (view: EditorView): boolean => {
    if (view.state.doc.childCount > 0) return false
    view.dispatch(withParagraph(view.state))
    return false
  }
  return new Plugin({
    appendTransaction: (transactions, _before, state) => {
      const isOwn = transactions.some((tr) => tr.docChanged) && !syncState(state).isChangeOrigin
      return isOwn && state.doc.childCount === 0 ? withParagraph(state) : null
    },
    props: {
      handleDOMEvents: { beforeinput: makeRoom, compositionstart: makeRoom, paste: makeRoom },
      handleKeyDown: (view, event) => (event.key.length === 1 ? makeRoom(view) : false),
    },
  })
}

function withParagraph(state: EditorState) {
  const tr = state.tr.insert(0, schema.nodes.paragraph.create())
  return tr.setSelection(TextSelection.create(tr.doc, 1))
}
