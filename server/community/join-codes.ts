import type { JoinCodeView } from '../../shared/community/passes.ts'
import { AppError } from '../../shared/errors.ts'
import type { PassId, TeachMeetId } from '../../shared/ids.ts'
import { attendeesPerTeachMeetMax, joinCodeMinutes, openJoinCodesMax } from '../../shared/limits.ts'
import { hashToken, newJoinCode, newJoinKey, newLinkSecret } from '../accounts/secret.ts'
import type { Actor } from '../http/actor.ts'
import { notFound } from '../http/errors.ts'
import type { PassObject } from '../http/area.ts'
import type { Queryable } from '../storage/storage.ts'
import type { GuestDeps } from './deps.ts'
import type { PassRow } from './guest-queries.ts'
import type { JoinCodeRow } from './join-code-queries.ts'
import {
  countJoinCodes,
  deleteJoinCodes,
  findJoinCode,
  findJoinCodeOf,
  insertJoinCode,
} from './join-code-queries.ts'
import { tellObject } from './pass-change.ts'
import { endInTime } from './pass-ends.ts'
import { findJoinPass, insertAct, insertPass, updatePass } from './pass-queries.ts'
import { requireHost } from './passes.ts'

/** What the hall's screen shows; everybody who is in the TeachMeet with an account may put it on a wall. */
export async function readJoinCode(
  { storage, clock, objects }: GuestDeps,
  actor: Actor,
  { id, address }: { id: TeachMeetId; address: string },
): Promise<JoinCodeView> {
  if (!(await objects.teachmeet.isIn(actor.id, id))) throw notFound()
  const object = await objects.teachmeet.find(id)
  const pass = await findJoinPass(storage, { kind: 'teachmeet', id })
  const row = pass && (await findJoinCodeOf(storage, pass.id, clock.now()))
  if (row === null || object?.takesCodes !== true) throw notFound('There is no join code now.')
  return viewOf(row, address)
}

/** A new code for an hour; the one before it ends. */
export async function newJoinCodeOf(
  deps: GuestDeps,
  actor: Actor,
  { id, address }: { id: TeachMeetId; address: string },
): Promise<JoinCodeView> {
  const { storage, clock, objects } = deps
  const { pass, row } = await storage.transaction(async (tx) => {
    const q = { db: tx, tables: storage.tables }
    await requireHost(deps, actor, { kind: 'teachmeet', id }, q)
    const object = await objects.teachmeet.find(id, q)
    if (object?.takesCodes !== true) {
      throw new AppError('conflict', 'Join codes are given while the doors are open.')
    }
    const now = clock.now()
    const pass = await joinPass(deps, q, { id, object, by: actor, now })
    await deleteJoinCodes(q, pass.id, now)
    if ((await countJoinCodes(q, now)) >= openJoinCodesMax) {
      const sentence = `${openJoinCodesMax} join codes are open on this server already. Try again when one of them has ended.`
      throw new AppError('conflict', sentence)
    }
    const row = await freeCode(q, pass.id, now)
    await insertJoinCode(q, row)
    return { pass, row }
  })
  endInTime(deps, pass)
  tellObject(deps, pass)
  return viewOf(row, address)
}

/** The hidden pass of a TeachMeet's codes; it lasts as long as any pass to it may. */
async function joinPass(
  { random }: GuestDeps,
  q: Queryable,
  { id, object, by, now }: { id: TeachMeetId; object: PassObject; by: Actor; now: number },
): Promise<PassRow> {
  const endsAt = object.passesEndAt
  const known = await findJoinPass(q, { kind: 'teachmeet', id })
  if (known !== null) {
    // The TeachMeet may have been moved since; and whoever used up the code before does not close the door for good.
    const now = { endsAt, usesMax: known.uses + attendeesPerTeachMeetMax }
    await updatePass(q, known.id, now)
    return { ...known, ...now }
  }
  const pass: PassRow = {
    ...{ id: random.id() as PassId, scopeKind: 'teachmeet', scopeId: id, role: 'guest' },
    // Its secret is told to nobody: only its codes lead in.
    ...{ label: 'Join code', secretHash: hashToken(newLinkSecret()), pinHash: null, wrongPins: 0 },
    ...{ hasLobby: object.hasLobby, isJoinCode: true, createdBy: by.id, createdAt: now, endsAt },
    ...{ usesMax: attendeesPerTeachMeetMax, uses: 0, lastUsedAt: null, revokedAt: null },
    isExample: false,
  }
  await insertPass(q, pass)
  const made = { act: 'made', guestId: null, byId: by.id } as const
  await insertAct(q, { id: random.id(), passId: pass.id, at: now, ...made })
  return pass
}

async function freeCode(q: Queryable, passId: PassId, now: number): Promise<JoinCodeRow> {
  let code = newJoinCode()
  while ((await findJoinCode(q, code, now)) !== null) code = newJoinCode()
  return { code, passId, key: newJoinKey(), createdAt: now, endsAt: now + joinCodeMinutes * 60_000 }
}

function viewOf({ code, key, endsAt }: JoinCodeRow, address: string): JoinCodeView {
  // Behind the # it reaches no log, proxy or Referer.
  return { code, url: `${address}/guest#${code}-${key}`, endsAt }
}
