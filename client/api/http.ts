import { AppError, type ErrorCode, type ErrorView } from '../../shared/errors.ts'

/** The server could not be reached: nothing is known of what became of the request. */
export class Unreachable extends Error {
  constructor() {
    super('The server cannot be reached just now. Check the network, then try again.')
    this.name = 'Unreachable'
  }
}

/** Nothing was decided about the request: the server was not reached, or something in front of it answered. */
export function isUnreachable(error: unknown): boolean {
  return error instanceof Unreachable || (error instanceof AppError && error.code === 'unavailable')
}

const answerMsMax = 30_000

type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'

/** One request. Throws AppError with the server's sentence, or Unreachable; an aborted one throws its AbortError. */
export async function request<View>(
  method: Method,
  path: string,
  body?: unknown,
  signal?: AbortSignal,
): Promise<View> {
  const asked = comings
  const response = await send(method, path, body, signal)
  if (response.status === 204) return undefined as View
  const answer = await readJson(response, signal)
  if (response.ok && answer !== undefined) return answer as View
  const error = errorOf(response.status, answer)
  if (error.code === 'sign-in' && asked === comings) for (const tell of signedOutListeners) tell()
  throw error
}

async function send(method: Method, path: string, body: unknown, signal?: AbortSignal) {
  const timeout = AbortSignal.timeout(answerMsMax)
  try {
    return await fetch(path, {
      method,
      credentials: 'same-origin',
      headers: body === undefined ? {} : { 'content-type': 'application/json' },
      body: body === undefined ? null : JSON.stringify(body),
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
    })
  } catch (error) {
    if (signal?.aborted) throw error
    throw new Unreachable()
  }
}

async function readJson(response: Response, signal?: AbortSignal): Promise<unknown> {
  try {
    return await response.json()
  } catch (error) {
    if (signal?.aborted) throw error
    return undefined
  }
}

/** An answer that is not a success as the error the screens know, whatever stands between us and the server. */
export function errorOf(status: number, answer: unknown): AppError {
  if (isErrorView(answer)) return new AppError(answer.code, answer.sentence, answer.fields)
  const code = codeOf[status] ?? 'broken'
  return new AppError(
    code,
    code === 'unavailable'
      ? 'The server is not ready just now. Try again in a moment.'
      : 'The server gave an answer this page does not understand. Load the page again.',
  )
}

const codeOf: Record<number, ErrorCode> = {
  404: 'not-found',
  413: 'too-large',
  429: 'too-many',
  502: 'unavailable',
  503: 'unavailable',
  504: 'unavailable',
}

function isErrorView(answer: unknown): answer is ErrorView {
  if (typeof answer !== 'object' || answer === null) return false
  const { code, sentence } = answer as Partial<Record<keyof ErrorView, unknown>>
  return typeof code === 'string' && typeof sentence === 'string'
}

const signedOutListeners = new Set<() => void>()

/** How often somebody has come in. */
let comings = 0

/** Somebody has come in: what was asked before, and is answered now, says nothing of their session. */
export function cameIn(): void {
  comings += 1
}

/** Called whenever an answer says that nobody is signed in. */
export function onSignedOut(tell: () => void): () => void {
  signedOutListeners.add(tell)
  return () => signedOutListeners.delete(tell)
}

/** What to tell a person about something that was thrown. */
export function sentenceOf(error: unknown): string {
  if (error instanceof AppError || error instanceof Unreachable) return error.message
  return 'This page met a problem of its own. Load it again; what was saved is safe.'
}

/** The sentences for single fields of a form, by the field's name. */
export function fieldsOf(error: unknown): Record<string, string> {
  return (error instanceof AppError && error.fields) || {}
}
