import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { chapterOne } from '../../server/admin/demo/how-we-think.ts'
import { chapterText, countWords } from '../../shared/reading/sentences.ts'
import { splitSentences } from '../../shared/reading/split-sentences.ts'
import { blockText, plainChapter, type TextBlock } from '../../shared/reading/text.ts'
import { costOf } from '../support/cost.ts'

const words = (block: TextBlock | undefined) => (block ? blockText(block) : null)
const outline = (source: string, kind: 'plain' | 'markdown') =>
  chapterText(source, kind).blocks.map((block) => [
    block.level === undefined ? block.kind : `${block.kind} ${block.level}`,
    blockText(block),
  ])

/** What is set in italics in a block. */
const slanted = (block: TextBlock | undefined) =>
  block?.sentences.flatMap(({ text, italics = [] }) =>
    italics.map(([from, to]) => text.slice(from, to)),
  )

describe('plain text', () => {
  const source = `CHAPTER ONE

WHAT IS THOUGHT?


§ 1. _Varied Senses of the Term_

[Sidenote: Four senses of thought]

No words are oftener on our lips than _thinking_ and _thought_. So
profuse and varied, indeed, is our use of these words--and others--that it
is not easy to define. It is a _con_sequence.

       *       *       *       *       *

    [3] Mill, _System of Logic_, Introduction,
        § 5.
`

  test('lines wrapped by hand become paragraphs, and headings are told apart', () => {
    expect(outline(source, 'plain')).toEqual([
      ['heading 1', 'CHAPTER ONE'],
      ['heading 1', 'WHAT IS THOUGHT?'],
      ['heading 2', '§ 1. Varied Senses of the Term'],
      ['heading 3', 'Four senses of thought'],
      [
        'paragraph',
        'No words are oftener on our lips than thinking and thought. So profuse and varied, indeed, is our use of these words—and others—that it is not easy to define. It is a consequence.',
      ],
      ['quote', '[3] Mill, System of Logic, Introduction, § 5.'],
    ])
  })

  test('italics keep their place in the sentence', () => {
    const { blocks } = chapterText(source, 'plain')
    expect(slanted(blocks[4])).toEqual(['thinking', 'thought', 'con'])
    expect(slanted(blocks[2])).toEqual(['Varied Senses of the Term'])
  })

  test('paragraphs, quotes and items are counted, headings are not', () => {
    const { blocks } = chapterText(source, 'plain')
    expect(blocks.map(({ number }) => number)).toEqual([null, null, null, null, 1, 2])
  })

  test('what was pasted with a paragraph on every line stays in paragraphs', () => {
    const long = 'A paragraph that was not wrapped by hand goes on and on. '.repeat(3)
    expect(outline(`${long}\n${long}`, 'plain')).toHaveLength(2)
  })

  test.each([
    'Part Two was the better half.',
    'Chapter and verse',
    'He said so',
    'I. In its loosest sense, thinking signifies everything.',
    'snake_case_name and a_b',
  ])('“%s” is no heading and loses nothing', (line) => {
    expect(outline(line, 'plain')).toEqual([['paragraph', line]])
  })
})

describe('Markdown', () => {
  test('headings, quotes, items and paragraphs', () => {
    const source = `# What is thought?

Some *slanted* and **strong** words, a [link](https://example.org "T") and ![a picture](x.png) \`code\`.
The same paragraph.

## Second
> Quoted
> words

1. First
2. Second
   goes on
- Third

Setext
------
`
    expect(outline(source, 'markdown')).toEqual([
      ['heading 1', 'What is thought?'],
      ['paragraph', 'Some slanted and strong words, a link and code. The same paragraph.'],
      ['heading 2', 'Second'],
      ['quote', 'Quoted words'],
      ['item', '1. First'],
      ['item', '2. Second goes on'],
      ['item', 'Third'],
      ['heading 2', 'Setext'],
    ])
    expect(slanted(chapterText(source, 'markdown').blocks[1])).toEqual(['slanted'])
  })

  test('HTML loses its tags, and what is escaped stays as it is written', () => {
    const source =
      'A <b onclick="x()">bold</b> <script>alert(1)</script> word, 2 \\* 3 \\* 4 &amp; so on.'
    expect(outline(source, 'markdown')).toEqual([
      ['paragraph', 'A bold alert(1) word, 2 * 3 * 4 & so on.'],
    ])
  })

  test('Dewey’s chapter of the example keeps its sections and loses no mark', () => {
    const { blocks } = chapterText(chapterOne, 'markdown')
    expect(blocks.filter(({ kind }) => kind === 'heading').map(words)).toContain(
      'Varied Senses of the Term',
    )
    expect(plainChapter({ blocks })).not.toMatch(/[*#_]/u)
  })
})

describe('sentences', () => {
  test.each<[string, string[]]>([
    [
      'Mr. Smith and Dr. Jones met. They talked.',
      ['Mr. Smith and Dr. Jones met. ', 'They talked.'],
    ],
    ['See p. 12 and Fig. 3. Then go on.', ['See p. 12 and Fig. 3. ', 'Then go on.']],
    ['J. S. Mill wrote it. So did he.', ['J. S. Mill wrote it. ', 'So did he.']],
    ['“What?” he asked. She knew.', ['“What?” he asked. ', 'She knew.']],
    ['"Yes." "No." He left.', ['"Yes." ', '"No." ', 'He left.']],
    [
      'He wrote it . . . and so on. It was 3.5 cm.',
      ['He wrote it . . . and so on. ', 'It was 3.5 cm.'],
    ],
    [
      'Some do, e.g. Year 6. Others, i.e. Year 5, do not.',
      ['Some do, e.g. Year 6. ', 'Others, i.e. Year 5, do not.'],
    ],
    ['1. First things. Second things.', ['1. First things. ', 'Second things.']],
    [
      'It never ceases to be engaged."[3] We go on.',
      ['It never ceases to be engaged."[3] ', 'We go on.'],
    ],
  ])('%s', (line, expected) => {
    expect(splitSentences(line)).toEqual(expected)
  })
})

/** What no source should be, besides what it is. */
const anything = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 400 }),
  fc.string({
    unit: fc.constantFrom(
      ...[
        'a',
        'Word',
        ' ',
        '. ',
        '\n',
        '\n\n',
        '_',
        '*',
        '**',
        '#',
        '> ',
        '- ',
        '1. ',
        '[',
        '](',
        ')',
        '!',
      ],
      ...[
        '<b>',
        '</b>',
        '`',
        '\\',
        '--',
        '"',
        '&amp;',
        '\r\n',
        '😀',
        '\ud800',
        '---\n',
        '===\n',
        'Mr. ',
        'p. 3',
      ],
    ),
    maxLength: 80,
  }),
)

test('whatever comes, sentences make the block, italics lie within them, and no mark-up comes through', () => {
  fc.assert(
    fc.property(
      anything,
      fc.constantFrom('plain' as const, 'markdown' as const),
      (source, kind) => {
        const { blocks } = chapterText(source, kind)
        let number = 0
        for (const block of blocks) {
          const text = blockText(block)
          expect(splitSentences(text).join('')).toBe(text)
          expect(text).toBe(text.trim())
          expect(text).toMatch(/[\p{L}\p{N}]/u)
          expect(text).not.toMatch(/[\n\uE000\uE001]|\p{Surrogate}/u)
          expect(block.number).toBe(block.kind === 'heading' ? null : ++number)
          for (const sentence of block.sentences) {
            expect(sentence.text).not.toBe('')
            for (const [from, to] of sentence.italics ?? []) {
              expect(from).toBeGreaterThanOrEqual(0)
              expect(to).toBeGreaterThan(from)
              expect(to).toBeLessThanOrEqual(sentence.text.length)
            }
          }
        }
      },
    ),
    { numRuns: 2_000 },
  )
})

test('sixty thousand words take less than a second, without any paragraph too', () => {
  const book = Array.from({ length: 17 }, () => chapterOne).join('\n\n')
  expect(countWords(book)).toBeGreaterThan(60_000)
  for (const kind of ['plain', 'markdown'] as const) {
    for (const source of [book, book.replace(/\s+/gu, ' '), book.replace(/ /gu, '\n')]) {
      expect(costOf(() => chapterText(source, kind)).ms).toBeLessThan(1_000)
    }
  }
})

test.each([
  ['_', 200_000],
  ['*', 200_000],
  ['[', 200_000],
  ['<', 200_000],
  ['`', 200_000],
  ['\n', 200_000],
  [' \n', 100_000],
  ['<!--', 50_000],
  ['_a ', 60_000],
  ['*a ', 60_000],
  ['[a](', 40_000],
  ['A. ', 60_000],
])('a source of nothing but “%s” is read as quickly', (unit, times) => {
  for (const kind of ['plain', 'markdown'] as const) {
    expect(costOf(() => chapterText(unit.repeat(times), kind)).ms).toBeLessThan(2_000)
  }
})

test('words are counted as people count them', () => {
  expect(countWords('It’s a well-known fact: 3.5 _cm_ — no more.')).toBe(8)
  expect(countWords('')).toBe(0)
})
