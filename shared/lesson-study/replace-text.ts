import type { Text as YText } from 'yjs'

/**
 * Makes a shared text say `next` by one deletion and one insertion between what both have in common at their ends, so
 * that typing a letter writes a letter. A surrogate pair is never cut in two.
 */
export function replaceText(shared: YText, next: string): void {
  const before = shared.toJSON()
  if (before === next) return
  const shorter = Math.min(before.length, next.length)
  let head = 0
  while (head < shorter && before[head] === next[head]) head++
  if (head > 0 && isHighSurrogate(before.charCodeAt(head - 1))) head--
  let tail = 0
  while (tail < shorter - head && before.at(-1 - tail) === next.at(-1 - tail)) tail++
  if (tail > 0 && isLowSurrogate(before.charCodeAt(before.length - tail))) tail--
  const removed = before.length - head - tail
  if (removed > 0) shared.delete(head, removed)
  const added = next.slice(head, next.length - tail)
  if (added !== '') shared.insert(head, added)
}

const isHighSurrogate = (code: number) => code >= 0xd800 && code <= 0xdbff
const isLowSurrogate = (code: number) => code >= 0xdc00 && code <= 0xdfff
