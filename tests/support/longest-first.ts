import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Test files of more than ten seconds, the longest first. */
const long = [
  'tests/http/canary.test.ts',
  'tests/http/process.test.ts',
  'tests/http/canary-school.test.ts',
  'tests/client/meet-timers-server.test.ts',
  'tests/http/matrix.test.ts',
  'tests/http/canary-guest.test.ts',
  'tests/http/demo.test.ts',
  'tests/http/canary-club.test.ts',
]

/**
 * Begins with what takes longest, so that at the end no core waits for one file. A fresh checkout does not remember how
 * long its tests took, and goes by the size of files, which says little.
 */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    const place = ({ moduleId }: TestSpecification) => {
      const at = long.findIndex((file) => moduleId.endsWith(file))
      return at < 0 ? long.length : at
    }
    return sorted.sort((a, b) => place(a) - place(b))
  }
}
