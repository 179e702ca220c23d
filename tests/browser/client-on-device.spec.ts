import { expect, test } from '@playwright/test'
import { createHash } from 'node:crypto'
import { cachedPaths, clientOnDevice } from './support/client-on-device.ts'
import { School } from './support/school.ts'

let school: School
test.beforeEach(async ({ browser }) => {
  school = await School.open(browser, { keepsClient: true })
})
test.afterEach(() => school.close())

test('the client comes to the device in one pack, and is byte for byte what the server gives', async () => {
  const { page, context, line } = await school.stranger()
  await page.goto('/come-in')
  await page.evaluate(() => navigator.serviceWorker.ready)
  const singly = line.asked.filter((path) => /\.(js|css)$/.test(path))
  expect(line.asked.filter((path) => path.endsWith('.pack'))).toHaveLength(1)
  expect(new Set(singly).size).toBe(singly.length)
  const kept = await page.evaluate(async () => {
    const cache = await caches.open((await caches.keys())[0]!)
    const requests = await cache.keys()
    return Promise.all(
      requests.map(async (request) => {
        const answer = (await cache.match(request))!
        const bytes = new Uint8Array(await answer.arrayBuffer())
        const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
        return { url: request.url, type: answer.headers.get('content-type'), hash: [...hash] }
      }),
    )
  })
  expect(kept.length).toBeGreaterThan(singly.length)
  for (const { url, type, hash } of kept) {
    const given = await context.request.get(url)
    expect(given.headers()['content-type'], url).toBe(type)
    expect(
      [
        ...createHash('sha256')
          .update(await given.body())
          .digest(),
      ],
      url,
    ).toEqual(hash)
  }
})

test('an update reloads no page, and a page of the version before still finds its parts', async () => {
  const { page, line } = await school.owner()
  await page.goto('/')
  await clientOnDevice(page)
  const part = (await cachedPaths(page)).find((path) => /^\/assets\/People-.*\.js$/.test(path))!
  // A new build: another version, in which this part bears another name.
  line.change('/sw.js', (script) =>
    script
      .replace(/"version":"\w+"/, '"version":"next"')
      .replace(new RegExp(`\\["${part.replaceAll('.', '\\.')}",\\d+\\],`), ''),
  )
  line.change(part, () => null)
  await page.evaluate(() => {
    Object.assign(window, { isSamePage: true })
    navigator.serviceWorker.addEventListener('controllerchange', () => {
      Object.assign(window, { hasNewWorker: true })
    })
  })
  await page.evaluate(async () => (await navigator.serviceWorker.ready).update())
  const versions = () =>
    page.evaluate(async () => (await caches.keys()).filter((name) => name.endsWith('/next')).length)
  await expect.poll(versions).toBe(1)
  // The old worker is activated too, so its state says nothing: the new one takes over.
  await expect.poll(() => page.evaluate(() => 'hasNewWorker' in window)).toBe(true)
  expect(await page.evaluate(() => caches.keys())).toHaveLength(2)
  await page.getByRole('link', { name: 'People' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('People')
  expect(await page.evaluate(() => 'isSamePage' in window)).toBe(true)
  // The only page there is says that it is of the new version: the one before is not needed any more.
  await page.goto('/')
  await expect.poll(() => page.evaluate(() => caches.keys())).toEqual(['staffroom-shell/next'])
})
