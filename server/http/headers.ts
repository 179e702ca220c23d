import type { MiddlewareHandler } from 'hono'
import type { Config } from '../config.ts'
import type { Env } from './actor.ts'
import type { Origins } from './origins.ts'

/** What every answer carries. Nothing inline may run, nothing may be loaded from elsewhere, nobody may frame us. */
export function setHeaders(config: Config, origins: Origins): MiddlewareHandler<Env> {
  const isHttps = config.publicUrl?.startsWith('https:') ?? false
  return async (c, next) => {
    await next()
    const headers = c.res.headers
    headers.set('Content-Security-Policy', contentPolicy(c.req.header('host'), isHttps, origins))
    headers.set('Referrer-Policy', 'no-referrer')
    headers.set('X-Content-Type-Options', 'nosniff')
    headers.set('X-Frame-Options', 'DENY')
    headers.set('Cross-Origin-Opener-Policy', 'same-origin')
    headers.set('Cross-Origin-Resource-Policy', 'same-origin')
    headers.set(
      'Permissions-Policy',
      'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
    )
    if (isHttps) headers.set('Strict-Transport-Security', 'max-age=31536000')
    // Views are about people: no cache between us and them keeps one.
    if (c.req.path.startsWith('/api/') && !headers.has('Cache-Control')) {
      headers.set('Cache-Control', 'no-store')
    }
  }
}

function contentPolicy(host: string | undefined, isHttps: boolean, origins: Origins): string {
  return [
    "default-src 'self'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    `connect-src 'self'${socketSource(host, isHttps, origins)}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ')
}

/** Older Safari does not take 'self' to mean our sockets, so they are named; only a host of ours is repeated. */
function socketSource(host: string | undefined, isHttps: boolean, origins: Origins): string {
  if (host === undefined) return ''
  const scheme = isHttps ? 'https' : 'http'
  return origins.isOurs(`${scheme}://${host}`) ? ` ${isHttps ? 'wss' : 'ws'}://${host}` : ''
}
