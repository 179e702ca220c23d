import { passwordLengthMax, passwordLengthMin } from '../../../shared/limits.ts'

/** What is wrong with a password somebody chose, before it is sent; null when it will do. */
export function weakness(password: string): string | null {
  if (password.length < passwordLengthMin) {
    return `At least ${passwordLengthMin} characters. Three words in a row are good.`
  }
  if (password.length > passwordLengthMax) return `At most ${passwordLengthMax} characters.`
  return null
}
