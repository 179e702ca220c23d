import { describe, expect, test } from 'vitest'
import type { AnnotationId } from '../../shared/ids.ts'
import { chapterText } from '../../shared/reading/sentences.ts'
import { ChapterPlaces } from '../../client/screens/reading/chapter/chapter-places.ts'
import { DrawnBlock } from '../../client/screens/reading/chapter/drawn-block.ts'
import { findSentences } from '../../client/screens/reading/chapter/find-sentences.ts'
import { headingLevels } from '../../client/screens/reading/chapter/heading-levels.ts'
import { comparePages } from '../../client/screens/reading/chapter/page-order.ts'
import {
  isSameMark,
  keepUnchanged,
  marksByBlock,
  paintBlock,
  type Mark,
} from '../../client/screens/reading/chapter/painting.ts'
import { pickNext, pickSentence, pickTo } from '../../client/screens/reading/chapter/picked.ts'
import { stretchOf } from '../../client/screens/reading/chapter/selection-range.ts'

const text = chapterText(
  '# A title\n\nOne is *here*. Two follows it. Three ends it.\n\nFour stands alone.',
  'markdown',
)
const places = new ChapterPlaces(text)

function markOf(id: string, words: string, colour = 1): Mark {
  const start = places.plain.indexOf(words)
  return { id: id as AnnotationId, colour, start, end: start + words.length }
}
const painted = (block: number, marks: readonly Mark[]) =>
  paintBlock(text.blocks[block]!, places.startOf(block), marks).map((pieces) =>
    pieces.map(({ text: words, mark, isShared }) =>
      mark ? `[${mark.id}${isShared ? '+' : ''}:${words}]` : words,
    ),
  )

describe('places in a chapter', () => {
  test('every sentence is found again from where it starts, and is said by its number', () => {
    const at = { block: 1, sentence: 1 }
    expect(places.sentenceAt(places.sentenceStart(at))).toEqual(at)
    expect(places.label(at)).toBe('1.2')
    expect(places.words(places.stretch(at))).toBe('Two follows it.')
  })

  test('steps go over the ends of paragraphs and stop at those of the chapter', () => {
    expect(places.step({ block: 1, sentence: 2 }, 1)).toEqual({ block: 2, sentence: 0 })
    expect(places.step({ block: 2, sentence: 0 }, -1)).toEqual({ block: 1, sentence: 2 })
    expect(places.step({ block: 2, sentence: 0 }, 1)).toEqual({ block: 2, sentence: 0 })
  })

  test('choosing goes on in both directions, and one more always at the end', () => {
    const one = pickSentence(places, { block: 1, sentence: 1 })
    expect(places.words(pickTo(places, one, { block: 1, sentence: 0 }))).toBe(
      'One is here. Two follows it.',
    )
    expect(places.words(pickNext(places, one))).toBe('Two follows it. Three ends it.')
  })

  test('no level of heading is left out', () => {
    const deep = chapterText('### Deep\n\nWords.\n\n# High\n\nWords.\n\n### Deep', 'markdown')
    expect(headingLevels(deep).filter((level) => level > 0)).toEqual([2, 2, 3])
  })
})

describe('painting', () => {
  test('a sentence is cut where a mark begins and ends, and nowhere else', () => {
    expect(painted(1, [markOf('a', 'follows')])).toEqual([
      ['One is ', 'here', '. '],
      ['Two ', '[a:follows]', ' it. '],
      ['Three ends it.'],
    ])
  })

  test('where marks lie over each other the shorter one has the say, and both are known to', () => {
    expect(painted(1, [markOf('a', 'Two follows it'), markOf('b', 'follows', 2)])[1]).toEqual([
      '[a:Two ]',
      '[b+:follows]',
      '[a: it]',
      '. ',
    ])
  })

  test('a mark over two paragraphs is in both; blocks that did not change keep their list', () => {
    const long = markOf('a', 'ends it.\n\nFour')
    const before = marksByBlock([long], places)
    expect([...before.keys()]).toEqual([1, 2])
    const after = keepUnchanged(
      marksByBlock([long, markOf('b', 'alone')], places),
      before,
      isSameMark,
    )
    expect(after.get(1)).toBe(before.get(1))
    expect(after.get(2)).not.toBe(before.get(2))
  })

  test('a new note draws its own sentence anew and leaves the others, and the focus, as they were', () => {
    const root = document.body.appendChild(document.createElement('p'))
    const drawn = new DrawnBlock(root, text.blocks[1]!, places.startOf(1))
    const paint = (marks: Mark[]) =>
      drawn.paint(paintBlock(text.blocks[1]!, places.startOf(1), marks))
    paint([])
    drawn.activate({ sentence: 1, label: '1.2. Two follows it.' })
    const [first, second] = [...root.children] as HTMLElement[]
    second!.focus()
    const untouched = first!.firstChild
    paint([markOf('a', 'follows')])
    expect(root.textContent).toBe('One is here. Two follows it. Three ends it.')
    expect(first!.firstChild).toBe(untouched)
    expect(document.activeElement).toBe(second)
    expect(second!.querySelector('mark')?.textContent).toBe('follows')
  })

  test('a selection across sentences and marks is measured in the chapter', () => {
    const root = document.body.appendChild(document.createElement('article'))
    const block = root.appendChild(document.createElement('p'))
    const drawn = new DrawnBlock(block, text.blocks[1]!, places.startOf(1))
    drawn.paint(paintBlock(text.blocks[1]!, places.startOf(1), [markOf('a', 'follows')]))
    const range = document.createRange()
    range.setStart(block.querySelector('em')!.firstChild!, 1)
    range.setEnd(block.querySelector('mark')!.firstChild!, 3)
    const selection = document.getSelection()!
    selection.removeAllRanges()
    selection.addRange(range)
    expect(places.words(stretchOf(selection, root)!)).toBe('ere. Two fol')
  })
})

test('sentences are found by number, by paragraph and by words', () => {
  const found = (sought: string) =>
    findSentences(places, sought, { block: 0, sentence: 0 }).map(({ label }) => label)
  expect(found('1.2')).toEqual(['1.2'])
  expect(found('1')).toEqual(['1.1', '1.2', '1.3'])
  expect(found('STANDS')).toEqual(['2.1'])
  expect(found('nowhere')).toEqual([])
})

test('pages stand in the order of a book', () => {
  expect(['10', 'xii', '9', '', '12a', 'iv', 'cover', '12'].sort(comparePages)).toEqual([
    '',
    'iv',
    'xii',
    '9',
    '10',
    '12',
    '12a',
    'cover',
  ])
})
