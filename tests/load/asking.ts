import { Agent, request } from 'node:http'
import { performance } from 'node:perf_hooks'

/** What pages have asked over HTTP, together. */
export interface AskedTally {
  requests: number
  /** How long answers took, in milliseconds. */
  latencies: number[]
  /** Whatever was answered with an error, or not at all, by what was asked. */
  refused: Record<string, number>
}

export interface Answer<T> {
  status: number
  body: T
  cookie: string | null
}

/** Browsers keep their connections open, too. */
const agent = new Agent({ keepAlive: true, maxSockets: Infinity })
/** A page that waits longer than this has been let down. */
const answerMsMax = 20_000

/** Asks as a page of the product does. Never rejects because of what is answered. */
export function ask<T>(
  base: string,
  asking: { method: string; path: string; cookie: string; body?: unknown },
  tally: AskedTally | null = null,
): Promise<Answer<T>> {
  const { method, path, cookie, body } = asking
  const sentAt = performance.now()
  const count = (status: number | string) => {
    if (tally === null) return
    tally.requests++
    tally.latencies.push(performance.now() - sentAt)
    if (typeof status === 'number' && status < 400) return
    const what = `${method} ${path.replaceAll(/[0-9A-Z]{26}/g, ':id').replace(/\?.*/, '')} ${status}`
    tally.refused[what] = (tally.refused[what] ?? 0) + 1
  }
  return new Promise((resolve, reject) => {
    const text = body === undefined ? null : JSON.stringify(body)
    const headers = {
      ...(cookie === '' ? {} : { cookie }),
      ...(text === null ? {} : { 'content-type': 'application/json' }),
      'content-length': String(text === null ? 0 : Buffer.byteLength(text)),
      origin: base,
    }
    const asked = request(new URL(path, base), { method, agent, headers }, (answer) => {
      const pieces: Buffer[] = []
      answer.on('data', (piece: Buffer) => pieces.push(piece))
      answer.on('error', reject)
      answer.on('end', () => {
        const status = answer.statusCode ?? 0
        count(status)
        const said = Buffer.concat(pieces).toString('utf8')
        const cookie = answer.headers['set-cookie']?.[0]?.split(';')[0] ?? null
        resolve({ status, body: (said === '' ? null : JSON.parse(said)) as T, cookie })
      })
    })
    asked.setTimeout(answerMsMax, () => asked.destroy(new Error('no answer')))
    asked.on('error', (error) => {
      // The server had just closed a connection that was kept: browsers ask again what only reads, and so does this.
      if (
        asked.reusedSocket &&
        method === 'GET' &&
        'code' in error &&
        error.code === 'ECONNRESET'
      ) {
        ask<T>(base, asking, tally).then(resolve, reject)
        return
      }
      count('code' in error ? String(error.code) : error.message)
      reject(error)
    })
    asked.end(text ?? undefined)
  })
}
