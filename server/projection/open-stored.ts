import * as Y from 'yjs'
import type { StoredDocument } from '../sync/update-log.ts'

/** A document as the log has it. */
export function openStored({ snapshot, tail }: StoredDocument): Y.Doc {
  const doc = new Y.Doc()
  doc.transact(() => {
    if (snapshot) Y.applyUpdate(doc, snapshot.update)
    for (const { update } of tail) Y.applyUpdate(doc, update)
  })
  return doc
}
