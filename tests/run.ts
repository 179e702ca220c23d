import { spawn } from 'node:child_process'
import { mkdirSync, rmSync } from 'node:fs'
import { findChromium } from './support/chromium.ts'
import { provideTool } from './support/system-tool.ts'
import { type Count, countPlaywright, countVitest } from './support/test-reports.ts'

/**
 * Everything CI runs, in the order in which a fault is cheapest to find. Every step runs even when one before it
 * failed, so that one look shows all. The last line is `N passed, N failed`.
 */
interface Step {
  name: string
  command: string[]
  env?: Record<string, string>
  /** Reads how many tests ran; a step without one counts as one check. */
  count?: () => Count
}

const reports = 'tests/artefacts/reports'

const vitestStep = (project: string): Step => ({
  name: project,
  command: [
    'npx',
    'vitest',
    'run',
    '--project',
    project,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${reports}/${project}.json`,
  ],
  count: () => countVitest(`${reports}/${project}.json`),
})

const browserStep = (name: string, args: string[]): Step => ({
  name,
  command: ['npx', 'playwright', 'test', ...args],
  env: { PLAYWRIGHT_JSON_OUTPUT_FILE: `${reports}/${name}.json` },
  count: () => countPlaywright(`${reports}/${name}.json`),
})

/** Each of them keeps one core busy, so these two rows run beside each other. */
const checks: Step[][] = [
  [
    { name: 'format', command: ['npx', 'prettier', '--check', '--log-level=warn', '.'] },
    { name: 'build', command: ['npm', 'run', '-s', 'build'] },
    { name: 'types', command: ['npm', 'run', '-s', 'check'] },
    { name: 'rooms', command: ['npm', 'run', '-s', 'deps'] },
    { name: 'budgets', command: ['node', '--import', 'tsx', 'tests/budgets.ts'] },
  ],
  [{ name: 'lint', command: ['npx', 'eslint', '.', '--max-warnings', '0'] }],
]

/** These use two cores by themselves. */
const tests: Step[] = [
  ...['node', 'client', 'sim', 'process'].map(vitestStep),
  browserStep('browser', ['--grep-invert', '@alone', '--workers', '2']),
  // What measures time has the machine for itself.
  browserStep('browser-alone', ['--grep', '@alone', '--workers', '1']),
]

const only = process.argv.slice(2)
const total: Count = { passed: 0, failed: 0, skipped: 0 }
const broken: string[] = []

rmSync(reports, { recursive: true, force: true })
mkdirSync(reports, { recursive: true })
process.env.CHROMIUM_PATH = await findChromium()
// The order of system calls can be watched on Linux only.
if (process.platform === 'linux') provideTool('strace')

const isWanted = ({ name }: Step) => only.length === 0 || only.includes(name)
await runBeside(checks.map((row) => row.filter(isWanted)))
for (const step of tests.filter(isWanted)) {
  process.stdout.write(`\n── ${step.name}\n`)
  conclude(step, await run(step, 'inherit'))
}

if (broken.length > 0) process.stdout.write(`\nLook at:\n${broken.join('\n')}\n`)
// Nothing may be skipped in CI: a skipped test is a promise nobody looked at.
const skippedFail = process.env.CI === 'true' && total.skipped > 0
if (skippedFail) process.stdout.write(`\n${total.skipped} skipped, which CI does not allow\n`)
process.stdout.write(`\n${total.passed} passed, ${total.failed} failed\n`)
process.exitCode = total.failed > 0 || total.passed === 0 || skippedFail ? 1 : 0

/** Runs the rows at the same time; what each step said is shown whole, in the order of the list. */
async function runBeside(rows: Step[][]): Promise<void> {
  const begun = rows.flatMap((row) => {
    let before: Promise<unknown> = Promise.resolve()
    return row.map((step) => {
      const end = before.then(() => run(step, 'pipe'))
      before = end
      return { step, end }
    })
  })
  for (const { step, end } of begun) {
    const { said } = await end
    process.stdout.write(`\n── ${step.name}\n${said}`)
    conclude(step, await end)
  }
}

interface End {
  succeeded: boolean
  seconds: number
  /** What it said, where that was kept. */
  said: string
}

function run({ command: [command, ...args], env }: Step, output: 'inherit' | 'pipe'): Promise<End> {
  const startedAt = Date.now()
  let said = ''
  return new Promise((resolve) => {
    const end = (succeeded: boolean) =>
      resolve({ succeeded, seconds: (Date.now() - startedAt) / 1000, said })
    const child = spawn(command!, args, {
      stdio: ['ignore', output, output],
      env: { ...process.env, ...env },
    })
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => (said += text))
    }
    child.on('error', () => end(false))
    child.on('close', (code) => end(code === 0))
  })
}

function conclude(step: Step, { succeeded, seconds }: End): void {
  const count = countStep(step, succeeded)
  total.passed += count.passed
  total.failed += count.failed
  total.skipped += count.skipped
  if (count.failed > 0) broken.push(step.name, ...(count.names ?? []).map((name) => `  ${name}`))
  process.stdout.write(
    `── ${step.name}: ${count.passed} passed, ${count.failed} failed (${seconds.toFixed(0)} s)\n`,
  )
}

function countStep(step: Step, succeeded: boolean): Count {
  const one = { passed: succeeded ? 1 : 0, failed: succeeded ? 0 : 1, skipped: 0 }
  if (!step.count) return one
  try {
    const count = step.count()
    // A run that broke outside any test, or ran none, is a failure all the same.
    if ((!succeeded && count.failed === 0) || count.passed + count.failed === 0) count.failed += 1
    return count
  } catch {
    return { passed: 0, failed: 1, skipped: 0 }
  }
}
