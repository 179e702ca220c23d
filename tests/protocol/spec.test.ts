import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const here = new URL('.', import.meta.url)
const read = (path: string) => readFileSync(new URL(path, here), 'utf8')
const all = (text: string, pattern: RegExp) =>
  new Set([...text.matchAll(pattern)].map(([, id]) => id))

test('every rule of SPEC.md has a test, and every title a rule', () => {
  const rules = all(read('../../server/sync/SPEC.md'), /^- \*\*([A-Z]\d+)\*\*/gm)
  const files = readdirSync(here).filter((name) => name.endsWith('.test.ts'))
  const titles = all(files.map(read).join('\n'), /(?:test|describe)(?:\.each)?\('\[([A-Z]\d+)\]/g)
  expect({ untested: [...rules].filter((id) => !titles.has(id)) }).toEqual({ untested: [] })
  expect({ unruled: [...titles].filter((id) => !rules.has(id)) }).toEqual({ unruled: [] })
})
