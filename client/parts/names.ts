/** Made when it is first wanted: most pages name nobody, and a slow tablet needs as long for it as for a small page. */
let list: Intl.ListFormat | null = null

/** "Amira, Ben and Cerys" */
export function listNames(names: readonly string[]): string {
  list ??= new Intl.ListFormat('en-GB', { type: 'conjunction' })
  return list.format(names)
}

/** Who is here besides the person who reads, as a sentence. It is a room, so nobody here is said kindly. */
export function hereSentence(others: readonly string[]): string {
  if (others.length === 0) return 'Just you here'
  if (others.length > 4) {
    return `You, ${others.slice(0, 3).join(', ')} and ${others.length - 3} more are here`
  }
  return `${listNames(['You', ...others])} are here`
}

/** Who is in a piece of work just now, for somebody who looks at it from outside. */
export function inItNow(names: readonly string[]): string {
  if (names.length === 0) return 'Nobody here just now'
  return `${listNames(names)} ${names.length === 1 ? 'is' : 'are'} in it now`
}
