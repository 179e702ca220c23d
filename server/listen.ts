import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { hostname, networkInterfaces } from 'node:os'
import type { Config } from './config.ts'
import { ConfigError } from './config.ts'
import type { Machine } from './http/origins.ts'

/** Listens where the settings say; resolves to the port, which the machine chooses when PORT is 0. */
export async function listen(server: Server, config: Config): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(explain(error, config)))
    server.listen({ port: config.port, ...(config.host ? { host: config.host } : {}) }, resolve)
  })
  return (server.address() as AddressInfo).port
}

function explain(error: NodeJS.ErrnoException, config: Config): Error {
  switch (error.code) {
    case 'EADDRINUSE':
      return new ConfigError(
        `Port ${config.port} is taken by another program. Stop that one, or choose another port, like PORT=${config.port + 1}.`,
      )
    case 'EACCES':
      return new ConfigError(
        `This user may not listen on port ${config.port}. Choose a port above 1023.`,
      )
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new ConfigError(
        `The setting HOST is no address of this machine. Leave it out to listen on all of them.`,
      )
    default:
      return error
  }
}

/** By which names and addresses other computers reach this one. */
export function describeMachine(): Machine {
  const addresses = Object.values(networkInterfaces())
    .flatMap((list) => list ?? [])
    // A link-local address of IPv6 means something on one cable only.
    .filter((entry) => !entry.internal && !entry.address.startsWith('fe80:'))
    .map((entry) => entry.address)
  return { hostname: hostname().toLowerCase(), addresses }
}
