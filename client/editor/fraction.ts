/** What each number of a fraction may be: three quarters, or n over 10, but no sentence. */
const partLengthMax = 12

/** A fraction's two numbers as they are shown and said, whatever is stored. */
export function fractionText(attrs: Record<string, unknown>): {
  num: string
  den: string
  label: string
} {
  const num = part(attrs.num)
  const den = part(attrs.den)
  return { num, den, label: `${num} over ${den}` }
}

/** The numbers of a fraction that somebody pasted, or null. */
export function pastedFraction(parts: ArrayLike<Element>): { num: string; den: string } | null {
  const num = parts[0]?.textContent.trim() ?? ''
  const den = parts[1]?.textContent.trim() ?? ''
  const fits = [num, den].every((text) => text !== '' && text.length <= partLengthMax)
  return fits ? { num, den } : null
}

function part(value: unknown): string {
  const isShown = typeof value === 'string' || typeof value === 'number'
  return isShown ? String(value).slice(0, partLengthMax) : ''
}
