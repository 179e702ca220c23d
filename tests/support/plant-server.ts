import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build, type Plugin } from 'vite'
import { builtWorkers } from './built-workers.ts'
import type { OpenHouse } from './open-house.ts'

/** One fault as somebody might make it: a place in the server's source and what stands there instead. */
interface Fault {
  name: string
  file: string
  /** Stands in the file exactly once. */
  right: string
  wrong: string
}

const project = join(import.meta.dirname, '..', '..')
const nursery = join(project, 'tests', 'artefacts', 'planted-server')

/** Plants a fault in a bundle of the whole server, and gives what opens a house on it. */
export async function plantInServer(fault: Fault): Promise<() => Promise<OpenHouse>> {
  const name = fault.name.replaceAll(/[^a-z0-9]+/gi, '-')
  const outDir = join(nursery, name)
  rmSync(outDir, { recursive: true, force: true })
  await build({
    configFile: false,
    root: project,
    publicDir: false,
    logLevel: 'error',
    plugins: [planting(fault), builtWorkers, atHome],
    build: {
      ssr: join(project, 'tests/support/open-house.ts'),
      ...{ outDir, target: 'node20', minify: false },
      rollupOptions: { output: { entryFileNames: `${name}.mjs` } },
    },
  })
  const house = join(outDir, `${name}.mjs`)
  const code = (await import(/* @vite-ignore */ house)) as { OpenHouse: typeof OpenHouse }
  return () => code.OpenHouse.open()
}

function planting({ file, right, wrong }: Fault): Plugin {
  return {
    name: 'plant-a-fault',
    enforce: 'pre',
    transform(source, id) {
      if (id !== join(project, file)) return null
      const count = source.split(right).length - 1
      if (count !== 1) throw new Error(`“${right}” stands ${count} times in ${file}`)
      return { code: source.replace(right, () => wrong), map: null }
    },
  }
}

/** Migrations are found beside the source, as they are where nothing is bundled. */
const atHome: Plugin = {
  name: 'source-at-home',
  enforce: 'pre',
  transform(source, id) {
    if (!source.includes('import.meta.')) return null
    const url = JSON.stringify(pathToFileURL(id).href)
    const folder = JSON.stringify(join(id, '..'))
    const code = source.replaceAll('import.meta.url', url).replaceAll('import.meta.dirname', folder)
    return { code, map: null }
  },
}
