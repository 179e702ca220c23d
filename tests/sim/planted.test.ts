import { describe, expect, test } from 'vitest'
import { faults } from './faults.ts'
import { plant } from './plant.ts'
import { simulate, SimFailure } from './simulate.ts'

/** A fault that no seed up to here notices would mean that silence proves nothing. */
const seedsMax = 600

describe('a planted fault is caught', () => {
  test.each(faults)('$name', async (fault) => {
    const failure = await firstFailure(fault)
    expect(failure, `${fault.name} went unnoticed for ${seedsMax} seeds`).not.toBeNull()
    if (fault.breaks.length > 0) expect(fault.breaks, failure!.message).toContain(failure!.promise)
    else expect(failure!.promise, failure!.message).not.toBe('no promise')
  })
})

async function firstFailure(fault: (typeof faults)[number]): Promise<SimFailure | null> {
  const code = await plant(fault)
  const all = Array.from({ length: seedsMax }, (_, at) => at + 1)
  // A seed tells another story once the server or the stories change; then it is looked for from the beginning.
  for (const seed of fault.noticedBy === undefined ? all : [fault.noticedBy, ...all]) {
    try {
      await simulate(seed, code)
    } catch (error) {
      if (error instanceof SimFailure) return error
      throw error
    }
  }
  return null
}
