import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'

/**
 * How much a school laptop has to fetch: the shell is what every page needs; the plan, what is drawn of it before
 * anybody writes; the editor, with Yjs and everything else that writing takes. Read from Vite's manifest, so that a
 * static import that drags the editor into the shell fails here.
 */
interface Chunk {
  file: string
  imports?: string[]
  dynamicImports?: string[]
}

const kib = 1024
const shellBytesMax = 60 * kib
const planBytesMax = 110 * kib
const editorBytesMax = 110 * kib

const manifest = JSON.parse(readFileSync('dist/client/.vite/manifest.json', 'utf8')) as Record<
  string,
  Chunk
>

const shell = withImports(keyOf('index.html'))
const plan = keyOf('lesson-study/Plan.svelte')
const drawn = [...withImports(plan)].filter((key) => !shell.has(key))
// What the screen itself is made of is no part of the editor, though chunks may share it.
const writing = ['editor/cell-editor.ts', 'editor/Toolbar.svelte'].map(keyOf)
const editor = new Set(writing.flatMap((key) => [...withImports(key, new Set([plan]))]))
const failures = [
  judge('shell', [...shell], shellBytesMax),
  judge('plan before anybody writes', drawn, planBytesMax),
  judge(
    'editor',
    [...editor].filter((key) => !shell.has(key) && key !== plan),
    editorBytesMax,
  ),
].filter((isOver) => isOver)
process.exitCode = failures.length === 0 ? 0 : 1

function keyOf(ending: string): string {
  const key = Object.keys(manifest).find((one) => one.endsWith(ending))
  if (!key) throw new Error(`${ending} is not a chunk of its own`)
  return key
}

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
