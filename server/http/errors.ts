import type { Context, ErrorHandler, NotFoundHandler } from 'hono'
import { HTTPException } from 'hono/http-exception'
import type { ZodError } from 'zod'
import type { ErrorView } from '../../shared/errors.ts'
import { AppError } from '../../shared/errors.ts'
import type { Log } from '../sync/ports.ts'
import type { Env } from './actor.ts'

/** Absent and forbidden look the same. */
export function notFound(sentence = 'There is nothing here, or it is not yours to see.'): AppError {
  return new AppError('not-found', sentence)
}

/** A request that does not have its form, as sentences for people: one for the whole, one for each field. */
export function formError(error: ZodError): AppError {
  const fields: Record<string, string> = {}
  for (const issue of error.issues) {
    const name = issue.path.join('.')
    if (name !== '') fields[name] ??= sentenceOf(issue)
  }
  const first = Object.values(fields)[0]
  return new AppError('invalid', first ?? 'The request does not have the form it needs.', fields)
}

/** Our schemas bring their own sentences; for the rest zod's words are for programmers. */
function sentenceOf(issue: ZodError['issues'][number]): string {
  switch (issue.code) {
    case 'too_big':
      return issue.message.startsWith('Too big')
        ? `This is too long or too large: at most ${issue.maximum}.`
        : issue.message
    case 'too_small':
      return issue.message.startsWith('Too small')
        ? `This is too short or too small: at least ${issue.minimum}.`
        : issue.message
    case 'invalid_type':
      return 'Fill this in.'
    case 'invalid_value':
    case 'invalid_union':
      return issue.message.startsWith('Invalid') ? 'Choose one of what is offered.' : issue.message
    case 'unrecognized_keys':
      return 'There is something here that was not asked for.'
    default:
      return issue.message.startsWith('Invalid')
        ? 'This does not have the right form.'
        : issue.message
  }
}

/** The one place where what a route throws becomes an answer. */
export function answerErrors(log: Log): ErrorHandler<Env> {
  return (error, c) => {
    const known = translate(error)
    if (known === null) {
      // The message may quote what somebody wrote, so only its kind and where it arose are logged.
      log.error('request-broken', { method: c.req.method, route: routeOf(c), ...traceOf(error) })
      return answer(
        c,
        new AppError('broken', 'Something here broke, and nothing was changed. Please try again.'),
      )
    }
    return answer(c, known)
  }
}

export const answerNotFound: NotFoundHandler<Env> = (c) => answer(c, notFound())

function answer(c: Context<Env>, error: AppError): Response {
  if (error.code === 'too-many') c.header('Retry-After', '60')
  c.header('Cache-Control', 'no-store')
  return c.json<ErrorView>(error.view, error.status)
}

function translate(error: Error): AppError | null {
  if (error instanceof AppError) return error
  if (error instanceof HTTPException && error.status === 413) return tooLarge()
  if (error instanceof HTTPException && error.status < 500) {
    return new AppError('invalid', 'The request could not be read.')
  }
  return null
}

export function tooLarge(): AppError {
  return new AppError('too-large', 'This is more than can be sent at once.')
}

function routeOf(c: Context<Env>): string {
  // The path without ids and secrets.
  return c.req.path.replace(/[0-9A-HJKMNP-TV-Z]{26}/g, ':id').slice(0, 120)
}

/** Where an error arose, without what it says. */
function traceOf(error: Error): Record<string, unknown> {
  const frames = (error.stack ?? '').split('\n').filter((line) => line.startsWith('    at '))
  const code = (error as { code?: unknown }).code
  return {
    error: error.name,
    ...(typeof code === 'string' ? { code } : {}),
    at: frames.slice(0, 6).map((line) => line.trim()),
  }
}
