import { baseKeymap } from 'prosemirror-commands'
import { undoInputRule } from 'prosemirror-inputrules'
import { keymap } from 'prosemirror-keymap'
import { liftListItem, sinkListItem, splitListItem } from 'prosemirror-schema-list'
import type { Command, Plugin } from 'prosemirror-state'
import {
  breakLine,
  toggleBullets,
  toggleEmphasis,
  toggleNumbers,
  toggleQuote,
  toggleStrong,
} from './commands.ts'
import { schema } from './schema.ts'

/** What keys do beyond the text itself. */
export interface KeyActions {
  undo(): void
  redo(): void
  leave(): void
  /** False where no cell follows: the browser then goes on by itself. */
  goTo(direction: 'next' | 'previous'): boolean
  openToolbar(): void
  askForLink(): void
}

/** The keys of a cell. In a cell of one line Enter goes on to the next cell. */
export function cellKeys(actions: KeyActions, isMultiline: boolean): Plugin[] {
  const { list_item } = schema.nodes
  const act = (action: () => void): Command => {
    return () => {
      action()
      return true
    }
  }
  const onwards: Command = () => actions.goTo('next')
  return [
    keymap({
      'Mod-z': act(() => actions.undo()),
      'Mod-y': act(() => actions.redo()),
      'Shift-Mod-z': act(() => actions.redo()),
      'Mod-b': toggleStrong,
      'Mod-i': toggleEmphasis,
      'Mod-k': act(() => actions.askForLink()),
      'Shift-Mod-8': toggleBullets,
      'Shift-Mod-7': toggleNumbers,
      'Shift-Mod-9': toggleQuote,
      'Mod-]': sinkListItem(list_item),
      'Mod-[': liftListItem(list_item),
      'Shift-Enter': breakLine,
      Enter: isMultiline ? splitListItem(list_item) : act(() => leaveLine(actions)),
      Backspace: undoInputRule,
      Tab: onwards,
      'Shift-Tab': () => actions.goTo('previous'),
      Escape: act(() => actions.leave()),
      'Alt-F10': act(() => actions.openToolbar()),
    }),
    keymap(baseKeymap),
  ]
}

function leaveLine(actions: KeyActions): void {
  if (!actions.goTo('next')) actions.leave()
}
