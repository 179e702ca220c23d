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
  expect(await minutesLate()).toBeLessThan(before)
  await expect(ben.page.getByText(late)).toHaveCount(0)

  await meet.goTo('close')
  await nadia.page.getByRole('button', { name: 'End the TeachMeet' }).click()
  const dialog = nadia.page.getByRole('dialog', { name: 'End the TeachMeet?' })
  await expect(dialog).toContainText(/(Nadia and Ben|Ben and Nadia) have not been heard\./)
})
