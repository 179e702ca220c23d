import { documentBytesMax, rootsPerDocumentMax } from '../../shared/limits.ts'
import type { PersonId } from '../../shared/ids.ts'
import type { KindRules } from '../../shared/sync/kinds.ts'
import { ProtocolError } from '../../shared/sync/protocol.ts'
import type { ClientIds } from './client-ids.ts'
import type { Clocks } from './clocks.ts'
import { type DeleteRange, type DeleteSet, encodeDeleteRanges } from './delete-set.ts'
import type { DocumentBytes } from './document-bytes.ts'
import { joined } from './encode.ts'
import type { DocumentFrame, Entry, Judgement } from './frame.ts'
import { findGap, preflight, type UpdateShape } from './preflight.ts'
import { isPartlyKnown, type ReadUpdate, strip } from './strip.ts'
import { judge, type Writer } from './write-rule.ts'

/** What a document allows just now, beside its kind. */
export interface DocumentTerms {
  rules: KindRules
  ownerId: PersonId | null
  frozen: boolean
  ids: ClientIds
}

/**
 * What has been let in, whether it is committed yet or not: it judges the next frame. Made of what is committed, so
 * that after a refusal inside a commit it can be made again.
 */
export class Accepted {
  readonly #bytes: DocumentBytes
  readonly #clocks: Clocks
  readonly #deletes: DeleteSet
  #roots: Set<string> | null = null

  constructor(bytes: DocumentBytes) {
    this.#bytes = bytes
    this.#clocks = new Map(bytes.clocks)
    this.#deletes = bytes.deleteSet()
  }

  /** What has been let in, for reading a large update elsewhere. */
  get clocks(): Clocks {
    return this.#clocks
  }

  /** Whether a frame that was read elsewhere has partly come from somebody else meanwhile. */
  isPartlyKnown(shape: UpdateShape): boolean {
    return isPartlyKnown(shape, this.#clocks)
  }

  /** Judges a frame; the entry to write when it may be, which then counts as known. */
  judge(
    frame: DocumentFrame,
    terms: DocumentTerms,
  ): Entry | Exclude<Judgement, { kind: 'accepted' }> {
    try {
      return this.#judge(frame, terms)
    } catch (error) {
      if (error instanceof ProtocolError) return { kind: 'refused', code: 'malformed' }
      throw error
    }
  }

  #judge(frame: DocumentFrame, terms: DocumentTerms): ReturnType<Accepted['judge']> {
    const { rules } = terms
    const allowsRoot = (name: string) => rules.allowsRoot(name)
    frame.shape ??= preflight(frame.received, frame.bounds, allowsRoot)
    const received = { update: frame.received, shape: frame.shape }
    const known = strip(received, this.#clocks, (update) =>
      preflight(update, frame.bounds, allowsRoot),
    )
    const verdict = judge(known.shape, writerOf(frame), {
      rule: terms.frozen ? 'frozen' : rules.writeRule,
      ownerId: terms.ownerId,
      ownerOf: (clientId) => terms.ids.ownerOf(clientId),
    })
    if (verdict.kind === 'refused') return verdict
    // Deletions that are left out need not be of anything known.
    const gap = findGap({ ...known.shape, deletions: verdict.deletions }, this.#clocks)
    if (gap === 'gap') return { kind: 'gap' }
    if (gap === 'circle') throw new ProtocolError('structs that wait for one another')
    if (this.#isTooLarge(known)) return { kind: 'refused', code: 'too-large' }
    const clientIds = known.shape.sections.map(({ client }) => client)
    if (!terms.ids.reserve(frame.sender.person.id, clientIds)) return { kind: 'too-many-ids' }
    return this.#take(frame, known, verdict.deletions, terms.ids.unstored(clientIds))
  }

  #take(
    frame: DocumentFrame,
    { update, shape }: ReadUpdate,
    allowed: DeleteRange[],
    newClientIds: number[],
  ): Entry {
    const { sections } = shape
    const deletions = allowed.filter((range) => !this.#deletes.has(range))
    for (const { client, end } of sections) this.#clocks.set(client, end)
    for (const range of deletions) this.#deletes.add(range)
    for (const root of shape.roots) this.#roots?.add(root)
    const isNothing = sections.length === 0 && deletions.length === 0
    const { aclVersion } = frame.sender.access
    const kept = isNothing ? null : withDeletions(update, shape, allowed)
    return { frame, update: kept, sections, newClientIds, aclVersion }
  }

  #isTooLarge({ update, shape }: ReadUpdate): boolean {
    if (shape.sections.length === 0) return false
    if (this.#bytes.size + update.length > documentBytesMax) return true
    if (shape.roots.size === 0) return false
    this.#roots ??= this.#bytes.rootNames()
    let count = this.#roots.size
    for (const root of shape.roots) if (!this.#roots.has(root)) count += 1
    return count > rootsPerDocumentMax
  }
}

function writerOf({ sender }: DocumentFrame): Writer {
  return { person: sender.person.id, role: sender.access.role }
}

/** The update with just those deletions: its own bytes where none was left out. */
function withDeletions(
  update: Uint8Array,
  shape: UpdateShape,
  deletions: DeleteRange[],
): Uint8Array {
  if (deletions.length === shape.deletions.length) return update
  return joined([update.subarray(0, shape.deletionsAt), encodeDeleteRanges(deletions)])
}
