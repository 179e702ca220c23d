import type { PersonView } from '../../shared/accounts/api.ts'
import type { NewPass, NewPassView, PassScope, PassView } from '../../shared/community/passes.ts'
import { AppError } from '../../shared/errors.ts'
import type { PassId, PersonId } from '../../shared/ids.ts'
import { openPassesPerObjectMax, passDaysMax, pinTriesMax } from '../../shared/limits.ts'
import { can } from '../../shared/policy.ts'
import { hashToken, newLinkSecret } from '../accounts/secret.ts'
import type { Actor } from '../http/actor.ts'
import { notFound } from '../http/errors.ts'
import type { Queryable } from '../storage/storage.ts'
import type { GuestDeps } from './deps.ts'
import type { PassRow } from './guest-queries.ts'
import { hasCome, listPlaced, scopeOf, updateGuest } from './guest-queries.ts'
import type { PassChange } from './pass-change.ts'
import { changePass, tellObject } from './pass-change.ts'
import { endInTime } from './pass-ends.ts'
import {
  countOpenPasses,
  findPass,
  insertAct,
  insertPass,
  listPasses,
  updatePass,
} from './pass-queries.ts'
import { listPeopleById } from './queries.ts'

const day = 24 * 3_600_000

/** Whether a pass still lets somebody in, in the words its list uses. Too many wrong PINs close it. */
export function passState(pass: PassRow, now: number): PassView['state'] {
  if (pass.revokedAt !== null || pass.wrongPins >= pinTriesMax) return 'revoked'
  if (pass.endsAt <= now) return 'ended'
  // A study's pass leads the one person it is for in again.
  return pass.uses >= pass.usesMax && pass.scopeKind === 'teachmeet' ? 'used' : 'open'
}

/** Whoever is not in the object learns nothing of it; of those who are, its hosts give passes and let people in. */
export async function requireHost(
  { objects }: Pick<GuestDeps, 'objects'>,
  actor: Actor,
  { kind, id }: PassScope,
  q?: Queryable,
): Promise<void> {
  const object = objects[kind]
  if (!(await object.isIn(actor.id, id, q))) throw notFound()
  if (can(actor, { action: 'pass.give', hosts: await object.hosts(actor.id, id, q) })) return
  const who = kind === 'study' ? 'The teachers of this study' : 'The hosts of this TeachMeet'
  throw new AppError('forbidden', `${who} give passes and let guests in.`)
}

/** A pass with its link, which is shown once. `address` is where whoever asks has us open. */
export async function givePass(
  deps: GuestDeps,
  actor: Actor,
  { pass: asked, address }: { pass: NewPass; address: string },
): Promise<NewPassView> {
  const { storage, clock, passwords, random } = deps
  await requireHost(deps, actor, asked.scope)
  const known = await findPass(storage, asked.id)
  if (known !== null) return { pass: await repeated(deps, actor, known, asked), url: null }
  const secret = newLinkSecret()
  const now = clock.now()
  await requireTime(deps, asked, now)
  const pinHash = asked.pin === '' ? null : await passwords.hash(asked.pin)
  const row = rowOf(asked, { secretHash: hashToken(secret), pinHash, createdBy: actor.id, now })
  const isNew = await storage.transaction(async (tx) => {
    const q = { db: tx, tables: storage.tables }
    // The same request may have come twice at once.
    if ((await findPass(q, row.id)) !== null) return false
    // A PIN takes a while to hash, and who hosts or moves meanwhile is known here only.
    await requireHost(deps, actor, asked.scope, q)
    if ((await countOpenPasses(q, asked.scope, now)) >= openPassesPerObjectMax) {
      const sentence = `At most ${openPassesPerObjectMax} passes can be open at once. Take some back first.`
      throw new AppError('conflict', sentence)
    }
    await insertPass(q, row)
    const about = { id: random.id(), passId: row.id, at: now, guestId: null, byId: actor.id }
    await insertAct(q, { ...about, act: 'made' })
    return true
  })
  if (!isNew)
    return { pass: await repeated(deps, actor, await passOf(deps, row.id), asked), url: null }
  endInTime(deps, row)
  tellObject(deps, row)
  // Behind the # a secret reaches no log, proxy or Referer.
  return { pass: await passView(deps, row), url: `${address}/guest#${secret}` }
}

async function repeated(deps: GuestDeps, actor: Actor, known: PassRow, { scope }: NewPass) {
  const isSame = known.scopeKind === scope.kind && known.scopeId === scope.id
  if (!isSame || known.createdBy !== actor.id) throw new AppError('taken', 'This id is in use.')
  return passView(deps, known)
}

async function requireTime(
  { objects, storage }: GuestDeps,
  { scope, endsAt }: NewPass,
  now: number,
): Promise<void> {
  const object = await objects[scope.kind].find(scope.id, storage)
  if (object === null) throw new AppError('conflict', 'It takes no guests now.')
  const refuse = (sentence: string) => new AppError('invalid', sentence, { endsAt: sentence })
  if (endsAt <= now) throw refuse('The pass would have ended already. Choose a later day.')
  if (endsAt > now + passDaysMax * day) {
    throw refuse(`A pass lasts at most ${passDaysMax} days. Give another one then.`)
  }
  if (endsAt > object.passesEndAt) throw refuse('A pass ends at most a week after the TeachMeet.')
}

function rowOf(
  { id, scope, label, endsAt, uses, hasLobby }: NewPass,
  more: Pick<PassRow, 'secretHash' | 'pinHash' | 'createdBy'> & { now: number },
): PassRow {
  const { now, ...rest } = more
  const isStudy = scope.kind === 'study'
  return {
    ...{ id, scopeKind: scope.kind, scopeId: scope.id, role: isStudy ? 'expert' : 'guest' },
    ...{ label, endsAt, hasLobby, usesMax: isStudy ? 1 : uses, uses: 0, ...rest },
    ...{ wrongPins: 0, isJoinCode: false, createdAt: now, lastUsedAt: null },
    ...{ revokedAt: null, isExample: false },
  }
}

export async function listPassViews(
  deps: GuestDeps,
  actor: Actor,
  scope: PassScope,
): Promise<PassView[]> {
  await requireHost(deps, actor, scope)
  const rows = await listPasses(deps.storage, scope)
  const givers = await listPeopleById(deps.storage, [...new Set(rows.map((row) => row.createdBy))])
  return rows.map((row) => viewOf(deps, row, givers))
}

/** Takes a pass back: it lets nobody in any more, and whoever is in by it has to go at once. */
export async function takeBackPass(
  deps: GuestDeps,
  actor: Actor,
  passId: PassId,
): Promise<PassView> {
  await changePass(deps, passId, async (change) => {
    await requireHost(deps, actor, scopeOf(change.pass), change.q)
    await revoke(change, actor.id)
  })
  return passView(deps, await passOf(deps, passId))
}

/** The rule of taking back: whoever waits or is in by the pass is sent away with it. */
export async function revoke(
  { q, pass, now, touched, ended, say }: PassChange,
  by: PersonId,
): Promise<void> {
  if (pass.revokedAt !== null) return
  await updatePass(q, pass.id, { revokedAt: now })
  await say('revoked', { by })
  for (const { guest } of await listPlaced(q, { passId: pass.id })) {
    if (!hasCome(guest)) continue
    await updateGuest(q, guest.id, { state: 'removed' })
    touched.add(guest.id)
    if (guest.tokenHash !== null) ended.add(guest.tokenHash)
  }
}

/** A pass by id; one that is not there looks like one of somebody else's. */
export async function passOf({ storage }: GuestDeps, id: PassId): Promise<PassRow> {
  const pass = await findPass(storage, id)
  if (pass === null) throw notFound()
  return pass
}

async function passView(deps: GuestDeps, row: PassRow): Promise<PassView> {
  return viewOf(deps, row, await listPeopleById(deps.storage, [row.createdBy]))
}

function viewOf(
  { clock }: Pick<GuestDeps, 'clock'>,
  row: PassRow,
  givers: readonly PersonView[],
): PassView {
  return {
    ...{ id: row.id, scope: scopeOf(row), role: row.role, label: row.label },
    createdBy: givers.find((giver) => giver.id === row.createdBy) ?? null,
    ...{ createdAt: row.createdAt, endsAt: row.endsAt },
    ...{ uses: row.uses, usesMax: row.usesMax, lastUsedAt: row.lastUsedAt },
    ...{ hasPin: row.pinHash !== null, hasLobby: row.hasLobby },
    state: passState(row, clock.now()),
  }
}
