import type { GuestEnter } from '../../../shared/community/passes.ts'
import type { PersonId } from '../../../shared/ids.ts'

/** An example person at the door, and then inside: asks the running server as their browser would. */
export class ExampleVisitor {
  readonly name: string
  readonly id: PersonId
  /** The session, as a browser sends it. */
  readonly cookie: string
  readonly #base: string
  readonly #leavePath: string

  /** Joins by an invitation, or comes back by a reset code; either gives a session. */
  static enter(
    base: string,
    path: '/api/invitation/join' | '/api/reset',
    body: { secret: string; password: string; name?: string },
  ): Promise<ExampleVisitor> {
    return comeIn(base, path, body, '/api/session')
  }

  /** Takes a guest's seat by the secret of a pass; without an account. */
  static enterAsGuest(base: string, body: GuestEnter): Promise<ExampleVisitor> {
    return comeIn(base, '/api/guest/enter', body, '/api/guest/me')
  }

  constructor(
    base: string,
    { cookie, leavePath }: { cookie: string; leavePath: string },
    me: Pick<ExampleVisitor, 'id' | 'name'>,
  ) {
    this.#base = base
    this.#leavePath = leavePath
    this.cookie = cookie
    this.name = me.name
    this.id = me.id
  }

  async ask<T>(method: string, path: string, body?: unknown): Promise<T> {
    const response = await send(this.#base, method, path, { body, cookie: this.cookie })
    return (await response.json()) as T
  }

  /** Signs out, or gets up: nobody goes on using the session or the seat with which the example was loaded. */
  async leave(): Promise<void> {
    await send(this.#base, 'DELETE', this.#leavePath, { cookie: this.cookie })
  }
}

/** A refusal by the server, with what it said. */
export class VisitorRefused extends Error {
  readonly status: number

  constructor(status: number, message: string) {
    super(message)
    this.name = 'VisitorRefused'
    this.status = status
  }
}

async function comeIn(
  base: string,
  path: string,
  body: unknown,
  leavePath: '/api/session' | '/api/guest/me',
): Promise<ExampleVisitor> {
  const response = await send(base, 'POST', path, { body })
  const cookie = response.headers.getSetCookie()[0]?.split(';')[0]
  if (cookie === undefined) throw new Error(`${path} let nobody in`)
  const me = (await response.json()) as Pick<ExampleVisitor, 'id' | 'name'>
  return new ExampleVisitor(base, { cookie, leavePath }, me)
}

const triesMax = 5
const waitMs = 400

/** Says it again where the server was too busy and has changed nothing: a slow machine starts with much at once. */
async function send(...request: Parameters<typeof sendOnce>): Promise<Response> {
  for (let tries = 1; ; tries++) {
    try {
      return await sendOnce(...request)
    } catch (error) {
      const isBusy = error instanceof VisitorRefused && error.status === 503
      if (!isBusy || tries >= triesMax) throw error
      await new Promise((resolve) => setTimeout(resolve, tries * waitMs))
    }
  }
}

async function sendOnce(
  base: string,
  method: string,
  path: string,
  { body, cookie }: { body?: unknown; cookie?: string },
): Promise<Response> {
  const response = await fetch(`${base}${path}`, {
    method,
    headers: {
      ...(cookie === undefined ? {} : { cookie }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  if (response.ok) return response
  throw new VisitorRefused(response.status, `${method} ${path}: ${await response.text()}`)
}
