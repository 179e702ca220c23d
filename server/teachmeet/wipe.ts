import type { TeachMeetId } from '../../shared/ids.ts'
import { wipeGuests } from '../community/guest-queries.ts'
import type { AreaDeps } from '../http/area.ts'
import type { Queryable } from '../storage/storage.ts'
import { deleteMessages } from './chat-queries.ts'
import { chatKeptUntil, guestsKeptUntil } from './kept-until.ts'
import type { MeetRow } from './meet-queries.ts'
import { findAnyMeet, updateMeet } from './meet-queries.ts'
import { emptyModeration } from './moderation-queries.ts'
import { emptyGuestNames, listPassIds, listUnwiped } from './wipe-queries.ts'

/**
 * The daily round: wipes the chats and the guests' data whose time is over. A round that is broken off or comes twice
 * does no harm: each TeachMeet is wiped by itself, all of it or nothing.
 */
export async function wipeTeachMeets(deps: AreaDeps): Promise<void> {
  for (const { id } of await listUnwiped(deps.storage)) {
    try {
      await wipeTeachMeet(deps, id)
    } catch (error) {
      // The next one is none the worse for it, and tomorrow is another day.
      deps.log.error('wipe-failed', { teachMeet: id, error: String(error) })
    }
  }
}

async function wipeTeachMeet(deps: AreaDeps, id: TeachMeetId): Promise<void> {
  const { storage, clock, live, log } = deps
  const wiped = await storage.transaction(async (tx) => {
    const q = { db: tx, tables: storage.tables }
    const meet = await findAnyMeet(q, id)
    return meet === null ? nothing : wipeRows(q, meet, clock.now())
  })
  if (wiped.chat) live.publish({ scope: `teachmeet:${id}`, noun: 'chat', id })
  if (wiped.guests) live.publish({ scope: `teachmeet:${id}`, noun: 'teachmeet', id })
  if (wiped.chat || wiped.guests) log.info('teachmeet-wiped', { teachMeet: id, ...wiped })
}

interface Wiped {
  chat: boolean
  guests: boolean
}

const nothing: Wiped = { chat: false, guests: false }

async function wipeRows(q: Queryable, meet: MeetRow, now: number): Promise<Wiped> {
  const { id, endedAt, chatWipedAt, guestsWipedAt } = meet
  const chat = chatWipedAt === null && now >= chatKeptUntil(meet)
  const guests = guestsWipedAt === null && now >= guestsKeptUntil(meet)
  if (chat) {
    await deleteMessages(q, id)
    await emptyModeration(q, id, { words: '' })
  }
  if (guests) {
    await wipeGuests(q, await listPassIds(q, id), now)
    await emptyGuestNames(q, id)
    await emptyModeration(q, id, { words: '', reason: '' })
  }
  // Nobody has ended it: it may be put off to another day, so the round comes by again.
  if (endedAt !== null && (chat || guests)) {
    await updateMeet(q, id, {
      ...(chat ? { chatWipedAt: now } : {}),
      ...(guests ? { guestsWipedAt: now } : {}),
    })
  }
  return { chat, guests }
}
