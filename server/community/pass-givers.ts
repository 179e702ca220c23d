import type { PersonId } from '../../shared/ids.ts'
import type { AreaDeps, PassObjects } from '../http/area.ts'
import type { Queryable } from '../storage/storage.ts'
import type { PassRow } from './guest-queries.ts'
import { announce, changePassWithin } from './pass-change.ts'
import { listOpenPassesBy } from './pass-queries.ts'
import { revoke } from './passes.ts'

/**
 * Somebody leaves their studies, with their school or the community: the passes they gave to them go along, in the
 * transaction `q` of their leaving. Returns what to do once that is kept. Passes to a TeachMeet are its hosts' to take
 * back: an evening goes on when a colleague has left.
 */
export async function takeBackPassesBy(
  deps: AreaDeps & { objects: PassObjects },
  q: Queryable,
  { giver, by }: { giver: PersonId; by: PersonId },
): Promise<() => Promise<void>> {
  const done: Awaited<ReturnType<typeof takeBack>>[] = []
  const takeBack = (pass: PassRow) =>
    changePassWithin(deps, q, pass.id, (change) => revoke(change, by))
  for (const pass of await listOpenPassesBy(q, { giver, kind: 'study', now: deps.clock.now() })) {
    done.push(await takeBack(pass))
  }
  return async () => {
    for (const { pass, touched, ended } of done) await announce(deps, pass, { touched, ended })
  }
}
