import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ulid } from 'ulid'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { WebSocket } from 'ws'
import type { MeView } from '../../shared/accounts/api.ts'
import type { StudyView } from '../../shared/lesson-study/api.ts'
import { closeCode } from '../../shared/sync/protocol.ts'
import { openStorage } from '../../server/storage/open.ts'
import { silentLog } from '../support/databases.ts'
import { SourceProcess } from '../support/source-process.ts'

// Each test starts several processes from their source, on a machine that may be busy with other tests.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 })

const password = 'three words here'
const community = { name: 'Penrallt Fields', locale: 'en-GB', timeZone: 'Europe/London' }
const folders: string[] = []
const running = new Set<SourceProcess>()

afterAll(async () => {
  await Promise.all([...running].map((server) => server.stop('SIGKILL')))
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'staffroom-process-'))
  folders.push(folder)
  return folder
}

/** A server on a port the machine chooses. */
function serve(dataDir: string, env: Record<string, string> = {}, args: string[] = []) {
  const server = new SourceProcess('server/main.ts', args, {
    HOST: '127.0.0.1',
    PORT: '0',
    DATA_DIR: dataDir,
    ...env,
  })
  running.add(server)
  void server.ended.then(() => running.delete(server))
  return server
}

const addressOf = (server: SourceProcess) => server.printed(/Staffroom is open at (\S+)/)

function staffroom(dataDir: string, ...args: string[]) {
  return new SourceProcess('server/admin/staffroom.ts', args, { DATA_DIR: dataDir }).ended
}

async function ask<T>(
  url: string,
  { method = 'GET', body, cookie }: { method?: string; body?: unknown; cookie?: string } = {},
): Promise<{ status: number; body: T; cookie: string }> {
  const answer = await fetch(url, {
    method: body !== undefined && method === 'GET' ? 'POST' : method,
    headers: {
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(cookie ? { cookie } : {}),
      origin: new URL(url).origin,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  return {
    status: answer.status,
    body: (await answer.json()) as T,
    cookie: answer.headers.getSetCookie()[0]?.split(';')[0] ?? '',
  }
}

describe('a server as a process', () => {
  it('prints a one-time link, is claimed, stops in order, and knows everybody after a restart', async () => {
    const dataDir = newFolder()
    const first = serve(dataDir)
    const unused = await first.printed(/\/start#(\S+)/)
    expect((await first.stop()).code).toBe(0)

    const second = serve(dataDir)
    const address = await addressOf(second)
    const secret = await second.printed(/\/start#(\S+)/)
    expect(secret).not.toBe(unused)
    const claim = { name: 'Olwen', password, community }
    const old = await ask(`${address}/api/owner`, { body: { ...claim, secret: unused } })
    expect(old.status).toBe(410)
    const claimed = await ask<MeView>(`${address}/api/owner`, { body: { ...claim, secret } })
    expect(claimed.status).toBe(201)
    const { cookie } = claimed

    const study = { id: ulid(), title: 'Why is a half bigger?' }
    const added = await ask<StudyView>(`${address}/api/studies`, { body: study, cookie })
    const tabs = ['/live', `/sync/${added.body.lessons[0]!.planId}`].map((path) => {
      const socket = new WebSocket(address.replace('http', 'ws') + path, {
        headers: { cookie, origin: address },
      })
      return {
        opened: new Promise((resolve) => socket.once('open', resolve)),
        closed: new Promise((resolve) => socket.once('close', resolve)),
      }
    })
    await Promise.all(tabs.map((tab) => tab.opened))
    expect((await second.stop()).code).toBe(0)
    expect(await Promise.all(tabs.map((tab) => tab.closed))).toEqual([
      closeCode.serviceRestart,
      closeCode.serviceRestart,
    ])

    const third = serve(dataDir)
    const again = await addressOf(third)
    expect((await ask<MeView>(`${again}/api/me`, { cookie })).body.name).toBe('Olwen')
    const { code, stdout, stderr } = await third.stop('SIGINT')
    expect([code, stdout]).toEqual([0, `Staffroom is open at ${again}`])
    // Neither names nor titles nor secrets are in the log.
    expect(stderr).not.toMatch(/Olwen|half bigger|Penrallt/)
    expect(stderr).not.toContain(secret)
  })

  it('refuses to start in a sentence when something is wrong', async () => {
    const taken = createServer()
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve))
    const port = String((taken.address() as AddressInfo).port)
    const dataDir = newFolder()
    const damaged = newFolder()
    writeFileSync(join(damaged, 'staffroom.db'), 'not a database at all'.repeat(200))
    const first = serve(dataDir)
    await addressOf(first)
    const cases: [SourceProcess, RegExp][] = [
      [serve(newFolder(), { PORT: port }), /^Port \d+ is taken by another program\. .*\n$/m],
      [serve(newFolder(), { PUBLIC_URL: 'here' }), /^The setting PUBLIC_URL must be .*\n$/],
      [serve(newFolder(), {}, ['--quick']), /^There is no option --quick\. .*\n$/],
      [serve(dataDir), /^Another Staffroom is already running on the data folder .*\n$/m],
      [serve(damaged), /^The file .*staffroom\.db is not a database.*\n$/m],
    ]
    for (const [server, sentence] of cases) {
      const { code, stderr, stdout } = await server.ended
      expect([code, stdout]).toEqual([1, ''])
      expect(stderr).toMatch(sentence)
      expect(stderr).not.toMatch(/\n {4}at /)
    }
    expect((await first.stop()).code).toBe(0)
    await new Promise((resolve) => taken.close(resolve))
  })
})

describe('the command line', () => {
  const dataDir = newFolder()
  const copy = join(dataDir, 'backups', 'copy.db')
  let cookie: string
  let studyId: string

  beforeAll(async () => {
    const server = serve(dataDir)
    const address = await addressOf(server)
    const secret = await server.printed(/\/start#(\S+)/)
    const body = { secret, name: 'Olwen', password, community }
    cookie = (await ask(`${address}/api/owner`, { body })).cookie
    studyId = ulid()
    const study = { id: studyId, title: 'Before anything was counted' }
    await ask(`${address}/api/studies`, { body: study, cookie })

    // Somebody writes all the while, and knows what was kept before the copy began and when it was done.
    let count = 0
    let isCopying = true
    const write = async () => {
      const title = `Change ${count + 1}`
      const url = `${address}/api/studies/${studyId}`
      const { status } = await ask(url, { method: 'PATCH', body: { title }, cookie })
      if (status === 200) count++
      else if (status !== 429) throw new Error(`a change was answered with ${status}`)
    }
    await write()
    const before = count
    const writing = (async () => {
      while (isCopying && count < 1_000) await write()
    })()
    const made = await staffroom(dataDir, 'backup', copy)
    isCopying = false
    await writing
    expect([made.code, made.stderr]).toEqual([0, ''])
    expect(made.stdout).toMatch(/^Copied to .*copy\.db: 1 people, 6 documents, \d+ edits\./)
    expect(count).toBeGreaterThan(before)
    between = [before, count]
    expect((await server.stop()).code).toBe(0)
  })
  let between: [number, number]

  it('copies a database that is written to, and restores the copy elsewhere', async () => {
    const verified = await staffroom(dataDir, 'verify', copy)
    expect([verified.code, verified.stdout]).toEqual([
      0,
      expect.stringMatching(/copy\.db is whole: 1 people, 6 documents, \d+ edits\.$/),
    ])
    const elsewhere = join(newFolder(), 'data')
    const restored = await staffroom(elsewhere, 'restore', copy)
    expect([restored.code, restored.stderr]).toEqual([0, ''])
    expect(readdirSync(elsewhere).sort()).toEqual(['lock', 'staffroom.db'])

    const server = serve(elsewhere)
    const address = await addressOf(server)
    const signIn = await ask<MeView>(`${address}/api/session`, {
      body: { name: 'Olwen', password },
    })
    expect(signIn.body.community).toEqual(community)
    const url = `${address}/api/studies/${studyId}`
    const { body } = await ask<StudyView>(url, { cookie: signIn.cookie })
    const change = Number(/^Change (\d+)$/.exec(body.title)?.[1])
    expect(change).toBeGreaterThanOrEqual(between[0])
    expect(change).toBeLessThanOrEqual(between[1])
    await server.stop()
    expect(await incarnations(elsewhere)).not.toEqual(await incarnations(dataDir))
  })

  it('does not write over a database unless told to, and then keeps it aside', async () => {
    const refused = await staffroom(dataDir, 'restore', copy)
    expect([refused.code, refused.stderr]).toEqual([
      1,
      expect.stringMatching(/holds a database already\. .*add --force/),
    ])
    const server = serve(dataDir)
    const address = await addressOf(server)
    const inUse = await staffroom(dataDir, 'restore', copy, '--force')
    expect([inUse.code, inUse.stderr]).toEqual([1, expect.stringMatching(/already running/)])
    expect((await ask(`${address}/api/me`, { cookie })).status).toBe(200)
    await server.stop()

    const forced = await staffroom(dataDir, 'restore', copy, '--force')
    expect(forced.code).toBe(0)
    const keptIn = /What was there before is in (\S+)\./.exec(forced.stdout)![1]!
    expect(existsSync(join(keptIn, 'staffroom.db'))).toBe(true)
    const kept = await staffroom(dataDir, 'verify', join(keptIn, 'staffroom.db'))
    expect(kept.code).toBe(0)
  })

  it('tells a copy that is not whole', async () => {
    const cut = join(newFolder(), 'cut.db')
    const { readFile, writeFile } = await import('node:fs/promises')
    const bytes = await readFile(copy)
    await writeFile(cut, bytes.subarray(0, bytes.length / 2))
    const found = await staffroom(dataDir, 'verify', cut)
    expect([found.code, found.stdout]).toEqual([1, ''])
    const folder = join(newFolder(), 'data')
    expect((await staffroom(folder, 'restore', cut)).code).toBe(1)
    expect(existsSync(folder)).toBe(false)
    expect((await staffroom(folder, 'restore', '/nowhere')).stderr).toBe(
      'There is no file /nowhere.\n',
    )
    expect((await staffroom(folder, 'backup')).code).toBe(1)
    expect((await staffroom(folder, 'polish')).stderr).toBe('There is no command polish.\n')
  })

  it('lists what could not be read back, while the server runs', async () => {
    expect((await staffroom(dataDir, 'set-aside')).stdout).toBe('Nothing was set aside.')
    const edit = await setOneAside(dataDir, 'Unexpected end of array')
    const server = serve(dataDir)
    await addressOf(server)
    const listed = await staffroom(dataDir, 'set-aside')
    expect([listed.code, listed.stderr]).toEqual([0, ''])
    expect(listed.stdout).toContain(edit)
    expect(listed.stdout).toMatch(/ UTC {2}Olwen: Unexpected end of array\nTheir bytes/)
    await server.stop()
    expect((await staffroom(join(newFolder(), 'data'), 'set-aside')).code).toBe(1)
  })

  it('lets whoever runs the machine back in', async () => {
    const printed = await staffroom(dataDir, 'owner-link')
    const secret = /\/start#(\S+)/.exec(printed.stdout)![1]!
    const server = serve(dataDir)
    const address = await addressOf(server)
    expect(server.stdout).not.toContain('/start#')
    const body = { secret, name: 'Olwen', password: 'a new one at last', community }
    const back = await ask<MeView>(`${address}/api/owner`, { body })
    expect([back.status, back.body.roles]).toEqual([201, ['admin', 'lead', 'member']])
    await server.stop()
  })
})

/** As compaction does with a row that cannot be applied. */
async function setOneAside(dataDir: string, reason: string): Promise<string> {
  const storage = await openStorage({ dataDir, databaseUrl: null, log: silentLog })
  const { db, tables, updateLog } = storage
  const [document] = await db.select().from(tables.documents)
  const [person] = await db.select().from(tables.people)
  const { aclVersion, headSeq, id } = (await updateLog.load(document!.id))!
  const entry = {
    documentId: id,
    connectionId: 'one',
    frameNo: 1,
    personId: person!.id,
    aclVersion,
  }
  await updateLog.append([{ ...entry, update: new Uint8Array([0, 0]), newClientIds: [], at: 0 }])
  await updateLog.quarantine(id, headSeq + 1, reason)
  await storage.close()
  return `${id}  edit ${headSeq + 1}  `
}

async function incarnations(dataDir: string): Promise<string[]> {
  const storage = await openStorage({ dataDir, databaseUrl: null, log: silentLog })
  const { documents } = storage.tables
  const rows = await storage.db.select({ incarnation: documents.incarnation }).from(documents)
  await storage.close()
  return rows.map((row) => row.incarnation)
}
