import * as Y from 'yjs'
import type { StudyId } from '../../shared/ids.ts'
import type { AreaDeps } from '../http/area.ts'
import type { StoredDocument } from '../sync/update-log.ts'
import type { InitialContent } from './plan-document.ts'
import { copiedPlan, emptyPlan } from './plan-document.ts'
import { findStudy } from './queries.ts'

/** What the plan of a study's next lesson begins with: the plan of the lesson before, or empty stages. */
export async function nextPlan(
  { storage, random }: Pick<AreaDeps, 'storage' | 'random'>,
  studyId: StudyId,
): Promise<InitialContent> {
  const last = (await findStudy(storage, studyId))?.lessons.at(-1)
  const stored = last ? await storage.updateLog.load(last.planId) : null
  if (stored === null) return emptyPlan(() => random.id())
  const doc = openStored(stored)
  try {
    return copiedPlan(doc)
  } finally {
    doc.destroy()
  }
}

/** A document as the log has it. */
export function openStored({ snapshot, tail }: StoredDocument): Y.Doc {
  const doc = new Y.Doc()
  doc.transact(() => {
    if (snapshot) Y.applyUpdate(doc, snapshot.update)
    for (const { update } of tail) Y.applyUpdate(doc, update)
  })
  return doc
}
