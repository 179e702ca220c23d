import { expect, test } from 'vitest'
import { simulate } from './simulate.ts'
import { loadServer } from './sim-server.ts'

const options = { story: 'calm', steps: 40 } as const
const seed = 7

test('[P1] the server may die at every single await of the storage', async () => {
  const code = await loadServer()
  const { waypoints } = await simulate(seed, code, options)
  expect(waypoints).toBeGreaterThan(40)
  for (let crashAtWaypoint = 1; crashAtWaypoint <= waypoints; crashAtWaypoint++) {
    const report = await simulate(seed, code, { ...options, crashAtWaypoint })
    expect(report.crashes).toBe(2) // here, and before the last newcomer comes
  }
})
