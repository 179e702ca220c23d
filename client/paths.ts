/** Every address of the client. What is drawn at each is in screens.ts; `:name` is a parameter. */
export const paths = [
  '/',
  '/come-in',
  '/start',
  '/join',
  '/reset',
  '/studies',
  '/studies/new',
  '/studies/:study',
  '/studies/:study/record',
  '/studies/:study/release',
  '/studies/:study/lessons/:number/plan',
  '/studies/:study/lessons/:number/observe',
  '/studies/:study/lessons/:number/observe/review',
  '/studies/:study/lessons/:number/observe/sheet',
  '/studies/:study/lessons/:number/observe/paper',
  '/studies/:study/lessons/:number/saw',
  '/studies/:study/lessons/:number/voice',
  '/studies/:study/lessons/:number/discuss',
  '/studies/:study/lessons/:number/hall',
  '/studies/:study/lessons/:number/again',
  '/reading',
  '/reading/new',
  '/reading/:club',
  '/reading/:club/ideas',
  '/reading/:club/chapters/:chapter',
  '/reading/:club/meetings/:meeting',
  '/reading/:club/meetings/:meeting/hall',
  '/teachmeets',
  '/teachmeets/new',
  '/teachmeets/talks',
  '/teachmeets/:teachmeet',
  '/teachmeets/:teachmeet/live',
  '/teachmeets/:teachmeet/hall',
  '/teachmeets/:teachmeet/draw',
  '/guest',
  '/back',
  '/guest/study',
  '/guest/study/lessons/:number',
  '/trying',
  '/trying/:commitment/report',
  '/noticed',
  '/visits',
  '/protocols',
  '/protocols/:protocol',
  '/people',
  '/account',
] as const

export type Path = (typeof paths)[number]

type ParamNames<P extends string> = P extends `${string}:${infer Name}/${infer Rest}`
  ? Name | ParamNames<`/${Rest}`>
  : P extends `${string}:${infer Name}`
    ? Name
    : never

export type Params<P extends Path> = Record<ParamNames<P>, string | number>

/** The address of a screen; a parameter that is missing does not compile. */
export function href<P extends Path>(
  path: P,
  ...[params]: ParamNames<P> extends never ? [] : [Params<P>]
): string {
  const values = (params ?? {}) as Record<string, string | number>
  return path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(values[name])))
}

export interface Match {
  path: Path
  params: Record<string, string>
}

/** The screen an address means, null where there is none. Listed first wins: `/studies/new` before `/studies/:study`. */
export function matchPath(pathname: string): Match | null {
  const trimmed = pathname.replace(/(?<=.)\/+$/, '')
  for (const path of paths) {
    const pattern = new RegExp(`^${path.replace(/:(\w+)/g, '(?<$1>[^/]+)')}$`)
    const found = pattern.exec(trimmed)
    if (found) {
      const params = decodeAll(found.groups ?? {})
      return params && { path, params }
    }
  }
  return null
}

function decodeAll(groups: Record<string, string>): Record<string, string> | null {
  try {
    return Object.fromEntries(
      Object.entries(groups).map(([name, value]) => [name, decodeURIComponent(value)]),
    )
  } catch {
    return null // a stray % in an address somebody typed
  }
}

/** The address of the door, with the way back to where somebody wanted to go. */
export function doorTo({ pathname, search }: { pathname: string; search: string }): string {
  if (pathname === '/') return href('/come-in')
  return `${href('/come-in')}?then=${encodeURIComponent(pathname + search)}`
}

/** Where coming in leads: only ever to a screen of ours, whatever the address says. */
export function afterDoor(search: string): string {
  const then = new URLSearchParams(search).get('then') ?? ''
  const match = then.startsWith('//') ? null : matchPath(then.replace(/[?#].*$/, ''))
  return match && match.path !== '/come-in' ? then : href('/')
}

/** The secret in a link, after the #: never sent to a server by opening it. */
export function secretIn(hash: string): string {
  try {
    return decodeURIComponent(hash.replace(/^#/, ''))
  } catch {
    return ''
  }
}
