import type { Server } from 'node:http'
import { join } from 'node:path'
import { createAdaptorServer } from '@hono/node-server'
import type { Hono } from 'hono'
import { headerBytesMax, headersMsMax, requestMsMax } from '../shared/limits.ts'
import { closeCode } from '../shared/sync/protocol.ts'
import { makeOwnerSecret } from './accounts/invitation.ts'
import { Passwords } from './accounts/password.ts'
import { Sessions } from './accounts/session.ts'
import type { AppDeps } from './app.ts'
import { createApp } from './app.ts'
import { systemClock, systemRandom } from './clock.ts'
import { findCommunity } from './community/queries.ts'
import type { Config } from './config.ts'
import { ConfigError, parseConfig } from './config.ts'
import { greeting } from './greeting.ts'
import type { Env } from './http/actor.ts'
import { ClientFiles } from './http/files.ts'
import { findOrigins } from './http/origins.ts'
import { answerUpgrades } from './http/upgrade.ts'
import { createMayWatch } from './lesson-study/study-door.ts'
import { describeMachine, listen } from './listen.ts'
import { LiveHub } from './live/live.ts'
import { openLog } from './log.ts'
import { openStorage } from './storage/open.ts'
import { projectRoot } from './storage/project-root.ts'
import { StorageRefusal } from './storage/refusal.ts'
import type { Storage } from './storage/storage.ts'
import type { Log } from './sync/ports.ts'

/** Past this the process ends whatever still hangs. */
const stopMsMax = 20_000
/** Requests under way may finish for this long. */
const lastRequestsMs = 5_000

async function main(): Promise<void> {
  const withDemo = readArguments(process.argv.slice(2))
  const config = parseConfig(process.env)
  // At a terminal a person reads along, so only what needs them is shown.
  const log = openLog(process.env.LOG_LEVEL ?? (process.stdout.isTTY ? 'warn' : 'info'))
  if (config.redisUrl !== null) {
    log.warn('redis-unused', { because: 'one server alone needs none; several are not here yet' })
  }
  const storage = await openStorage({ ...config, log })
  storage.onFailure((error) => {
    say(
      `The storage failed and the server stops, so that nothing is called saved that is not: ${error.message}`,
    )
    process.exit(1)
  })
  await run(config, storage, log, withDemo)
}

/** Wires everything together and serves until told to stop. */
async function run(config: Config, storage: Storage, log: Log, withDemo: boolean): Promise<void> {
  const clock = systemClock
  let isStopping = false
  const live: LiveHub = new LiveHub({
    clock,
    log,
    mayWatch: createMayWatch(storage),
    isSignedIn: async (key) => (await sessions.findByKey(key)) !== null,
  })
  const rooms = null as never
  const sessions: Sessions = new Sessions({ storage, clock, rooms, live, config })

  let app: Hono<Env>
  const server = createAdaptorServer({
    fetch: (request, env) => app.fetch(request, env),
    serverOptions: {
      maxHeaderSize: headerBytesMax,
      headersTimeout: headersMsMax,
      requestTimeout: requestMsMax,
    },
  }) as Server
  const port = await listen(server, config)
  // Nothing is awaited from here until requests have something to meet.
  const machine = describeMachine()
  const origins = findOrigins(config, port, machine)
  const deps: AppDeps = {
    storage,
    clock,
    random: systemRandom,
    log,
    rooms,
    live,
    config,
    sessions,
    passwords: new Passwords(),
    origins,
    files: ClientFiles.read(join(projectRoot(), 'dist', 'client')),
    isStopping: () => isStopping,
  }
  app = createApp(deps)
  answerUpgrades(server, {
    ...deps,
    live,
    openDocument: ({ socket }) => socket.destroy(),
  })

  const ownerSecret = await findOwnerSecret(storage)
  say(greeting({ config, port, origins, machine, ownerSecret }))
  log.info('listening', { port })

  onStopSignal(async () => {
    isStopping = true
    log.info('stopping', {})
    const closed = new Promise((resolve) => server.close(resolve))
    live.close()
    clock.after(lastRequestsMs, () => server.closeAllConnections())
    await closed
    await storage.close()
    log.info('stopped', {})
  })
}

/** A new link with every start while nobody has come in as the owner. */
async function findOwnerSecret(storage: Storage): Promise<string | null> {
  if ((await findCommunity(storage)) !== null) return null
  return makeOwnerSecret(storage, { id: systemRandom.id(), now: systemClock.now() })
}

/** The first signal ends things in order; a second one, or too long a wait, at once. */
function onStopSignal(stop: () => Promise<void>): void {
  let asked = false
  const onSignal = () => {
    if (asked) process.exit(1)
    asked = true
    setTimeout(() => process.exit(1), stopMsMax).unref()
    stop().then(
      () => process.exit(0),
      (error: unknown) => fail(error),
    )
  }
  process.on('SIGTERM', onSignal)
  process.on('SIGINT', onSignal)
}

function readArguments(args: string[]): boolean {
  const unknown = args.find((arg) => arg !== '--demo')
  if (unknown !== undefined) {
    throw new ConfigError(`There is no option ${unknown}. The only one is --demo.`)
  }
  return args.includes('--demo')
}

function say(text: string): void {
  process.stdout.write(`${text.trimEnd()}\n`)
}

/** What the world can cause gets a sentence; what only a bug can cause, its trace. */
function fail(error: unknown): never {
  const isExpected = error instanceof ConfigError || error instanceof StorageRefusal
  const trace = error instanceof Error ? (error.stack ?? error.message) : String(error)
  process.stderr.write(`${isExpected ? error.message : trace}\n`)
  process.exit(1)
}

main().catch(fail)
