/** How alike two texts are: 1 the same, 0 nothing in common. Letters put in, left out or changed count alike. */
export function similarity(a: string, b: string): number {
  const longer = Math.max(a.length, b.length)
  return longer === 0 ? 1 : 1 - editDistance(a, b) / longer
}

function editDistance(a: string, b: string): number {
  if (a === b) return 0
  let before = Uint16Array.from({ length: b.length + 1 }, (_, index) => index)
  let row = new Uint16Array(b.length + 1)
  for (let i = 1; i <= a.length; i++) {
    row[0] = i
    const letter = a.charCodeAt(i - 1)
    for (let j = 1; j <= b.length; j++) {
      const kept = before[j - 1]! + (letter === b.charCodeAt(j - 1) ? 0 : 1)
      row[j] = Math.min(kept, before[j]! + 1, row[j - 1]! + 1)
    }
    ;[before, row] = [row, before]
  }
  return before[b.length] ?? 0
}
