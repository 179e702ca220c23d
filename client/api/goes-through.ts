import { AppError } from '../../shared/errors.ts'
import { toasts } from '../parts/toasts.svelte.ts'
import { sentenceOf } from './http.ts'

/** What is fetched again, because somebody was a moment earlier. */
interface Changed {
  refresh(): Promise<void>
}

/** Says what went wrong where there is no form that could say it. */
export const failInToast = (error: unknown): void => toasts.fail(sentenceOf(error))

/** What somebody does in one tap: once it is kept `done` follows, and where it was not, the sentence why is shown. */
export async function attempt(work: Promise<unknown>, done: () => void = () => {}): Promise<void> {
  try {
    await work
    done()
  } catch (error) {
    failInToast(error)
  }
}

/** Whether a change went through; where it did not, it is explained. */
export async function goesThrough(answer: Promise<unknown>, of: Changed): Promise<boolean> {
  try {
    await answer
    return true
  } catch (error) {
    await explain(error, of)
    return false
  }
}

/**
 * Where somebody was a moment earlier, it is said, and what they did is shown; anything else that went wrong stays
 * until it is closed.
 */
export async function explain(error: unknown, of: Changed): Promise<void> {
  const isConflict = error instanceof AppError && error.code === 'conflict'
  if (!isConflict) return failInToast(error)
  toasts.show(sentenceOf(error))
  await of.refresh()
}
