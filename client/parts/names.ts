const list = new Intl.ListFormat('en-GB', { type: 'conjunction' })

/** "Amira, Ben and Cerys" */
export function listNames(names: readonly string[]): string {
  return list.format(names)
}
