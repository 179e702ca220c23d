import { diffArrays } from 'diff'

/** A stretch of words that both plans have, or only the later one, or only the earlier one. */
export interface WordRun {
  kind: 'same' | 'added' | 'removed'
  text: string
}

/** A word, a fraction or a sign, with the space behind it. */
const token = /(?:\d+\/\d+|[\p{L}\p{N}]+(?:['’-][\p{L}\p{N}]+)*|[^\s])\s*/gu

const tokensOf = (text: string): string[] => text.trim().match(token) ?? []

/** What became of the words of a text. Spaces do not count. */
export function diffWords(before: string, after: string): WordRun[] {
  const parts = diffArrays(tokensOf(before), tokensOf(after), {
    comparator: (left, right) => left.trim() === right.trim(),
  })
  const runs = parts.map(({ value, added, removed }): Run => {
    return { kind: added ? 'added' : removed ? 'removed' : 'same', words: value }
  })
  return withRoom(readable(runs))
}

interface Run {
  kind: WordRun['kind']
  words: string[]
}

/**
 * A single word that happens to be left between two changes makes them harder to read than one change: it goes with
 * both. Of each change what went comes before what came.
 */
function readable(runs: readonly Run[]): Run[] {
  const found: Run[] = []
  let removed: string[] = []
  let added: string[] = []
  const close = () => {
    if (removed.length > 0) found.push({ kind: 'removed', words: removed })
    if (added.length > 0) found.push({ kind: 'added', words: added })
    removed = []
    added = []
  }
  runs.forEach(({ kind, words }, at) => {
    const isBetween = words.length === 1 && removed.length > 0 && added.length > 0
    if (kind === 'removed') removed.push(...words)
    else if (kind === 'added') added.push(...words)
    else if (isBetween && isBoth(runs, at + 1)) {
      removed.push(...words)
      added.push(...words)
    } else {
      close()
      found.push({ kind, words })
    }
  })
  close()
  return found
}

/** Whether words went and others came at this place. */
function isBoth(runs: readonly Run[], at: number): boolean {
  const kinds = [runs[at]?.kind, runs[at + 1]?.kind]
  return kinds.includes('removed') && kinds.includes('added')
}

/** What ended a text has no space behind it; before what came in its place it needs one. */
function withRoom(runs: readonly Run[]): WordRun[] {
  return runs.map(({ kind, words }, at) => {
    const text = words.join('')
    const isLast = at === runs.length - 1
    return { kind, text: isLast || /\s$/u.test(text) || kind === 'same' ? text : `${text} ` }
  })
}
