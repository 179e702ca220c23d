import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, it } from 'vitest'
import { WebSocket } from 'ws'
import type { UpgradeDeps } from '../../server/http/upgrade.ts'
import { answerUpgrades } from '../../server/http/upgrade.ts'
import { connectionsPerDocumentMax } from '../../shared/limits.ts'
import { closeCode } from '../../shared/sync/protocol.ts'
import { silentLog } from '../support/databases.ts'

/** Resolves to the close code, or to the status of a handshake that was refused. */
function come(url: string, origin: string): Promise<number> {
  const socket = new WebSocket(url, { headers: { origin, cookie: 'seat=anything' } })
  return new Promise((resolve) => {
    socket.on('close', (code) => resolve(code))
    socket.on('unexpected-response', (_, response) => {
      resolve(response.statusCode ?? 0)
      socket.terminate()
    })
    socket.on('error', () => undefined)
  })
}

it('a whole hall that opens its sockets at once is let in; past that the last is asked to come again', async () => {
  let release = () => {}
  const held = new Promise<void>((resolve) => (release = resolve))
  const server = createServer()
  const deps: Pick<UpgradeDeps, 'sessions' | 'guests' | 'origins' | 'log' | 'isStopping'> = {
    sessions: { cookieName: 'session', setCookie: () => undefined, find: async () => null },
    // Nobody’s seat, as it turns out once everybody has asked.
    guests: { cookieName: 'seat', find: () => held.then(() => null) },
    origins: { address: '', isOurs: () => true },
    log: silentLog,
    isStopping: () => false,
  }
  answerUpgrades(server, deps as UpgradeDeps)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const hall = connectionsPerDocumentMax
  let asking = 0
  const allHaveAsked = new Promise<void>((resolve) => {
    server.on('upgrade', () => ++asking > hall && resolve())
  })
  const comings = Array.from({ length: hall + 1 }, () =>
    come(`ws://127.0.0.1:${port}/live`, `http://127.0.0.1:${port}`),
  )
  await allHaveAsked
  release()
  const codes = await Promise.all(comings)
  expect(codes.filter((code) => code === 503)).toHaveLength(1)
  expect(codes.filter((code) => code === closeCode.signIn)).toHaveLength(hall)
  await new Promise((resolve) => server.close(resolve))
})
