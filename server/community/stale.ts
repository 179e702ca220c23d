import { AppError } from '../../shared/errors.ts'

/** What somebody is told who changes a row as it no longer is. `name` is null where it was they themselves. */
export function stale(name: string | null, did: string): AppError {
  const sentence =
    name === null
      ? 'You did this in another window a moment before. Look at it again.'
      : `${name} ${did} a moment before you.`
  return new AppError('conflict', sentence)
}
