import { createHash } from 'node:crypto'
import {
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { workerFiles } from './storage/worker-files.ts'

/**
 * Makes `dist/client` and `dist/server`, unless they are there and made from these very sources (`--force`: always).
 * vite is loaded only when there is something to make, so that an ordinary start does not wait for it.
 */
const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const stampFile = join(root, 'dist', 'made-from')

/** What the server's bundle is made of, by source under `server/`. Each becomes `dist/server/<name>.js`. */
const entries = { main: 'main.ts', ...workerFiles, staffroom: 'admin/staffroom.ts' }

/** Native add-ons, which cannot be bundled, and what `ws` and `pg` look for and do without. */
const external = [
  '@photostructure/sqlite',
  '@node-rs/argon2',
  'bufferutil',
  'utf-8-validate',
  'pg-native',
]

const stamp = hashSources()
if (process.argv.includes('--force') || !isMadeFrom(stamp)) {
  process.stdout.write('Building Staffroom. This takes some seconds, and only after a change.\n')
  rmSync(stampFile, { force: true })
  await make('client', buildClient)
  await make('server', buildServer)
  writeFileSync(stampFile, stamp)
}

/** Builds beside what is there and then takes its place, so that nobody meets half of it. */
async function make(name: string, build: (outDir: string) => Promise<void>): Promise<void> {
  const fresh = join(root, 'dist', `${name}-${process.pid}`)
  await build(fresh)
  rmSync(join(root, 'dist', name), { recursive: true, force: true })
  renameSync(fresh, join(root, 'dist', name))
}

async function buildClient(outDir: string): Promise<void> {
  const { build } = await import('vite')
  const configFile = join(root, 'vite.config.ts')
  await build({ configFile, logLevel: 'error', build: { outDir } })
  packFiles(outDir)
}

async function buildServer(outDir: string): Promise<void> {
  const { build } = await import('vite')
  await build({
    configFile: false,
    root,
    publicDir: false,
    logLevel: 'error',
    ssr: { noExternal: true, external },
    build: {
      ssr: true,
      outDir,
      emptyOutDir: true,
      target: 'node20',
      minify: false,
      rollupOptions: {
        input: Object.fromEntries(
          Object.entries(entries).map(([name, file]) => [name, join(root, 'server', file)]),
        ),
        external,
        // Flat, because a worker is looked for beside the file that starts it.
        output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
  })
}

/** Packs text once and well, instead of with every answer. */
function packFiles(folder: string): void {
  for (const path of listFiles(folder)) {
    if (!/\.(css|html|js|json|pack|svg|txt|webmanifest)$/.test(path)) continue
    const bytes = readFileSync(path)
    if (bytes.length < 512) continue
    writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }))
    const params = { [constants.BROTLI_PARAM_QUALITY]: 11 }
    writeFileSync(`${path}.br`, brotliCompressSync(bytes, { params }))
  }
}

function isMadeFrom(stamp: string): boolean {
  const made = [stampFile, join(root, 'dist/client/index.html'), join(root, 'dist/server/main.js')]
  return made.every((path) => existsSync(path)) && readFileSync(stampFile, 'utf8') === stamp
}

/** Changes when any source does. Contents, not times: a fresh clone of the same sources is the same. */
function hashSources(): string {
  const hash = createHash('sha256')
  for (const name of ['package-lock.json', 'vite.config.ts', 'tsconfig.json']) {
    hash.update(name).update(readFileSync(join(root, name)))
  }
  for (const folder of ['client', 'server', 'shared', 'drizzle']) {
    for (const path of listFiles(join(root, folder))) {
      if (path.endsWith('.test.ts')) continue
      hash.update(path.slice(root.length)).update('\0').update(readFileSync(path))
    }
  }
  return hash.digest('hex')
}

function listFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .sort()
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile())
}
