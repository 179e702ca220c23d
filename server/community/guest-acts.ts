import type { GuestAct, GuestView, PassActView, PassScope } from '../../shared/community/passes.ts'
import { AppError } from '../../shared/errors.ts'
import type { PassId, PersonId } from '../../shared/ids.ts'
import { passActsShownMax } from '../../shared/limits.ts'
import type { Actor } from '../http/actor.ts'
import { notFound } from '../http/errors.ts'
import type { GuestDeps } from './deps.ts'
import type { Placed } from './guest-queries.ts'
import { findPlaced, hasCome, listPlaced, scopeOf, updateGuest } from './guest-queries.ts'
import { guestView, shownName } from './guest-views.ts'
import type { PassChange } from './pass-change.ts'
import { changePass } from './pass-change.ts'
import { listActs, updatePass } from './pass-queries.ts'
import { passOf, requireHost } from './passes.ts'
import { listPeopleById } from './queries.ts'
import { stale } from './stale.ts'

/** Those who wait first, then by name. */
export async function listGuestViews(
  deps: GuestDeps,
  actor: Actor,
  scope: PassScope,
): Promise<GuestView[]> {
  await requireHost(deps, actor, scope)
  const now = deps.clock.now()
  const views = (await listPlaced(deps.storage, scope)).map((placed) => guestView(placed, now))
  const waits = ({ state }: GuestView) => state === 'waiting'
  return [...views.filter(waits), ...views.filter((view) => !waits(view))]
}

/** Whoever waits is let in or refused; whoever is in is sent away. */
export async function actOnGuest(
  deps: GuestDeps,
  actor: Actor,
  { guest, act }: { guest: PersonId; act: GuestAct['act'] },
): Promise<GuestView> {
  const before = await findPlaced(deps.storage, guest)
  if (before === null) throw notFound()
  await changePass(deps, before.pass.id, async (change) => {
    await requireHost(deps, actor, scopeOf(change.pass), change.q)
    const placed = await findPlaced(change.q, guest)
    if (placed === null) throw notFound()
    await settle(change, placed, { act, by: actor.id })
  })
  const after = await findPlaced(deps.storage, guest)
  if (after === null) throw notFound()
  return guestView(after, deps.clock.now())
}

const outcomes = {
  'let-in': { from: ['waiting'], to: 'in', said: 'let-in' },
  refuse: { from: ['waiting'], to: 'refused', said: 'refused' },
  remove: { from: ['waiting', 'in'], to: 'removed', said: 'removed' },
} as const

async function settle(
  { q, pass, now, touched, ended, say }: PassChange,
  { guest }: Placed,
  { act, by }: { act: GuestAct['act']; by: PersonId },
): Promise<void> {
  const { from, to, said } = outcomes[act]
  // Two hosts press at the same moment: what the second wanted is so already.
  if (guest.state === to) return
  if (!from.some((state) => state === guest.state)) {
    if (guest.state === 'left') throw new AppError('conflict', `${guest.name} has left.`)
    const last = (await listActs(q, pass.id, passActsShownMax)).find(
      (one) => one.guestId === guest.id && one.byId !== null,
    )
    const [who] = await listPeopleById(q, [
      last === undefined || last.byId === by ? null : last.byId,
    ])
    throw stale(who?.name ?? null, 'settled this')
  }
  await updateGuest(q, guest.id, { state: to })
  touched.add(guest.id)
  await say(said, { guest: guest.id, by })
  if (to === 'in') return
  if (guest.tokenHash !== null) ended.add(guest.tokenHash)
  // A study's pass is for one person: when they have to go, it leads nobody in any more.
  if (pass.scopeKind === 'study') await updatePass(q, pass.id, { revokedAt: now })
}

/** A guest goes by themselves. */
export async function leave(deps: GuestDeps, guestId: PersonId): Promise<void> {
  const before = await findPlaced(deps.storage, guestId)
  if (before === null) return
  await changePass(deps, before.pass.id, async ({ q, touched, ended, say }) => {
    const placed = await findPlaced(q, guestId)
    if (placed === null) return
    const { guest } = placed
    if (!hasCome(guest)) return
    if (guest.tokenHash !== null) ended.add(guest.tokenHash)
    await updateGuest(q, guestId, { state: 'left', tokenHash: null })
    touched.add(guestId)
    await say('left', { guest: guestId })
  })
}

/** What was done with a pass, newest first. */
export async function listActViews(
  deps: GuestDeps,
  actor: Actor,
  passId: PassId,
): Promise<PassActView[]> {
  const { storage } = deps
  await requireHost(deps, actor, scopeOf(await passOf(deps, passId)))
  const acts = await listActs(storage, passId, passActsShownMax)
  const people = await listPeopleById(storage, [...new Set(acts.map((act) => act.byId))])
  const byId = new Map(people.map((person) => [person.id, person]))
  const placed = await listPlaced(storage, { passId })
  const guests = new Map(placed.map(({ guest }) => [guest.id, guest]))
  return acts.map(({ at, act, guestId, byId: by }) => {
    const guest = guestId === null ? undefined : guests.get(guestId)
    return {
      ...{ at, act, by: by === null ? null : (byId.get(by) ?? null) },
      guest: guest ? { id: guest.id, name: shownName(guest) } : null,
    }
  })
}
