import { vi } from 'vitest'
import { WorkerClient } from '../../server/storage/sqlite/worker-client.ts'

/** How many statements the database has been asked for since the last time it was looked at. */
export function countStatements() {
  const call = vi.spyOn(WorkerClient.prototype, 'call')
  return {
    take: () => {
      const count = call.mock.calls.filter(([name]) => name === 'query').length
      call.mockClear()
      return count
    },
    stop: () => call.mockRestore(),
  }
}
