import { TextSelection } from 'prosemirror-state'
import type { EditorView } from 'prosemirror-view'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  insertFraction,
  setLink,
  toggleBullets,
  toggleQuote,
} from '../../client/editor/commands.ts'
import { safeAddress, typedAddress } from '../../client/editor/link-address.ts'
import { type OpenEditor, openEditor, stored } from './support/open-editor.ts'

let open: OpenEditor
let view: EditorView

beforeEach(() => {
  open = openEditor()
  view = (open.editor as NonNullable<typeof open.editor>).view
})
afterEach(() => open.close())

/** Types key by key, as a browser tells the editor of it. */
function type(text: string): void {
  for (const letter of text) {
    const { from, to } = view.state.selection
    const isHandled = view.someProp('handleTextInput', (handle) =>
      handle(view, from, to, letter, () => view.state.tr.insertText(letter, from, to)),
    )
    if (isHandled !== true) view.dispatch(view.state.tr.insertText(letter, from, to))
  }
}

function press(key: string, modifiers: KeyboardEventInit = {}): void {
  view.dom.dispatchEvent(
    new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...modifiers }),
  )
}

describe('a fraction', () => {
  it.each([
    ['1/2 of it', '<paragraph><fraction den="2" num="1"></fraction> of it</paragraph>'],
    ['peg 3/4, then', '<paragraph>peg <fraction den="4" num="3"></fraction>, then</paragraph>'],
    ['(5/4)', '<paragraph>(<fraction den="4" num="5"></fraction>)</paragraph>'],
    ['1 3/4.', '<paragraph>1 <fraction den="4" num="3"></fraction>.</paragraph>'],
  ])('is made of %j', (typed, expected) => {
    type(typed)
    expect(stored(open)).toBe(expected)
  })

  it.each(['5/12/2026 ', 'a1/2 ', 'https://x/1/2 ', '1/0 ', '1234/5 ', 'and/or '])(
    'is not made of %j',
    (typed) => {
      type(typed)
      expect(stored(open)).toBe(`<paragraph>${typed}</paragraph>`)
    },
  )

  it('is text again after Backspace', () => {
    type('1/2 ')
    press('Backspace')
    expect(stored(open)).toBe('<paragraph>1/2 </paragraph>')
  })

  it('comes from the toolbar too', () => {
    insertFraction('n', '10')(view.state, view.dispatch)
    expect(stored(open)).toContain('<fraction den="10" num="n">')
  })
})

describe('lists and quotes', () => {
  it.each([
    ['- ', 'bullet_list'],
    ['* ', 'bullet_list'],
    ['1. ', 'ordered_list'],
  ])('%j begins a list', (typed, name) => {
    type(`${typed}pegs`)
    expect(stored(open)).toBe(
      `<${name}><list_item><paragraph>pegs</paragraph></list_item></${name}>`,
    )
  })

  it('"> " begins a quote, and the command takes it away again', () => {
    type('> said')
    expect(stored(open)).toBe('<blockquote><paragraph>said</paragraph></blockquote>')
    toggleQuote(view.state, view.dispatch)
    expect(stored(open)).toBe('<paragraph>said</paragraph>')
  })

  it('Enter makes the next item, and the command ends the list', () => {
    type('- one')
    press('Enter')
    type('two')
    expect(stored(open)).toContain('<list_item><paragraph>two</paragraph></list_item>')
    toggleBullets(view.state, view.dispatch)
    expect(stored(open)).toMatch(/<\/bullet_list><paragraph>two<\/paragraph>$/)
  })
})

describe('keys', () => {
  it('bold and italic', () => {
    press('b', { ctrlKey: true })
    type('loud')
    press('b', { ctrlKey: true })
    press('i', { ctrlKey: true })
    type('soft')
    expect(stored(open)).toBe('<paragraph><strong>loud</strong><em>soft</em></paragraph>')
  })

  it('lists by number keys', () => {
    type('pegs')
    press('*', { ctrlKey: true, shiftKey: true, keyCode: 56 })
    expect(stored(open)).toContain('<bullet_list>')
  })

  it.each([
    ['Escape', {}, 'leave'],
    ['Tab', {}, 'next'],
    ['Tab', { shiftKey: true }, 'previous'],
    ['F10', { altKey: true }, 'toolbar'],
    ['k', { ctrlKey: true }, 'link'],
    ['z', { ctrlKey: true }, 'undo'],
    ['y', { ctrlKey: true }, 'redo'],
  ])('%s %j means %s', async (key, modifiers, meaning) => {
    const done: string[] = []
    const note = (what: string) => () => void done.push(what)
    const other = openEditor({
      actions: {
        undo: note('undo'),
        redo: note('redo'),
        leave: note('leave'),
        goTo: (direction) => {
          done.push(direction)
          return true
        },
        openToolbar: note('toolbar'),
        askForLink: note('link'),
      },
    })
    other.editor?.view.dom.dispatchEvent(
      new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...modifiers }),
    )
    expect(done).toEqual([meaning])
    await other.close()
  })

  it('Enter goes on in a cell of one line', async () => {
    const done: string[] = []
    const line = openEditor({ isMultiline: false, actions: lineActions(done) })
    line.editor?.view.dom.dispatchEvent(
      new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }),
    )
    expect(done).toEqual(['next', 'leave'])
    expect(stored(line)).toBe('')
    await line.close()
  })
})

function lineActions(done: string[]) {
  return {
    undo: () => {},
    redo: () => {},
    leave: () => void done.push('leave'),
    goTo: (direction: string) => {
      done.push(direction)
      return false
    },
    openToolbar: () => {},
    askForLink: () => {},
  }
}

describe('links', () => {
  it('lead to pages and mail only', () => {
    expect(safeAddress('https://a.example/b')).toBe('https://a.example/b')
    expect(safeAddress('mailto:a@b.example')).toBe('mailto:a@b.example')
    for (const bad of [
      'javascript:alert(1)',
      ' JaVaScRiPt:x',
      'data:text/html,x',
      '//a',
      7,
      null,
    ]) {
      expect(safeAddress(bad)).toBeNull()
    }
  })

  it('are typed as people write them', () => {
    expect(typedAddress('nrich.maths.org/2515')).toBe('https://nrich.maths.org/2515')
    expect(typedAddress('owen@school.example')).toBe('mailto:owen@school.example')
    expect(typedAddress('not an address')).toBeNull()
  })

  it('are put on the selection and taken away', () => {
    type('task')
    view.dispatch(view.state.tr.setSelection(allOf(view)))
    setLink('https://a.example')(view.state, view.dispatch)
    expect(stored(open)).toContain('<link href="https://a.example">task</link>')
    setLink(null)(view.state, view.dispatch)
    expect(stored(open)).toBe('<paragraph>task</paragraph>')
  })
})

function allOf({ state }: EditorView) {
  return TextSelection.create(state.doc, 1, state.doc.content.size - 1)
}
