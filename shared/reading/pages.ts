/**
 * Pages of a paper book in its order: "xii" before "1", "9" before "10", "48a" after "48"; what is no page comes last.
 */
export function comparePages(a: string, b: string): number {
  const [left, right] = [orderOf(a), orderOf(b)]
  return left.part - right.part || left.number - right.number || left.rest.localeCompare(right.rest)
}

interface PageOrder {
  /** 0: before the book's own first page, in Roman numerals. 1: its pages. 2: no page. */
  part: number
  number: number
  rest: string
}

function orderOf(page: string): PageOrder {
  const text = page
    .trim()
    .toLowerCase()
    .replace(/^pp?\.?\s*/u, '')
  const counted = /^(\d+)(.*)$/u.exec(text)
  if (counted) return { part: 1, number: Number(counted[1]), rest: counted[2] ?? '' }
  const roman = /^([ivxlcdm]+)(?![a-z])(.*)$/u.exec(text)
  if (roman) return { part: 0, number: romanNumber(roman[1] ?? ''), rest: roman[2] ?? '' }
  return { part: 2, number: 0, rest: text }
}

const romanValues: Record<string, number> = { i: 1, v: 5, x: 10, l: 50, c: 100, d: 500, m: 1000 }

function romanNumber(letters: string): number {
  const values = [...letters].map((letter) => romanValues[letter] ?? 0)
  return values.reduce(
    (sum, value, index) => sum + (value < (values[index + 1] ?? 0) ? -value : value),
    0,
  )
}
