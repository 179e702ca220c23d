import type { MiddlewareHandler } from 'hono'
import { RateLimiterMemory } from 'rate-limiter-flexible'
import { AppError } from '../../shared/errors.ts'
import { requestsPerMinuteMax } from '../../shared/limits.ts'
import type { Env } from './actor.ts'

/** How often something may be tried in a minute, by key. */
export class Tries {
  readonly #limiter: RateLimiterMemory
  readonly #sentence: string

  constructor(perMinute: number, sentence: string) {
    this.#limiter = new RateLimiterMemory({ points: perMinute, duration: 60 })
    this.#sentence = sentence
  }

  /** Counts one try; throws 'too-many' past the limit. Taken before the try, so that many at once are counted too. */
  async take(key: string): Promise<void> {
    try {
      await this.#limiter.consume(key)
    } catch {
      throw new AppError('too-many', this.#sentence)
    }
  }

  /** A try that was right does not count: a whole staff may come in through one address within a minute. */
  async giveBack(key: string): Promise<void> {
    await this.#limiter.reward(key)
  }
}

/** The first limit every request meets. */
export function limitRequests(perMinute = requestsPerMinuteMax): MiddlewareHandler<Env> {
  const tries = new Tries(
    perMinute,
    'A great many requests came from here in the last minute. Wait a minute, then try again.',
  )
  return async (c, next) => {
    await tries.take(c.get('actor')?.id ?? c.get('guest')?.id ?? c.get('address'))
    await next()
  }
}
