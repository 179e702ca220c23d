import { countWords } from '../../../shared/reading/sentences.ts'

/** A stretch of a book under one heading, as it is offered to become a chapter. */
export interface BookPart {
  title: string
  source: string
  words: number
  /** People would read it: long enough, and no list of contents. */
  isLikely: boolean
}

type SourceKind = 'plain' | 'markdown'

/** Markdown says its headings with `#`; everything else is read as plain text. */
export function kindOfSource(source: string, fileName = ''): SourceKind {
  if (/\.(md|markdown)$/i.test(fileName)) return 'markdown'
  if (/\.txt$/i.test(fileName)) return 'plain'
  return /^#{1,6} \S/m.test(source) ? 'markdown' : 'plain'
}

/** Under a heading of a chapter stands more than this; less is a title page or a line of the contents. */
const wordsMin = 30
/** What is shorter than this is offered, and left out unless somebody wants it. */
const likelyWordsMin = 100

/**
 * The chapters of a whole book: cut at its headings, each with the words up to the next. What stands before the first
 * heading comes as a part of its own. Headings with next to nothing under them are dropped, and so are lines of the
 * contents: their headings come again. A text without headings, or with one, is one part with an empty title.
 */
export function splitBook(source: string, kind: SourceKind): BookPart[] {
  const lines = source
    .replace(/\r\n?/g, '\n')
    .replace(/^\uFEFF/, '')
    .split('\n')
  const headings = kind === 'markdown' ? markdownHeadings(lines) : plainHeadings(lines)
  if (headings.length < 2) return [partOf('', lines)].filter(({ words }) => words > 0)
  const before = partOf('Before the first chapter', lines.slice(0, headings[0]?.from))
  const parts = headings.map(({ title, to }, index) =>
    partOf(title, lines.slice(to, headings[index + 1]?.from)),
  )
  return [{ ...before, isLikely: false }, ...parts].filter(
    ({ title, words }, index, all) =>
      words >= wordsMin &&
      !all.slice(index + 1).some((later) => later.title === title && later.words > words),
  )
}

function partOf(title: string, lines: readonly string[]): BookPart {
  const source = lines.join('\n').replace(/^\s*\n|\s+$/g, '')
  const words = countWords(source)
  return { title, source, words, isLikely: words >= likelyWordsMin && !apparatus.test(title) }
}

const apparatus = /^(?:contents|notes|index|bibliography)$/i

/** Lines from (inclusive) to (exclusive) that are a heading and not of the words under it. */
interface Heading {
  title: string
  from: number
  to: number
}

/** The headings of the first level that there are several of: one `#` is the book's own title. */
function markdownHeadings(lines: readonly string[]): Heading[] {
  let isCode = false
  const all = lines.flatMap((line, index) => {
    if (/^(```|~~~)/.test(line)) isCode = !isCode
    const [, signs = '', title = ''] = /^(#{1,3})\s+(.+?)\s*#*\s*$/.exec(line) ?? []
    if (isCode || signs === '') return []
    return [{ level: signs.length, title: title.replace(/[*_`]/g, ''), from: index, to: index + 1 }]
  })
  const level = [1, 2, 3].find((one) => all.filter((heading) => heading.level === one).length > 1)
  return all.filter((heading) => heading.level === level)
}

const numbers =
  'one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?|thirty(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?|the (?:first|second|third|last)'
/** "CHAPTER ONE", "Chapter 3: Habit", "Part II. The Problem", "Lecture IV". */
const numbered = new RegExp(
  `^(?:chapter|part|lecture|talk|book|section|letter)\\s+(?:${numbers}|\\d{1,3}|[ivxlc]+)\\b\\s*[.:—–-]*\\s*(.*)$`,
  'i',
)
/** "PREFACE", "Introduction." */
const named =
  /^(?:preface|foreword|introduction|prologue|contents|conclusion|epilogue|afterword|appendix|notes|index|bibliography)\.?$/i
/** "IV. EDUCATION AND BEHAVIOR", in capitals. */
const roman = /^(?=[IVXLC])[IVXLC]+\.\s+(\P{Ll}{4,})$/u

const headingLengthMax = 90

/** Lines that stand alone and look like the head of a chapter. */
function plainHeadings(lines: readonly string[]): Heading[] {
  const text = lines.map((line) => line.trim().replace(/^#|#$/g, ''))
  const alone = text.flatMap((line, index) => {
    const isAlone = (text[index - 1] ?? '') === '' && (text[index + 1] ?? '') === ''
    // A number after a wide gap is a page: a line of the contents.
    const mayHead = line !== '' && line.length <= headingLengthMax && !/\s{2,}\d+$/.test(line)
    return isAlone && mayHead ? [{ line, index }] : []
  })
  const bySign = alone.flatMap(({ line, index }) => numberedHeading(text, line, index) ?? [])
  // Where chapters are called chapters, "I. MEANING" is a heading within one.
  const byNumber = alone.flatMap((one) => romanHeading(one) ?? [])
  const main = bySign.length > 1 || byNumber.length < 2 ? bySign : byNumber
  const others = alone
    .filter(({ line }) => named.test(line))
    .map(({ line, index }) => headingAt(index, line.replace(/\.$/, '')))
  return [...main, ...others].sort((a, b) => a.from - b.from)
}

const headingAt = (index: number, title: string): Heading => ({
  title: spoken(title),
  from: index,
  to: index + 1,
})

function numberedHeading(text: readonly string[], line: string, index: number): Heading | null {
  const title = numbered.exec(line)?.[1]
  if (title === undefined) return null
  if (title !== '') return headingAt(index, title)
  return titleBelow(text, index) ?? headingAt(index, line)
}

function romanHeading({ line, index }: { line: string; index: number }): Heading | null {
  const title = roman.exec(line)?.[1]
  return title === undefined ? null : headingAt(index, title)
}

/** "CHAPTER ONE" with "WHAT IS THOUGHT?" standing alone below it: that is its title. */
function titleBelow(text: readonly string[], index: number): Heading | null {
  const at = text.findIndex((line, place) => place > index && line !== '')
  const line = text[at] ?? ''
  if (at < 0 || line.length > headingLengthMax || (text[at + 1] ?? '') !== '') return null
  if (numbered.test(line) || named.test(line) || /[.;,]$/.test(line)) return null
  return { title: spoken(line), from: index, to: at + 1 }
}

/** Capitals as they were set become words as they are said; italics lose their signs. */
function spoken(title: string): string {
  const words = title.replace(/_/g, '').trim()
  if (/\p{Ll}/u.test(words)) return words
  const [first = '', ...rest] = words.toLocaleLowerCase('en-GB')
  return first.toLocaleUpperCase('en-GB') + rest.join('').replace(/\bi\b/g, 'I')
}
