import type { StudyId } from '../../shared/ids.ts'
import type { AreaDeps } from '../http/area.ts'
import { openStored } from '../projection/open-stored.ts'
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
