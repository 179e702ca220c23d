import { describe, expect, test } from 'vitest'
import { simulate } from './simulate.ts'
import { loadServer } from './sim-server.ts'

const seeds = 200
const inATest = 25

describe('whatever happens, the promises hold', async () => {
  const code = await loadServer()

  for (let first = 1; first <= seeds; first += inATest) {
    test(`[P1–P7] seeds ${first}–${first + inATest - 1}`, async () => {
      let edits = 0
      let crashes = 0
      for (let seed = first; seed < first + inATest; seed++) {
        const report = await simulate(seed, code) // a failure names its seed
        edits += report.edits
        crashes += report.crashes
      }
      // A world in which nothing happens keeps every promise.
      expect(edits).toBeGreaterThan(inATest * 40)
      expect(crashes).toBeGreaterThan(inATest)
    })
  }

  test('a seed tells the same story twice', async () => {
    for (const seed of [3, 17, 64]) {
      const first = await simulate(seed, code)
      const second = await simulate(seed, code)
      expect(second).toEqual(first)
    }
  })
})
