import type { Component } from 'svelte'
import type { CellEditor } from './cell-editor.ts'
import type { ToolbarProps } from './toolbar-props.ts'

interface Loaded {
  CellEditor: typeof CellEditor
  Toolbar: Component<ToolbarProps, object, 'open'>
}

/**
 * The editor's code, ProseMirror with it, fetched once for the page when the first cell is drawn. Reading a plan
 * does not wait for it, and a cell that is entered finds it there: on a phone the keyboard opens only within the
 * tap itself.
 */
class EditorCode {
  #loaded: Loaded | null = null
  #loading: Promise<Loaded> | null = null

  /** Null until it has arrived. */
  get loaded(): Loaded | null {
    return this.#loaded
  }

  /** Rejects when it cannot be fetched; the next call tries again. */
  load(): Promise<Loaded> {
    this.#loading ??= this.#fetch()
    return this.#loading
  }

  async #fetch(): Promise<Loaded> {
    try {
      const [{ CellEditor }, { default: Toolbar }] = await Promise.all([
        import('./cell-editor.ts'),
        import('./Toolbar.svelte'),
      ])
      this.#loaded = { CellEditor, Toolbar }
      return this.#loaded
    } catch (error) {
      this.#loading = null
      throw error
    }
  }
}

export const editorCode = new EditorCode()
