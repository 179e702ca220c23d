import { join } from 'node:path'
import { build } from 'vite'
import { projectRoot } from '../../server/storage/project-root.ts'
import { workerFiles } from '../../server/storage/worker-files.ts'

/** The server's workers, for a bundle that starts them: they are looked for beside it. */
export const workerEntries = Object.fromEntries(
  Object.entries(workerFiles).map(([name, file]) => [name, join('server', file)]),
)

/** Bundles what is named, by file, into `<name>.js` in a folder, as production is bundled. */
export async function bundleForNode(
  entries: Record<string, string>,
  outDir: string,
): Promise<void> {
  const external = ['@photostructure/sqlite', 'bufferutil', 'utf-8-validate', 'pg-native']
  await build({
    configFile: false,
    root: projectRoot(),
    publicDir: false,
    logLevel: 'error',
    ssr: { noExternal: true, external },
    build: {
      ssr: true,
      ...{ outDir, emptyOutDir: true, target: 'node20', minify: false },
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
