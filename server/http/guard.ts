import { bodyLimit } from 'hono/body-limit'
import type { MiddlewareHandler } from 'hono'
import { AppError } from '../../shared/errors.ts'
import { chapterRequestBytesMax, requestBytesMax } from '../../shared/limits.ts'
import type { Env } from './actor.ts'
import { notFound, tooLarge } from './errors.ts'
import type { Origins } from './origins.ts'
import { isOwnOrigin } from './origins.ts'

/** Paths that servers and proxies read differently lead nowhere, before anything is decided by them. */
export const refuseOddPaths: MiddlewareHandler<Env> = async (c, next) => {
  if (isOddPath(new URL(c.req.url).pathname)) throw notFound()
  await next()
}

export function isOddPath(path: string): boolean {
  return /%2f|%5c|%00|\\|\/\/|\/\.\.?(\/|$)/i.test(path)
}

/** A request that changes something must come from a page of ours. */
export function refuseForeign(origins: Origins): MiddlewareHandler<Env> {
  return async (c, next) => {
    const origin = c.req.header('origin')
    const fetchSite = c.req.header('sec-fetch-site')
    const changes = !['GET', 'HEAD', 'OPTIONS'].includes(c.req.method)
    if (changes && !isOwnOrigin(origins, { origin, fetchSite })) {
      throw new AppError(
        'foreign-origin',
        `This came from another address than ours. Open ${origins.address}, or let whoever runs the server set PUBLIC_URL to the address in your browser.`,
      )
    }
    await next()
  }
}

const limitOf = (maxSize: number): MiddlewareHandler<Env> =>
  bodyLimit({
    maxSize,
    onError: () => {
      throw tooLarge()
    },
  })

const limitUsual = limitOf(requestBytesMax)
const limitChapter = limitOf(chapterRequestBytesMax)
const bringsChapter = /^\/api\/(?:texts\/[^/]+\/chapters|chapters\/[^/]+)$/

/** No request is larger than it needs to be: only somebody who is signed in may bring a whole chapter. */
export const limitBody: MiddlewareHandler<Env> = (c, next) =>
  bringsChapter.test(c.req.path) && c.get('actor') !== null
    ? limitChapter(c, next)
    : limitUsual(c, next)
