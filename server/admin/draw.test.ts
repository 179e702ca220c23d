import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it, vi } from 'vitest'
import { SourceProcess } from '../../tests/support/source-process.ts'

// Each test starts a process from its source, on a machine that may be busy with other tests.
vi.setConfig({ testTimeout: 60_000 })

const folder = mkdtempSync(join(tmpdir(), 'staffroom-draw-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const page = readFileSync('docs/draw.md', 'utf8')
const block = (language: string) => page.split(`\`\`\`${language}\n`)[1]!.split('\n```')[0]!

function draw(...args: string[]) {
  return new SourceProcess('server/admin/draw.ts', args, {}).ended
}

describe('npm run draw', () => {
  it('draws the example of the page again, and says why', async () => {
    const { seed, ...input } = JSON.parse(block('json')) as { seed: number }
    const file = join(folder, 'draw.json')
    writeFileSync(file, JSON.stringify({ ...input, seed: seed + 1 }))
    const { code, stdout, stderr } = await draw('--seed', String(seed), file)
    expect([code, stderr]).toEqual([0, ''])
    expect(stdout).toContain('staffroom-draw-1 with seed 4817')
    for (const sentence of block('text').split('\n')) expect(stdout.split('\n')).toContain(sentence)
    expect(stdout).toContain('Needed: 28 of 36 minutes.')
  })

  it('says in one sentence what is wrong with what it was given', async () => {
    const file = join(folder, 'wrong.json')
    writeFileSync(file, '{ "seed": "four", "talks": [], "talkMinutes": 30 }')
    expect(await draw(file)).toEqual({
      ...{ code: 1, stdout: '' },
      stderr: 'The seed is a whole number from 0 to 9999.\n',
    })
  })
})
