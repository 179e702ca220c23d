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
  /** A second place, where another line would still catch what the first lets through. */
  also?: { file: string; right: string; wrong: string }
  /** Goes to the end of the file, where the fault needs a function of its own. */
  extra?: string
  /** The promises one of which must notice; empty where any may. */
  breaks: string[]
  /** The first seed that noticed when this was written, where it takes long to come to: it is tried before all others. */
  noticedBy?: number
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
  change(root, fault, fault.extra ?? '')
  if (fault.also) change(root, fault.also, '')
  return loadServer(root)
}

function change(
  root: string,
  { file, right, wrong }: Pick<Fault, 'file' | 'right' | 'wrong'>,
  extra: string,
): void {
  const path = join(root, 'server/sync', file)
  const source = readFileSync(path, 'utf8')
  const count = source.split(right).length - 1
  if (count !== 1) throw new Error(`“${right}” stands ${count} times in ${file}, not once`)
  writeFileSync(path, source.replace(right, () => wrong) + extra)
}
