import { watchRights } from '../api/rights-news.ts'
import type { LinkPorts } from './document-link.ts'

/** The page's own server, as an address for sockets. */
export function ownAddress(): string {
  return location.origin.replace(/^http/, 'ws')
}

/** The world as a browser has it. */
export function browserPorts(): LinkPorts {
  return { WebSocket: globalThis.WebSocket, random: () => Math.random(), watchRights }
}
