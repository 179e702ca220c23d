import type { DocumentId, PersonId } from '../../shared/ids.ts'
import type { AppendEntry, AppendOutcome } from '../sync/update-log.ts'

/** A document as it stands inside the transaction that appends to it. */
export interface DocumentState {
  headSeq: number
  aclVersion: number
  frozen: boolean
}

/** An entry without its bytes: they need no judging. */
export type JudgedEntry = Omit<AppendEntry, 'update'>

interface Binding {
  documentId: DocumentId
  clientId: number
  personId: PersonId
  at: number
}

export interface Verdict {
  outcomes: AppendOutcome[]
  /** The entries to write, by their place in the batch. */
  rows: { place: number; seq: number }[]
  /** The documents that grow: their new head, and who wrote last and when. */
  heads: Map<DocumentId, { headSeq: number; at: number; personId: PersonId }>
  bindings: Binding[]
}

export function bindingKey(document: DocumentId, clientId: number): string {
  return `${document} ${clientId}`
}

/** What the log holds already of what a batch names, read inside the transaction that appends it. */
export interface Held {
  documents: ReadonlyMap<DocumentId, DocumentState>
  /** Owners of the client ids, by `bindingKey`; added to as the batch binds more. */
  owners: Map<string, PersonId>
  /** The seq of frames that are in the log already, as when an unknown outcome is tried again. */
  seqOf: (entry: JudgedEntry) => number | undefined
}

/** What becomes of each entry of a batch. Every database asks this one function, so they cannot differ. */
export function judgeBatch(entries: readonly JudgedEntry[], held: Held): Verdict {
  const verdict: Verdict = { outcomes: [], rows: [], heads: new Map(), bindings: [] }
  const stopped = new Set<DocumentId>()
  for (const [place, entry] of entries.entries()) {
    // Whoever wrote it: later entries were judged as if this one were there, and may build on it.
    const outcome = stopped.has(entry.documentId)
      ? ({ kind: 'held-back' } as const)
      : judgeEntry(entry, place, held, verdict)
    if (outcome.kind !== 'stored') stopped.add(entry.documentId)
    verdict.outcomes.push(outcome)
  }
  return verdict
}

function judgeEntry(
  entry: JudgedEntry,
  place: number,
  { documents, owners, seqOf }: Held,
  verdict: Verdict,
): AppendOutcome {
  const document = documents.get(entry.documentId)
  if (!document) return { kind: 'gone' }
  const known = seqOf(entry)
  if (known !== undefined) return { kind: 'stored', seq: known }
  const { aclVersion, frozen } = document
  if (frozen || aclVersion !== entry.aclVersion) return { kind: 'stale-rights', aclVersion, frozen }

  for (const clientId of entry.newClientIds) {
    const owner = owners.get(bindingKey(entry.documentId, clientId))
    if (owner !== undefined && owner !== entry.personId) {
      return { kind: 'client-taken', clientId, personId: owner }
    }
  }
  const { documentId, personId, at } = entry
  for (const clientId of entry.newClientIds) {
    const key = bindingKey(documentId, clientId)
    if (owners.has(key)) continue
    owners.set(key, personId)
    verdict.bindings.push({ documentId, clientId, personId, at })
  }
  const headSeq = (verdict.heads.get(documentId)?.headSeq ?? document.headSeq) + 1
  verdict.heads.set(documentId, { headSeq, at, personId })
  verdict.rows.push({ place, seq: headSeq })
  return { kind: 'stored', seq: headSeq }
}
