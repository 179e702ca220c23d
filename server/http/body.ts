import type { Context } from 'hono'
import type { z } from 'zod'
import { AppError } from '../../shared/errors.ts'
import type { Id } from '../../shared/ids.ts'
import { parseId } from '../../shared/ids.ts'
import type { Env } from './actor.ts'
import { formError, notFound } from './errors.ts'

/** The request's JSON, parsed by its schema; throws 'invalid' with a sentence for each field. */
export async function readBody<S extends z.ZodType>(
  c: Context<Env>,
  schema: S,
): Promise<z.output<S>> {
  const parsed = schema.safeParse(await readJson(c))
  if (!parsed.success) throw formError(parsed.error)
  return parsed.data
}

async function readJson(c: Context<Env>): Promise<unknown> {
  const type = c.req.header('content-type') ?? ''
  // A form of another site can send text and form data without asking first, but not JSON.
  if (!/^application\/json\s*(;|$)/i.test(type)) {
    throw new AppError('invalid', 'The request must be JSON.')
  }
  const text = await c.req.text()
  try {
    return JSON.parse(text) as unknown
  } catch {
    throw new AppError('invalid', 'The request is not readable JSON.')
  }
}

/** An id in the path; what is no id of ours names nothing. */
export function readId<Noun extends string>(c: Context<Env>, name: string): Id<Noun> {
  const id = parseId<Noun>(c.req.param(name))
  if (id === null) throw notFound()
  return id
}
