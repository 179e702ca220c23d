import type { AreaDeps } from '../http/area.ts'
import { keepTime } from '../lesson-study/retention.ts'

/** The first round waits until a start has settled. */
const firstMs = 60_000
const dayMs = 24 * 60 * 60 * 1_000

/** Once a day: lists what will be deleted, and deletes what has stood in the list for its time. Returns its end. */
export function startRetention(deps: AreaDeps): () => void {
  const { clock, log } = deps
  let cancel = clock.after(firstMs, round)
  function round() {
    cancel = clock.after(dayMs, round)
    void keepTime(deps).catch((error: unknown) =>
      log.error('retention-failed', { error: String(error) }),
    )
  }
  return () => cancel()
}
