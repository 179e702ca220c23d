import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { OpenHouse } from './open-house.ts'

/** One fault as somebody might make it: a place in the server's source and what stands there instead. */
interface Fault {
  name: string
  file: string
  /** Stands in the file exactly once. */
  right: string
  wrong: string
}

const rooms = ['server', 'shared', 'drizzle', 'tests/support'] as const
const project = join(import.meta.dirname, '..', '..')
const nursery = join(project, 'tests', 'artefacts', 'planted-server')

/** Plants a fault in a copy of the whole server, and gives what opens a house on that copy. */
export async function plantInServer(fault: Fault): Promise<() => Promise<OpenHouse>> {
  const root = join(nursery, fault.name.replaceAll(/[^a-z0-9]+/gi, '-'))
  rmSync(root, { recursive: true, force: true })
  for (const room of rooms) {
    mkdirSync(join(root, room), { recursive: true })
    cpSync(join(project, room), join(root, room), { recursive: true })
  }
  cpSync(join(project, 'tsconfig.json'), join(root, 'tsconfig.json'))
  const path = join(root, fault.file)
  const source = readFileSync(path, 'utf8')
  const count = source.split(fault.right).length - 1
  if (count !== 1) throw new Error(`“${fault.right}” stands ${count} times in ${fault.file}`)
  writeFileSync(
    path,
    source.replace(fault.right, () => fault.wrong),
  )
  const house = join(root, 'tests/support/open-house.ts')
  const code = (await import(/* @vite-ignore */ house)) as { OpenHouse: typeof OpenHouse }
  return () => code.OpenHouse.open()
}
