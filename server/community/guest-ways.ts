import type { Context } from 'hono'
import type { EnteringGuest, GuestDoorView, GuestMeView } from '../../shared/community/passes.ts'
import { AppError } from '../../shared/errors.ts'
import type { PersonId } from '../../shared/ids.ts'
import { serverPersonId } from '../../shared/ids.ts'
import { guestReturnsPerMinuteMax } from '../../shared/limits.ts'
import { findPerson } from '../accounts/queries.ts'
import { hashToken } from '../accounts/secret.ts'
import type { Env } from '../http/actor.ts'
import { Tries } from '../http/limits.ts'
import type { GuestDeps } from './deps.ts'
import { leave } from './guest-acts.ts'
import { DoorShare } from './door-share.ts'
import { colourOfNext } from './guest-colour.ts'
import type { Placed } from './guest-queries.ts'
import {
  findPlaced,
  findPlacedByHash,
  holds,
  insertGuest,
  listPlaced,
  scopeOf,
  updateGuest,
  wasTurnedAway,
} from './guest-queries.ts'
import { guestDoorView, guestMeView } from './guest-views.ts'
import { refuseHostsName } from './host-names.ts'
import type { PassChange } from './pass-change.ts'
import { changePass } from './pass-change.ts'
import type { OpenPass } from './pass-check.ts'
import { endedPass, PassCheck } from './pass-check.ts'
import { checkPin } from './pass-pin.ts'
import { passState } from './passes.ts'
import { updatePass, usePass } from './pass-queries.ts'

/** The ways to a guest's seat: a pass's link, a join code, a private return link. */
export class GuestWays {
  readonly #deps: GuestDeps
  readonly #check: PassCheck
  readonly #share = new DoorShare()
  readonly #again = new Tries(
    guestReturnsPerMinuteMax,
    'You have come in again many times just now. Wait a minute, then try again.',
  )

  constructor(deps: GuestDeps) {
    this.#deps = deps
    this.#check = new PassCheck(deps)
  }

  async look(c: Context<Env>, secret: string): Promise<GuestDoorView> {
    const open = await this.#check.find(secret, c.get('address'))
    if (passState(open.pass, this.#deps.clock.now()) === 'used') throw endedPass()
    return guestDoorView(this.#deps, open)
  }

  async enter(c: Context<Env>, entering: EnteringGuest): Promise<GuestMeView> {
    const { guests } = this.#deps
    refuseAccount(c)
    const open = await this.#check.find(entering.secret, c.get('address'))
    if (await guests.wasSentAway(c, scopeOf(open.pass))) throw endedPass()
    await checkPin(this.#deps, open.pass, entering.pin, this.#check.triesOf(c.get('address')))
    const { name, id: by } = entering
    refuseHostsName(open.object.leaders, { name, by, field: 'name', isGuest: true })
    const { token, key } = guests.newToken()
    const own = c.get('guest')?.id ?? null
    const address = c.get('address')
    const id = await changePass(this.#deps, open.pass.id, (change) =>
      this.#seat(change, open, { ...entering, key, own, address }),
    )
    return this.#sit(c, id, token)
  }

  /** The pass as it is by now: a PIN takes a while to compare. */
  async #seat(change: PassChange, open: OpenPass, entering: Entering): Promise<PersonId> {
    const { pass, q, now } = change
    const state = passState(pass, now)
    if (state === 'revoked' || state === 'ended') throw endedPass()
    const isForOne = pass.scopeKind === 'study'
    const known = isForOne
      ? ((await listPlaced(q, { passId: pass.id }))[0] ?? null)
      : await findPlaced(q, entering.id)
    if (known !== null && known.pass.id !== pass.id) throw takenId()
    if (known !== null && (isForOne || known.guest.id === entering.own)) {
      await this.#again.take(known.guest.id)
      return comeBack(change, known, { key: entering.key, hasLobby: open.hasLobby })
    }
    if (known !== null) return repeat(change, known, entering)
    if (!(await usePass(q, pass.id, now))) throw endedPass()
    if (open.hasLobby) await this.#share.take(q, scopeOf(pass), entering)
    const colour = await colourOfNext(q, this.#deps.objects, { pass, now })
    return addGuest(change, open, { ...entering, colour })
  }

  /** A private return link leads the same guest in again, whatever has become of the pass. */
  async return(c: Context<Env>, secret: string): Promise<GuestMeView> {
    const { storage, clock, guests } = this.#deps
    refuseAccount(c)
    const found = await findPlacedByHash(storage, 'returnHash', hashToken(secret.trim()))
    if (found === null) {
      await this.#check.triesOf(c.get('address')).take()
      throw endedPass()
    }
    const { token, key } = guests.newToken()
    const { id } = found.guest
    await this.#again.take(id)
    await changePass(this.#deps, found.pass.id, async (change) => {
      const placed = await findPlaced(change.q, id)
      if (placed === null) throw endedPass()
      const again: Placed = { ...placed, guest: { ...placed.guest, state: 'in' } }
      if (wasTurnedAway(placed.guest) || !holds(again, clock.now())) throw endedPass()
      await comeBack(change, placed, { key, hasLobby: false })
    })
    return this.#sit(c, id, token)
  }

  /** The browser that asks has this seat. One browser is one guest: whoever was here in it has gone. */
  async #sit(c: Context<Env>, id: PersonId, token: string): Promise<GuestMeView> {
    const before = c.get('guest')
    if (before !== null && before.id !== id) await leave(this.#deps, before.id)
    this.#deps.guests.setCookie(c, token)
    return guestMeView(this.#deps, id)
  }
}

interface Entering extends EnteringGuest {
  key: string
  /** The guest whose seat this browser has already. */
  own: PersonId | null
  /** Where they come from, as rate limits count it. */
  address: string
}

const takenId = () => new AppError('taken', 'This id is in use. Open the link again.')

/** Somebody with an account comes as themselves, and is never a guest besides. */
function refuseAccount(c: Context<Env>): void {
  const actor = c.get('actor')
  if (actor === null) return
  const sentence = `You are signed in as ${actor.name}. Sign out first, or open the link in a private window.`
  throw new AppError('conflict', sentence)
}

/** A request whose answer was lost is said again: it makes one guest, and counts one use. */
async function repeat(
  { q, ended }: PassChange,
  { guest }: Placed,
  { name, key }: Entering,
): Promise<PersonId> {
  // Others see a guest's id. Only a seat that nobody has used yet is given again.
  const isUnused = guest.lastSeenAt <= guest.cameAt && guest.name === name
  if (!isUnused || wasTurnedAway(guest)) throw takenId()
  if (guest.tokenHash !== null) ended.add(guest.tokenHash)
  await updateGuest(q, guest.id, { tokenHash: key })
  return guest.id
}

/** The same guest with a new seat; the newest wins, and the browser that had them before is told. */
async function comeBack(
  { q, pass, now, touched, ended, say }: PassChange,
  { guest }: Placed,
  { key, hasLobby }: { key: string; hasLobby: boolean },
): Promise<PersonId> {
  if (wasTurnedAway(guest)) throw endedPass()
  const mustWait = guest.state === 'waiting' || (guest.state === 'left' && hasLobby)
  if (guest.tokenHash !== null) ended.add(guest.tokenHash)
  await updateGuest(q, guest.id, {
    ...{ state: mustWait ? 'waiting' : 'in', tokenHash: key, lastSeenAt: now },
  })
  touched.add(guest.id)
  await updatePass(q, pass.id, { lastUsedAt: now })
  await say('came-back', { guest: guest.id })
  return guest.id
}

async function addGuest(
  { q, pass, now, touched, say }: PassChange,
  { hasLobby }: OpenPass,
  { id, name, school, key, colour }: Entering & { colour: number },
): Promise<PersonId> {
  // An id is a person's in documents and rights: nobody comes in as somebody who is there already.
  if (id === serverPersonId || (await findPerson(q, id)) !== null) throw takenId()
  await insertGuest(q, {
    ...{ id, passId: pass.id, name, school: school === '' ? null : school },
    ...{ colour, state: hasLobby ? 'waiting' : 'in' },
    ...{ tokenHash: key, returnHash: null, cameAt: now, lastSeenAt: now, wipedAt: null },
  })
  touched.add(id)
  await say(hasLobby ? 'waited' : 'entered', { guest: id })
  return id
}
