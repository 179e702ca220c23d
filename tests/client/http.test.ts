import { afterEach, describe, expect, it, vi } from 'vitest'
import { signIn } from '../../client/api/accounts.ts'
import {
  cameIn,
  errorOf,
  fieldsOf,
  onSignedOut,
  request,
  sentenceOf,
  Unreachable,
} from '../../client/api/http.ts'
import { AppError } from '../../shared/errors.ts'

type Answer = (path: string, init: RequestInit) => Promise<Response>

/** The network, played by a function. */
function network(answer: Answer) {
  vi.stubGlobal('fetch', vi.fn(answer))
}
const answers = (status: number, body: unknown) => () =>
  Promise.resolve(new Response(JSON.stringify(body), { status }))

afterEach(() => vi.unstubAllGlobals())

describe('request', () => {
  it('sends JSON and gives back the view', async () => {
    const asked: [string, RequestInit][] = []
    network((path, init) => {
      asked.push([path, init])
      return answers(201, { name: 'Amira' })()
    })
    await expect(signIn({ name: 'Amira', password: 'three small words' })).resolves.toEqual({
      name: 'Amira',
    })
    const [path, init] = asked[0]!
    expect([path, init.method, init.credentials]).toEqual(['/api/session', 'POST', 'same-origin'])
    expect(JSON.parse(init.body as string)).toEqual({
      name: 'Amira',
      password: 'three small words',
    })
  })

  it('says that nobody is signed in, but not of what was asked before somebody came in', async () => {
    const told = vi.fn()
    const stop = onSignedOut(told)
    let answer: (response: Response) => void = () => {}
    network(() => new Promise((resolve) => (answer = resolve)))
    const nobody = () =>
      answer(
        new Response(JSON.stringify({ code: 'sign-in', sentence: 'Come in.' }), { status: 401 }),
      )
    const late = request('GET', '/api/studies')
    cameIn()
    nobody()
    await expect(late).rejects.toThrow('Come in.')
    expect(told).not.toHaveBeenCalled()
    const next = request('GET', '/api/studies')
    nobody()
    await expect(next).rejects.toThrow('Come in.')
    expect(told).toHaveBeenCalledOnce()
    stop()
  })

  it('gives nothing for 204', async () => {
    network(() => Promise.resolve(new Response(null, { status: 204 })))
    await expect(request('DELETE', '/api/session')).resolves.toBeUndefined()
  })

  it('throws the server’s error with its sentence and fields', async () => {
    network(
      answers(400, {
        code: 'invalid',
        sentence: 'Mend this.',
        fields: { name: 'Write your name.' },
      }),
    )
    const error: unknown = await request('PATCH', '/api/me', {}).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(AppError)
    expect((error as AppError).code).toBe('invalid')
    expect(sentenceOf(error)).toBe('Mend this.')
    expect(fieldsOf(error)).toEqual({ name: 'Write your name.' })
  })

  it('calls a network that is not there by its own name', async () => {
    network(() => Promise.reject(new TypeError('Failed to fetch')))
    await expect(request('GET', '/api/me')).rejects.toBeInstanceOf(Unreachable)
    expect(sentenceOf(new Unreachable())).toContain('cannot be reached')
  })

  it('lets an aborted request end as one', async () => {
    const leaving = new AbortController()
    network((_path, init) => {
      leaving.abort()
      return Promise.reject(init.signal!.reason as Error)
    })
    const error = await request('GET', '/api/me', undefined, leaving.signal).catch(
      (thrown: unknown) => thrown,
    )
    expect((error as DOMException).name).toBe('AbortError')
  })

  it('says when nobody is signed in, and only then', async () => {
    let ended = 0
    const stop = onSignedOut(() => ended++)
    network(answers(401, { code: 'wrong-password', sentence: 'They do not belong together.' }))
    await expect(request('POST', '/api/session', {})).rejects.toThrow()
    expect(ended).toBe(0)
    network(answers(401, { code: 'sign-in', sentence: 'Sign in first.' }))
    await expect(request('GET', '/api/today')).rejects.toThrow()
    expect(ended).toBe(1)
    stop()
    await expect(request('GET', '/api/today')).rejects.toThrow()
    expect(ended).toBe(1)
  })

  it('is not misled by a success that is no JSON', async () => {
    network(() => Promise.resolve(new Response('<html>a proxy</html>', { status: 200 })))
    await expect(request('GET', '/api/me')).rejects.toMatchObject({ code: 'broken' })
  })
})

describe('errorOf', () => {
  it('reads the status where a proxy answered instead of us', () => {
    expect(errorOf(502, undefined).code).toBe('unavailable')
    expect(errorOf(429, { reason: 'slow down' }).code).toBe('too-many')
    expect(errorOf(418, 'teapot').code).toBe('broken')
    expect(errorOf(404, null).code).toBe('not-found')
  })
})
