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

export interface Binding {
  documentId: DocumentId
  clientId: number
  personId: PersonId
  at: number
}

export interface Verdict {
  outcomes: AppendOutcome[]
  /** The documents that grow: their new head, and who wrote last and when. */
  heads: Map<DocumentId, { headSeq: number; at: number; personId: PersonId }>
  bindings: Binding[]
}

export function bindingKey(document: DocumentId, clientId: number): string {
  return `${document} ${clientId}`
}

/**
 * What becomes of each entry of a batch, given the documents and the owners of the client ids it names, both read
 * inside the transaction. Every database asks this one function, so they cannot differ. `owners` is added to.
 */
export function judgeBatch(
  entries: readonly JudgedEntry[],
  documents: ReadonlyMap<DocumentId, DocumentState>,
  owners: Map<string, PersonId>,
): Verdict {
  const verdict: Verdict = { outcomes: [], heads: new Map(), bindings: [] }
  const stopped = new Set<string>()
  for (const entry of entries) {
    const outcome = stopped.has(entry.connectionId)
      ? ({ kind: 'held-back' } as const)
      : judgeEntry(entry, documents.get(entry.documentId), owners, verdict)
    if (outcome.kind !== 'stored') stopped.add(entry.connectionId)
    verdict.outcomes.push(outcome)
  }
  return verdict
}

function judgeEntry(
  entry: JudgedEntry,
  document: DocumentState | undefined,
  owners: Map<string, PersonId>,
  verdict: Verdict,
): AppendOutcome {
  if (!document) return { kind: 'gone' }
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
  return { kind: 'stored', seq: headSeq }
}
