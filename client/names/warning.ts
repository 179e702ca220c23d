/** Past this the rest is “others”: the sentence stays one line. */
const namedMax = 3

/** “Ella” is on your list of names. Write a letter or a bird instead. */
export function warningOf(names: readonly string[]): string {
  const quoted = names.slice(0, namedMax).map((name) => `“${name}”`)
  if (names.length > namedMax) quoted.push('others')
  const last = quoted.pop() ?? ''
  const list = quoted.length > 0 ? `${quoted.join(', ')} and ${last}` : last
  const verb = quoted.length > 0 ? 'are' : 'is'
  return `${list} ${verb} on your list of names. Write a letter or a bird instead.`
}
