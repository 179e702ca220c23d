import { svelte } from '@sveltejs/vite-plugin-svelte'
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join, sep } from 'node:path'
import { defineConfig, type Plugin, type ResolvedConfig } from 'vite'

/** The client. The server's bundle is made by server/build.ts. */
export default defineConfig({
  root: 'client',
  plugins: [svelte(), clientParts()],
  build: {
    outDir: '../dist/client',
    manifest: true,
    emptyOutDir: true,
    target: 'es2022',
    // A strict Content-Security-Policy: nothing inline, fonts and pictures as files.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rollupOptions: {
      input: {
        index: join(import.meta.dirname, 'client/index.html'),
        sw: join(import.meta.dirname, 'client/offline/service-worker.ts'),
      },
      output: {
        // A worker's scope is the folder it lies in, and its address must outlive every build.
        entryFileNames: ({ name }) => (name === 'sw' ? 'sw.js' : 'assets/[name]-[hash].js'),
        // Left alone, what two pages share becomes a file of its own, and a page asks for sixty: on a slow tablet
        // that alone takes a third of a second. Code that many pages share is one file each by its weight.
        codeSplitting: {
          groups: [
            // Writing needs Yjs, but neither the socket nor the local store: those are the open document's alone.
            { name: 'yjs', test: /node_modules\/yjs\//, priority: 3 },
            { name: 'zod', test: /node_modules\/zod\//, priority: 3 },
            // What is there before any page. A worker imports nothing.
            { name: 'frame', tags: ['$initial'], test: /^(?!.*service-worker)/, priority: 2 },
            // The maker of QR codes is heavy, and few pages show one.
            {
              name: 'parts',
              test: /\/client\/(parts(?!\/QrCode)|api)\//,
              minShareCount: 3,
              priority: 1,
            },
          ],
        },
      },
    },
  },
  server: {
    port: 5173,
    proxy: {
      '/api': 'http://127.0.0.1:3000',
      '/healthz': 'http://127.0.0.1:3000',
      '/sync': { target: 'ws://127.0.0.1:3000', ws: true },
      '/live': { target: 'ws://127.0.0.1:3000', ws: true },
    },
  },
})

/**
 * Writes into the service worker what this build of the client consists of, so that its list is always true, and puts
 * all scripts and styles end to end into one pack, which a first visit fetches instead of each of them.
 */
function clientParts(): Plugin {
  let config: ResolvedConfig
  return {
    name: 'client-parts',
    apply: 'build',
    enforce: 'post',
    configResolved(resolved) {
      config = resolved
    },
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const worker = bundle['sw.js']
        if (worker?.type !== 'chunk') return
        if (worker.imports.length > 0) this.error('the service worker must import nothing')
        const hash = createHash('sha256')
        const built = Object.values(bundle)
          .filter(({ fileName }) => fileName !== 'sw.js' && !fileName.startsWith('.vite/'))
          .map((part) => ({
            path: `/${part.fileName}`,
            bytes: Buffer.from(part.type === 'chunk' ? part.code : part.source),
          }))
          .sort((a, b) => (a.path < b.path ? -1 : 1))
        for (const { bytes } of built) hash.update(bytes)
        const given = publicFiles(config.publicDir)
        for (const name of given) hash.update(readFileSync(join(config.publicDir, name)))
        const version = hash.digest('hex').slice(0, 16)
        const packed = built.filter(({ path }) => /\.(js|css)$/.test(path))
        const pack = `assets/shell-${version}.pack`
        const source = Buffer.concat(packed.map(({ bytes }) => bytes))
        this.emitFile({ type: 'asset', fileName: pack, source })
        const shell = {
          version,
          pack: `/${pack}`,
          packed: packed.map(({ path, bytes }) => [path, bytes.length]),
          others: [
            ...built.filter((part) => !packed.includes(part)).map(({ path }) => path),
            ...given.map((name) => `/${name}`),
          ],
        }
        worker.code = worker.code.replaceAll('__SHELL__', JSON.stringify(shell))
      },
    },
  }
}

function publicFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => statSync(join(folder, name)).isFile())
    .map((name) => name.split(sep).join('/'))
}
