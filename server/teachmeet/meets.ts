import { AppError } from '../../shared/errors.ts'
import type { SeriesId, TeachMeetId } from '../../shared/ids.ts'
import type { NewTeachMeet } from '../../shared/teachmeet/api.ts'
import { usualSheet } from '../../shared/teachmeet/sheet.ts'
import { allowedNow } from '../accounts/acting.ts'
import { findCommunity } from '../community/queries.ts'
import type { Actor } from '../http/actor.ts'
import type { AreaDeps } from '../http/area.ts'
import type { Queryable } from '../storage/storage.ts'
import { announceMeet } from './meet-change.ts'
import { addMeetDocument } from './meet-documents.ts'
import { refuseFacts } from './meet-facts.ts'
import type { Meet } from './meet-queries.ts'
import { findAnyMeet, findMeet, insertHost, insertMeet } from './meet-queries.ts'
import { joinSeries } from './series.ts'

/**
 * A new TeachMeet, a draft whose first host is whoever makes it. The id is the client's, accepted once: when the request
 * is repeated, the TeachMeet is found, not added again.
 */
export async function addMeet(
  deps: AreaDeps,
  actor: Actor,
  asked: NewTeachMeet,
): Promise<{ meet: Meet; isNew: boolean }> {
  const { storage, clock, random } = deps
  const added = await storage.transaction(async (tx) => {
    const q = { db: tx, tables: storage.tables }
    await allowedNow(q, actor, { action: 'teachmeet.create' })
    if ((await findAnyMeet(q, asked.id)) !== null) {
      return { meet: await ownOf(q, asked.id, actor), isNew: false }
    }
    refuseFacts(asked)
    const moment = { now: clock.now(), newId: () => random.id() }
    await insertDraft(q, actor, asked, {
      ...moment,
      seriesId: await joinSeries(q, actor, asked, moment),
    })
    const meet = await findMeet(q, asked.id)
    if (meet === null) throw new Error('a TeachMeet vanished while it was added')
    return { meet, isNew: true }
  })
  if (added.isNew) {
    const before = { row: null, hosts: [] }
    await announceMeet(deps, { before, after: added.meet, rechecked: [], nouns: ['teachmeet'] })
  }
  return added
}

/** The id belongs to a TeachMeet that somebody made before: the same person again, or a stranger with the same id. */
async function ownOf(q: Queryable, id: TeachMeetId, actor: Actor): Promise<Meet> {
  const existing = await findMeet(q, id)
  const isHost = existing?.hosts.some((host) => host.id === actor.id)
  if (existing?.row.createdBy === actor.id && isHost) return existing
  throw new AppError('taken', 'This TeachMeet could not be added. Please try again.')
}

async function insertDraft(
  q: Queryable,
  actor: Actor,
  { newSeries: _, sheet, ...facts }: NewTeachMeet,
  { now, newId, seriesId }: { now: number; newId: () => string; seriesId: SeriesId | null },
): Promise<void> {
  const community = await findCommunity(q)
  if (community === null) throw new Error('somebody is signed in where there is no community')
  await insertMeet(q, {
    ...facts,
    seriesId,
    sheet: sheet ?? [...usualSheet],
    communityId: community.id,
    isChatLocked: false,
    state: 'draft',
    movedFrom: null,
    hostingId: actor.id,
    crew: { time: null, chat: null, notes: null, technology: null },
    notesId: await addMeetDocument(q, 'teachmeet-notes', { now, newId }),
    ...{ createdBy: actor.id, createdAt: now, startedAt: null, endedAt: null, tidiedAt: null },
    ...{ chatWipedAt: null, guestsWipedAt: null, removedAt: null, version: 1, isExample: false },
  })
  await insertHost(q, { teachMeetId: facts.id, personId: actor.id, since: now })
}
