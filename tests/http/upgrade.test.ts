import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { connect } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'
import { ulid } from 'ulid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { answerUpgrades } from '../../server/http/upgrade.ts'
import { documentRights } from '../../server/rights.ts'
import { Rooms } from '../../server/sync/rooms.ts'
import { SyncSockets } from '../../server/sync/socket.ts'
import type { StudyView } from '../../shared/lesson-study/api.ts'
import type { LiveChange, LiveScope } from '../../shared/live.ts'
import { keepAliveMs, pingMs, rightsCheckMs } from '../../shared/limits.ts'
import { closeCode } from '../../shared/sync/protocol.ts'
import { silentLog } from '../support/databases.ts'
import { House, type Person } from '../support/house.ts'

let house: House
let server: Server
let sockets: SyncSockets
let rooms: Rooms
let base: string
let owner: Person
let ben: Person
let study: StudyView
/** Runs between the cookie's answer and what follows from it. */
let afterFind: (sessionKey: string) => void = () => undefined

beforeAll(async () => {
  house = await House.open()
  owner = await house.claim('Olwen')
  ben = await house.join(owner, 'Ben')
  const body = { id: ulid(), title: 'Why is a half bigger?', teachers: [] }
  study = (await house.send<StudyView>('/api/studies', { body, cookie: owner.cookie })).body
  rooms = new Rooms({
    updateLog: house.storage.updateLog,
    rights: documentRights(house.storage, house.clock),
    clock: house.clock,
    random: { next: () => 0.5, id: () => ulid() },
    log: silentLog,
    bus: { ring: () => undefined, onRing: () => () => undefined },
    compactor: null,
  })
  sockets = new SyncSockets({ rooms, clock: house.clock, log: silentLog })
  server = createAdaptorServer({ fetch: house.app.fetch }) as Server
  answerUpgrades(server, {
    sessions: {
      cookieName: house.sessions.cookieName,
      setCookie: (...args) => house.sessions.setCookie(...args),
      async find(token) {
        const found = await house.sessions.find(token)
        if (found) afterFind(found.actor.sessionKey)
        return found
      },
    },
    guests: { cookieName: 'staffroom-guest', find: async () => null },
    origins: house.origins,
    live: house.live,
    sockets,
    log: silentLog,
    isStopping: () => house.isStopping,
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  base = `127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(async () => {
  await rooms.close()
  await sockets.close()
  await new Promise((resolve) => {
    server.close(resolve)
    server.closeAllConnections()
  })
  await house.close()
})

interface Ended {
  /** A close code, or the status of a handshake that was refused. */
  code: number
}

/** Opens a socket as a page of ours does; resolves when it is open or was refused. */
async function open(
  path: string,
  { cookie = null as string | null, headers = {} } = {},
): Promise<{ socket: WebSocket; heard: LiveChange[]; ended: Promise<Ended>; isOpen: boolean }> {
  const socket = new WebSocket(`ws://${base}${path}`, {
    headers: { origin: house.origins.address, ...(cookie ? { cookie } : {}), ...headers },
  })
  const heard: LiveChange[] = []
  socket.on('message', (data: Buffer, isBinary) => {
    if (!isBinary) heard.push(JSON.parse(data.toString()) as LiveChange)
  })
  const ended = new Promise<Ended>((resolve) => {
    socket.on('close', (code) => resolve({ code }))
    socket.on('unexpected-response', (_, response) => {
      resolve({ code: response.statusCode ?? 0 })
      socket.terminate()
    })
    socket.on('error', () => undefined)
  })
  const isOpen = await Promise.race([
    new Promise<boolean>((resolve) => socket.once('open', () => resolve(true))),
    ended.then(() => false),
  ])
  return { socket, heard, ended, isOpen }
}

/** A tab that has said what it shows, and whose question was answered. */
async function watch(person: Person, ...scopes: LiveScope[]) {
  const tab = await open('/live', { cookie: person.cookie })
  tab.socket.send(JSON.stringify({ watch: [...scopes, `person:${person.me.id}`] }))
  await until(() => {
    house.live.publish({ scope: `person:${person.me.id}`, noun: 'me', id: null })
    return tab.heard.length > 0
  })
  // The last of them, so that what is heard from here on is news.
  house.live.publish({ scope: `person:${person.me.id}`, noun: 'me', id: 'last' })
  await until(() => tab.heard.some((change) => change.id === 'last'))
  tab.heard.length = 0
  return tab
}

async function until(isSo: () => boolean): Promise<void> {
  await expect.poll(isSo, { interval: 10, timeout: 5_000 }).toBe(true)
}

const plan = () => `/sync/${study.lessons[0]!.planId}`

describe('an upgrade', () => {
  it('from another site is refused before its cookie is looked at', async () => {
    for (const path of ['/live', plan()]) {
      for (const headers of [
        { origin: 'https://evil.example' },
        { origin: 'null' },
        { 'sec-fetch-site': 'cross-site' },
      ]) {
        const { ended, isOpen } = await open(path, { cookie: owner.cookie, headers })
        expect([path, isOpen, (await ended).code]).toEqual([path, false, 403])
      }
    }
  })

  it('to anything but a document and /live leads nowhere', async () => {
    for (const path of [
      '/sync/',
      '/sync/not-an-id',
      `${plan()}/more`,
      `/sync%2f${study.id}`,
      `//live`,
      `/live/`,
      '/api/me',
    ]) {
      const { ended } = await open(path, { cookie: owner.cookie })
      expect([path, (await ended).code]).toEqual([path, 404])
    }
  })

  it('of somebody who is not signed in is opened only to say so', async () => {
    for (const path of ['/live', plan()]) {
      for (const cookie of [null, 'staffroom=made-up']) {
        const { ended, isOpen } = await open(path, { cookie })
        expect([isOpen, (await ended).code]).toEqual([true, closeCode.signIn])
      }
    }
  })

  it('of a program without an origin needs a session of its own', async () => {
    const bare = new WebSocket(`ws://${base}${plan()}`, { headers: { cookie: owner.cookie } })
    await new Promise((resolve) => bare.once('open', resolve))
    bare.close()
    const nobody = new WebSocket(`ws://${base}${plan()}`)
    const code = await new Promise((resolve) => nobody.once('close', resolve))
    expect(code).toBe(closeCode.signIn)
  })

  it('to a document opens for its people, as themselves, and is gone for everybody else', async () => {
    const mine = await open(`${plan()}?person=${owner.me.id}`, { cookie: owner.cookie })
    expect(mine.isOpen).toBe(true)
    await until(() => rooms.peopleIn(study.lessons[0]!.planId).length === 1)
    expect(rooms.peopleIn(study.lessons[0]!.planId)[0]).toMatchObject({ name: 'Olwen' })
    const as = (query: string, person: Person) => open(plan() + query, { cookie: person.cookie })
    expect((await (await as('', ben)).ended).code).toBe(closeCode.gone)
    const other = await as(`?person=${ben.me.id}`, owner)
    expect((await other.ended).code).toBe(closeCode.signIn)
    const older = await as('?epoch=01ARZ3NDEKTSV4RRFFQ69G5FAV', owner)
    expect((await older.ended).code).toBe(closeCode.wrongEpoch)
    mine.socket.close()
    await mine.ended
  })

  it('of a session that ends just then is closed all the same', async () => {
    for (const happens of [() => undefined, () => house.pass(keepAliveMs / 3)]) {
      afterFind = (sessionKey) => {
        rooms.closeSession(sessionKey)
        happens()
      }
      const { ended } = await open(plan(), { cookie: owner.cookie })
      expect((await ended).code).toBe(closeCode.signIn)
    }
    afterFind = () => undefined
    expect(rooms.peopleIn(study.lessons[0]!.planId)).toEqual([])
  })

  it('that breaks off at any moment costs nobody else anything', async () => {
    for (let i = 0; i < 20; i++) {
      const socket = connect(Number(base.split(':')[1]), '127.0.0.1')
      socket.on('error', () => undefined)
      await new Promise<void>((resolve) => socket.once('connect', () => resolve()))
      socket.write(
        `GET ${plan()} HTTP/1.1\r\nHost: ${base}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
          `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nCookie: ${owner.cookie}\r\n\r\n`,
      )
      socket.resetAndDestroy()
    }
    expect((await open('/live', { cookie: owner.cookie })).isOpen).toBe(true)
  })

  it('is turned away while we stop', async () => {
    house.isStopping = true
    const { ended } = await open('/live', { cookie: owner.cookie })
    house.isStopping = false
    expect((await ended).code).toBe(503)
  })
})

describe('/live', () => {
  it('tells those who show a scope and may that something in it changed', async () => {
    const scope: LiveScope = `study:${study.id}`
    const mine = await watch(owner, 'community', scope)
    const bens = await watch(ben, 'community', scope, `person:${owner.me.id}`)
    const patch = { method: 'PATCH', body: { title: 'Why is a half more?' }, cookie: owner.cookie }
    await house.send(`/api/studies/${study.id}`, patch)
    await until(() => mine.heard.some((change) => change.scope === scope))
    house.live.publish({ scope: `person:${owner.me.id}`, noun: 'me', id: null })
    house.live.publish({ scope: 'community', noun: 'community', id: null })
    await until(() => bens.heard.some((change) => change.noun === 'community'))
    expect(bens.heard.map((change) => change.scope)).toEqual(['community'])
    expect(mine.heard.map((change) => change.scope)).toContain(`person:${owner.me.id}`)
    mine.socket.close()
    bens.socket.close()
  })

  it('follows rights as they come and go, and says goodbye to what somebody no longer sees', async () => {
    const scope: LiveScope = `study:${study.id}`
    const tab = await watch(ben, scope)
    const path = `/api/studies/${study.id}/people/${ben.me.id}`
    const cookie = owner.cookie
    await house.send(path, { method: 'PUT', body: { role: 'observer' }, cookie })
    await until(() => {
      house.live.publish({ scope, noun: 'here', id: null })
      return tab.heard.some((change) => change.noun === 'here')
    })
    await house.send(path, { method: 'DELETE', cookie })
    await house.live.recheckPerson(ben.me.id)
    tab.heard.length = 0
    house.live.publish({ scope, noun: 'here', id: null })
    house.live.publish({ scope: `person:${ben.me.id}`, noun: 'me', id: null })
    await until(() => tab.heard.some((change) => change.noun === 'me'))
    expect(tab.heard.filter((change) => change.noun === 'here')).toEqual([])
    tab.socket.close()
  })

  it('ends with the session', async () => {
    const gwen = await house.join(owner, 'Gwen')
    const tab = await watch(gwen)
    await house.send('/api/session', { method: 'DELETE', cookie: gwen.cookie })
    expect((await tab.ended).code).toBe(closeCode.signIn)

    const huw = await house.join(owner, 'Huw')
    const left = await watch(huw)
    await house.setRoles(owner, huw, { state: 'left' })
    expect((await left.ended).code).toBe(closeCode.signIn)
  })

  it('notices within a minute a session that ended elsewhere', async () => {
    const ifan = await house.join(owner, 'Ifan')
    const tab = await watch(ifan)
    const { sessions } = house.storage.tables
    await house.storage.db.update(sessions).set({ expiresAt: 0 })
    house.pass(rightsCheckMs)
    expect((await tab.ended).code).toBe(closeCode.signIn)
    owner = await comeBack('Olwen')
    ben = await comeBack('Ben')
  })

  it('closes on what is no watch, too much of it, or too many', async () => {
    const say = async (...frames: (string | Buffer)[]) => {
      const tab = await open('/live', { cookie: owner.cookie })
      for (const frame of frames) tab.socket.send(frame)
      return (await tab.ended).code
    }
    const scopes = Array.from({ length: 51 }, () => `study:${ulid()}`)
    expect(await say('hello')).toBe(closeCode.tryLater)
    expect(await say(Buffer.from([0]))).toBe(closeCode.tryLater)
    expect(await say('{"watch":["everything"]}')).toBe(closeCode.tryLater)
    expect(await say(JSON.stringify({ watch: scopes }))).toBe(closeCode.tryLater)
    expect(await say('x'.repeat(9_000))).toBe(closeCode.tooBig)
    const busy = Array.from({ length: 121 }, () => '{"watch":[]}')
    expect(await say(...busy)).toBe(closeCode.tryLater)
  })

  it('lets go of a tab that answers no ping', async () => {
    const tab = await watch(ben)
    ;(tab.socket as unknown as { pong: () => void }).pong = () => undefined
    for (let i = 0; i < 3; i++) house.pass(pingMs)
    expect((await tab.ended).code).toBe(1006)
  })
})

async function comeBack(name: string): Promise<Person> {
  const body = { name, password: 'three words here' }
  const answer = await house.send<Person['me']>('/api/session', { body })
  return { me: answer.body, cookie: answer.cookie! }
}
