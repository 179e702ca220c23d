/** What can go wrong, in one word each; the client chooses what to offer by it. */
export type ErrorCode =
  | 'invalid' // 400: the request does not have the form it needs
  | 'sign-in' // 401: nobody is signed in, or the session has ended
  | 'wrong-password' // 401: name and password do not belong together
  | 'forbidden' // 403: a signed-in person may not do this to something they may see
  | 'foreign-origin' // 403: the request came from another site
  | 'not-found' // 404: absent, or not theirs to know of
  | 'taken' // 409: a name or an id is in use
  | 'conflict' // 409: someone else changed this first
  | 'ended' // 410: a link or code that was used up, has run out or was taken back
  | 'too-large' // 413
  | 'too-many' // 429: try again later
  | 'broken' // 500: our fault; nothing was changed
  | 'unavailable' // 503: the storage does not answer

const statusOf = {
  invalid: 400,
  'sign-in': 401,
  'wrong-password': 401,
  forbidden: 403,
  'foreign-origin': 403,
  'not-found': 404,
  taken: 409,
  conflict: 409,
  ended: 410,
  'too-large': 413,
  'too-many': 429,
  broken: 500,
  unavailable: 503,
} as const satisfies Record<ErrorCode, number>

/** The JSON body of every answer that is not a success. `sentence` is for people; `fields` names what to mend. */
export interface ErrorView {
  code: ErrorCode
  sentence: string
  /** A sentence for each field of the form that needs mending, by the field's name. */
  fields?: Record<string, string>
}

/** An error the world can cause: thrown where it is found, turned into an answer in one place a side. */
export class AppError extends Error {
  readonly code: ErrorCode
  readonly fields: Record<string, string> | undefined

  constructor(code: ErrorCode, sentence: string, fields?: Record<string, string>) {
    super(sentence)
    this.name = 'AppError'
    this.code = code
    this.fields = fields
  }

  get status(): (typeof statusOf)[ErrorCode] {
    return statusOf[this.code]
  }

  get view(): ErrorView {
    const view: ErrorView = { code: this.code, sentence: this.message }
    return this.fields ? { ...view, fields: this.fields } : view
  }
}

/** Ends a switch over a union: a case that was forgotten does not compile. */
export function unreachable(value: never): never {
  throw new Error(`unreachable: ${JSON.stringify(value)}`)
}
