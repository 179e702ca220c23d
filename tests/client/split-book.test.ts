import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { kindOfSource, splitBook } from '../../client/screens/reading/split-book.ts'

const words = (count: number) =>
  Array.from({ length: count }, (_, index) => `word${index}`).join(' ')
const titles = (source: string, kind: 'plain' | 'markdown') =>
  splitBook(source, kind).map(({ title }) => title)

describe('a whole book is cut into its chapters', () => {
  it('takes the title that stands below "CHAPTER ONE", as it is said', () => {
    const source = `CHAPTER ONE\n\nWHAT IS THOUGHT?\n\n${words(120)}\n\nCHAPTER TWO\n\nWHY I THINK\n\n${words(120)}`
    const parts = splitBook(source, 'plain')
    expect(parts.map(({ title }) => title)).toEqual(['What is thought?', 'Why I think'])
    expect(parts[0]?.source).toBe(words(120))
    expect(parts[0]?.words).toBe(120)
  })

  it('knows chapters with figures, with a title beside them, and without any', () => {
    const source = ['Chapter 1: Habit', 'Chapter 2', 'LECTURE IV. THE WILL', 'Preface']
      .map((heading) => `${heading}\n\n${words(50)}.`)
      .join('\n\n')
    expect(titles(source, 'plain')).toEqual(['Habit', 'Chapter 2', 'The will', 'Preface'])
  })

  it('takes no sentence for a heading, even one that begins with "Chapter"', () => {
    const source = `CHAPTER ONE\n\n${words(60)}\n\nChapter two of our\nown book says more.\n\n${words(60)}\n\nCHAPTER TWO\n\n${words(60)}`
    const parts = splitBook(source, 'plain')
    expect(parts).toHaveLength(2)
    expect(parts[0]?.source).toContain('own book says more.')
  })

  it('loses no word of the chapters, and leaves out lines of the contents', () => {
    const chapter = (name: string, count: number) => `${name}\n\n${words(count)}`
    const source = [
      'CONTENTS',
      'I. INTEREST',
      words(40),
      'II. ATTENTION',
      words(40),
      chapter('I. INTEREST', 300),
      chapter('II. ATTENTION', 200),
    ].join('\n\n')
    const parts = splitBook(source, 'plain')
    expect(parts.map(({ title, words: count }) => [title, count])).toEqual([
      ['Interest', 300],
      ['Attention', 200],
    ])
  })

  it('ticks what people would read, and offers the rest', () => {
    const source = ['PREFACE', 'CHAPTER ONE', 'INDEX']
      .map((heading, index) => `${heading}\n\n${words(index === 0 ? 60 : 200)}`)
      .join('\n\n')
    expect(splitBook(source, 'plain').map(({ title, isLikely }) => [title, isLikely])).toEqual([
      ['Preface', false],
      ['Chapter one', true],
      ['Index', false],
    ])
  })

  it('cuts Markdown at the first level there are several of, and never within code', () => {
    const source = `# The book\n\n## One *thing*\n\n${words(60)}\n\n\`\`\`\n## no heading\n\`\`\`\n\n## Another\n\n### Within\n\n${words(60)}`
    expect(titles(source, 'markdown')).toEqual(['One thing', 'Another'])
  })

  it('keeps a text without headings in one piece', () => {
    expect(titles(words(500), 'plain')).toEqual([''])
    expect(titles('# Only one\n\nA few words.', 'markdown')).toEqual([''])
    expect(splitBook(' \n\n ', 'plain')).toEqual([])
  })

  it('knows Markdown by its name or its signs', () => {
    expect(kindOfSource('# A', 'a.txt')).toBe('plain')
    expect(kindOfSource('A', 'a.md')).toBe('markdown')
    expect(kindOfSource('A\n\n## B')).toBe('markdown')
    expect(kindOfSource('#1 of many')).toBe('plain')
  })

  const dewey = '../shared/data/dewey-how-we-think.txt'
  it.skipIf(!existsSync(dewey))('finds the sixteen chapters of How We Think', () => {
    const likely = splitBook(readFileSync(dewey, 'utf8'), 'plain').filter(
      ({ isLikely }) => isLikely,
    )
    expect(likely).toHaveLength(17)
    expect(likely[1]).toMatchObject({ title: 'What is thought?' })
    expect(likely.at(-1)).toMatchObject({ title: 'Some general conclusions' })
  })
})
