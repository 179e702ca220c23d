import { join } from 'node:path'
import { projectRoot } from '../../server/storage/project-root.ts'
import { bundleForNode, workerEntries } from '../support/node-bundle.ts'

/** Where the processes of the bench lie, each as `<name>.js`, their workers beside them. */
export const benchFolder = join(projectRoot(), 'tests', 'artefacts', 'bench')

const entries = {
  relay: 'tests/load/relay.ts',
  'staffroom-host': 'tests/load/staffroom-host.ts',
  generator: 'tests/load/generator.ts',
  'meet-pages': 'tests/load/meet-pages.ts',
  ...workerEntries,
}

/**
 * Bundles what is measured as production is bundled: from source, a worker that starts within a window would be
 * measured compiling TypeScript.
 */
export const bundleBench = (): Promise<void> => bundleForNode(entries, benchFolder)
