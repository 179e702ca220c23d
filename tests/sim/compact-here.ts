import { createHash } from 'node:crypto'
import * as Y from 'yjs'
import type { DocumentId } from '../../shared/ids.ts'
import { encodeDeleteRanges } from '../../server/sync/delete-set.ts'
import type { CompactionResult } from '../../server/sync/ports.ts'
import type { UpdateLog } from '../../server/sync/update-log.ts'

/** Compaction in this thread, where the product has a worker: the simulation must hold every await. */
export async function compactHere(
  log: UpdateLog,
  id: DocumentId,
  seq: number,
): Promise<CompactionResult> {
  const { snapshot, rows } = await log.readUpTo(id, seq)
  const doc = new Y.Doc()
  if (snapshot) Y.applyUpdate(doc, snapshot.update)
  for (const row of rows) Y.applyUpdate(doc, row.update)
  const update = Y.encodeStateAsUpdate(doc)
  const deletes = Y.createDeleteSetFromStructStore(doc.store)
  const ranges = [...deletes.clients].flatMap(([client, list]) =>
    list.map(({ clock, len }) => ({ client, clock, end: clock + len })),
  )
  const hash = createHash('sha256').update(update).digest('hex')
  await log.saveSnapshot(
    id,
    {
      seq,
      update,
      stateVector: Y.encodeStateVector(doc),
      deleteSet: encodeDeleteRanges(ranges),
    },
    { update: hash, content: hash },
  )
  return { kind: 'compacted', seq }
}
