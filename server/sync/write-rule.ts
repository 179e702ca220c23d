import type { PersonId } from '../../shared/ids.ts'
import { unreachable } from '../../shared/errors.ts'
import { isOwnKey, type SyncRole, type WriteRule } from '../../shared/sync/kinds.ts'
import type { RefusedCode } from '../../shared/sync/protocol.ts'
import type { DeleteRange } from './delete-set.ts'
import type { UpdateShape } from './preflight.ts'

export interface Writer {
  person: PersonId
  role: SyncRole
}

export interface WriteTerms {
  rule: WriteRule
  /** The one writer of an `owner` document. */
  ownerId: PersonId | null
  /** Who a client id belongs to; null when to nobody yet. */
  ownerOf(clientId: number): PersonId | null
}

/** A struct that may not be is refused; a deletion that may not be is left out, and the frame acknowledged. */
export type Verdict =
  { kind: 'refused'; code: RefusedCode } | { kind: 'allowed'; deletions: DeleteRange[] }

/**
 * Judges what stripping has left of a frame. Structs and deletions differ because Yjs makes every reader send
 * deletions nobody asked for (implied ones of overwritten keys, clean-up of formats), and all replicas make the
 * same ones anyway.
 */
export function judge(shape: UpdateShape, writer: Writer, terms: WriteTerms): Verdict {
  const code = shape.sections.length > 0 ? refusalOf(shape, writer, terms) : null
  if (code !== null) return { kind: 'refused', code }
  const deletions = shape.deletions.filter((range) => mayDelete(range, writer, terms))
  return { kind: 'allowed', deletions }
}

function refusalOf(shape: UpdateShape, writer: Writer, terms: WriteTerms): RefusedCode | null {
  if (terms.rule === 'frozen') return 'frozen'
  if (writer.role !== 'writer') return 'read-only'
  for (const { client } of shape.sections) {
    const owner = terms.ownerOf(client)
    if (owner !== null && owner !== writer.person) return 'not-yours'
  }
  switch (terms.rule) {
    case 'shared':
      return null
    case 'owner':
      return terms.ownerId === writer.person ? null : 'read-only'
    case 'own':
      return isAllOwn(shape, writer.person, terms) ? null : 'not-yours'
    default:
      return unreachable(terms.rule)
  }
}

/**
 * At a root only under a key of one's own: without this a set of a victim's key, with no origin and a higher client
 * id, would win. Below, only beside and inside one's own structs, so that every chain ends at such a key.
 */
function isAllOwn(shape: UpdateShape, person: PersonId, terms: WriteTerms): boolean {
  for (const key of shape.rootKeys) {
    if (key === null || !isOwnKey(key, person)) return false
  }
  const isOwn = ({ client }: { client: number }) =>
    (terms.ownerOf(client) ?? ownerWithin(shape, client, person)) === person
  return shape.sections.every(({ needs }) => needs.every(isOwn))
}

/** An id that is new in this very frame will be its sender's. */
function ownerWithin(shape: UpdateShape, client: number, person: PersonId): PersonId | null {
  return shape.sections.some((section) => section.client === client) ? person : null
}

function mayDelete(range: DeleteRange, writer: Writer, terms: WriteTerms): boolean {
  if (writer.role !== 'writer') return false
  switch (terms.rule) {
    case 'frozen':
      return false
    case 'shared':
      return true
    case 'owner':
      return terms.ownerId === writer.person
    case 'own':
      return (terms.ownerOf(range.client) ?? writer.person) === writer.person
    default:
      return unreachable(terms.rule)
  }
}
