import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { loadServer, type ServerCode } from './sim-server.ts'

/** One fault as somebody might make it: a place in the server's source and what stands there instead. */
export interface Fault {
  name: string
  /** A file of server/sync. */
  file: string
  /** Stands in the file exactly once. */
  right: string
  wrong: string
  /** The promises any of which may notice. */
  breaks: string[]
}

const rooms = ['server/sync', 'server/projection', 'shared'] as const
const nursery = join(import.meta.dirname, '..', 'artefacts', 'planted')

/**
 * Plants a fault in a copy of the server's source and loads it. The product has no door for faults; a place that was
 * rewritten since must be named anew here, which is why it has to match exactly once.
 */
export async function plant(fault: Fault): Promise<ServerCode> {
  const root = join(nursery, fault.name.replaceAll(/[^a-z0-9]+/gi, '-'))
  rmSync(root, { recursive: true, force: true })
  for (const room of rooms) {
    mkdirSync(join(root, room), { recursive: true })
    cpSync(join(import.meta.dirname, '..', '..', room), join(root, room), { recursive: true })
  }
  const file = join(root, 'server/sync', fault.file)
  const source = readFileSync(file, 'utf8')
  const count = source.split(fault.right).length - 1
  if (count !== 1) {
    throw new Error(`${fault.name}: the place to plant it stands ${count} times in ${fault.file}, not once`)
  }
  writeFileSync(file, source.replace(fault.right, () => fault.wrong))
  return loadServer(root)
}
