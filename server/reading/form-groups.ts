import type { PersonId } from '../../shared/ids.ts'
import { groupSizeMax } from '../../shared/limits.ts'

/**
 * Who talks with whom (templates.md 2.7). A group that the protocol holds well stays whole; more people make parallel
 * groups of three or four, as equal as can be, so that one or two are never left over. Pairs only where a protocol is
 * for pairs. The same seed and people make the same groups.
 */
export function formGroups(
  people: readonly PersonId[],
  groupMax: number,
  seed: number,
): PersonId[][] {
  const shuffled = shuffle(people, seed)
  const count = countOfGroups(people.length, groupMax)
  const [size, larger] = [Math.floor(people.length / count), people.length % count]
  return Array.from({ length: count }, (_, number) => {
    const start = number * size + Math.min(number, larger)
    return shuffled.slice(start, start + size + (number < larger ? 1 : 0))
  })
}

function countOfGroups(people: number, groupMax: number): number {
  if (people <= groupMax) return 1
  const most = Math.min(groupSizeMax, groupMax)
  const least = Math.min(groupSizeMax - 1, most)
  return Math.max(1, Math.min(Math.ceil(people / most), Math.floor(people / least)))
}

/** Fisher and Yates's, by a small generator (mulberry32) that a seed starts. */
function shuffle(people: readonly PersonId[], seed: number): PersonId[] {
  // Sorted first, so that the order in which people came says nothing about who talks with whom.
  const shuffled = [...people].sort()
  let state = seed >>> 0
  for (let left = shuffled.length; left > 1; left--) {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    const other = Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * left)
    ;[shuffled[left - 1], shuffled[other]] = [shuffled[other]!, shuffled[left - 1]!]
  }
  return shuffled
}
