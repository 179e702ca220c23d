import type { PersonView } from '../../shared/accounts/api.ts'
import type {
  GuestDoorView,
  GuestMeView,
  GuestsOf,
  GuestView,
  PassScope,
} from '../../shared/community/passes.ts'
import { AppError } from '../../shared/errors.ts'
import type { PersonId } from '../../shared/ids.ts'
import { notFound } from '../http/errors.ts'
import type { Queryable } from '../storage/storage.ts'
import type { GuestDeps } from './deps.ts'
import type { Placed } from './guest-queries.ts'
import { findSeat, hasCome, holds, listPlaced, namelessGuest, scopeOf } from './guest-queries.ts'
import type { OpenPass } from './pass-check.ts'
import { findCommunity } from './queries.ts'

export const shownName = ({ name }: { name: string }) => (name === '' ? namelessGuest : name)

/** What whoever holds a pass may see before they enter. */
export async function guestDoorView(
  { storage }: GuestDeps,
  { pass, object, hasLobby }: OpenPass,
): Promise<GuestDoorView> {
  const community = await findCommunity(storage)
  if (community === null) throw notFound()
  const known =
    pass.scopeKind === 'study' ? (await listPlaced(storage, { passId: pass.id }))[0] : null
  return {
    ...{ scope: scopeOf(pass), role: pass.role, title: object.title, host: object.host },
    ...{ communityName: community.name, timeZone: community.timeZone },
    ...{ startsAt: object.startsAt, meetEndsAt: object.endsAt, isCalledOff: object.isCalledOff },
    ...{ people: object.people, peopleCount: object.peopleCount, schoolCount: object.schoolCount },
    ...{ needsPin: pass.pinHash !== null, needsLobby: hasLobby, endsAt: pass.endsAt },
    knownAs: known ? known.guest.name : null,
  }
}

/** A guest as they see themselves; 'sign-in' where their seat has ended by now, or what they came to is gone. */
export async function guestMeView(deps: GuestDeps, guestId: PersonId): Promise<GuestMeView> {
  const { storage, clock, objects } = deps
  const placed = await findSeat(storage, guestId, clock.now())
  const scope = placed && scopeOf(placed.pass)
  const object = scope && (await objects[scope.kind].find(scope.id))
  const community = await findCommunity(storage)
  if (placed === null || scope === null || object === null || community === null) {
    throw new AppError('sign-in', 'What you came to is not open any more.')
  }
  const { guest, pass } = placed
  const { name, locale, timeZone } = community
  return {
    ...{ id: guest.id, name: guest.name, school: guest.school, colour: guest.colour },
    state: guest.state === 'in' ? 'in' : 'waiting',
    ...{ scope, role: pass.role, title: object.title, host: object.host, path: object.path },
    ...{ endsAt: pass.endsAt, community: { name, locale, timeZone }, serverTime: clock.now() },
  }
}

/** A guest as those see them who let them in; whoever has no seat any more has left. */
export function guestView(placed: Placed, now: number): GuestView {
  const { guest, pass } = placed
  return {
    ...{ ...guestPersonView(placed), school: guest.school },
    state: hasCome(guest) && !holds(placed, now) ? 'left' : guest.state,
    ...{ passId: pass.id, passLabel: pass.label },
    ...{ cameAt: guest.cameAt, lastSeenAt: guest.lastSeenAt, isGuest: true },
  }
}

function guestPersonView({ guest }: Placed): PersonView {
  return { id: guest.id, name: shownName(guest), colour: guest.colour }
}

/** Who is in something by a pass, for everybody who is in it (features.md PR-05). */
export async function guestsOf(q: Queryable, scope: PassScope, now: number): Promise<GuestsOf> {
  const placed = await listPlaced(q, scope)
  const here = placed.filter((one) => one.guest.state === 'in' && holds(one, now))
  const guests = here.map(({ guest, pass }) => ({
    ...{ id: guest.id, name: shownName(guest), school: guest.school, endsAt: pass.endsAt },
  }))
  return { count: guests.length, guests }
}
