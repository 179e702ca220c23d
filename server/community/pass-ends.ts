import type { AreaDeps, PassObjects } from '../http/area.ts'
import type { PassId } from '../../shared/ids.ts'
import type { PassRow } from './guest-queries.ts'
import { hasCome, holds, listPlaced } from './guest-queries.ts'
import { announce } from './pass-change.ts'
import { findPass, listLastingPasses } from './pass-queries.ts'

type PassDeps = AreaDeps & { objects: PassObjects }

/** A timer counts no further than some weeks, so a far end is looked at again each day. */
const waitMsMax = 24 * 3_600_000

/** After a start: passes that last still end in time. */
export async function watchPasses(deps: PassDeps): Promise<void> {
  for (const pass of await listLastingPasses(deps.storage, deps.clock.now())) endInTime(deps, pass)
}

/** A pass ends by itself: every question about a seat looks at the time. Whoever is in by it then has to go. */
export function endInTime(deps: PassDeps, { id, endsAt }: Pick<PassRow, 'id' | 'endsAt'>): void {
  const { clock, log } = deps
  const wait = Math.max(0, endsAt - clock.now())
  clock.after(Math.min(wait, waitMsMax), () => {
    void look(deps, id).catch((error: unknown) =>
      log.warn('pass-not-ended', { pass: id, error: String(error) }),
    )
  })
}

async function look(deps: PassDeps, id: PassId): Promise<void> {
  const { storage, clock } = deps
  const pass = await findPass(storage, id)
  if (pass === null || pass.revokedAt !== null) return
  const now = clock.now()
  if (pass.endsAt > now) return endInTime(deps, pass)
  const gone = (await listPlaced(storage, { passId: id })).filter(
    (one) => hasCome(one.guest) && !holds(one, now),
  )
  await announce(deps, pass, {
    touched: gone.map(({ guest }) => guest.id),
    ended: gone.flatMap(({ guest }) => guest.tokenHash ?? []),
  })
}
