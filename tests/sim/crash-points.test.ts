import { expect, test } from 'vitest'
import { simulate } from './simulate.ts'
import { loadServer } from './sim-server.ts'

const story = { isCalm: true, steps: 40 }
const seed = 7

test('[P1] the server may die at every single await of the storage', async () => {
  const code = await loadServer()
  const { waypoints } = await simulate(seed, code, story)
  expect(waypoints).toBeGreaterThan(40)
  for (let crashAtWaypoint = 1; crashAtWaypoint <= waypoints; crashAtWaypoint++) {
    const report = await simulate(seed, code, { ...story, crashAtWaypoint })
    expect(report.crashes).toBe(2) // here, and before the last newcomer comes
  }
})
