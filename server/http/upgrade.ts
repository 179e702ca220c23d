import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { parse as parseCookies } from 'hono/utils/cookie'
import { WebSocketServer } from 'ws'
import type { DocumentId } from '../../shared/ids.ts'
import { parseId } from '../../shared/ids.ts'
import { liveFrameBytesMax, upgradesAtOnceMax, wsFragmentsMax } from '../../shared/limits.ts'
import { closeCode } from '../../shared/sync/protocol.ts'
import type { LiveHub } from '../live/live.ts'
import type { Log } from '../sync/ports.ts'
import type { SyncSockets } from '../sync/socket.ts'
import type { Actor, SessionDoor } from './actor.ts'
import type { GuestDoor } from './guest.ts'
import { isOddPath } from './guard.ts'
import type { Origins } from './origins.ts'
import { isOwnOrigin } from './origins.ts'

export interface UpgradeDeps {
  sessions: SessionDoor
  guests: GuestDoor
  origins: Origins
  live: LiveHub
  sockets: SyncSockets
  log: Log
  /** Once true, nobody comes in any more. */
  isStopping: () => boolean
}

interface Upgrade {
  request: IncomingMessage
  socket: Duplex
  head: Buffer
  /** Null: nobody is signed in. The socket is opened only to be closed with 4401, which a browser can see. */
  comer: Comer | null
}

/** Somebody with an account, or a guest: then what they may do hangs on their pass alone. */
interface Comer {
  actor: Actor
  isGuest: boolean
}

type Target = { kind: 'live' } | { kind: 'document'; id: DocumentId; query: URLSearchParams }

/** Answers the upgrades of an HTTP server: `/sync/:documentId` and `/live`, from our own pages only. */
export function answerUpgrades(server: Server, deps: UpgradeDeps): void {
  const liveSockets = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    maxPayload: liveFrameBytesMax,
    maxFragments: wsFragmentsMax,
  })
  let judging = 0

  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    // Before the first await: without a listener a reset connection would end the process.
    socket.on('error', () => socket.destroy())
    if (deps.isStopping() || judging >= upgradesAtOnceMax) {
      refuse(socket, '503 Service Unavailable')
      return
    }
    const target = findTarget(request.url ?? '')
    if (target === null) return refuse(socket, '404 Not Found')
    if (!isFromUs(request, deps.origins)) return refuse(socket, '403 Forbidden')
    judging++
    findComer(request, deps)
      .then((comer) => {
        if (socket.destroyed) return
        const upgrade = { request, socket, head, comer }
        if (target.kind === 'live') openLive(liveSockets, deps.live, upgrade)
        else openDocument(deps.sockets, upgrade, target)
      })
      .catch((error: unknown) => {
        deps.log.error('upgrade-broken', { error: (error as Error).name })
        refuse(socket, '503 Service Unavailable')
      })
      .finally(() => judging--)
  })
}

function openLive(sockets: WebSocketServer, live: LiveHub, upgrade: Upgrade): void {
  sockets.handleUpgrade(upgrade.request, upgrade.socket, upgrade.head, (webSocket) => {
    webSocket.on('error', () => webSocket.terminate())
    if (upgrade.comer === null) webSocket.close(closeCode.signIn, 'sign in')
    else live.accept(webSocket, upgrade.comer.actor)
  })
}

function openDocument(
  sockets: SyncSockets,
  { request, socket, head, comer }: Upgrade,
  { id, query }: Extract<Target, { kind: 'document' }>,
): void {
  if (comer === null) {
    sockets.accept(request, socket, head, {
      kind: 'close',
      code: closeCode.signIn,
      reason: 'sign in',
    })
    return
  }
  const { actor, isGuest } = comer
  sockets.accept(request, socket, head, {
    kind: 'open',
    documentId: id,
    person: {
      ...{ id: actor.id, name: actor.name, colour: actor.colour },
      ...(isGuest ? { isGuest } : {}),
    },
    sessionKey: actor.sessionKey,
    claimedPerson: query.get('person'),
    claimedEpoch: query.get('epoch'),
  })
}

/** Read without normalising: what a proxy could read differently is nothing. */
function findTarget(url: string): Target | null {
  const [path = '', query = ''] = url.split('?', 2)
  if (isOddPath(path)) return null
  if (path === '/live') return { kind: 'live' }
  const id = parseId<'document'>(/^\/sync\/([^/]+)$/.exec(path)?.[1])
  return id === null ? null : { kind: 'document', id, query: new URLSearchParams(query) }
}

function isFromUs(request: IncomingMessage, origins: Origins): boolean {
  // Node joins a header that comes more than once with commas, which then is no origin of ours.
  const { origin, 'sec-fetch-site': fetchSite } = request.headers
  return isOwnOrigin(origins, { origin, fetchSite: fetchSite?.toString() })
}

/** An account beats a seat in the same browser, as over HTTP. */
async function findComer(
  request: IncomingMessage,
  { sessions, guests }: Pick<UpgradeDeps, 'sessions' | 'guests'>,
): Promise<Comer | null> {
  const session = tokenIn(request, sessions.cookieName)
  const actor = session === undefined ? undefined : (await sessions.find(session))?.actor
  if (actor) return { actor, isGuest: false }
  const seat = tokenIn(request, guests.cookieName)
  const guest = seat === undefined ? null : await guests.find(seat)
  if (guest === null) return null
  const { id, name, colour, sessionKey } = guest
  return { actor: { id, name, colour, roles: [], sessionKey }, isGuest: true }
}

function tokenIn(request: IncomingMessage, cookieName: string): string | undefined {
  return parseCookies(request.headers.cookie ?? '', cookieName)[cookieName]
}

function refuse(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}
