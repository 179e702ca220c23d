import { nameKey } from '../../shared/accounts/name.ts'
import { AppError } from '../../shared/errors.ts'
import type { PersonId } from '../../shared/ids.ts'

/** What no guest is called, as nameKey writes it. An account may be: its owner was invited by that name. */
const titles = new Set(
  ['Host', 'Hosts', 'The host', 'The hosts', 'Moderator', 'Admin', 'Staffroom'].map(nameKey),
)

/**
 * A guest is shown as one, and a host as a host; but in a hall people look at names. So nobody but those who lead may be
 * called like one of them; throws 'invalid' for the field.
 */
export function refuseHostsName(
  hosts: readonly { id: PersonId; name: string }[],
  { name, by, field, isGuest }: { name: string; by: PersonId; field: string; isGuest: boolean },
): void {
  const key = nameKey(name)
  if (key === '' || hosts.some(({ id }) => id === by)) return
  const isTaken = hosts.some((host) => nameKey(host.name) === key)
  if (!isTaken && !(isGuest && titles.has(key))) return
  const sentence = 'Whoever leads this is called so. Add your surname, so that nobody mixes you up.'
  throw new AppError('invalid', sentence, { [field]: sentence })
}
