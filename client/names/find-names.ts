import { commonWords } from './common-words.ts'

/** Names on a list, ready to be looked for; null for an empty list. */
export interface NameFinder {
  pattern: RegExp
  /** As they stand on the list, by what they are compared by. */
  listed: ReadonlyMap<string, string>
}

const letter = '\\p{L}\\p{M}\\p{N}'
/** What may come before a word that begins a sentence, apart from the end of the one before it. */
const opening = /[\s"'“”‘’([{*_–—-]*$/u
const sentenceEnd = /[.!?…:;\n\r•]$/u

export function makeFinder(names: readonly string[]): NameFinder | null {
  const listed = new Map(
    names
      .map((name) => [keyOf(name), name.trim()] as const)
      // A single letter is what pupils are called here.
      .filter(([key]) => key.length > 1 && new RegExp(`[${letter}]`, 'u').test(key)),
  )
  if (listed.size === 0) return null
  // The longest first: “Mary Ann” before “Mary”.
  const choices = [...listed.keys()].sort((a, b) => b.length - a.length).map(loosely)
  // No look-behind: tablets that are still in schools do not know it.
  const pattern = new RegExp(`(^|[^${letter}])(${choices.join('|')})(?=$|[^${letter}])`, 'giu')
  return { pattern, listed }
}

/** The names of a list that stand in a text, as they stand on the list, each once, in the order of the text. */
export function findNames(text: string, { pattern, listed }: NameFinder): string[] {
  const found = new Set<string>()
  const searched = text.normalize('NFC')
  for (const match of searched.matchAll(pattern)) {
    const [whole, before = '', said = ''] = match
    const at = match.index + before.length
    const key = keyOf(said)
    if (commonWords.has(key) && !isWrittenAsName(searched, at, match.index + whole.length)) continue
    const name = listed.get(key)
    if (name !== undefined) found.add(name)
  }
  return [...found]
}

/** Whether a word of every day is a name here: "and Will said", "Grace’s tower"; not "will", nor "Grace" at a beginning. */
function isWrittenAsName(text: string, start: number, end: number): boolean {
  const first = text.slice(start, start + 1)
  if (first === first.toLowerCase()) return false
  // A line in capitals says nothing about its words.
  const word = text.slice(start, end)
  if (word.length > 1 && word === word.toUpperCase()) return false
  if (/^['’]s(?![\p{L}\p{M}\p{N}])/u.test(text.slice(end))) return true
  const leading = text.slice(0, start)
  const before = leading.replace(opening, '')
  // A line break ends a sentence as a full stop does, though it is a space as well.
  const between = leading.slice(before.length)
  return before !== '' && !sentenceEnd.test(before) && !/[\n\r]/.test(between)
}

/** One spelling of what a keyboard writes in several ways. */
function keyOf(name: string): string {
  return name
    .normalize('NFC')
    .trim()
    .toLowerCase()
    .replace(/[‘’ʼ]/g, "'")
    .replace(/[‐‑–]/g, '-')
    .replace(/\s+/g, ' ')
}

function loosely(key: string): string {
  return key
    .replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')
    .replace(/'/g, "['‘’ʼ]")
    .replace(/-/g, '[-‐‑–]')
    .replace(/ /g, '\\s+')
}
