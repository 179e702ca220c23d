import { expect, test } from '@playwright/test'
import { LiveMeet } from './support/live-meet.ts'
import { School, type Colleague } from './support/school.ts'
import { expectSound } from './support/sound.ts'

let school: School
let nadia: Colleague
let mair: Colleague
let ben: Colleague

test.beforeEach(async ({ browser }) => {
  school = await School.open(browser)
  nadia = await school.owner('Nadia')
  mair = await school.colleague('Mair')
  ben = await school.colleague('Ben')
})
test.afterEach(() => school.close())

const dayMs = 86_400_000
const banner = ({ page }: Pick<Colleague, 'page'>) => page.getByRole('status').first()

test('whoever signed up reads that it was put off, called off, and is held after all', async () => {
  const meet = await LiveMeet.plan(school, nadia, mair, { startsAt: Date.now() + 2 * dayMs })
  const priya = await meet.guest('Priya', 'Tolverne')
  await meet.offer(ben, { title: 'Silent first minute' })
  for (const { page } of [nadia, ben, priya]) {
    await page.goto(`/teachmeets/${meet.id}`)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Winter TeachMeet')
    await expect(page.getByText(/moved from/)).toHaveCount(0)
  }

  const { page } = nadia
  await page.getByRole('button', { name: 'Change these facts' }).click()
  const inDays = (days: number) => new Date(Date.now() + days * dayMs).toISOString().slice(0, 10)
  await page.getByRole('button', { name: 'A last day for talks' }).click()
  const until = page.getByLabel('Talks are offered until the end of')
  await until.fill(inDays(1))
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByRole('button', { name: 'Change these facts' }).click()
  await page.getByLabel('On which day?').fill(inDays(9))
  await expect(until).toHaveValue(inDays(8))
  await expect(page.getByText('It moves with the day.')).toBeVisible()
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(banner(nadia)).toContainText('No messages are sent')
  for (const who of [ben, priya]) {
    await expect(banner(who)).toContainText('It was moved from ')
    await expect(banner(who)).toContainText('take the file once more')
  }
  await expectSound(ben.page, 'a TeachMeet that was put off')
  await ben.page.goto('/')
  const today = ben.page.getByRole('region', { name: 'TeachMeets' })
  await expect(today).toContainText('moved from')

  await page.getByRole('button', { name: 'More for hosts' }).click()
  await page.getByRole('menuitem', { name: 'Call it off' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Call it off' }).click()
  await expect(banner(nadia)).toContainText('This TeachMeet was called off.')
  await expect(banner(priya)).toContainText('This TeachMeet was called off.')
  await expect(priya.page.getByRole('button', { name: 'Offer a talk' })).toHaveCount(0)
  await expectSound(priya.page, 'a TeachMeet that was called off')
  await expect(today).toContainText('called off')
  await ben.page.goto('/teachmeets')
  await expect(ben.page.getByText('Called off')).toBeVisible()

  await page.getByRole('button', { name: 'Hold it after all' }).click()
  await expect(banner(priya)).toContainText('It was moved from ')
  await expect(priya.page.getByText('Silent first minute')).toBeVisible()
})

test('hosts are told how late it gets and who would be left out, and nobody else is', async () => {
  // It should have been nearly over by now.
  const startsAt = Date.now() - 80 * 60_000
  const meet = await LiveMeet.plan(school, nadia, mair, { startsAt, minutes: 90 })
  await meet.offer(ben, { title: 'Silent first minute', kind: 'micro', minutes: 7 })
  await meet.offer(nadia, { title: 'One marking code', kind: 'micro', minutes: 7 })
  for (const who of [nadia, ben]) await meet.open(who)
  await nadia.page.getByRole('button', { name: 'Begin the TeachMeet' }).click()
  const late = /^At this pace it ends at \d\d:\d\d, \d+ minutes late\.$/
  await expect(nadia.page.getByText(late)).toBeVisible()
  await expectSound(nadia.page, 'an evening that runs late')
  await meet.goTo('draw')
  await nadia.page.getByRole('button', { name: 'Draw the order' }).click()
  const shorter = nadia.page.getByRole('button', { name: /^Micro talks of 5 minutes, saves 4/ })
  const minutesLate = async () =>
    Number(/(\d+) minutes late/.exec(await nadia.page.getByText(late).innerText())![1])
  await expect(shorter).toBeVisible()
  const before = await minutesLate()
  await shorter.click()
  await expect(shorter).toHaveCount(0)
  await expect.poll(minutesLate).toBeLessThan(before)
  await expect(ben.page.getByText(late)).toHaveCount(0)

  await meet.goTo('close')
  await nadia.page.getByRole('button', { name: 'End the TeachMeet' }).click()
  const dialog = nadia.page.getByRole('dialog', { name: 'End the TeachMeet?' })
  await expect(dialog).toContainText(/(Nadia and Ben|Ben and Nadia) have not been heard\./)
})
