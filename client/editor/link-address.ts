/** An address that a link may lead to, or null: only pages and mail, so that no link runs anything. */
export function safeAddress(href: unknown): string | null {
  if (typeof href !== 'string' || href.length > 2_000) return null
  const address = href.trim()
  return /^(?:https?:\/\/|mailto:)[^\s]+$/i.test(address) ? address : null
}

/** What somebody typed into the link field: a bare name of a site means a page there. */
export function typedAddress(text: string): string | null {
  const typed = text.trim()
  if (/^[^\s@/]+@[^\s@/]+\.[^\s@/]+$/.test(typed)) return safeAddress(`mailto:${typed}`)
  if (/^[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:[/?#]\S*)?$/i.test(typed))
    return safeAddress(`https://${typed}`)
  return safeAddress(typed)
}
