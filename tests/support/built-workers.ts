import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Plugin } from 'vite'
import { projectRoot } from '../../server/storage/project-root.ts'
import { bundleForNode, workerEntries } from './node-bundle.ts'

const folder = join(projectRoot(), 'tests', 'artefacts', 'workers')
const starter = join(projectRoot(), 'server', 'storage', 'worker-url.ts')

/** Vitest's global set-up: the server's workers are bundled once, as they are for production. */
export async function setup(): Promise<void> {
  await bundleForNode(workerEntries, folder)
}

/**
 * Lets tests start those bundles: a worker of TypeScript takes a third of a second to compile itself, which is most of
 * many a test, for nearly each opens a storage of its own.
 */
export const builtWorkers: Plugin = {
  name: 'built-workers',
  enforce: 'pre',
  transform(source, id) {
    if (id !== starter) return null
    const place = JSON.stringify(pathToFileURL(join(folder, 'worker-url.js')).href)
    return { code: source.replaceAll('import.meta.url', place), map: null }
  },
}
