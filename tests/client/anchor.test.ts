import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { chapterOne } from '../../server/admin/demo/how-we-think.ts'
import { quotationLengthMax } from '../../shared/limits.ts'
import { anchorAt, findAnchor } from '../../shared/reading/anchor.ts'
import { costOf } from '../support/cost.ts'
import { SeededRandom } from '../support/seeded-random.ts'

const before =
  'Having no sure knowledge to fall back upon, he is brought to a standstill of hesitation and suspense. ' +
  'Which road is right? And how shall perplexity be resolved? ' +
  'He must discover grounds for the conclusion that a given road is right. ' +
  'Thinking begins in what may fairly enough be called a forked-road situation.'

function anchorOn(text: string, words: string) {
  const start = text.indexOf(words)
  return anchorAt(text, 1, start, start + words.length)
}

function found(text: string, anchor: ReturnType<typeof anchorAt>) {
  const at = findAnchor(text, 2, anchor)
  return at && { words: text.slice(at.start, at.end), how: at.how }
}

const grounds = 'He must discover grounds for the conclusion that a given road is right.'

test('in the same version a passage is where it was', () => {
  const anchor = anchorOn(before, 'Which road is right?')
  const { start, end } = anchor
  expect(findAnchor(before, 1, anchor)).toEqual({ start, end, how: 'exact' })
})

test('a passage is found again behind words that were put in before it', () => {
  const after = `A preface of some length, which was not there. ${before}`
  expect(found(after, anchorOn(before, grounds))).toEqual({ words: grounds, how: 'moved' })
})

test('a passage with a word changed is found between what stood before and behind it', () => {
  const changed = grounds.replace('a given road', 'one of the roads')
  const after = before.replace(grounds, changed)
  expect(found(after, anchorOn(before, grounds))).toEqual({ words: changed, how: 'close' })
})

test('of two passages with the same words the one between its neighbours is found', () => {
  const text =
    'Look first. Then write it down. Compare with your partner. Then write it down. Hand it in.'
  const second = text.lastIndexOf('Then write')
  const anchor = anchorAt(text, 1, second, second + 'Then write it down.'.length)
  const at = findAnchor(`New. ${text}`, 2, anchor)
  expect(at).toEqual({ start: second + 5, end: second + 24, how: 'moved' })
})

describe('a note never comes to stand at a sentence that only looks like its own', () => {
  const alike = [
    'The pupil who waits before the first hint finds a road of his own.',
    'The pupil who waits after the first hint finds a road of his own.',
    'The pupil who waits until the first hint finds a road of his own.',
    'The pupil who waits beyond the first hint finds a road of his own.',
  ]
  const around = (sentences: readonly string[]) =>
    `We watched four of them. ${sentences.join(' ')} That was on a Thursday in spring.`

  test.each([0, 1, 2, 3])('sentence %i of four that are nearly the same was deleted', (index) => {
    const anchor = anchorOn(around(alike), alike[index] ?? '')
    expect(found(around(alike.filter((_, at) => at !== index)), anchor)).toBeNull()
  })

  test.each([0, 1])(
    'of two paragraphs that are nearly the same the noted one was deleted',
    (at) => {
      const two = alike.slice(0, 2)
      const anchor = anchorOn(two.join('\n\n'), two[at] ?? '')
      expect(found(two[1 - at] ?? '', anchor)).toBeNull()
    },
  )

  test('the noted one of two that are the same was deleted', () => {
    const text = 'Look first. Why? Compare with your partner and tell them. Why? Hand it in.'
    const anchor = anchorOn(text, 'Why?')
    expect(found(text.replace('Look first. Why? ', 'Begin. '), anchor)).toBeNull()
  })

  test('the same words stand there twice, and nothing tells which', () => {
    const anchor = anchorOn(`One. ${grounds} Two.`, grounds)
    expect(found(`Three. ${grounds} Four. Five. ${grounds} Six.`, anchor)).toBeNull()
  })

  test('another sentence stands in its place', () => {
    const other = 'She asks her class for what they would like to have for lunch on a Friday.'
    expect(found(before.replace(grounds, other), anchorOn(before, grounds))).toBeNull()
  })
})

test('a quote that was cut short still covers the whole passage when the text has moved', () => {
  const book = chapterOfDewey(3_000)
  const anchor = anchorAt(book, 1, 2_000, 4_000, quotationLengthMax)
  expect(anchor.exact).toHaveLength(quotationLengthMax)
  const at = findAnchor(`New words before. ${book}`, 2, anchor)
  expect(at).toEqual({ start: 2_018, end: 4_018, how: 'moved' })
})

/** Dewey's chapter, and as long as it takes his words in no order. */
function chapterOfDewey(words: number): string {
  const chapter = chapterOne.split(/\s+/u)
  const random = new SeededRandom(words)
  const more = Array.from({ length: Math.max(0, words - chapter.length) }, () => {
    return chapter[random.int(chapter.length)] ?? ''
  })
  return [...chapter, ...more].slice(0, words).join(' ')
}

test('whatever is changed around a passage, it is found where it is or not at all', () => {
  const book = chapterOfDewey(2_000)
  const edit = fc.record({
    at: fc.nat(book.length - 1),
    removed: fc.nat(60),
    added: fc.constantFrom('', ' and so ', 'XYZ', '. A new sentence stands here. ', '\n\n'),
  })
  fc.assert(
    fc.property(
      fc.nat(book.length - 400),
      fc.integer({ min: 12, max: 300 }),
      fc.array(edit, { maxLength: 6 }),
      (start, length, edits) => {
        const words = book.slice(start, start + length)
        // Edits before and behind only, told by where the passage then begins.
        let head = book.slice(0, start)
        let tail = book.slice(start + length)
        for (const { at, removed, added } of edits) {
          if (at < head.length) head = head.slice(0, at) + added + head.slice(at + removed)
          else if (at - start < tail.length) {
            tail = tail.slice(0, at - start) + added + tail.slice(at - start + removed)
          }
        }
        const at = findAnchor(head + words + tail, 2, anchorAt(book, 1, start, start + length))
        if (at !== null) {
          expect(at).toEqual({ start: head.length, end: head.length + length, how: 'moved' })
        }
      },
    ),
    { numRuns: 400 },
  )
})

test('two hundred notes on twelve thousand words are found in two seconds at most, changed ones too', () => {
  const book = chapterOfDewey(12_000)
  const anchors = Array.from({ length: 200 }, (_, index) => {
    const start = 1_000 + index * 250
    return anchorAt(book, 1, start, start + 180)
  })
  // A letter of every passage is another one.
  const letters = [...book]
  for (const { start } of anchors) letters[start + 90] = '#'
  const changed = letters.join('')
  const found = costOf(() => ({
    close: anchors.map((anchor) => findAnchor(changed, 2, anchor)),
    moved: anchors.map((anchor) => findAnchor(`Before. ${book}`, 2, anchor)),
  }))
  expect(found.ms).toBeLessThan(2_000)
  const { close, moved } = found.end()
  expect(close.filter((one) => one?.how === 'close').length).toBeGreaterThan(190)
  expect(moved.every((one) => one?.how === 'moved')).toBe(true)
})
