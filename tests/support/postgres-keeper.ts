import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { TestProject } from 'vitest/node'
import { startPostgres, type RunningPostgres } from './embedded-postgres.ts'

// One PostgreSQL for a whole test run, started when the first test file asks for it. Test files run in processes of
// their own, so they ask over a socket.

declare module 'vitest' {
  interface ProvidedContext {
    postgresKeeper: string
  }
}

/** Vitest's global setup: offers PostgreSQL to the run's tests, and stops it after the last of them. */
export default async function keepPostgres(project: TestProject): Promise<() => Promise<void>> {
  let started: Promise<RunningPostgres> | undefined
  const server = createServer((_request, response) => {
    started ??= givenPostgres() ?? startPostgres()
    started.then(
      ({ url }) => response.end(url),
      (error: unknown) => response.writeHead(503).end(String(error)),
    )
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  project.provide('postgresKeeper', `http://127.0.0.1:${port}`)
  return async () => {
    server.close()
    server.closeAllConnections()
    // A start that failed has told those who asked for it.
    const running = await started?.catch(() => undefined)
    await running?.stop()
  }
}

/** A server that whoever runs the tests has for them. */
function givenPostgres(): Promise<RunningPostgres> | null {
  const given = process.env.TEST_DATABASE_URL
  if (!given) return null
  return Promise.resolve({ url: given.replace(/\/[^/]*$/, ''), stop: async () => undefined })
}
