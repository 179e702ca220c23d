const list = new Intl.ListFormat('en-GB', { type: 'conjunction' })

/** "Amira, Ben and Cerys" */
export function listNames(names: readonly string[]): string {
  return list.format(names)
}

/** Who is in a piece of work just now, for somebody who looks at it from outside. */
export function inItNow(names: readonly string[]): string {
  if (names.length === 0) return 'Nobody here just now'
  return `${listNames(names)} ${names.length === 1 ? 'is' : 'are'} in it now`
}
