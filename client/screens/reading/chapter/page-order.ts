/** What a page is sorted by: pages in Roman figures stand before the others, as in a book; then what is no number. */
interface PageRank {
  group: number
  number: number
  rest: string
}

const roman: Readonly<Record<string, number>> = {
  i: 1,
  v: 5,
  x: 10,
  l: 50,
  c: 100,
  d: 500,
  m: 1000,
}

/** Pages in the order of a book: xii before 1, 9 before 10, 12a after 12; without a page first of all. */
export function comparePages(a: string, b: string): number {
  const [x, y] = [rankOf(a), rankOf(b)]
  return x.group - y.group || x.number - y.number || x.rest.localeCompare(y.rest, 'en-GB')
}

function rankOf(page: string): PageRank {
  const bare = page
    .trim()
    .toLowerCase()
    .replace(/^pp?\.?\s*/, '')
  if (bare === '') return { group: 0, number: 0, rest: '' }
  const digits = /^(\d+)(.*)$/.exec(bare)
  if (digits) return { group: 2, number: Number(digits[1]), rest: digits[2] ?? '' }
  const letters = /^[ivxlcdm]+/.exec(bare)?.[0]
  if (letters !== undefined && letters.length === bare.replace(/[-–].*$/, '').length) {
    return { group: 1, number: romanNumber(letters), rest: bare.slice(letters.length) }
  }
  return { group: 3, number: 0, rest: bare }
}

function romanNumber(letters: string): number {
  const values = [...letters].map((letter) => roman[letter] ?? 0)
  return values.reduce(
    (sum, value, at) => sum + (value < (values[at + 1] ?? 0) ? -value : value),
    0,
  )
}
