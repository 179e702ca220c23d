import type { SyncPerson } from './ports.ts'

/** The people colours of tokens.css as numbers for code that knows no tokens (stock cursor plugins). */
const colours = [
  '#2e60c7',
  '#c57523',
  '#9975ec',
  '#21979a',
  '#661022',
  '#2e6200',
  '#7c216a',
  '#6a6e74',
]

const textLengthMax = 256
const depthMax = 4

/**
 * The state as others may see it: the keys we know, in the shape we know, and the person as the server knows them.
 * Null when it is no state at all.
 */
export function stampState(raw: string, person: SyncPerson): string | null {
  const sent = parse(raw)
  if (sent === null) return null
  const state: Record<string, unknown> = {}
  if ('cursor' in sent && isCursor(sent['cursor'])) state['cursor'] = sent['cursor']
  for (const key of ['where', 'status']) {
    if (key in sent && isPlain(sent[key], depthMax)) state[key] = sent[key]
  }
  const { id, name, colour } = person
  const color = colours[(colour - 1) % colours.length] ?? colours[0]
  return JSON.stringify({ ...state, user: { id, name, colour, color } })
}

function parse(raw: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(raw)
    return isObject(value) ? value : null
  } catch {
    return null
  }
}

/** A selection as y-prosemirror writes it: two relative positions, or null where there is none. */
function isCursor(value: unknown): boolean {
  if (value === null) return true
  if (!isObject(value)) return false
  return (
    Object.keys(value).every((key) => key === 'anchor' || key === 'head') &&
    isPlain(value, depthMax)
  )
}

/** Texts, numbers, booleans and null, in objects and lists that are not deep. */
function isPlain(value: unknown, depth: number): boolean {
  if (typeof value === 'string') return value.length <= textLengthMax
  if (typeof value !== 'object' || value === null) return true
  if (depth === 0 || Object.hasOwn(value, '__proto__')) return false
  return Object.values(value).every((child) => isPlain(child, depth - 1))
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
