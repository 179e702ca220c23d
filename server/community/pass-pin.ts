import { AppError } from '../../shared/errors.ts'
import { pinTriesMax } from '../../shared/limits.ts'
import type { GuestDeps } from './deps.ts'
import type { PassRow } from './guest-queries.ts'
import { changePass } from './pass-change.ts'
import type { AddressTries } from './pass-check.ts'
import { endedPass } from './pass-check.ts'
import { countPin, updatePass } from './pass-queries.ts'

/**
 * Throws unless the PIN is the pass's. Each is counted as wrong before it is compared, and after a few the pass lets
 * nobody in any more; whoever is in already stays.
 */
export async function checkPin(
  deps: GuestDeps,
  { id, pinHash }: PassRow,
  pin: string,
  tries: AddressTries,
): Promise<void> {
  if (pinHash === null) return
  // Whoever has not been asked for it yet has not guessed.
  if (pin === '') throw wrongPin('This pass has a PIN. Ask whoever gave you the link for it.')
  await tries.take()
  if (!(await countPin(deps.storage, id))) throw endedPass()
  if (await deps.passwords.isRight(pin, pinHash)) {
    await updatePass(deps.storage, id, { wrongPins: 0 })
    await tries.giveBack()
    return
  }
  await changePass(deps, id, ({ say }) => say('wrong-pin'))
  throw wrongPin(`This is not the PIN. After ${pinTriesMax} wrong ones the pass is closed.`)
}

function wrongPin(sentence: string): AppError {
  return new AppError('conflict', sentence, { pin: sentence })
}
