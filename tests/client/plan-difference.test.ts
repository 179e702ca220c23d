import fc from 'fast-check'
import { ulid } from 'ulid'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import {
  isChanged,
  planDifference,
} from '../../client/screens/lesson-study/again/plan-difference.ts'
import { claimWords } from '../../client/screens/lesson-study/again/plan-decisions.ts'
import { diffWords } from '../../client/screens/lesson-study/again/word-diff.ts'
import { copiedPlan } from '../../server/lesson-study/plan-document.ts'
import type { CasePupilId, RowId } from '../../shared/ids.ts'
import {
  addRow,
  cellRoot,
  fieldRoot,
  fragmentOf,
  moveRow,
  predictionRoot,
  seedPlan,
  setDeleted,
  setMinutes,
  setTitle,
} from '../../shared/lesson-study/plan.ts'

const wren = ulid() as CasePupilId
const nothing = { pupils: [wren], decisions: [] }

/** A change as it is drawn: what went in square brackets, what came in round ones. */
const drawn = (before: string, after: string) =>
  diffWords(before, after)
    .map(({ kind, text }) =>
      kind === 'same' ? text : kind === 'added' ? `(${text.trim()}) ` : `[${text.trim()}] `,
    )
    .join('')
    .trim()

describe('the words of a text', () => {
  it('are told apart one by one, what went before what came', () => {
    expect(drawn('Peg the cards in pairs.', 'Peg three cards in pairs.')).toBe(
      'Peg [the] (three) cards in pairs.',
    )
  })

  it('keep a fraction whole', () => {
    expect(drawn('Stop at 5/4 and wait.', 'Stop at 4/4 and wait.')).toBe(
      'Stop at [5/4] (4/4) and wait.',
    )
  })

  it('read as one change where a single word happens to be left between two', () => {
    expect(drawn('Count in halves to two', 'Say it in quarters to two')).toBe(
      '[Count in halves] (Say it in quarters) to two',
    )
  })

  it('do not change with their spaces', () => {
    expect(drawn('Peg  the cards.\nWait.', 'Peg the cards. Wait.')).toBe('Peg the cards. Wait.')
  })

  it('give either text back, whatever the two are', () => {
    const words = fc.array(fc.constantFrom('peg', 'the', 'card', '1/2', 'Wren', '.', 'ŵy'), {
      maxLength: 20,
    })
    fc.assert(
      fc.property(words, words, (one, other) => {
        const [before, after] = [one.join(' '), other.join(' ')]
        const runs = diffWords(before, after)
        const side = (left: 'added' | 'removed') =>
          runs.flatMap(({ kind, text }) => (kind === left ? [] : text.trim().split(/\s+/)))
        expect(side('added').join(' ').trim()).toBe(before)
        expect(side('removed').join(' ').trim()).toBe(after)
      }),
    )
  })
})

function plans() {
  const before = new Y.Doc()
  const titles = ['Counting stick', 'Washing line', 'Empty line', 'Exit card']
  const ids = titles.map(() => ulid() as RowId)
  seedPlan(before, ids)
  ids.forEach((id, at) => {
    setTitle(before, id, titles[at]!)
    write(before, cellRoot(id, 'do'), 'Peg the cards.')
  })
  const after = new Y.Doc()
  Y.applyUpdate(after, copiedPlan(before).update)
  return { before, after, ids: ids as [RowId, RowId, RowId, RowId] }
}

function write(doc: Y.Doc, root: string, words: string): void {
  const text = fragmentOf(doc, root)
  text.delete(0, text.length)
  const paragraph = new Y.XmlElement('paragraph')
  paragraph.insert(0, [new Y.XmlText(words)])
  text.insert(0, [paragraph])
}

describe('two plans of a study', () => {
  it('are equal when the later one has just started from the earlier', () => {
    const { before, after } = plans()
    const { stages, texts } = planDifference(before, after, nothing)
    expect([stages.filter(isChanged), texts]).toEqual([[], []])
  })

  it('differ by the texts of a stage, what teacher and pupils do first', () => {
    const { before, after, ids } = plans()
    write(after, predictionRoot(ids[1], wren), 'Waits.')
    write(after, cellRoot(ids[1], 'do'), 'Peg three cards.')
    write(after, fieldRoot('why'), 'They count pieces.')
    const { stages, texts } = planDifference(before, after, nothing)
    expect(stages.map(isChanged)).toEqual([false, true, false, false])
    expect(stages[1]!.places.map(({ root }) => root)).toEqual([
      cellRoot(ids[1], 'do'),
      predictionRoot(ids[1], wren),
    ])
    expect(texts).toEqual([
      { root: fieldRoot('why'), runs: [{ kind: 'added', text: 'They count pieces.' }] },
    ])
  })

  it('differ by stages that came, went, moved, or have other names and minutes', () => {
    const { before, after, ids } = plans()
    const added = ulid() as RowId
    addRow(after, added, ids[2])
    setTitle(after, added, 'Think alone')
    setDeleted(after, ids[1], true)
    moveRow(after, ids[3], null)
    setTitle(after, ids[0], 'Counting together')
    setMinutes(after, ids[0], 8)
    const { stages } = planDifference(before, after, nothing)
    expect(stages.map(({ title, kind, isMoved }) => [title, kind, isMoved])).toEqual([
      ['Exit card', 'kept', true],
      ['Counting together', 'kept', false],
      ['Washing line', 'removed', false],
      ['Empty line', 'kept', false],
      ['Think alone', 'added', false],
    ])
    expect(stages[1]).toMatchObject({ minutes: 8, minutesBefore: 0 })
    expect(stages[1]!.named?.map(({ kind }) => kind)).toEqual(['same', 'removed', 'added'])
  })

  it('differ by a decision, at its stage or for the whole lesson', () => {
    const { before, after, ids } = plans()
    const roots = [`decision:${ulid()}`, `decision:${ulid()}`] as const
    for (const root of roots) write(after, root, 'Stop on one whole.')
    const { stages, texts } = planDifference(before, after, {
      ...nothing,
      decisions: [
        { root: roots[0], rowId: ids[0] },
        { root: roots[1], rowId: null },
      ],
    })
    expect(stages[0]!.places.map(({ root }) => root)).toEqual([roots[0]])
    expect(texts.map(({ root }) => root)).toEqual([roots[1]])
  })
})

it('a claim is named by its first words', () => {
  expect(claimWords('One whole is where Wren stops.')).toBe('One whole is where Wren stops')
  expect(claimWords('Two cards on one peg gave her something to argue with for once.')).toBe(
    'Two cards on one peg gave her…',
  )
})
