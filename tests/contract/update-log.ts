import { afterAll, beforeAll, beforeEach, describe } from 'vitest'
import { describeAppending } from './appending.ts'
import { describeKeeping } from './keeping.ts'
import { Stage, type LogUnderTest } from './log-stage.ts'

/** What every update log must do, whatever it keeps its rows in. */
export function describeUpdateLog(name: string, open: () => Promise<LogUnderTest>) {
  describe(`update log: ${name}`, () => {
    let under: LogUnderTest
    let stage: Stage

    beforeAll(async () => {
      under = await open()
      stage = new Stage(under)
    })
    beforeEach(() => stage.begin())
    afterAll(() => under.close())

    describeAppending(() => stage)
    describeKeeping(() => stage)
  })
}
