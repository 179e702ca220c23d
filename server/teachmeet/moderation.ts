import type { z } from 'zod'
import { AppError } from '../../shared/errors.ts'
import type { PersonId } from '../../shared/ids.ts'
import type { ModerationActView, moderationSchema } from '../../shared/teachmeet/live.ts'
import { notFound } from '../http/errors.ts'
import type { Queryable } from '../storage/storage.ts'
import { findComer, insertComer, listComers, updateComer } from './comer-queries.ts'
import type { ComerChange } from './meet-change.ts'
import { updateMeet } from './meet-queries.ts'
import { insertModeration, listModeration } from './moderation-queries.ts'
import { findMeetRole } from './roles.ts'
import type { MeetRow } from './meet-queries.ts'

type Asked = z.output<typeof moderationSchema>

/** What a host does about somebody, the lobby or the chat; each stands in the log. False when nothing is new. */
export async function moderate(change: ComerChange, asked: Asked): Promise<boolean> {
  const isNew = await apply(change, asked)
  if (!isNew) return false
  const { q, meet, now, newId, by } = change
  const { act, personId, reason } = asked
  await insertModeration(q, {
    ...{ id: newId(), teachMeetId: meet.row.id, at: now, act, byId: by, reason },
    ...{ aboutId: act === 'silence' || act === 'unsilence' ? personId : null, words: '' },
  })
  return true
}

async function apply(change: ComerChange, { act, personId }: Asked): Promise<boolean> {
  switch (act) {
    case 'silence':
    case 'unsilence':
      return setSilence(change, personId, act === 'silence')
    case 'open-lobby':
    case 'close-lobby':
      return setFlag(change, { hasLobby: act === 'open-lobby' })
    case 'lock-chat':
    case 'unlock-chat':
      change.said.add('chat')
      return setFlag(change, { isChatLocked: act === 'lock-chat' })
  }
}

type Flag = Partial<Pick<MeetRow, 'hasLobby' | 'isChatLocked'>>

async function setFlag({ q, meet }: ComerChange, flag: Flag): Promise<boolean> {
  const known: Flag = meet.row
  const isNew = Object.entries(flag).some(([name, value]) => known[name as keyof Flag] !== value)
  if (isNew) await updateMeet(q, meet.row.id, flag)
  return isNew
}

/** Somebody who is silenced reads on and writes nothing more: their rights on the documents are judged again at once. */
async function setSilence(
  { q, meet, now, judged }: ComerChange,
  personId: PersonId | null,
  isSilent: boolean,
): Promise<boolean> {
  if (personId === null) throw new AppError('invalid', 'Choose whom this concerns.')
  const teachMeetId = meet.row.id
  const role = await findMeetRole(q, teachMeetId, personId, now)
  const comer = await findComer(q, teachMeetId, personId)
  if (role === null && comer === null) throw notFound('Nobody of that name is here.')
  if (role === 'host') throw new AppError('conflict', 'Whoever hosts cannot be silenced.')
  const wasSilent = comer !== null && comer.silencedAt !== null
  if (isSilent === wasSilent) return false
  const silencedAt = isSilent ? now : null
  if (comer !== null) await updateComer(q, comer, { silencedAt })
  else {
    await insertComer(q, {
      ...{ teachMeetId, personId, silencedAt, shownName: '', school: null },
      ...{ isListed: false, isGuest: role === 'guest', createdAt: now },
    })
  }
  judged.add(personId)
  return true
}

/** What hosts did, newest first. */
export async function moderationViews(
  q: Queryable,
  { id }: Pick<MeetRow, 'id'>,
): Promise<ModerationActView[]> {
  const rows = await listModeration(q, id)
  const people = new Map(
    (
      await listComers(
        q,
        id,
        rows.flatMap((row) => [row.byId, row.aboutId]),
      )
    ).map((person) => [person.id, person]),
  )
  return rows.map(({ at, act, byId, aboutId, reason }) => {
    const by = people.get(byId)
    return {
      ...{ at, act, by: by ? { id: by.id, name: by.name } : null },
      about: (aboutId && people.get(aboutId)?.name) ?? '',
      ...{ aboutId, reason },
    }
  })
}
