import { readFileSync } from 'node:fs'
import { relative } from 'node:path'

/** How the tests of one step ended. */
export interface Count {
  passed: number
  failed: number
  skipped: number
  /** What failed, by name, so that the end of a long log says it. */
  names?: string[]
}

interface VitestReport {
  numPassedTests: number
  numFailedTests: number
  numPendingTests: number
  numTodoTests: number
  testResults: {
    name: string
    status: string
    assertionResults: { fullName: string; status: string }[]
  }[]
}

/** How many tests of a run of vitest passed, by its JSON report. */
export function countVitest(file: string): Count {
  const report = JSON.parse(readFileSync(file, 'utf8')) as VitestReport
  const names = report.testResults.flatMap(({ name, status, assertionResults }) => {
    const failed = assertionResults.filter((test) => test.status === 'failed')
    const path = relative('.', name)
    // A file may fail outside of any test of it.
    if (status === 'failed' && failed.length === 0) return [path]
    return failed.map(({ fullName }) => `${path}: ${fullName}`)
  })
  return {
    passed: report.numPassedTests,
    failed: names.length,
    skipped: report.numPendingTests + report.numTodoTests,
    names,
  }
}

interface PlaywrightSuite {
  title: string
  specs: { title: string; ok: boolean }[]
  suites?: PlaywrightSuite[]
}

interface PlaywrightReport {
  stats: { expected: number; unexpected: number; flaky: number; skipped: number }
  suites: PlaywrightSuite[]
}

/** How many tests of a run of Playwright passed, by its JSON report; one that passed at a second try failed. */
export function countPlaywright(file: string): Count {
  const { stats, suites } = JSON.parse(readFileSync(file, 'utf8')) as PlaywrightReport
  return {
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky,
    skipped: stats.skipped,
    names: suites.flatMap(namesOfFailed),
  }
}

function namesOfFailed({ title, specs, suites = [] }: PlaywrightSuite): string[] {
  const failed = specs.filter(({ ok }) => !ok).map((spec) => `${title}: ${spec.title}`)
  return [...failed, ...suites.flatMap(namesOfFailed)]
}
