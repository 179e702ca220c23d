import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ConfigError, parseConfig } from '../../server/config.ts'
import { clientAddress } from '../../server/http/address.ts'
import { ClientFiles } from '../../server/http/files.ts'
import { isOddPath } from '../../server/http/guard.ts'
import { findOrigins } from '../../server/http/origins.ts'
import { requestBytesMax } from '../../shared/limits.ts'
import { House, password, type Person } from '../support/house.ts'

describe('settings', () => {
  it('are all optional and frozen', () => {
    const config = parseConfig({ PORT: ' ' })
    expect(config).toEqual({
      port: 3000,
      host: undefined,
      dataDir: './data',
      publicUrl: null,
      databaseUrl: null,
      redisUrl: null,
      trustedProxies: [],
    })
    expect(Object.isFrozen(config)).toBe(true)
  })

  it('that are wrong are named in one sentence that does not repeat them', () => {
    const sentence = (env: Record<string, string>) => {
      try {
        parseConfig(env)
        return null
      } catch (error) {
        return error instanceof ConfigError ? error.message : error
      }
    }
    expect(sentence({ PORT: '70000' })).toBe(
      'The setting PORT must be a number from 0 to 65535, like 3000.',
    )
    expect(sentence({ DATABASE_URL: 'mysql://root:hunter2@db' })).toBe(
      'The setting DATABASE_URL must look like postgres://name:password@host/database.',
    )
    for (const address of ['staffroom.example', 'https://a.example/path', 'ftp://a.example']) {
      expect(sentence({ PUBLIC_URL: address })).toMatch(/^The setting PUBLIC_URL must be/)
    }
    expect(parseConfig({ PUBLIC_URL: 'https://Staffroom.example:443/' }).publicUrl).toBe(
      'https://staffroom.example',
    )
  })
})

describe('origins', () => {
  const machine = { hostname: 'desk', addresses: ['10.1.2.3', 'fd00::3'] }

  it('are the configured address alone when there is one', () => {
    const config = parseConfig({ PUBLIC_URL: 'https://staffroom.example' })
    const origins = findOrigins(config, 3000, machine)
    expect(origins.address).toBe('https://staffroom.example')
    expect(origins.isOurs('https://staffroom.example')).toBe(true)
    for (const other of ['http://staffroom.example', 'http://localhost:3000', 'null', '']) {
      expect(origins.isOurs(other)).toBe(false)
    }
  })

  it('are what the machine is called when there is none', () => {
    const everywhere = findOrigins(parseConfig({}), 3000, machine)
    expect(everywhere.address).toBe('http://localhost:3000')
    for (const origin of ['http://localhost:3000', 'http://10.1.2.3:3000', 'http://[fd00::3]:3000'])
      expect([origin, everywhere.isOurs(origin)]).toEqual([origin, true])
    expect(everywhere.isOurs('http://localhost:3001')).toBe(false)
    expect(everywhere.isOurs('http://evil.example:3000')).toBe(false)
    const here = findOrigins(parseConfig({ HOST: '127.0.0.1', PORT: '80' }), 80, machine)
    expect(here.address).toBe('http://localhost')
    expect(here.isOurs('http://10.1.2.3')).toBe(false)
  })
})

describe('the address of whoever asks', () => {
  it('is the other end of the connection, whatever a header says', () => {
    expect(clientAddress('192.0.2.1', '203.0.113.9', [])).toBe('192.0.2.1')
    expect(clientAddress('::ffff:192.0.2.1', undefined, [])).toBe('192.0.2.1')
  })

  it('is what the last trusted proxy says', () => {
    const proxies = ['127.0.0.1', '10.0.0.2']
    const claimed = 'made-up, 198.51.100.7, 203.0.113.9, 10.0.0.2'
    expect(clientAddress('127.0.0.1', claimed, proxies)).toBe('203.0.113.9')
    expect(clientAddress('127.0.0.1', undefined, proxies)).toBe('127.0.0.1')
    expect(clientAddress('127.0.0.1', 'not an address', proxies)).toBe('127.0.0.1')
  })

  it('is a whole /64 of IPv6', () => {
    const same = ['2001:db8:1:2::7', '2001:db8:1:2:ffff:ffff:ffff:ffff', '2001:db8:1:2::']
    for (const address of same) {
      expect(clientAddress(address, undefined, [])).toBe('2001:db8:1:2::/64')
    }
    expect(clientAddress('::1', undefined, [])).toBe('0:0:0:0::/64')
  })
})

describe('every request', () => {
  let house: House
  let owner: Person
  beforeAll(async () => {
    house = await House.open()
    owner = await house.claim()
  })
  afterAll(() => house.close())

  it('is answered with headers that let nothing foreign in', async () => {
    const { headers } = await house.send('/api/door')
    const policy = headers.get('content-security-policy')!
    expect(policy).toContain("default-src 'self'; script-src 'self'; style-src 'self'")
    expect(policy).toContain("connect-src 'self' ws://localhost:3000;")
    expect(policy).toContain("object-src 'none'; base-uri 'none'")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).not.toContain('unsafe')
    expect(headers.get('referrer-policy')).toBe('no-referrer')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('permissions-policy')).toContain('camera=()')
    expect(headers.get('cache-control')).toBe('no-store')
    expect(headers.get('strict-transport-security')).toBeNull()
    const foreignHost = await house.send('/api/door', { headers: { host: 'x; script-src *' } })
    expect(foreignHost.headers.get('content-security-policy')).toContain("connect-src 'self';")
  })

  it('that changes something comes from a page of ours, and is JSON', async () => {
    const patch = (headers: Record<string, string>) =>
      house.refusal('/api/me', { method: 'PATCH', body: {}, cookie: owner.cookie, headers })
    for (const headers of [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { origin: 'http://localhost:3000', 'sec-fetch-site': 'cross-site' },
      { origin: 'http://localhost:3000', 'sec-fetch-site': 'same-site' },
    ]) {
      expect(await patch(headers)).toMatchObject({ status: 403, code: 'foreign-origin' })
    }
    expect((await patch({ 'sec-fetch-site': 'same-origin' })).status).toBe(200)
    const asForm = { 'content-type': 'text/plain' }
    expect(await patch(asForm)).toMatchObject({
      status: 400,
      sentence: 'The request must be JSON.',
    })
    // What only reads may be asked for from anywhere; nobody foreign can read the answer.
    const read = await house.send('/api/door', { headers: { origin: 'https://evil.example' } })
    expect(read.headers.get('access-control-allow-origin')).toBeNull()
  })

  it('that cannot be read is refused with a sentence', async () => {
    const broken = await house.refusal('/api/session', { body: '{"name":' })
    expect(broken).toMatchObject({ status: 400, code: 'invalid' })
    expect(broken.sentence).toBe('The request is not readable JSON.')
    const list = await house.refusal('/api/session', { body: '[]' })
    expect(list.status).toBe(400)
    const large = await house.refusal('/api/session', {
      body: { name: 'x'.repeat(requestBytesMax), password },
    })
    expect(large).toMatchObject({ status: 413, code: 'too-large' })
    const unknown = await house.refusal('/api/nothing', { cookie: owner.cookie })
    expect(unknown).toMatchObject({ status: 404, code: 'not-found' })
  })

  it('by a path that could be read in two ways leads nowhere', async () => {
    for (const path of ['/a%2fb', '/a%5Cb', '//a', '/a/../b', '/a/./b', '/a\\b', '/a%00', '/..'])
      expect([path, isOddPath(path)]).toEqual([path, true])
    for (const path of ['/', '/studies/01H', '/assets/a-b.c.js', '/a..b'])
      expect([path, isOddPath(path)]).toEqual([path, false])
    expect((await house.send('/api%2fdoor')).status).toBe(404)
  })

  it('that breaks us is answered without what it held, and logged so', async () => {
    const { storage } = house
    const before = house.logged.length
    const isHealthy = storage.isHealthy.bind(storage)
    storage.isHealthy = () => Promise.reject(new TypeError('the secret words'))
    const broken = await house.refusal('/healthz')
    storage.isHealthy = isHealthy
    expect(broken).toMatchObject({ status: 500, code: 'broken' })
    const [event, facts] = house.logged[before]!
    expect(event).toBe('request-broken')
    expect(facts).toMatchObject({ error: 'TypeError', route: '/healthz' })
    expect(JSON.stringify([broken, facts])).not.toContain('secret words')
  })

  it('for health answers 200 while the storage does, and 503 when it does not or we stop', async () => {
    expect((await house.send('/healthz')).status).toBe(200)
    house.isStopping = true
    expect((await house.send('/healthz')).status).toBe(503)
    house.isStopping = false
    const closing = await House.open()
    await closing.storage.close()
    expect((await closing.send('/healthz')).status).toBe(503)
  })
})

describe('behind https', () => {
  it('cookies are __Host- and Secure, and browsers are told to stay with https', async () => {
    const house = await House.open({ PUBLIC_URL: 'https://staffroom.example' })
    try {
      const owner = await house.claim()
      expect(owner.cookie).toMatch(/^__Host-staffroom=/)
      const answer = await house.send('/api/session', { body: { name: 'Olwen', password } })
      expect(answer.headers.get('set-cookie')).toMatch(/; Secure/)
      expect(answer.headers.get('set-cookie')).not.toMatch(/Domain/)
      expect(answer.headers.get('strict-transport-security')).toBe('max-age=31536000')
      expect(answer.headers.get('content-security-policy')).toContain('wss://staffroom.example')
      // A plain cookie of the other name is not ours.
      const plain = owner.cookie.replace('__Host-', '')
      expect((await house.send('/api/me', { cookie: plain })).status).toBe(401)
    } finally {
      await house.close()
    }
  })
})

describe('the client', () => {
  const folder = mkdtempSync(join(tmpdir(), 'staffroom-client-'))
  let house: House
  beforeAll(async () => {
    mkdirSync(join(folder, 'assets'))
    writeFileSync(join(folder, 'index.html'), '<!doctype html><title>Staffroom</title>')
    writeFileSync(join(folder, 'mug.svg'), '<svg/>')
    writeFileSync(join(folder, 'assets', 'main-Ab12_-9x.js'), 'start()')
    writeFileSync(join(folder, 'assets', 'main-Ab12_-9x.js.gz'), gzipSync('start()'))
    writeFileSync(join(folder, '..', 'staffroom-secret.txt'), 'not for you')
    house = await House.open({}, ClientFiles.read(folder))
  })
  afterAll(async () => {
    await house.close()
    rmSync(folder, { recursive: true })
    rmSync(join(folder, '..', 'staffroom-secret.txt'))
  })

  it('is one page at every address of a screen', async () => {
    for (const path of ['/', '/studies/01H/lessons/1/plan', '/join']) {
      const page = await house.send<string>(path)
      expect([path, page.status, page.body]).toEqual([
        path,
        200,
        '<!doctype html><title>Staffroom</title>',
      ])
      expect(page.headers.get('cache-control')).toBe('no-cache')
      expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8')
    }
    const tag = (await house.send('/')).headers.get('etag')!
    const again = await house.send('/', { headers: { 'if-none-match': tag } })
    expect(again.status).toBe(304)
  })

  it('keeps files whose name holds their hash for ever, packed as the browser likes', async () => {
    const path = '/assets/main-Ab12_-9x.js'
    const plain = await house.send(path)
    expect(plain.body).toBe('start()')
    expect(plain.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
    expect(plain.headers.get('content-type')).toBe('text/javascript; charset=utf-8')
    const packed = await house.app.request(path, { headers: { 'accept-encoding': 'gzip, br' } })
    expect(packed.headers.get('content-encoding')).toBe('gzip')
    expect(new Uint8Array(await packed.arrayBuffer())).toEqual(new Uint8Array(gzipSync('start()')))
    expect((await house.send('/mug.svg')).headers.get('cache-control')).toBe('no-cache')
  })

  it('has nothing that is not its own', async () => {
    for (const path of [
      '/assets/nothing.js',
      '/staffroom-secret.txt',
      '/../staffroom-secret.txt',
      '/%2e%2e/staffroom-secret.txt',
      '/assets/..%2f..%2fstaffroom-secret.txt',
      '/assets/main-Ab12_-9x.js.gz',
    ]) {
      expect([path, (await house.send(path)).status]).toEqual([path, 404])
    }
    const posted = await house.send('/', { method: 'POST', body: {} })
    expect(posted.status).toBe(404)
    expect((await house.send('/api/nothing')).status).toBe(404)
  })

  it('is left to vite when it is not built', () => {
    expect(ClientFiles.read(join(folder, 'nowhere'))).toBeNull()
  })
})
