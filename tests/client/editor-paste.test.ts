import { readFileSync } from 'node:fs'
import { afterEach, describe, expect, it } from 'vitest'
import type { PastedRow } from '../../client/editor/cell-props.ts'
import { parsePlanTable } from '../../client/editor/paste-table.ts'
import { type OpenEditor, openEditor, stored } from './support/open-editor.ts'
import { paste } from './support/paste.ts'

const fixture = (name: string) => readFileSync(`tests/fixtures/word/${name}.html`, 'utf8')

let open: OpenEditor | null = null
afterEach(async () => {
  await open?.close()
  open = null
})

function pasted(html: string, options: Parameters<typeof openEditor>[0] = {}): string {
  open = openEditor(options)
  paste(open.editor?.view.dom as Element, { html })
  return stored(open)
}

describe('pasting into a cell', () => {
  it('makes lists of Word’s imitations and drops everything else of Word’s', () => {
    expect(pasted(fixture('list'))).toBe(
      '<paragraph><strong>Before the lesson</strong></paragraph>' +
        '<paragraph>Ask for <strong>reasons</strong>, <em>not</em> answers. See ' +
        '<link href="https://nrich.maths.org/2515">the task</link> and this.</paragraph>' +
        '<bullet_list><list_item><paragraph>Pegs</paragraph>' +
        '<bullet_list><list_item><paragraph>Wooden ones</paragraph></list_item></bullet_list></list_item>' +
        '<list_item><paragraph>A washing line</paragraph></list_item></bullet_list>' +
        '<paragraph>Then:</paragraph>' +
        '<ordered_list><list_item><paragraph>Count</paragraph></list_item>' +
        '<list_item><paragraph>Compare</paragraph></list_item></ordered_list>',
    )
  })

  it('takes Google’s documents by what they look like', () => {
    expect(pasted(fixture('google-docs'))).toBe(
      '<paragraph><strong>Bold</strong> and <em>slanted</em></paragraph>' +
        '<bullet_list><list_item><paragraph>first</paragraph></list_item>' +
        '<list_item><paragraph>second</paragraph></list_item></bullet_list>',
    )
  })

  it('keeps a web page’s structure and nothing that runs, calls or colours', () => {
    const text = pasted(fixture('web-page'))
    expect(text).toContain('<paragraph><strong>Number lines</strong></paragraph>')
    expect(text).toContain(
      '<strong>order</strong> and <em>distance</em>.<hard_break></hard_break>Two ideas.',
    )
    expect(text).toContain(
      '<blockquote><paragraph>Children see two numbers.</paragraph></blockquote>',
    )
    expect(text).toContain('<ordered_list><list_item><paragraph>One</paragraph><bullet_list>')
    expect(text).toContain('<link href="https://example.org/a?b=c">more</link>')
    expect(text).toContain('<fraction den="4" num="3">')
    expect(text).not.toMatch(/alert|tracker|style|Comic/)
  })

  it('reads a table that is no plan as paragraphs', () => {
    const text = pasted(fixture('address-table'))
    expect(text).toContain('<paragraph>Owen</paragraph><paragraph>Penrallt Fields</paragraph>')
  })

  it('offers a planning table to the screen, and pastes it as text where the screen declines', () => {
    const offered: PastedRow[][] = []
    const onPastedTable = (rows: PastedRow[]) => offered.push(rows) > 0
    expect(pasted(fixture('plan-with-heading'), { onPastedTable })).toBe('')
    expect(offered[0]).toHaveLength(3)
    expect(pasted(fixture('plan-with-heading'))).toContain('Washing line')
  })

  it('says so when it is too much', () => {
    const problems: string[] = []
    const html = `<p>${'long '.repeat(12_000)}</p>`
    expect(pasted(html, { onProblem: (sentence) => problems.push(sentence) })).toBe('')
    expect(problems).toEqual(['That is too long for one cell. Paste it in parts.'])
  })

  it('lays nesting without end flat', () => {
    const deep = '<blockquote>'.repeat(300) + '<p>deep</p>' + '</blockquote>'.repeat(300)
    expect(pasted(deep)).toBe('<paragraph>deep</paragraph>')
  })
})

describe('a planning table', () => {
  it('with a heading: minutes, names and the other columns', () => {
    const rows = parsePlanTable(fixture('plan-with-heading')) as PastedRow[]
    expect(rows.map(({ minutes, title }) => [minutes, title])).toEqual([
      [8, 'Counting stick'],
      [12, 'Washing line'],
      [0, 'Exit card'],
    ])
    expect(rows[0]?.cells[0]).toContain('<i>quarters</i>')
    expect(rows[0]?.cells[0]).toContain('<ul><li><p>Stop at five</p></li></ul>')
    expect(rows[1]?.cells[1]).toBe('')
    expect(rows[2]?.cells).toHaveLength(2)
  })

  it('with clock times: each lasts until the next', () => {
    const rows = parsePlanTable(fixture('plan-with-clock-times')) as PastedRow[]
    expect(rows.map(({ minutes }) => minutes)).toEqual([8, 12, 0])
    expect(rows.map(({ title }) => title)).toEqual(['', '', ''])
    expect(rows[1]?.cells).toEqual([expect.stringContaining('Peg cards on the line.')])
  })

  it.each([
    ['no table', '<p>8 minutes</p>'],
    ['names and places', fixture('address-table')],
    ['one column', '<table><tr><td>8</td></tr><tr><td>12</td></tr></table>'],
    ['one row', '<table><tr><td>8</td><td>Count</td></tr></table>'],
    ['nothing', ''],
  ])('is not %s', (_what, html) => {
    expect(parsePlanTable(html)).toBeNull()
  })

  it('of any size gives no more rows than a plan takes', () => {
    const html = `<table>${'<tr><td>5</td><td>Count</td></tr>'.repeat(500)}</table>`
    expect(parsePlanTable(html)).toHaveLength(40)
  })
})
