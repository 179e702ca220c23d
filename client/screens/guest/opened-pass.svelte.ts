import type { GuestDoorView } from '../../../shared/community/passes.ts'
import { lookAtPass } from '../../api/guest-seat.ts'
import { OpenedLink } from '../../api/opened-link.svelte.ts'

const codeLength = 6

/** What somebody without an account comes in by: a link, or the six letters on a screen. */
export class OpenedPass extends OpenedLink<GuestDoorView> {
  #isTyped = $state(false)

  constructor() {
    super(lookAtPass, 'Write the six letters of the code.')
  }

  /** It was typed, not followed: what is wrong with it is said under its field. */
  get isTyped() {
    return this.#isTyped
  }

  async follow(secret: string): Promise<void> {
    this.#isTyped = false
    await this.look(secret)
  }

  async type(code: string): Promise<void> {
    this.#isTyped = true
    await this.look(
      readCode(code),
      'Nothing opens with this code just now. Codes change each hour: look at the screen again.',
    )
  }
}

/**
 * What somebody typed as the code they meant: in any case and spacing, with O for 0 and I or L for 1, for codes have
 * neither. A whole link that was pasted is its secret.
 */
function readCode(typed: string): string {
  const text = typed.slice(typed.indexOf('#') + 1).trim()
  const letters = text.replace(/[\s–—-]+/g, '')
  if (letters.length !== codeLength) return text
  return letters.toUpperCase().replaceAll('O', '0').replace(/[IL]/g, '1')
}
