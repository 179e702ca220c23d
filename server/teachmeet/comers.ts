import { AppError } from '../../shared/errors.ts'
import { attendeesPerTeachMeetMax } from '../../shared/limits.ts'
import type { z } from 'zod'
import type { comeSchema } from '../../shared/teachmeet/api.ts'
import { refuseHostsName } from '../community/host-names.ts'
import type { ComerRow } from './comer-queries.ts'
import { countComers, deleteComer, findComer, insertComer, updateComer } from './comer-queries.ts'
import { drawAgain } from './draws.ts'
import type { ComerChange } from './meet-change.ts'
import { listTalks } from './talk-queries.ts'

type Coming = z.output<typeof comeSchema>

/** I come, as whom, and whether the others may see it; false when that is so already. */
export async function come(
  change: ComerChange,
  { shownName, school, isListed }: Coming,
): Promise<boolean> {
  const { q, meet, by, role } = change
  const called = { name: shownName, by, field: 'shownName', isGuest: role === 'guest' }
  refuseHostsName(meet.hosts, called)
  const key = { teachMeetId: meet.row.id, personId: by }
  const known = await findComer(q, key.teachMeetId, by)
  const values = { shownName, school: school === '' ? null : school, isListed }
  if (known === null) await insertNewComer(change, values)
  else if (isSame(known, values)) return false
  else await updateComer(q, key, values)
  // The draw looks at schools.
  const isOther = (known?.school ?? null) !== values.school
  if (isOther && (await speaks(change))) await drawAgain(change, 'added')
  return true
}

type Values = Pick<ComerRow, 'shownName' | 'school' | 'isListed'>

const isSame = (known: Values, asked: Values) =>
  known.shownName === asked.shownName &&
  known.school === asked.school &&
  known.isListed === asked.isListed

/** Whoever speaks comes, and stands in the list by their talk anyway. */
export async function comeToSpeak(change: ComerChange): Promise<void> {
  const { q, meet, by } = change
  if ((await findComer(q, meet.row.id, by)) !== null) return
  await insertNewComer(change, { shownName: '', school: null, isListed: true })
}

async function insertNewComer(
  { q, meet, by, role, now }: ComerChange,
  values: Values,
): Promise<void> {
  if ((await countComers(q, meet.row.id)) >= attendeesPerTeachMeetMax) {
    const sentence = `This TeachMeet has room for ${attendeesPerTeachMeetMax} people.`
    throw new AppError('conflict', sentence)
  }
  await insertComer(q, {
    ...{ teachMeetId: meet.row.id, personId: by, ...values },
    ...{ isGuest: role === 'guest', silencedAt: null, createdAt: now },
  })
}

/** I do not come. Whoever was silenced stays so, and is only listed no more. */
export async function stayAway(change: ComerChange): Promise<boolean> {
  const { q, meet, by } = change
  const key = { teachMeetId: meet.row.id, personId: by }
  const known = await findComer(q, key.teachMeetId, by)
  if (known === null) return false
  if (await speaks(change)) {
    throw new AppError('conflict', 'You have offered a talk here. Withdraw it first.')
  }
  if (known.silencedAt === null) await deleteComer(q, key)
  else await updateComer(q, key, { isListed: false })
  return true
}

async function speaks({ q, meet, by }: ComerChange): Promise<boolean> {
  const talks = await listTalks(q, meet.row.id)
  return talks.some((talk) => talk.speakerId === by && talk.presence !== 'withdrawn')
}
