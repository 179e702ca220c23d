import * as Y from 'yjs'
import { plainText } from '../../../client/sync/plain-text.ts'
import { openStorage } from '../../../server/storage/open.ts'
import type { DocumentId } from '../../../shared/ids.ts'
import { listStages } from '../../../shared/lesson-study/plan.ts'
import type { ServerProcess } from '../../support/server-process.ts'
import type { SeenStage } from './plan-page.ts'

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined }

/** The plan as the stopped server's own file has it, in the shape in which a reader sees it. */
export async function readStoredPlan(
  server: ServerProcess,
  planId: DocumentId,
  roots: string[],
): Promise<SeenStage[]> {
  const storage = await openStorage({ dataDir: server.dataDir, databaseUrl: null, log: quiet })
  try {
    const stored = await storage.updateLog.load(planId)
    if (!stored) throw new Error('the plan is not stored')
    const doc = new Y.Doc()
    if (stored.snapshot) Y.applyUpdate(doc, stored.snapshot.update)
    for (const { update } of stored.tail) Y.applyUpdate(doc, update)
    return listStages(doc).map((row) => ({
      id: row.id,
      minutes: row.minutes === 0 ? '' : String(row.minutes),
      title: row.title,
      cells: Object.fromEntries(
        roots
          .filter((root) => root.startsWith(`cell:${row.id}:`))
          .map((root) => [root, plainText(doc.getXmlFragment(root)).replaceAll('\n', '')]),
      ),
    }))
  } finally {
    await storage.close()
  }
}
