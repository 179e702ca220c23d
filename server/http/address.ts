import { isIP } from 'node:net'
import type { MiddlewareHandler } from 'hono'
import type { Env } from './actor.ts'

/** What @hono/node-server hands over with a request; absent in tests through app.request(). */
interface NodeBindings {
  incoming?: { socket?: { remoteAddress?: string | undefined } }
}

/** Sets `address`, by which rate limits count. */
export function readAddress(trustedProxies: readonly string[]): MiddlewareHandler<Env> {
  return async (c, next) => {
    const remote = (c.env as NodeBindings | undefined)?.incoming?.socket?.remoteAddress
    c.set('address', clientAddress(remote, c.req.header('x-forwarded-for'), trustedProxies))
    await next()
  }
}

/**
 * The other end of the connection; behind proxies we were told of, the last address that one of them vouches for.
 * What anybody else writes into the header is not believed.
 */
export function clientAddress(
  remote: string | undefined,
  forwardedFor: string | undefined,
  trustedProxies: readonly string[],
): string {
  let address = plain(remote ?? 'unknown')
  const hops = (forwardedFor ?? '').split(',').map((hop) => plain(hop.trim()))
  while (trustedProxies.includes(address)) {
    const before = hops.pop()
    if (before === undefined || isIP(before) === 0) break
    address = before
  }
  return subscriber(address)
}

/** IPv4 as it is written, whichever kind of socket it came through. */
function plain(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/i, '')
}

/** A household or school is given 2^64 addresses of IPv6; they count as one. */
function subscriber(address: string): string {
  if (isIP(address) !== 6) return address
  const [head = '', tail = ''] = address.split('%')[0]!.split('::')
  const left = head.split(':').filter((part) => part !== '')
  const right = tail.split(':').filter((part) => part !== '')
  const zeros = Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0')
  const groups = address.includes('::') ? [...left, ...zeros, ...right] : left
  return `${groups.slice(0, 4).join(':')}::/64`
}
