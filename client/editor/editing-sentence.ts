/** What a screen reader is told of a cell that others are in: "Ben is editing this". */
export function editingSentence(names: readonly string[]): string {
  const last = names.at(-1)
  if (last === undefined) return ''
  if (names.length === 1) return `${last} is editing this`
  return `${names.slice(0, -1).join(', ')} and ${last} are editing this`
}
