import fc from 'fast-check'
import { ulid } from 'ulid'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { writeHtml } from '../../client/editor/write-html.ts'
import { putLateEdits } from '../../client/screens/lesson-study/again/late-edits.ts'
import { readRoots } from '../../client/sync/plain-text.ts'
import { copiedPlan } from '../../server/lesson-study/plan-document.ts'
import type { CasePupilId, RowId } from '../../shared/ids.ts'
import {
  addRow,
  cellRoot,
  fieldRoot,
  fragmentOf,
  listRows,
  listStages,
  moveRow,
  predictionRoot,
  seedPlan,
  setDeleted,
  setMinutes,
  setTitle,
} from '../../shared/lesson-study/plan.ts'
import { planRowsMax } from '../../shared/limits.ts'

const wren = ulid() as CasePupilId

/** The plan we taught, a device that wrote on without a line, and the next plan, which starts from what was taught. */
function plans(stages = 3) {
  const taught = new Y.Doc()
  const ids = Array.from({ length: stages }, () => ulid() as RowId)
  seedPlan(taught, ids)
  taught.transact(() =>
    ids.forEach((id, at) => {
      setTitle(taught, id, `Stage ${at + 1}`)
      write(taught, cellRoot(id, 'do'), `<p>Peg <b>cards</b> ${at + 1}.</p><p>In pairs.</p>`)
    }),
  )
  const device = copyOf(taught)
  const next = new Y.Doc()
  Y.applyUpdate(next, copiedPlan(taught).update)
  return { taught, device, next, ids }
}

function copyOf(doc: Y.Doc): Y.Doc {
  const copy = new Y.Doc()
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc))
  return copy
}

function write(doc: Y.Doc, root: string, html: string): void {
  const fragment = fragmentOf(doc, root)
  fragment.delete(0, fragment.length)
  writeHtml(fragment, html)
}

const put = ({ taught, device, next }: ReturnType<typeof plans>) =>
  putLateEdits(next, Y.encodeStateAsUpdate(device), taught)

const textOf = (doc: Y.Doc, root: string) => fragmentOf(doc, root).toJSON()

describe('what came too late for the plan we taught', () => {
  it('takes the place of what still stands in the next plan as it was taught, in its form', () => {
    const all = plans()
    const root = cellRoot(all.ids[0]!, 'do')
    write(all.device, root, '<p>Peg <b>three</b> cards.</p><ul><li>No rulers</li></ul>')
    expect(put(all)).toBe(true)
    expect(textOf(all.next, root)).toBe(textOf(all.device, root))
    expect(textOf(all.next, cellRoot(all.ids[1]!, 'do'))).toBe(
      textOf(all.taught, cellRoot(all.ids[1]!, 'do')),
    )
  })

  it('comes to stand behind what was written anew in the next plan meanwhile', () => {
    const all = plans()
    const root = cellRoot(all.ids[0]!, 'do')
    write(all.device, root, '<p>Peg <b>cards</b> 1.</p><p>Alone at first.</p>')
    write(all.next, root, '<p>Count on.</p>')
    put(all)
    expect(textOf(all.next, root)).toBe(
      '<paragraph>Count on.</paragraph><paragraph>Alone at first.</paragraph>',
    )
  })

  it('fills an empty place beside the table, and a prediction', () => {
    const all = plans()
    const places = [fieldRoot('why'), predictionRoot(all.ids[2]!, wren)]
    for (const root of places) write(all.device, root, '<p>They count pieces.</p>')
    put(all)
    for (const root of places) expect(textOf(all.next, root)).toContain('They count pieces.')
  })

  it('brings a stage that was added with its place, its name, its minutes and its cells', () => {
    const all = plans()
    const id = ulid() as RowId
    addRow(all.device, id, all.ids[0]!)
    setTitle(all.device, id, 'Exit card')
    setMinutes(all.device, id, 7)
    write(all.device, predictionRoot(id, wren), '<p>Draws a line.</p>')
    put(all)
    expect(listStages(all.next).map((row) => row.id)).toEqual([
      all.ids[0],
      id,
      all.ids[1],
      all.ids[2],
    ])
    expect(listStages(all.next)[1]).toMatchObject({ title: 'Exit card', minutes: 7 })
    expect(textOf(all.next, predictionRoot(id, wren))).toContain('Draws a line.')
  })

  it('puts a stage that was added before all others first', () => {
    const all = plans()
    const id = ulid() as RowId
    addRow(all.device, id, null)
    moveRow(all.device, id, null)
    put(all)
    expect(listStages(all.next)[0]!.id).toBe(id)
  })

  it('changes names, minutes and order where the next plan has left them, and writes down a name it cannot give', () => {
    const all = plans()
    const [first, second, third] = all.ids as [RowId, RowId, RowId]
    setTitle(all.device, first, 'Washing line')
    setMinutes(all.device, first, 12)
    moveRow(all.device, third, first)
    setTitle(all.device, second, 'Late name')
    setTitle(all.next, second, 'Its new name')
    put(all)
    expect(listStages(all.next).map((row) => [row.id, row.title, row.minutes])).toEqual([
      [first, 'Washing line', 12],
      [third, 'Stage 3', 0],
      [second, 'Its new name', 0],
    ])
    expect(textOf(all.next, cellRoot(second, 'do'))).toContain('Late name')
  })

  it('takes a stage out only where nobody has worked on it since', () => {
    const all = plans()
    const [first, second] = all.ids as [RowId, RowId]
    setDeleted(all.device, first, true)
    setDeleted(all.device, second, true)
    write(all.next, cellRoot(second, 'watch'), '<p>Who looks up?</p>')
    put(all)
    expect(listStages(all.next).map((row) => row.id)).toEqual([second, all.ids[2]])
  })

  it('brings a stage back in which something was written, so that the words can be seen', () => {
    const all = plans()
    const [first] = all.ids as [RowId]
    write(all.device, cellRoot(first, 'do'), '<p>Seen again.</p>')
    setDeleted(all.next, first, true)
    put(all)
    expect(listStages(all.next)[0]!.id).toBe(first)
    expect(textOf(all.next, cellRoot(first, 'do'))).toContain('Seen again.')
  })

  it('does nothing at all where the next plan is full', () => {
    const all = plans(1)
    for (let at = 1; at < planRowsMax; at++) addRow(all.next, ulid() as RowId, null)
    addRow(all.device, ulid() as RowId, null)
    write(all.device, fieldRoot('why'), '<p>Not half of it.</p>')
    const before = Y.encodeStateVector(all.next)
    expect(put(all)).toBe(false)
    expect(Y.encodeStateVector(all.next)).toEqual(before)
  })

  it('loses no word, whatever was written on either side, and is done once when it is done twice', () => {
    fc.assert(
      fc.property(
        fc.array(step(), { maxLength: 14 }),
        fc.array(step(), { maxLength: 10 }),
        (late, meanwhile) => {
          const all = plans()
          const words = late.flatMap((one, at) => act(all.device, one, `late${at}`))
          meanwhile.forEach((one, at) => void act(all.next, one, `next${at}`))
          const kept = allWords(all.device).filter((word) => words.includes(word))
          const others = allWords(all.next).filter((word) => word.startsWith('next'))
          expect(put(all)).toBe(true)
          expect(allWords(all.next)).toEqual(expect.arrayContaining([...kept, ...others]))
          const once = readRoots(all.next)
          put(all)
          expect(readRoots(all.next)).toEqual(once)
        },
      ),
      { numRuns: 60 },
    )
  })
})

type Step = [kind: 'write' | 'append' | 'title' | 'minutes' | 'add' | 'move' | 'delete', at: number]

const step = () =>
  fc.tuple(
    fc.constantFrom<Step[0]>('write', 'append', 'title', 'minutes', 'add', 'move', 'delete'),
    fc.nat(5),
  )

/** Does one thing to a plan; returns the word that was written by it. */
function act(doc: Y.Doc, [kind, at]: Step, word: string): string[] {
  const rows = listRows(doc)
  const row = rows[at % rows.length]!.id
  const root = at % 2 === 0 ? cellRoot(row, 'do') : predictionRoot(row, wren)
  const text = fragmentOf(doc, root)
  if (kind === 'write') text.delete(0, text.length)
  if (kind === 'write' || kind === 'append') text.insert(text.length, [paragraph(word)])
  else if (kind === 'title') setTitle(doc, row, word)
  else if (kind === 'minutes') setMinutes(doc, row, at)
  else if (kind === 'add') addRow(doc, ulid() as RowId, row)
  else if (kind === 'move') moveRow(doc, row, rows[(at * 2) % rows.length]!.id)
  else setDeleted(doc, row, at % 2 === 0)
  return kind === 'minutes' || kind === 'add' || kind === 'move' || kind === 'delete' ? [] : [word]
}

function paragraph(word: string): Y.XmlElement {
  const block = new Y.XmlElement('paragraph')
  block.insert(0, [new Y.XmlText(`and ${word}`)])
  return block
}

/** Every word that somebody who looks at the plan sees. */
function allWords(doc: Y.Doc): string[] {
  const stages = listStages(doc)
  const titles = stages.map((row) => row.title)
  const seen = new Set<string>(stages.map((row) => row.id))
  const texts = [...doc.share.keys()]
    .filter((root) => seen.has(root.split(':')[1] ?? ''))
    .map((root) => fragmentOf(doc, root).toJSON())
  return [...titles, ...texts].join(' ').match(/(?:late|next)\d+/g) ?? []
}
