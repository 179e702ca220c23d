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
  const shown = shownAsWritten(raw) ?? shownOf(raw)
  return shown === null ? null : `{${shown}${shown && ','}"user":${userOf(person)}}`
}

/** What everybody is told of a person; written once, for it goes with every move of their cursor. */
const users = new WeakMap<SyncPerson, string>()

function userOf(person: SyncPerson): string {
  let user = users.get(person)
  if (user === undefined) {
    const { id, name, colour, isGuest } = person
    const color = colours[(colour - 1) % colours.length] ?? colours[0]
    user = JSON.stringify({ id, name, colour, color, isGuest })
    users.set(person, user)
  }
  return user
}

const text = String.raw`"[^"\\\x00-\x1f]{0,${textLengthMax}}"`
const whole = String.raw`(?:0|[1-9]\d{0,14})`
const id = String.raw`(?:null|\{"client":${whole},"clock":${whole}\})`
const place = String.raw`\{"type":${id},"tname":(?:null|${text}),"item":${id},"assoc":(?:0|-?1)\}`
/** The states that our own client and y-prosemirror write: nothing in them is left out, so nothing is written anew. */
const asWritten = new RegExp(
  String.raw`^\{"user":\{(?:${text}:(?:${text}|${whole})(?:,(?!\})|(?=\})))*\},` +
    String.raw`((?:"where":(?:null|${text}),)?"cursor":(?:null|\{"anchor":${place},"head":${place}\}))\}$`,
)

/** The part that may be shown of a state in its usual form, as it was written; null for every other. */
function shownAsWritten(raw: string): string | null {
  return asWritten.exec(raw)?.[1] ?? null
}

/** The members that may be shown, as JSON without its braces; null when it is no state at all. */
function shownOf(raw: string): string | null {
  const sent = parse(raw)
  if (sent === null) return null
  const state: Record<string, unknown> = {}
  if ('cursor' in sent && isCursor(sent['cursor'])) state['cursor'] = sent['cursor']
  for (const key of ['where', 'status']) {
    if (key in sent && isPlain(sent[key], depthMax)) state[key] = sent[key]
  }
  return JSON.stringify(state).slice(1, -1)
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
