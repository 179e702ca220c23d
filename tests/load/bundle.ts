import { join } from 'node:path'
import { build } from 'vite'
import { projectRoot } from '../../server/storage/project-root.ts'

/** Where the processes of the bench lie, each as `<name>.js`, their workers beside them. */
export const benchFolder = join(projectRoot(), 'tests', 'artefacts', 'bench')

const entries = {
  relay: 'tests/load/relay.ts',
  'staffroom-host': 'tests/load/staffroom-host.ts',
  generator: 'tests/load/generator.ts',
  'meet-pages': 'tests/load/meet-pages.ts',
  'storage-worker': 'server/storage/sqlite/storage-worker.ts',
  'compaction-worker': 'server/projection/compaction-worker.ts',
}

/**
 * Bundles what is measured as production is bundled: from source, a worker that starts within a window would be
 * measured compiling TypeScript.
 */
export async function bundleBench(): Promise<void> {
  const external = ['@photostructure/sqlite', 'bufferutil', 'utf-8-validate', 'pg-native']
  await build({
    configFile: false,
    root: projectRoot(),
    publicDir: false,
    logLevel: 'error',
    ssr: { noExternal: true, external },
    build: {
      ssr: true,
      outDir: benchFolder,
      emptyOutDir: true,
      target: 'node20',
      minify: false,
      rollupOptions: {
        input: Object.fromEntries(
          Object.entries(entries).map(([name, file]) => [name, join(projectRoot(), file)]),
        ),
        external,
        output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
  })
}
