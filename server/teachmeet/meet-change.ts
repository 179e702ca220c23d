import { AppError } from '../../shared/errors.ts'
import type { DocumentId, PersonId, TeachMeetId } from '../../shared/ids.ts'
import type { LiveChange } from '../../shared/live.ts'
import type { TeachMeetRole } from '../../shared/policy.ts'
import { canAtTeachMeet } from '../../shared/policy.ts'
import type { AreaDeps } from '../http/area.ts'
import { notFound } from '../http/errors.ts'
import { raiseAclVersion } from '../storage/documents.ts'
import type { Queryable } from '../storage/storage.ts'
import { calledOff } from './called-off.ts'
import { isSilenced } from './comer-queries.ts'
import { listMeetDocuments } from './document-queries.ts'
import type { Meet, MeetRow } from './meet-queries.ts'
import { findMeet, updateMeet } from './meet-queries.ts'
import { findMeetRole } from './roles.ts'

type Noun = LiveChange['noun']

/** What a rule is given: the TeachMeet as it is, inside the transaction in which it may be changed. */
interface MeetChange {
  q: Queryable
  meet: Meet
  /** Milliseconds since 1970. */
  now: number
  /** A fresh id. */
  newId: () => string
  /** 0 ≤ x < 1, drawn for this change. */
  chance: number
  /** What open browsers are told of besides the noun that `changeMeet` was called with. */
  said: Set<Noun>
  /** Whose rights on its documents this changes, hosts apart: somebody silenced, a guest let in or sent away. */
  judged: Set<PersonId>
}

/** Changes rows of a TeachMeet; false when there was nothing to change, as when a request is repeated. */
export type MeetRule = (change: MeetChange) => Promise<boolean>

/**
 * The one way in which a TeachMeet and what belongs to it change. Rights are judged and rows written in one transaction.
 * Its version counts changes of its own facts and states, so that whoever writes those is not in the way of everybody
 * who signs up. Where rights have changed, open documents are judged again once it is kept. `noun` is what open browsers
 * are told; with null the caller tells them.
 */
export async function changeMeet(
  deps: AreaDeps,
  id: TeachMeetId,
  rule: MeetRule,
  noun: Noun | null = 'teachmeet',
): Promise<Meet> {
  const { storage, clock, random } = deps
  const done = await storage.transaction(async (tx) => {
    const q = { db: tx, tables: storage.tables }
    const before = await findMeet(q, id)
    if (before === null) throw notFound()
    const moment = { now: clock.now(), newId: () => random.id(), chance: random.next() }
    const told = { said: new Set<Noun>(), judged: new Set<PersonId>() }
    const changed = await rule({ q, meet: before, ...moment, ...told })
    if (!changed) return { before, after: before, rechecked: [], changed, ...told }
    const after = (await findMeet(q, id)) ?? gone(before, moment.now)
    if (isOther(before, after)) {
      after.row.version = before.row.version + 1
      await updateMeet(q, id, { version: after.row.version })
    }
    const isJudged = told.judged.size > 0 || haveRightsChanged(before, after)
    const rechecked = isJudged ? await listMeetDocuments(q, id) : []
    await raiseAclVersion(tx, storage.tables, rechecked)
    return { before, after, rechecked, changed, ...told }
  })
  const { said, ...rest } = done
  if (done.changed) {
    const nouns = noun === null ? [...said] : [...new Set([noun, ...said])]
    await announceMeet(deps, { ...rest, nouns })
  }
  return done.after
}

interface Announcement {
  before: Pick<Meet, 'hosts'> & { row: MeetRow | null }
  after: Meet
  rechecked: readonly DocumentId[]
  judged?: ReadonlySet<PersonId>
  nouns: readonly Noun[]
}

/** Tells open browsers and editors of a change that has been kept. */
export async function announceMeet(
  { rooms, live }: Pick<AreaDeps, 'rooms' | 'live'>,
  { before, after, rechecked, judged = new Set(), nouns }: Announcement,
): Promise<void> {
  await Promise.all(rechecked.map((document) => rooms.recheckDocument(document)))
  const [was, is] = [idsOf(before), idsOf(after)]
  const moved = [
    ...was.filter((one) => !is.includes(one)),
    ...is.filter((one) => !was.includes(one)),
  ]
  for (const person of new Set([...moved, ...judged])) await live.recheckPerson(person)
  const { id } = after.row
  for (const noun of nouns) live.publish({ scope: `teachmeet:${id}`, noun, id })
  if (!nouns.includes('teachmeet')) return
  // A draft is its hosts' alone, so the others need not hear of it.
  const isKnown = after.row.state !== 'draft' || (before.row?.state ?? 'draft') !== 'draft'
  if (isKnown) live.publish({ scope: 'community', noun: 'teachmeets', id: null })
  for (const person of isKnown ? moved : new Set([...was, ...is])) {
    live.publish({ scope: `person:${person}`, noun: 'teachmeets', id: null })
  }
}

/** A TeachMeet that this change took away. */
const gone = ({ row, hosts }: Meet, at: number): Meet => ({ row: { ...row, removedAt: at }, hosts })

const idsOf = ({ hosts }: Pick<Meet, 'hosts'>): PersonId[] => hosts.map((host) => host.id)

/** Whether facts or hosts are other than they were. */
function isOther(before: Meet, after: Meet): boolean {
  return (
    JSON.stringify(before.row) !== JSON.stringify(after.row) ||
    idsOf(before).join() !== idsOf(after).join()
  )
}

function haveRightsChanged(before: Meet, after: Meet): boolean {
  return (
    before.row.state !== after.row.state ||
    before.row.removedAt !== after.row.removedAt ||
    idsOf(before).toSorted().join() !== idsOf(after).toSorted().join()
  )
}

/** What a rule for somebody knows of them besides. */
export interface ComerChange extends MeetChange {
  by: PersonId
  role: TeachMeetRole
}

type ComerRule = (change: ComerChange) => Promise<boolean>

/**
 * take-part: everybody who is in it, until it has ended. look-back: the same, until it has been tidied: ideas taken
 * away, thanks. host: its hosts. read: the rule itself says who may.
 */
type ComerAction = 'take-part' | 'look-back' | 'host' | 'read'

/**
 * A rule for one person, with an account or as a guest: whoever is not in it learns nothing of it, whoever may not do
 * this is told so.
 */
export function asComer(
  { id: by }: { id: PersonId },
  action: ComerAction,
  rule: ComerRule,
): MeetRule {
  return async (change) => {
    const { q, meet, now } = change
    const role = await findMeetRole(q, meet.row.id, by, now)
    const isDraft = meet.row.state === 'draft'
    if (role === null || !canAtTeachMeet({ action: 'teachmeet.read', role, isDraft })) {
      throw notFound()
    }
    if (action === 'host' && !canAtTeachMeet({ action: 'teachmeet.host', role })) {
      throw new AppError('forbidden', 'A host of this TeachMeet can do this.')
    }
    if (action === 'take-part' || action === 'look-back') {
      await refuseOutsiders(change, { by, role, action })
    }
    return rule({ ...change, by, role })
  }
}

async function refuseOutsiders(
  { q, meet }: MeetChange,
  { by, role, action }: { by: PersonId; role: TeachMeetRole; action: 'take-part' | 'look-back' },
): Promise<void> {
  const { state, id } = meet.row
  if (state === 'called-off') throw calledOff()
  const isOver = state === 'tidied' || (state === 'ended' && action === 'take-part')
  if (isOver) throw new AppError('conflict', 'This TeachMeet is over. It can still be read.')
  const silenced = await isSilenced(q, id, by)
  const request = { action: 'teachmeet.take-part', role, isOver, isSilenced: silenced } as const
  if (!canAtTeachMeet(request)) throw readsAlong()
}

/** For rules that say themselves who may: throws 'forbidden' for whoever was silenced. */
export async function refuseSilenced({ q, meet, by }: ComerChange): Promise<void> {
  if (await isSilenced(q, meet.row.id, by)) throw readsAlong()
}

const readsAlong = () =>
  new AppError('forbidden', 'A host has asked you to read along only, for this evening.')
