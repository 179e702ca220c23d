import * as Y from 'yjs'
import type { DocumentId, RowId } from '../../shared/ids.ts'
import {
  fragmentOf,
  listRows,
  listStages,
  rowsOf,
  seedPlan,
} from '../../shared/lesson-study/plan.ts'
import { insertDocument } from '../storage/documents.ts'
import type { Queryable } from '../storage/storage.ts'

/** Empty stages that wait in a new plan. */
const emptyRows = 5

/** The initial content of a plan, as the log and the first reader need it. */
export interface InitialContent {
  update: Uint8Array
  stateVector: Uint8Array
  deleteSet: Uint8Array
  clientIds: number[]
}

/**
 * Builds the content of an empty plan. Only the server writes it, once: two clients that each seeded a plan would
 * leave it with ten rows. The Y.Doc brings a client id of its own that is never used again.
 */
export function emptyPlan(newId: () => string): InitialContent {
  const doc = new Y.Doc()
  seedPlan(
    doc,
    Array.from({ length: emptyRows }, () => newId() as RowId),
  )
  return contentOf(doc)
}

/**
 * Builds the content of a plan that starts from another: its stages under the same ids, so that the two can be laid
 * side by side row by row, and the words of every cell and field. Deleted stages and old versions stay behind.
 */
export function copiedPlan(from: Y.Doc): InitialContent {
  const doc = new Y.Doc()
  doc.transact(() => {
    copyStages(from, doc)
    for (const root of fragmentRoots(from)) {
      const nodes = from.getXmlFragment(root).toArray()
      const copies = nodes.map((node) => (node as Y.XmlElement | Y.XmlText).clone())
      if (copies.length > 0) fragmentOf(doc, root).insert(0, copies)
    }
  })
  return contentOf(doc)
}

/** The fragments of stages that still stand, and of the fields beside the table. */
function fragmentRoots(doc: Y.Doc): string[] {
  const deleted = new Set<string>(
    listRows(doc)
      .filter((row) => row.deleted)
      .map((row) => row.id),
  )
  return [...doc.share.keys()].filter(
    (root) => root !== 'rows' && !deleted.has(root.split(':')[1] ?? ''),
  )
}

function copyStages(from: Y.Doc, to: Y.Doc): void {
  for (const { id, rank, minutes, title } of listStages(from)) {
    const stored = new Y.Map<unknown>()
    stored.set('rank', rank)
    stored.set('minutes', minutes)
    stored.set('title', title)
    rowsOf(to).set(id, stored)
  }
}

function contentOf(doc: Y.Doc): InitialContent {
  const stateVector = Y.encodeStateVector(doc)
  const content = {
    update: Y.encodeStateAsUpdate(doc),
    stateVector,
    // Against its own vector an update holds no structs, which is one byte, and then all that was deleted.
    deleteSet: Y.encodeStateAsUpdate(doc, stateVector).slice(1),
    clientIds: [doc.clientID],
  }
  doc.destroy()
  return content
}

/** Writes a new plan; its content was built before the transaction began. */
export async function insertPlan(
  q: Queryable,
  plan: { id: DocumentId; content: InitialContent; now: number },
): Promise<void> {
  const { id, content, now } = plan
  await insertDocument(q.db, q.tables, {
    id,
    kind: 'plan',
    ownerId: null,
    at: now,
    ...content,
  })
}
