import type { Context } from 'hono'
import type { Config } from '../config.ts'
import type { Env } from './actor.ts'

/** The origins people may use this server from: those it was told of, or those by which the machine is reached. */
export interface Origins {
  /** The address for people: printed at start, and in links that no browser asked for. */
  readonly address: string
  isOurs(origin: string): boolean
}

/** What the machine calls itself. */
export interface Machine {
  hostname: string
  addresses: readonly string[]
}

/** PUBLIC_URL alone when it is set; else every name and address that reaches the port. Never the request's own word. */
export function findOrigins(config: Config, port: number, machine: Machine): Origins {
  if (config.publicUrl !== null) {
    const address = config.publicUrl
    return { address, isOurs: (origin) => origin === address }
  }
  const ours = new Set(hostsOf(config, machine).map((host) => originOf(host, port)))
  const address =
    config.host === undefined || isEverywhere(config.host)
      ? originOf('localhost', port)
      : originOf(isLoopback(config.host) ? 'localhost' : config.host, port)
  return { address, isOurs: (origin) => ours.has(origin) }
}

function hostsOf(config: Config, machine: Machine): string[] {
  const here = ['localhost', '127.0.0.1', '::1']
  if (config.host !== undefined && !isEverywhere(config.host)) return [...here, config.host]
  return [...here, ...machine.addresses, machine.hostname, `${machine.hostname}.local`]
}

function isEverywhere(host: string): boolean {
  return host === '0.0.0.0' || host === '::'
}

function isLoopback(host: string): boolean {
  return host === '::1' || host.startsWith('127.')
}

function originOf(host: string, port: number): string {
  // URL leaves the port out where browsers do.
  return new URL(`http://${host.includes(':') ? `[${host}]` : host}:${port}`).origin
}

/** Where whoever asks has us open, if that is an address of ours: a link to localhost would help nobody else. */
export function addressOf(c: Context<Env>, { origins }: { origins: Origins }): string {
  const origin = c.req.header('origin')
  return origin !== undefined && origins.isOurs(origin) ? origin : origins.address
}

/** Whether a request that changes something, or an upgrade, may come from where it says it comes from. */
export function isOwnOrigin(
  origins: Origins,
  request: { origin: string | undefined; fetchSite: string | undefined },
): boolean {
  if (request.fetchSite !== undefined && !/^(same-origin|none)$/.test(request.fetchSite)) {
    return false
  }
  // Every browser names the origin of an upgrade and of a request that changes something. What names none is a
  // program with a cookie of its own; no other site can make it send one.
  return request.origin === undefined || origins.isOurs(request.origin)
}
