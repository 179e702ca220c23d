import { expect, test } from 'vitest'
import { bundleBench } from './bundle.ts'
import { keystrokeP99MsMax, measureMeet } from './meet-load.ts'

/** The evening of `npm run load`, short: enough to see that the small box carries sixty people and loses nothing. */
test('a TeachMeet of sixty: nothing is lost or refused, and letters are on every screen in time', async () => {
  await bundleBench()
  const figures = await measureMeet({ people: 60, seconds: 6, typists: 3, stepEveryMs: 2_000 })
  const { keystrokes, typed, said, stepped, ...rest } = figures
  expect(typed).toBeGreaterThan(50)
  expect([said, stepped].every((count) => count > 0)).toBe(true)
  expect(keystrokes.count).toBeGreaterThan(typed * 50)
  expect([rest.missingKeystrokes, rest.missingMessages]).toEqual([0, 0])
  expect([rest.refused, rest.lost]).toEqual([{}, {}])
  // The pages share the machine with the server: how late their own process was is not the server's.
  expect(keystrokes.p99Ms - rest.ownDelayP99Ms).toBeLessThanOrEqual(keystrokeP99MsMax)
})
