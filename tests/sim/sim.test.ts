import { describe, expect, test } from 'vitest'
import { simulate } from './simulate.ts'
import { loadServer } from './sim-server.ts'
import type { Story } from './story.ts'

const seeds = 200
const inATest = 25
/** Seed 69 of these finds a light that takes a reader’s acknowledgement for proof. */
const rightsSeeds = 100

/** Seeds past those that broke a promise once, and what was at fault. */
const onceBroken: [seed: number, story: Story, fault: string][] = [
  [5431, 'all sorts', 'a reader’s unsent change that showed nothing was called saved'],
  [5825, 'all sorts', 'a deletion under way as rights ended counted as saved'],
  [7556, 'all sorts', 'a compaction tidied up formatting, which no row did'],
  [1976, 'rights', 'the story’s own replay of what is stored tidied up, too'],
  [604, 'rights', 'a reader’s light waited for what Yjs had tidied up'],
]

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

  test(`[P1–P7] seeds 1–${rightsSeeds} of stories about rights`, async () => {
    for (let seed = 1; seed <= rightsSeeds; seed++) await simulate(seed, code, { story: 'rights' })
  })

  test.each(onceBroken)('seed %i of %s: %s', async (seed, story) => {
    await simulate(seed, code, { story })
  })

  test('a seed tells the same story twice', async () => {
    for (const seed of [3, 17, 64]) {
      const first = await simulate(seed, code)
      const second = await simulate(seed, code)
      expect(second).toEqual(first)
    }
  })
})
