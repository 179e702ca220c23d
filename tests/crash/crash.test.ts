import { expect, test } from 'vitest'
import { runCrashRounds } from './crash-rounds.ts'

const rounds = 30

test(`[P1] ${rounds} times kill -9 under six typing people: what was shown is there, once`, async () => {
  const report = await runCrashRounds(rounds)
  expect(report.rounds).toBe(rounds)
  // Something must have been at stake, or silence proves nothing.
  expect(report.savedCharacters).toBeGreaterThan(rounds * 50)
  expect(report.seenCharacters).toBeGreaterThan(rounds * 50)
  expect(report.lateWords).toBeGreaterThan(0)
})
