import { vi } from 'vitest'
import type { Storage } from '../../server/storage/storage.ts'

/**
 * Something happens once, after the next request has been judged and before it writes: at the door of its first
 * transaction. What is given says whether it has.
 */
export function meanwhile(storage: Storage, happens: () => Promise<unknown>): { wasSoon: boolean } {
  const told = { wasSoon: false }
  const spy = vi.spyOn(storage, 'transaction')
  spy.mockImplementationOnce(async (work) => {
    spy.mockRestore()
    await happens()
    told.wasSoon = true
    return storage.transaction(work)
  })
  return told
}
