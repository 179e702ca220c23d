import { AppError } from '../../../../shared/errors.ts'
import { sentenceOf } from '../../../api/http.ts'
import { toasts } from '../../../parts/toasts.svelte.ts'

/**
 * Whether a change went through. Where somebody was a moment earlier, it is said, and what they did is shown; anything
 * else that went wrong stays until it is closed.
 */
export async function goesThrough(
  answer: Promise<unknown>,
  of: { refresh(): Promise<void> },
): Promise<boolean> {
  try {
    await answer
    return true
  } catch (error) {
    const isConflict = error instanceof AppError && error.code === 'conflict'
    if (!isConflict) toasts.fail(sentenceOf(error))
    else {
      toasts.show(sentenceOf(error))
      await of.refresh()
    }
    return false
  }
}
