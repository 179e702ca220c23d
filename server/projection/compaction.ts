import { createHash } from 'node:crypto'
import * as Y from 'yjs'
import { updateDepthMax } from '../../shared/limits.ts'
import { deletionsOf } from '../sync/document-bytes.ts'
import { digestContent } from './content.ts'

/** The bytes of a document up to a row, as they are stored. */
export interface CompactionInput {
  snapshot: Uint8Array | null
  rows: { seq: number; update: Uint8Array }[]
}

interface BadRow {
  seq: number
  reason: string
}

export type CompactionOutput =
  | {
      kind: 'verified'
      update: Uint8Array
      stateVector: Uint8Array
      deleteSet: Uint8Array
      updateHash: string
      contentHash: string
      /** Rows that could not be applied; the snapshot is without them. */
      bad: BadRow[]
    }
  | { kind: 'too-deep'; reason: string; bad: BadRow[] }
  | { kind: 'not-verified'; reason: string; bad: BadRow[] }

/** More than this is no accident: somebody has to look. */
const badRowsMax = 20

/** Builds one document of the stored bytes and shows that nothing was lost or added. Runs in a worker. */
export function compact(input: CompactionInput): CompactionOutput {
  const bad: BadRow[] = []
  const doc = replayAtOnce(input) ?? replay(input, bad)
  if (doc === null) return { kind: 'not-verified', reason: 'too many rows cannot be applied', bad }
  try {
    if (isPending(doc))
      return { kind: 'not-verified', reason: 'a row before another is missing', bad }
    const { hash, depth } = digestContent(doc)
    if (depth > updateDepthMax) return { kind: 'too-deep', reason: `${depth} levels`, bad }
    const update = Y.encodeStateAsUpdate(doc)
    const reason = differenceOf(doc, update, hash)
    if (reason !== null) return { kind: 'not-verified', reason, bad }
    return {
      kind: 'verified',
      update,
      stateVector: Y.encodeStateVector(doc),
      deleteSet: deletionsOf(update),
      updateHash: createHash('sha256').update(update).digest('hex'),
      contentHash: hash,
      bad,
    }
  } finally {
    doc.destroy()
  }
}

/**
 * Applies updates as one change, and nothing else. After a change from elsewhere Yjs takes away formatting that has
 * become superfluous; here that would be a deletion that no row holds, which newcomers would have and others not.
 */
function apply(doc: Y.Doc, updates: Uint8Array[]): void {
  doc.transact((transaction) => {
    for (const update of updates) Y.applyUpdate(doc, update)
    transaction.local = true // Yjs tidies up after others only
  })
}

/** All rows at once, as one change; null when any of them throws. */
function replayAtOnce({ snapshot, rows }: CompactionInput): Y.Doc | null {
  const doc = new Y.Doc()
  if (snapshot) apply(doc, [snapshot])
  try {
    const updates = rows.map(({ update }) => update)
    apply(doc, updates)
    return doc
  } catch {
    doc.destroy()
    return null
  }
}

/**
 * Applies row after row. One that throws has left a part of itself behind, so everything begins again without it.
 * Null when too many throw. A snapshot that throws is thrown on: the one before it is still there.
 */
function replay({ snapshot, rows }: CompactionInput, bad: BadRow[]): Y.Doc | null {
  while (bad.length <= badRowsMax) {
    const doc = new Y.Doc()
    if (snapshot) apply(doc, [snapshot])
    const failed = rows.find(({ seq, update }) => {
      if (bad.some((row) => row.seq === seq)) return false
      try {
        apply(doc, [update])
        return false
      } catch (error) {
        bad.push({ seq, reason: String(error) })
        return true
      }
    })
    if (!failed) return doc
    doc.destroy()
  }
  return null
}

/** Why a fresh document made of the snapshot is not the one it was made of; null when it is. */
function differenceOf(doc: Y.Doc, update: Uint8Array, hash: string): string | null {
  const fresh = new Y.Doc()
  try {
    apply(fresh, [update])
    if (isPending(fresh)) return 'the snapshot refers to what it does not hold'
    // State vector and delete set, in Yjs's own order.
    if (!Y.equalSnapshots(Y.snapshot(fresh), Y.snapshot(doc))) return 'clocks or deletions differ'
    return digestContent(fresh).hash === hash ? null : 'the content differs'
  } finally {
    fresh.destroy()
  }
}

const isPending = ({ store }: Y.Doc) => store.pendingStructs !== null || store.pendingDs !== null
