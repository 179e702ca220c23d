import { AppError } from '../../shared/errors.ts'
import type { PersonId } from '../../shared/ids.ts'
import { teachMeetHostsMax } from '../../shared/limits.ts'
import type { TeachMeetAct } from '../../shared/teachmeet/api.ts'
import { findPerson } from '../accounts/queries.ts'
import { findRun } from '../community/run-queries.ts'
import { calledOff } from './called-off.ts'
import { runOf } from './draws.ts'
import type { ComerChange } from './meet-change.ts'
import { deleteHost, insertHost, updateMeet } from './meet-queries.ts'
import { endMeet, startMeet } from './meet-run.ts'
import { findMeetRole } from './roles.ts'
import { changeMicroTalks } from './talks.ts'

/** An act of a host; false where it has been done already. */
export async function actAsHost(change: ComerChange, act: TeachMeetAct): Promise<boolean> {
  switch (act.act) {
    case 'publish':
    case 'call-off':
    case 'start':
    case 'end':
    case 'tidy':
    case 'remove':
      return moveOn(change, act.act)
    case 'take-over':
      return host(change, change.by)
    case 'hand-over':
      return host(change, act.personId)
    case 'add-host':
      return addHost(change, act.personId)
    case 'remove-host':
      return removeHost(change, act.personId)
    case 'micro-minutes':
      return changeMicroTalks(change, act.minutes)
    case 'crew':
      return changeCrew(change, act)
  }
}

async function moveOn(
  change: ComerChange,
  act: 'publish' | 'call-off' | 'start' | 'end' | 'tidy' | 'remove',
): Promise<boolean> {
  const { q, meet, now } = change
  const { id, state } = meet.row
  switch (act) {
    case 'publish':
      if (state !== 'draft' && state !== 'called-off') return false
      await updateMeet(q, id, { state: 'open' })
      return true
    case 'call-off':
      if (state === 'called-off') return false
      if (state !== 'open') {
        throw new AppError(
          'conflict',
          'What has not been published or has begun is not called off.',
        )
      }
      await updateMeet(q, id, { state: 'called-off' })
      return true
    case 'start':
      if (state === 'live') return false
      if (state === 'ended' || state === 'tidied') throw over()
      if (state === 'called-off') throw calledOff()
      await startMeet(change, await findRun(q, runOf(id)))
      return true
    case 'end':
      if (state === 'ended') return false
      if (state !== 'live') throw new AppError('conflict', 'This TeachMeet is not going on.')
      await endMeet(change)
      return true
    case 'tidy':
      if (state === 'tidied') return false
      if (state !== 'ended') throw new AppError('conflict', 'End the TeachMeet first.')
      await updateMeet(q, id, { state: 'tidied', tidiedAt: now })
      return true
    case 'remove':
      // What people wrote on an evening that was held is not one host's to take away.
      if (state !== 'draft' && state !== 'open' && state !== 'called-off') {
        throw new AppError('conflict', 'This TeachMeet has been held, so it stays to be read.')
      }
      await updateMeet(q, id, { removedAt: now })
      return true
  }
}

const over = () => new AppError('conflict', 'This TeachMeet is over.')

/** Who hosts now: said for people; every host may do everything whoever hosts now may. */
async function host({ q, meet }: ComerChange, personId: PersonId): Promise<boolean> {
  if (meet.row.hostingId === personId) return false
  refuseOthers(meet.hosts, personId)
  await updateMeet(q, meet.row.id, { hostingId: personId })
  return true
}

function refuseOthers(hosts: readonly { id: PersonId }[], personId: PersonId): void {
  if (hosts.some((one) => one.id === personId)) return
  throw new AppError('invalid', 'Choose one of the hosts.')
}

async function addHost({ q, meet, now }: ComerChange, personId: PersonId): Promise<boolean> {
  if (meet.hosts.some((one) => one.id === personId)) return false
  if ((await findPerson(q, personId))?.state !== 'active') {
    throw new AppError('invalid', 'Choose a colleague who has an account here.')
  }
  if (meet.hosts.length >= teachMeetHostsMax) {
    throw new AppError('conflict', `A TeachMeet has room for ${teachMeetHostsMax} hosts.`)
  }
  const key = { teachMeetId: meet.row.id, personId }
  // Somebody who left the school and came back is one still.
  await deleteHost(q, key)
  await insertHost(q, { ...key, since: now })
  return true
}

async function removeHost({ q, meet, by }: ComerChange, personId: PersonId): Promise<boolean> {
  const others = meet.hosts.filter((one) => one.id !== personId)
  if (others.length === meet.hosts.length) return false
  const [first] = others
  if (first === undefined) {
    throw new AppError('conflict', 'Add another host first: a TeachMeet needs one.')
  }
  await deleteHost(q, { teachMeetId: meet.row.id, personId })
  if (meet.row.hostingId === personId) {
    const hostingId = personId === by ? first.id : by
    await updateMeet(q, meet.row.id, { hostingId })
  }
  return true
}

async function changeCrew(
  { q, meet, now }: ComerChange,
  { role, personId }: Extract<TeachMeetAct, { act: 'crew' }>,
): Promise<boolean> {
  const { id, crew } = meet.row
  if (crew[role] === personId) return false
  if (personId !== null && (await findMeetRole(q, id, personId, now)) === null) {
    throw new AppError('invalid', 'Choose somebody who is in this TeachMeet.')
  }
  await updateMeet(q, id, { crew: { ...crew, [role]: personId } })
  return true
}
