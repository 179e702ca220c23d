import { expect, test, type Page } from '@playwright/test'
import type { StudyView } from '../../shared/lesson-study/api.ts'
import { cachedPaths, clientOnDevice } from './support/client-on-device.ts'
import { PlanPage } from './support/plan-page.ts'
import { password, planPath, School, type Colleague } from './support/school.ts'

/** From a tap on the icon to the words, where there is no network. */
const coldMsMax = 3_000
const question = 'Which words do they use for equal parts?'

let school: School
let amira: Colleague
let study: StudyView

test.beforeEach(async ({ browser }) => {
  school = await School.open(browser, { keepsClient: true })
  amira = await school.owner()
  study = await school.study(amira, [], question)
})
test.afterEach(() => school.close())

/** Visits Today with a network, and waits until the client is on the device. */
async function visit(page: Page, path = '/'): Promise<void> {
  await page.goto(path)
  await expect(page.getByText(question).first()).toBeVisible()
  await clientOnDevice(page)
}

async function takeAlong(page: Page): Promise<void> {
  await visit(page, `/studies/${study.id}`)
  await page.getByRole('button', { name: 'Take this along' }).click()
  await expect(page.getByText('Ready to use offline')).toBeVisible()
}

/** Opens an address in a new tab, as from cold. Resolves to how long it took to be there. */
async function openCold(path: string, words: string): Promise<{ page: Page; ms: number }> {
  const page = await amira.context.newPage()
  const startedAt = Date.now()
  await page.goto(path)
  await expect(page.getByText(words).first()).toBeVisible()
  return { page, ms: Date.now() - startedAt }
}

/** As the system ends a tab when memory runs short: nothing of the page gets to run any more. */
async function killTab(page: Page): Promise<void> {
  const crashed = page.waitForEvent('crash')
  const devtools = await page.context().newCDPSession(page)
  void devtools.send('Page.crash').catch(() => undefined) // it never answers
  await crashed
  await page.close()
}

test(
  'Today and a study that was taken along open from cold without a network',
  { tag: '@alone' },
  async () => {
    await takeAlong(amira.page)
    await visit(amira.page)
    await amira.page.close()
    amira.line.cut()
    const today = await openCold('/', question)
    expect(today.ms).toBeLessThan(coldMsMax)
    await expect(today.page.getByText('Offline. This is how it was')).toBeVisible()
    const overview = await openCold(`/studies/${study.id}`, 'Ready to use offline')
    expect(overview.ms).toBeLessThan(coldMsMax)
    // Nobody has opened this plan on this device before: it came along.
    const plan = await openCold(planPath(study), 'Offline. Carry on')
    expect(plan.ms).toBeLessThan(coldMsMax)
    await expect(plan.page.locator('[data-stage]')).toHaveCount(5)
  },
)

test('what was written without a network survives a killed tab twice, and reaches the server once', async () => {
  await takeAlong(amira.page)
  amira.line.cut()
  let page = amira.page
  let root = ''
  for (const words of ['First. ', 'Second. ', 'Third.']) {
    await killTab(page)
    page = await amira.context.newPage()
    const plan = new PlanPage(page)
    await plan.open(study)
    root ||= `cell:${(await plan.stageIds())[0]}:do`
    await plan.write(root, words)
    await expect(plan.saveWords).toContainText('safe on this device')
  }
  await killTab(page)
  amira.line.mend()
  page = await amira.context.newPage()
  const plan = new PlanPage(page)
  await plan.open(study)
  await plan.isSaved()
  const elsewhere = await school.again('Amira')
  const seen = new PlanPage(elsewhere.page)
  await seen.open(study)
  await expect(seen.cell(root)).toHaveText('First. Second. Third.')
})

test('a study whose lesson is tomorrow is taken along by itself', async () => {
  const tomorrow = new Date(Date.now() + 24 * 3_600_000)
  const date = tomorrow.toLocaleDateString('sv-SE', { timeZone: 'Europe/London' })
  const changed = await amira.context.request.patch(
    `${school.url}/api/lessons/${study.lessons[0]!.id}`,
    { data: { date }, headers: { origin: school.url } },
  )
  expect(changed.ok()).toBe(true)
  await visit(amira.page)
  // Today alone was opened; the study says itself when it is here.
  await expect
    .poll(() =>
      amira.page.evaluate(async (id) => {
        const names = (await indexedDB.databases()).map(({ name }) => name ?? '')
        return names.some((name) => name.includes(id))
      }, study.lessons[0]!.planId),
    )
    .toBe(true)
  await amira.page.goto(`/studies/${study.id}`)
  await expect(amira.page.getByText('Ready to use offline')).toBeVisible()
})

test('the worker keeps what the client is made of, and nothing that people wrote', async () => {
  await takeAlong(amira.page)
  await visit(amira.page)
  await amira.page.reload()
  await amira.page.getByRole('link', { name: 'People' }).click()
  await expect(amira.page.getByRole('heading', { level: 1 })).toHaveText('People')
  const paths = await cachedPaths(amira.page)
  expect(paths.filter((path) => /^\/(api|sync|live|healthz)/.test(path))).toEqual([])
  expect(
    paths.filter((path) => !/^\/(assets\/|licences\/|index\.html$|mug\.svg$)/.test(path)),
  ).toEqual([])
  expect(paths).toContain('/index.html')
  expect(paths.filter((path) => path.endsWith('.woff2')).length).toBeGreaterThan(0)
  const held = await amira.page.evaluate(async (words) => {
    const texts: string[] = []
    for (const name of await caches.keys()) {
      const cache = await caches.open(name)
      for (const request of await cache.keys()) {
        texts.push(await (await cache.match(request))!.text())
      }
    }
    return texts.some((text) => text.includes(words))
  }, question)
  expect(held).toBe(false)
})

test('signing out takes everything off the device, and the next one finds nothing without a network', async () => {
  await takeAlong(amira.page)
  await visit(amira.page)
  await amira.page.getByRole('button', { name: /your account/ }).click()
  await amira.page.getByRole('menuitem', { name: 'Sign out' }).click()
  await expect(amira.page.getByRole('heading', { name: 'Come in', exact: true })).toBeVisible()
  const left = await amira.page.evaluate(async () => ({
    databases: (await indexedDB.databases()).map(({ name }) => name),
    me: localStorage.getItem('staffroom:me'),
  }))
  expect(left).toEqual({ databases: ['staffroom'], me: null })
  amira.line.cut()
  await amira.page.goto('/')
  await expect(amira.page.getByRole('heading', { level: 1 })).toHaveText(
    'Staffroom cannot be reached',
  )
  await expect(amira.page.getByText(question)).toHaveCount(0)
})

test('nobody is asked to come in again while they sign out', async () => {
  const { page } = amira
  const socket = page.waitForEvent('websocket', (one) => one.url().endsWith('/live'))
  await page.goto('/')
  await expect(page.getByText(question).first()).toBeVisible()
  const closed = (await socket).waitForEvent('close')
  let asked = 0
  await page.route('**/api/session', async (route) => {
    // The server ends what is open before its answer is here.
    const response = await route.fetch()
    await closed
    await page.evaluate(() => new Promise(requestAnimationFrame))
    asked = await page.getByRole('dialog').count()
    await route.fulfill({ response })
  })
  await page.getByRole('button', { name: /your account/ }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await expect(page).toHaveURL(/\/come-in$/)
  expect(asked).toBe(0)
})

test('a session that ended while the network was gone asks to come in again, over the page as it was', async () => {
  await takeAlong(amira.page)
  amira.line.cut()
  const { page } = await openCold(`/studies/${study.id}`, question)
  const elsewhere = await school.again('Amira')
  const ended = await elsewhere.context.request.delete(`${school.url}/api/me/sessions`, {
    headers: { origin: school.url },
  })
  expect(ended.ok()).toBe(true)
  amira.line.mend()
  await expect(page.getByRole('dialog', { name: 'Come in again' })).toBeVisible({ timeout: 40_000 })
  await expect(page.getByText(question).first()).toBeVisible()
})

test('where somebody writes in a lesson, a session that ended is said above the page and not over it', async () => {
  await takeAlong(amira.page)
  await amira.page.close()
  amira.line.cut()
  const { page } = await openCold(`/studies/${study.id}/lessons/1/voice`, 'Pupil voice')
  const elsewhere = await school.again('Amira')
  const ended = await elsewhere.context.request.delete(`${school.url}/api/me/sessions`, {
    headers: { origin: school.url },
  })
  expect(ended.ok()).toBe(true)
  amira.line.mend()
  const banner = page.getByRole('status').filter({ hasText: 'You are signed out.' })
  await expect(banner).toContainText('What you write is kept on this device', { timeout: 40_000 })
  const form = page.getByRole('dialog', { name: 'Come in again' })
  await expect(form).toHaveCount(0)
  await banner.getByRole('button', { name: 'Sign in' }).click()
  await expect(form).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(form).toHaveCount(0)
  await banner.getByRole('button', { name: 'Sign in' }).click()
  await form.getByLabel('Password').fill(password)
  await form.getByRole('button', { name: 'Come in' }).click()
  await expect(form).toHaveCount(0)
  await expect(banner).toHaveCount(0)
})

test('somebody who was taken out of a study finds it gone from the device at the next visit with a network', async () => {
  const ben = await school.colleague('Ben')
  const shared = await school.study(amira, [ben], 'Ours')
  await ben.page.goto(`/studies/${shared.id}`)
  await ben.page.getByRole('button', { name: 'Take this along' }).click()
  await expect(ben.page.getByText('Ready to use offline')).toBeVisible()
  const removed = await amira.context.request.delete(
    `${school.url}/api/studies/${shared.id}/people/${ben.me.id}`,
    { headers: { origin: school.url } },
  )
  expect(removed.ok()).toBe(true)
  await ben.page.reload()
  await expect(ben.page.getByText('There is no study at this address')).toBeVisible()
  await expect
    .poll(() => ben.page.evaluate(() => navigator.serviceWorker.controller !== null))
    .toBe(true)
  ben.line.cut()
  await ben.page.reload()
  await expect(ben.page.getByText('You are offline')).toBeVisible()
  await expect(ben.page.getByText('Ours')).toHaveCount(0)
})
