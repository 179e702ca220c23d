import type { WebSocket } from 'ws'
import type { PersonId } from '../../shared/ids.ts'
import type { LiveChange, LiveScope } from '../../shared/live.ts'
import { liveConnectionsPerPersonMax, pingMs, rightsCheckMs } from '../../shared/limits.ts'
import { closeCode } from '../../shared/sync/protocol.ts'
import type { Actor } from '../http/actor.ts'
import type { Live, MayWatch } from '../http/area.ts'
import type { Clock, Log } from '../sync/ports.ts'
import { LiveConnection } from './live-connection.ts'
import { RecentChanges } from './recent-changes.ts'

interface LiveDeps {
  clock: Clock
  log: Log
  mayWatch: MayWatch
  /** Whether a session still lasts. */
  isSignedIn: (sessionKey: string) => Promise<boolean>
}

/**
 * Tells open browsers what has changed, so that they fetch it again. It says *that* something changed, never what it
 * became, so rights may be judged a little late: when a tab says what it shows, when a right changes, and every minute.
 */
export class LiveHub implements Live {
  readonly #deps: LiveDeps
  readonly #connections = new Set<LiveConnection>()
  readonly #listeners: ((change: LiveChange) => void)[] = []
  readonly #recent: RecentChanges
  readonly #stopTimers: (() => void)[]

  constructor(deps: LiveDeps) {
    this.#deps = deps
    this.#recent = new RecentChanges(deps.clock)
    this.#stopTimers = [
      every(deps.clock, pingMs, () => this.#ping()),
      every(deps.clock, rightsCheckMs, () => this.#sweep()),
    ]
  }

  /** Takes an open socket of a signed-in person. */
  accept(socket: WebSocket, actor: Actor): void {
    const connection = new LiveConnection(socket, actor)
    if (this.#of(actor.id).length >= liveConnectionsPerPersonMax) {
      connection.close(closeCode.tryLater, 'many tabs are open')
      return
    }
    this.#connections.add(connection)
    socket.on('close', () => this.#connections.delete(connection))
    socket.on('message', (data: Buffer, isBinary) => {
      this.#heard(connection, isBinary ? null : data.toString('utf8'))
    })
  }

  publish(change: LiveChange): number {
    for (const heard of this.#listeners) heard(change)
    this.#recent.add(change)
    let told = 0
    for (const connection of this.#connections) {
      if (!connection.granted.has(change.scope)) continue
      connection.send(change)
      told += 1
    }
    return told
  }

  onChange(heard: (change: LiveChange) => void): void {
    this.#listeners.push(heard)
  }

  async recheckPerson(person: PersonId): Promise<void> {
    await Promise.all(this.#of(person).map((connection) => this.#recheck(connection)))
  }

  closeSession(sessionKey: string): void {
    for (const connection of this.#connections) {
      if (connection.actor.sessionKey === sessionKey) {
        connection.close(closeCode.signIn, 'signed out')
      }
    }
  }

  /** Sends everybody away to come back to the server's next start. */
  close(): void {
    for (const stop of this.#stopTimers) stop()
    for (const connection of this.#connections) {
      connection.close(closeCode.serviceRestart, 'restarting')
    }
  }

  /** Cuts those who did not answer the goodbye. */
  terminate(): void {
    for (const connection of this.#connections) connection.terminate()
  }

  #heard(connection: LiveConnection, data: string | null): void {
    const watch = connection.readWatch(data)
    if (watch === null) {
      connection.close(closeCode.tryLater, 'not a watch')
      return
    }
    connection.asked = watch
    this.#letGo(connection, this.#judge(connection))
  }

  /**
   * Grants what the person may see of what the tab asked for; the newest question counts. The page was fetched before it
   * was granted anything, so it is told of what changed meanwhile.
   */
  async #judge(connection: LiveConnection): Promise<void> {
    const asked = connection.asked
    const granted = await Promise.all(
      asked.map(async (scope) =>
        (await this.#deps.mayWatch(connection.actor.id, scope)) ? [scope] : [],
      ),
    )
    if (connection.asked !== asked) return
    const before = connection.granted
    connection.granted = new Set(granted.flat())
    for (const scope of connection.granted) {
      if (before.has(scope)) continue
      for (const change of this.#recent.in(scope)) connection.send(change)
    }
  }

  async #recheck(connection: LiveConnection): Promise<void> {
    if (!(await this.#deps.isSignedIn(connection.actor.sessionKey))) {
      connection.close(closeCode.signIn, 'signed out')
      return
    }
    const before = connection.granted
    await this.#judge(connection)
    for (const scope of before) {
      if (!connection.granted.has(scope)) connection.send(farewell(scope))
    }
  }

  #ping(): void {
    for (const connection of this.#connections) {
      if (!connection.ping()) this.#connections.delete(connection)
    }
  }

  #sweep(): void {
    for (const connection of this.#connections) {
      connection.startMinute()
      this.#letGo(connection, this.#recheck(connection))
    }
  }

  /** Nobody waits for it; when the storage does not answer, the tab comes back later. */
  #letGo(connection: LiveConnection, work: Promise<void>): void {
    work.catch((error: unknown) => {
      this.#deps.log.warn('live-not-judged', { error: (error as Error).name })
      connection.close(closeCode.tryLater, 'try later')
    })
  }

  #of(person: PersonId): LiveConnection[] {
    return [...this.#connections].filter((connection) => connection.actor.id === person)
  }
}

/** The last word on what somebody no longer sees: they fetch it and find it gone. */
function farewell(scope: LiveScope): LiveChange {
  const [kind, id] = scope.split(':')
  const noun = kind === 'study' || kind === 'club' || kind === 'teachmeet' ? kind : 'me'
  return { scope, noun, id: id ?? null }
}

/** Calls `task` again and again; returns its end. */
function every(clock: Clock, ms: number, task: () => void): () => void {
  let cancel = clock.after(ms, function again() {
    cancel = clock.after(ms, again)
    task()
  })
  return () => cancel()
}
