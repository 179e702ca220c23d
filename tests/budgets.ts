import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'

/**
 * How much a school laptop has to fetch: the shell is what every page needs, the editor what a plan needs besides.
 * Read from Vite's manifest, so that a static import that drags the editor into the shell fails here.
 */
interface Chunk {
  file: string
  isEntry?: boolean
  imports?: string[]
  dynamicImports?: string[]
}

const kib = 1024
const shellBytesMax = 60 * kib
const editorBytesMax = 110 * kib

const manifest = JSON.parse(readFileSync('dist/client/.vite/manifest.json', 'utf8')) as Record<
  string,
  Chunk
>

const entry = Object.keys(manifest).find((key) => manifest[key]!.isEntry)
if (!entry) throw new Error('the client build has no entry')
const shell = withImports(entry)
const plan = Object.keys(manifest).find((key) => key.endsWith('lesson-study/Plan.svelte'))
if (!plan) throw new Error('the plan screen is not a chunk of its own')
const editor = [...withImports(plan)].filter((key) => !shell.has(key))

const failures = [
  judge('shell', [...shell], shellBytesMax),
  judge('plan screen with the editor', editor, editorBytesMax),
].filter((isOver) => isOver)
process.exitCode = failures.length === 0 ? 0 : 1

function withImports(key: string, seen = new Set<string>()): Set<string> {
  if (seen.has(key)) return seen
  seen.add(key)
  for (const next of manifest[key]!.imports ?? []) withImports(next, seen)
  return seen
}

function judge(name: string, keys: string[], bytesMax: number): boolean {
  const bytes = keys
    .map((key) => gzipSync(readFileSync(`dist/client/${manifest[key]!.file}`), { level: 9 }).length)
    .reduce((sum, length) => sum + length, 0)
  const isOver = bytes > bytesMax
  process.stdout.write(
    `${name}: ${(bytes / kib).toFixed(1)} KiB gzip of ${bytesMax / kib}${isOver ? ', OVER' : ''}\n`,
  )
  return isOver
}
