import { AppError } from '../../shared/errors.ts'
import { toasts } from '../parts/toasts.svelte.ts'
import { sentenceOf } from './http.ts'

/** What is fetched again, because somebody was a moment earlier. */
interface Changed {
  refresh(): Promise<void>
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
  if (!isConflict) return toasts.fail(sentenceOf(error))
  toasts.show(sentenceOf(error))
  await of.refresh()
}
