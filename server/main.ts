import type { Server } from 'node:http'
import { join } from 'node:path'
import { createAdaptorServer } from '@hono/node-server'
import type { Hono } from 'hono'
import { headerBytesMax, headersMsMax, requestMsMax } from '../shared/limits.ts'
import { makeOwnerSecret } from './accounts/invitation.ts'
import type { LoadedExample } from './admin/demo/load-demo.ts'
import { Passwords } from './accounts/password.ts'
import { countAdmins } from './accounts/queries.ts'
import { Sessions } from './accounts/session.ts'
import { GuestSeats } from './community/guest-seats.ts'
import { recordOpenedDocuments } from './community/opened-documents.ts'
import { watchPasses } from './community/pass-ends.ts'
import type { AppDeps } from './app.ts'
import { createApp } from './app.ts'
import { systemClock, systemRandom } from './clock.ts'
import type { Config } from './config.ts'
import { ConfigError, parseConfig } from './config.ts'
import { greeting } from './greeting.ts'
import type { Env } from './http/actor.ts'
import { ClientFiles } from './http/files.ts'
import { findOrigins } from './http/origins.ts'
import { answerUpgrades } from './http/upgrade.ts'
import { startRetention } from './jobs/retention.ts'
import { watchEmergencies } from './lesson-study/emergency.ts'
import { announcePeopleHere } from './here.ts'
import { passObjects } from './pass-objects.ts'
import { completeStudies } from './lesson-study/lesson-documents.ts'
import { describeMachine, listen } from './listen.ts'
import { LiveHub } from './live/live.ts'
import { openLog } from './log.ts'
import { startCompactionWorker, WorkerCompactor } from './projection/compactor.ts'
import { startReadingWorker, WorkerLargeUpdates } from './projection/large-updates.ts'
import { documentRights, mayWatch } from './rights.ts'
import { openStorage } from './storage/open.ts'
import { projectRoot } from './storage/project-root.ts'
import { StorageRefusal } from './storage/refusal.ts'
import type { Storage } from './storage/storage.ts'
import type { Bus, Log } from './sync/ports.ts'
import { Rooms } from './sync/rooms.ts'
import { SyncSockets } from './sync/socket.ts'

/** Past this the process ends whatever still hangs. */
const stopMsMax = 20_000
/** Requests under way may finish for this long. */
const lastRequestsMs = 5_000
/** So may the snapshot that is being made. */
const lastCompactionMs = 5_000

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
    mayWatch: mayWatch(storage, clock),
    isSignedIn: async (key) =>
      (await sessions.findByKey(key)) !== null || (await guests.findByKey(key)) !== null,
  })
  const documents = openDocuments(storage, log)
  const { rooms, sockets } = documents
  const guests = new GuestSeats({ storage, clock, config })
  const sessions: Sessions = new Sessions({ storage, clock, rooms, live, config })

  const late: { app: Hono<Env> | null } = { app: null }
  await completeStudies({ storage, clock, random: systemRandom })
  const server = createAdaptorServer({
    fetch: (request, env) => late.app!.fetch(request, env),
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
  const area = { storage, clock, random: systemRandom, log, rooms, live, config }
  const deps: AppDeps = {
    ...area,
    sessions,
    guests,
    objects: passObjects(area),
    passwords: new Passwords(),
    origins,
    files: ClientFiles.read(join(projectRoot(), 'dist', 'client')),
    isStopping: () => isStopping,
  }
  late.app = createApp(deps)
  answerUpgrades(server, { ...deps, live, sockets })
  await watchEmergencies(deps)
  await watchPasses(deps)
  const stopAnnouncing = announcePeopleHere(deps)
  const stopRecording = recordOpenedDocuments(deps)
  const stopRetention = startRetention(deps)
  log.info('listening', { port })

  onStopSignal(async () => {
    isStopping = true
    log.info('stopping', {})
    const closed = new Promise((resolve) => server.close(resolve))
    // What people have sent is kept and acknowledged before they are sent away.
    await documents.close()
    stopAnnouncing()
    stopRecording()
    stopRetention()
    live.close()
    clock.after(lastRequestsMs, () => {
      live.terminate()
      server.closeAllConnections()
    })
    await closed
    await storage.close()
    log.info('stopped', {})
  })

  const demo = withDemo ? await openDemo(deps, baseOf(config, port)) : null
  const ownerSecret = await findOwnerSecret(storage)
  say(greeting({ config, port, origins, machine, ownerSecret, demo }))
}

/** The documents' half: rooms, the sockets that lead to them, and the workers that compact what they keep and read what is large. */
function openDocuments(storage: Storage, log: Log) {
  const { updateLog } = storage
  const clock = systemClock
  const compactor = new WorkerCompactor({
    updateLog,
    clock,
    log,
    startWorker: startCompactionWorker,
  })
  const largeUpdates = new WorkerLargeUpdates({ clock, log, startWorker: startReadingWorker })
  const rooms = new Rooms({
    updateLog,
    largeUpdates,
    rights: documentRights(storage, clock),
    clock,
    random: systemRandom,
    log,
    bus: aloneBus,
    compactor,
  })
  const sockets = new SyncSockets({ rooms, clock, log })
  return {
    rooms,
    sockets,
    async close(): Promise<void> {
      await rooms.close()
      await sockets.close()
      // A snapshot that is not finished is made another time; the log has everything.
      const tooLong = new Promise<void>((resolve) => clock.after(lastCompactionMs, resolve))
      await Promise.race([Promise.all([compactor.close(), largeUpdates.close()]), tooLong])
    },
  }
}

/** One process alone: nobody else needs to hear that a document has grown. */
const aloneBus: Bus = { ring: () => undefined, onRing: () => () => undefined }

/** The example people and passwords for them; it is loaded only when it is asked for. */
async function openDemo(deps: AppDeps, base: string): Promise<LoadedExample> {
  const { loadDemo, renewDemoPasswords } = await import('./admin/demo/load-demo.ts')
  const demo = { storage: deps.storage, clock: deps.clock, random: deps.random, base }
  const loaded = await loadDemo(demo)
  const isNew = loaded.people.some(({ password }) => password !== null)
  return isNew ? loaded : renewDemoPasswords(demo)
}

/** Where this process reaches itself. */
function baseOf({ host }: Config, port: number): string {
  const isEverywhere = host === undefined || host === '0.0.0.0' || host === '::'
  const name = isEverywhere ? '127.0.0.1' : host
  return `http://${name.includes(':') ? `[${name}]` : name}:${port}`
}

/** A new link with every start while nobody has come in as the owner. */
async function findOwnerSecret(storage: Storage): Promise<string | null> {
  if ((await countAdmins(storage)) > 0) return null
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
