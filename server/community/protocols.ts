import type { z } from 'zod'
import { libraryProtocol } from '../../shared/community/protocol-library.ts'
import { stepsOf } from '../../shared/community/protocol-steps.ts'
import type {
  changeProtocolSchema,
  NewProtocol,
  Protocol,
  ProtocolView,
} from '../../shared/community/protocols.ts'
import { AppError } from '../../shared/errors.ts'
import type { PersonId, ProtocolId } from '../../shared/ids.ts'
import { parseId } from '../../shared/ids.ts'
import { protocolsMax } from '../../shared/limits.ts'
import { can } from '../../shared/policy.ts'
import type { Actor } from '../http/actor.ts'
import { notFound } from '../http/errors.ts'
import type { Queryable } from '../storage/storage.ts'
import type { ProtocolRow } from './protocol-queries.ts'
import { findProtocol, insertProtocol, listProtocols, updateProtocol } from './protocol-queries.ts'
import { findCommunity, listPeopleById } from './queries.ts'
import { stale } from './stale.ts'

interface Acting {
  q: Queryable
  /** Milliseconds since 1970. */
  now: number
  actor: Actor
}

type Body = Pick<Protocol, 'rounds' | 'steps' | 'groupMax'>

/** Adds a protocol of the school's own. Its id is accepted once: the same said again changes nothing. */
export async function addProtocol(
  { q, now, actor }: Acting,
  { id, title, about, rounds, groupMax, steps }: NewProtocol,
): Promise<{ protocol: ProtocolRow; isNew: boolean }> {
  const known = await findProtocol(q, id)
  if (known?.createdBy === actor.id) return { protocol: known, isNew: false }
  if (known !== null) throw new AppError('taken', 'This could not be added. Please try again.')
  const community = await findCommunity(q)
  if (community === null) throw notFound()
  refuseTooLong({ rounds, groupMax, steps })
  if ((await listProtocols(q)).length >= protocolsMax) {
    const sentence = `There is room for ${protocolsMax} protocols. Remove one that nobody uses.`
    throw new AppError('conflict', sentence)
  }
  const protocol: ProtocolRow = {
    ...{ id, communityId: community.id, title, about, rounds, groupMax, steps },
    ...{ createdBy: actor.id, createdAt: now, changedBy: actor.id, version: 1, removedAt: null },
  }
  await insertProtocol(q, protocol)
  return { protocol, isNew: true }
}

/** Makes it say something else; whoever has changed it before is named. */
export async function changeProtocol(
  acting: Acting,
  id: ProtocolId,
  { version, ...body }: z.output<typeof changeProtocolSchema>,
): Promise<ProtocolRow> {
  const { q, actor } = acting
  const before = await changeableProtocol(acting, id)
  if (version !== before.version) {
    const [person] = await listPeopleById(q, [before.changedBy])
    const name = before.changedBy === actor.id ? null : (person?.name ?? 'Somebody')
    throw stale(name, 'changed this')
  }
  refuseTooLong(body)
  const values = { ...body, version: version + 1, changedBy: actor.id }
  await updateProtocol(q, before, values)
  return { ...before, ...values }
}

/** Takes it off the list. Meetings that have chosen it keep it. */
export async function removeProtocol(acting: Acting, id: ProtocolId): Promise<void> {
  const { q, now, actor } = acting
  const before = await changeableProtocol(acting, id)
  const values = { removedAt: now, changedBy: actor.id, version: before.version + 1 }
  await updateProtocol(q, before, values)
}

async function changeableProtocol({ q, actor }: Acting, id: ProtocolId): Promise<ProtocolRow> {
  const protocol = await findProtocol(q, id)
  if (protocol === null || protocol.removedAt !== null) throw notFound()
  if (!can(actor, { action: 'protocol.change', isOwn: protocol.createdBy === actor.id })) {
    throw new AppError('forbidden', 'Whoever made it, a lead or an admin can change it.')
  }
  return protocol
}

/** A group of five is the largest that is left whole where fours are asked for. */
const leastGroup = 5

/** What could not run in a full group is told to whoever makes it, not to the people in the room. */
function refuseTooLong({ rounds, groupMax, steps }: Body): void {
  const size = Math.max(groupMax, leastGroup)
  stepsOf(
    { rounds, steps },
    Array.from({ length: size }, (_, place) => String(place) as PersonId),
  )
}

/** A protocol by its key, or by the id of one of the school's own, removed ones among them. */
export async function anyProtocol(q: Queryable, key: string): Promise<Protocol | null> {
  const known = libraryProtocol(key)
  if (known !== null) return known
  const id = parseId<'protocol'>(key)
  const row = id && (await findProtocol(q, id))
  return row && { ...row, key }
}

/** Whether a meeting may choose it. */
export async function isProtocolOffered(q: Queryable, key: string): Promise<boolean> {
  if (libraryProtocol(key) !== null) return true
  const id = parseId<'protocol'>(key)
  const row = id && (await findProtocol(q, id))
  return row !== null && row.removedAt === null
}

export async function protocolViews(
  q: Queryable,
  rows: readonly ProtocolRow[],
): Promise<ProtocolView[]> {
  const people = await listPeopleById(
    q,
    rows.map((row) => row.createdBy),
  )
  return rows.map(({ id, title, about, rounds, groupMax, steps, createdBy, version }) => ({
    ...{ id, title, about, rounds, groupMax, steps, version },
    createdBy: people.find((person) => person.id === createdBy) ?? null,
  }))
}
