import { spawnSync } from 'node:child_process'

/**
 * Both type checkers must find the fault planted for them. Silent passes have been seen (a huge generated file,
 * an odd pair of versions), and nobody notices a checker that has stopped checking.
 */
const canaries = [
  { checker: 'tsc', args: ['tsc', '-p', 'tests/canary'], expected: 'wrong.ts(2,14): error TS2322' },
  {
    checker: 'svelte-check',
    args: ['svelte-check', '--tsconfig', 'tests/canary/tsconfig.json', '--output', 'machine'],
    expected: 'Wrong.svelte',
  },
]

let silent = 0
for (const { checker, args, expected } of canaries) {
  const run = spawnSync('npx', args, { encoding: 'utf8' })
  const output = run.stdout + run.stderr
  const found = run.status !== 0 && output.includes(expected)
  process.stdout.write(`${checker} ${found ? 'finds' : 'DOES NOT FIND'} the planted fault\n`)
  if (!found) silent += 1
}
process.exitCode = silent === 0 ? 0 : 1
