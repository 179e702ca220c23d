import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { insertPastedRows } from '../../client/screens/lesson-study/pasted-rows.ts'
import type { PastedRow } from '../../client/editor/cell-props.ts'
import { parsePlanTable } from '../../client/editor/paste-table.ts'
import type { OpenDocument } from '../../client/sync/document.ts'
import { plainText } from '../../client/sync/plain-text.ts'
import {
  cellRoot,
  fragmentOf,
  listStages,
  predictionRoot,
  setTitle,
} from '../../shared/lesson-study/plan.ts'
import { pastedRowsMax } from '../../shared/limits.ts'
import { openPlan, pupilView } from './plan-double.ts'

const pupils = [pupilView('A', 'Wren'), pupilView('B', 'Heron')]
const table = `<table>
  <tr><th>Time</th><th>Stage</th><th>Activity</th><th>A</th><th>B</th></tr>
  <tr><td>8 min</td><td>Counting stick</td><td>Count in <b>quarters</b></td><td>Joins</td><td></td></tr>
  <tr><td>12 min</td><td>Washing line</td><td>Peg cards</td><td>Right of a half</td><td>Over a half</td></tr>
</table>`

let document: OpenDocument
beforeEach(() => {
  document = openPlan(3)
})
afterEach(() => document.close())

const read = (root: string) => plainText(fragmentOf(document.doc, root))
const paste = (rows: PastedRow[], at = 0) =>
  insertPastedRows({
    document,
    into: listStages(document.doc)[at]!.id,
    rows,
    pupils,
    form: 'pupils',
  })

describe('a planning table from Word', () => {
  it('fills the empty stages it is pasted into, column by column', () => {
    expect(paste(parsePlanTable(table)!)).toBe(2)
    const stages = listStages(document.doc)
    expect(stages.map(({ minutes, title }) => [minutes, title])).toEqual([
      [8, 'Counting stick'],
      [12, 'Washing line'],
      [0, ''],
    ])
    expect(read(cellRoot(stages[0]!.id, 'do'))).toBe('Count in quarters')
    expect(read(predictionRoot(stages[0]!.id, pupils[0]!.id))).toBe('Joins')
    expect(read(predictionRoot(stages[1]!.id, pupils[1]!.id))).toBe('Over a half')
  })

  it('never writes over a stage that holds something', () => {
    const [first] = listStages(document.doc)
    document.edit((doc) => setTitle(doc, first!.id, 'Welcome'))
    paste(parsePlanTable(table)!)
    expect(listStages(document.doc).map((row) => row.title)).toEqual([
      'Welcome',
      'Counting stick',
      'Washing line',
    ])
  })

  it('is taken back whole by one undo', () => {
    paste(parsePlanTable(table)!)
    document.undo.undo()
    const stages = listStages(document.doc)
    expect(stages.map((row) => row.title)).toEqual(['', '', ''])
    expect(read(cellRoot(stages[0]!.id, 'do'))).toBe('')
  })

  it('keeps the words of columns there is no room for', () => {
    paste([{ minutes: 5, title: 'Start', cells: ['<p>a</p>', '<p>b</p>', '<p>c</p>', '<p>d</p>'] }])
    const [first] = listStages(document.doc)
    expect(read(predictionRoot(first!.id, pupils[1]!.id))).toBe('c\nd')
  })

  it('makes no more stages than one paste may', () => {
    const row = { minutes: 1, title: 'Again', cells: [] }
    expect(paste(Array.from({ length: pastedRowsMax + 5 }, () => row))).toBe(pastedRowsMax)
  })
})
