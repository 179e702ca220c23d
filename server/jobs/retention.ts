import type { AreaDeps } from '../http/area.ts'
import { keepTime } from '../lesson-study/retention.ts'
import { wipeTeachMeets } from '../teachmeet/wipe.ts'

/** The first round waits until a start has settled. */
const firstMs = 60_000
const dayMs = 24 * 60 * 60 * 1_000

/**
 * Once a day: lists what will be deleted, deletes what has stood in the list for its time, and wipes the chats and the
 * guests' data of TeachMeets. Returns its end.
 */
export function startRetention(deps: AreaDeps): () => void {
  const { clock, log } = deps
  let cancel = clock.after(firstMs, round)
  function round() {
    cancel = clock.after(dayMs, round)
    for (const task of [keepTime, wipeTeachMeets]) {
      void task(deps).catch((error: unknown) =>
        log.error('retention-failed', { task: task.name, error: String(error) }),
      )
    }
  }
  return () => cancel()
}
