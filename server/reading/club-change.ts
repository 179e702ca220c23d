import { AppError } from '../../shared/errors.ts'
import type { ClubId, DocumentId, PersonId } from '../../shared/ids.ts'
import type { LiveChange } from '../../shared/live.ts'
import type { ClubRole } from '../../shared/policy.ts'
import { can } from '../../shared/policy.ts'
import type { Actor } from '../http/actor.ts'
import type { AreaDeps } from '../http/area.ts'
import { notFound } from '../http/errors.ts'
import { raiseAclVersion } from '../storage/documents.ts'
import type { Queryable } from '../storage/storage.ts'
import { completeClubDocuments } from './club-documents.ts'
import type { Club } from './club-queries.ts'
import { findClub, updateClub } from './club-queries.ts'
import { listClubDocuments } from './document-queries.ts'

/** What a rule is given: the club as it is, inside the transaction in which it may be changed. */
export interface ClubChange {
  q: Queryable
  club: Club
  /** Milliseconds since 1970. */
  now: number
  /** A fresh id. */
  newId: () => string
}

/** Changes rows of a club; false when there was nothing to change, as when a request is repeated. */
export type ClubRule = (change: ClubChange) => Promise<boolean>

/**
 * The one way in which a club, its texts and its meetings change. Rights are judged and rows written in one
 * transaction. Where somebody has come, gone, or the club has ended, open documents are judged again once it is kept.
 * `noun` is what open browsers are told.
 */
export async function changeClub(
  deps: AreaDeps,
  clubId: ClubId,
  rule: ClubRule,
  noun: LiveChange['noun'] = 'club',
): Promise<Club> {
  const { storage, clock, random } = deps
  const done = await storage.transaction(async (tx) => {
    const q = { db: tx, tables: storage.tables }
    const before = await findClub(q, clubId)
    if (before === null) throw notFound()
    const making = { now: clock.now(), newId: () => random.id() }
    const changed = await rule({ q, club: before, ...making })
    if (!changed) return { before, after: before, rechecked: [], changed }
    await updateClub(q, clubId, { changedAt: making.now })
    const after = await findClub(q, clubId)
    if (after === null) throw new Error('a club vanished while it was changed')
    await completeClubDocuments(q, after, making)
    const rechecked = haveRightsChanged(before, after) ? await documentIds(q, clubId) : []
    await raiseAclVersion(tx, storage.tables, rechecked)
    return { before, after, rechecked, changed }
  })
  if (done.changed) await announceClub(deps, { ...done, noun })
  return done.after
}

async function documentIds(q: Queryable, clubId: ClubId): Promise<DocumentId[]> {
  return (await listClubDocuments(q, [clubId])).map((one) => one.documentId)
}

interface Announcement {
  before: Pick<Club, 'people'>
  after: Club
  rechecked: readonly DocumentId[]
  noun: LiveChange['noun']
}

/** Tells open browsers and editors of a change that has been kept. */
export async function announceClub(
  { rooms, live }: Pick<AreaDeps, 'rooms' | 'live'>,
  { before, after, rechecked, noun }: Announcement,
): Promise<void> {
  await Promise.all(rechecked.map((document) => rooms.recheckDocument(document)))
  const [was, is] = [idsOf(before), idsOf(after)]
  const moved = [...was.filter((id) => !is.includes(id)), ...is.filter((id) => !was.includes(id))]
  await Promise.all(moved.map((person) => live.recheckPerson(person)))
  const { id } = after.row
  live.publish({ scope: `club:${id}`, noun, id })
  if (noun !== 'club') return
  // Clubs are known by name to the whole school, so that one can join.
  live.publish({ scope: 'community', noun: 'clubs', id: null })
  for (const person of moved) {
    live.publish({ scope: `person:${person}`, noun: 'clubs', id: null })
  }
}

const idsOf = (club: Pick<Club, 'people'>): PersonId[] => club.people.map((person) => person.id)

function haveRightsChanged(before: Club, after: Club): boolean {
  const [was, is] = [idsOf(before), idsOf(after)]
  return (
    (before.row.endedAt === null) !== (after.row.endedAt === null) ||
    was.length !== is.length ||
    was.some((id) => !is.includes(id))
  )
}

type ClubAction = 'club.take-part' | 'club.change'

/** A rule for one person: whoever is not in the club learns nothing of it, whoever may not change it is told so. */
export function asMember(actor: Actor, action: ClubAction, rule: ClubRule): ClubRule {
  return async (change) => {
    const clubRole = clubRoleIn(change.club, actor.id)
    if (!can(actor, { action: 'club.read', clubRole })) throw notFound()
    if (!can(actor, { action, clubRole })) {
      throw new AppError('forbidden', 'Whoever chairs the club can change this.')
    }
    if (change.club.row.endedAt !== null && action === 'club.take-part') {
      throw new AppError('conflict', 'This club has ended. It can still be read.')
    }
    return rule(change)
  }
}

export function clubRoleIn({ row, people }: Club, person: PersonId): ClubRole | null {
  if (!people.some((one) => one.id === person)) return null
  return row.chairId === person ? 'chair' : 'member'
}
