import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { PlanEdits, parseMinutes } from '../../client/screens/lesson-study/plan-edits.ts'
import type { OpenDocument } from '../../client/sync/document.ts'
import { listStages } from '../../shared/lesson-study/plan.ts'
import { planRowsMax } from '../../shared/limits.ts'
import { openPlan } from './plan-double.ts'

let document: OpenDocument
let edits: PlanEdits
const order = () => listStages(document.doc).map((row) => row.id)

beforeEach(() => {
  document = openPlan(3)
  edits = new PlanEdits(document)
})
afterEach(() => document.close())

describe('minutes as they are typed', () => {
  it('reads whole minutes, and nothing as none', () => {
    expect(parseMinutes(' 12 ')).toBe(12)
    expect(parseMinutes('')).toBe(0)
  })

  it('takes nothing else', () => {
    for (const text of ['-3', '2.5', 'ten', '241', '1e2']) expect(parseMinutes(text)).toBeNull()
  })
})

describe('the stages of a plan', () => {
  it('move up and down by one place, and not past the ends', () => {
    const [a, b, c] = order()
    expect(edits.moveUp(b!)).toBe(true)
    expect(order()).toEqual([b, a, c])
    expect(edits.moveUp(b!)).toBe(false)
    expect(edits.moveDown(b!)).toBe(true)
    expect(edits.moveDown(b!)).toBe(true)
    expect(edits.moveDown(b!)).toBe(false)
    expect(order()).toEqual([a, c, b])
  })

  it('go before another one, or to the end', () => {
    const [a, b, c] = order()
    edits.moveBefore(c!, a!)
    expect(order()).toEqual([c, a, b])
    edits.moveBefore(c!, null)
    expect(order()).toEqual([a, b, c])
  })

  it('write nothing when they are dropped where they stand', () => {
    const [a, b] = order()
    let updates = 0
    document.doc.on('update', () => updates++)
    edits.moveBefore(a!, b!)
    edits.moveBefore(order().at(-1)!, null)
    expect(updates).toBe(0)
  })

  it('keep their place among stages that were deleted', () => {
    const [a, b, c] = order()
    edits.remove(a!)
    edits.moveUp(c!)
    expect(order()).toEqual([c, b])
    edits.restore(a!)
    expect(order()).toHaveLength(3)
  })

  it('are added below another one, until the plan is full', () => {
    const [a, b] = order()
    const added = edits.add(a!)
    expect(order().slice(0, 3)).toEqual([a, added, b])
    while (order().length < planRowsMax) expect(edits.add(null)).not.toBeNull()
    expect(edits.add(null)).toBeNull()
  })

  it('are each a step of their own to undo, apart from the words typed just before', () => {
    const [a, b, c] = order()
    edits.setTitle(a!, 'Counting stick')
    edits.moveUp(b!)
    edits.setTitle(c!, 'Exit card')
    document.undo.undo()
    expect(listStages(document.doc).map((row) => row.title)).toEqual(['', 'Counting stick', ''])
    document.undo.undo()
    expect(order()).toEqual([a, b, c])
    expect(listStages(document.doc)[0]?.title).toBe('Counting stick')
    document.undo.undo()
    expect(listStages(document.doc)[0]?.title).toBe('')
  })
})
