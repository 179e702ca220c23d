import { expect, type Page } from '@playwright/test'
import { heading, next, notes, timer } from './support/live-page.ts'
import { test } from './support/meet-test.ts'
import { expectSound } from './support/sound.ts'
import { skewOf } from './support/timer-skew.ts'

test('the host’s browser is gone, and the other goes on within ten seconds', async ({
  nadia,
  mair,
  ben,
  meet,
}) => {
  await meet.offer(ben, { title: 'Silent first minute' })
  for (const who of [nadia, mair, ben]) await meet.open(who)
  await nadia.page.getByRole('button', { name: 'Begin the TeachMeet' }).click()
  await expect(heading(ben.page, 'Welcome')).toBeVisible()
  await nadia.context.close()
  const died = Date.now()
  await mair.page.getByRole('button', { name: 'Take over' }).first().click()
  await next(mair.page).click()
  await expect(heading(ben.page, 'The draw').first()).toBeVisible()
  await expect(ben.page.getByText('Mair hosts.')).toBeVisible()
  expect(Date.now() - died).toBeLessThan(10_000)
})

test('timers agree within half a second, after a reload and a dropped line too', async ({
  school,
  nadia,
  ben,
  meet,
}) => {
  const cerys = await school.colleague('Cerys')
  const all = [nadia, ben, cerys]
  for (const who of all) await meet.open(who)
  await nadia.page.getByRole('button', { name: 'Begin the TeachMeet' }).click()
  for (const { page } of all) await expect(heading(page, 'Welcome')).toBeVisible()
  await ben.page.reload()
  cerys.line.cut()
  await expect(timer(ben.page)).toBeVisible()
  await nadia.page.getByRole('button', { name: 'Pause' }).click()
  await expect(ben.page.getByText('paused')).toBeVisible()
  await nadia.page.getByRole('button', { name: 'Go on' }).click()
  cerys.line.mend()
  await cerys.page.evaluate(() => window.dispatchEvent(new Event('online')))
  await expect(ben.page.getByText('paused')).toHaveCount(0)
  await expect
    .poll(async () => (await seconds(cerys.page)) - (await seconds(nadia.page)))
    .toBeLessThanOrEqual(1)
  expect(await skewOf(all.map(({ page }) => page))).toBeLessThanOrEqual(500)
})

async function seconds(page: Page): Promise<number> {
  const [minutes = 0, rest = 0] = (await timer(page).innerText()).split(':').map(Number)
  return minutes * 60 + rest
}

test('words that were not sent stay, and go once the line is back', async ({
  nadia,
  ben,
  meet,
}) => {
  for (const who of [nadia, ben]) await meet.open(who)
  await nadia.page.getByRole('button', { name: 'Begin the TeachMeet' }).click()
  await expect(heading(ben.page, 'Welcome')).toBeVisible()
  ben.line.cut()
  await ben.page.getByLabel('Message everyone here').fill('Is anybody there?')
  await ben.page.keyboard.press('Enter')
  await expect(ben.page.getByText(/^Not sent\./)).toBeVisible()
  await ben.page.getByRole('textbox', { name: 'I’ll try', exact: true }).fill('A sand timer')
  await ben.page.keyboard.press('Enter')
  await expect(ben.page.getByText(/Your words are still here\./)).toBeVisible()
  await expectSound(ben.page, 'words that were not sent')
  ben.line.mend()
  await ben.page.getByRole('button', { name: 'Send again' }).click()
  await expect(nadia.page.getByText('Is anybody there?')).toBeVisible()
  await ben.page.getByRole('button', { name: 'Take it' }).click()
  await expect(nadia.page.getByText('A sand timer')).toBeVisible()
  await expect(ben.page.getByText(/^Not sent\./)).toHaveCount(0)
})

test('hosts hide a message, let the chat rest and lead a guest out, and it stands in the log', async ({
  nadia,
  mair,
  ben,
  meet,
}) => {
  const kim = await meet.guest('Kim', 'Elsewhere')
  for (const who of [nadia, mair, ben, kim]) await meet.open(who)
  await nadia.page.getByRole('button', { name: 'Begin the TeachMeet' }).click()
  await expect(heading(kim.page, 'Welcome')).toBeVisible()
  await kim.page.getByLabel('Message everyone here').fill('Buy my book')
  await kim.page.keyboard.press('Enter')
  await expect(ben.page.getByText('Buy my book')).toBeVisible()
  await expect(ben.page.getByRole('button', { name: 'About this message of Kim' })).toHaveCount(0)

  await nadia.page.getByRole('button', { name: 'About this message of Kim' }).click()
  await nadia.page.getByRole('menuitem', { name: 'Hide it' }).click()
  await nadia.page.getByRole('textbox', { name: /Why, for the log/ }).fill('Sales')
  await nadia.page.getByRole('button', { name: 'Hide it' }).click()
  await expect(ben.page.getByText('A host has hidden this.')).toBeVisible()
  await expect(ben.page.getByText('Buy my book')).toHaveCount(0)

  await nadia.page.getByRole('button', { name: 'Host', exact: true }).click()
  await nadia.page.getByRole('switch', { name: 'Only hosts write' }).click()
  await expect(ben.page.getByText('The hosts let the chat rest for now.')).toBeVisible()
  await expect(ben.page.getByLabel('Message everyone here')).toHaveCount(0)
  await expectSound(nadia.page, 'the hosts’ desk')
  await nadia.page.getByRole('switch', { name: 'Only hosts write' }).click()
  await expect(ben.page.getByLabel('Message everyone here')).toBeVisible()

  await nadia.page.getByRole('button', { name: 'About Kim' }).click()
  await nadia.page.getByRole('menuitem', { name: 'Lead out' }).click()
  await nadia.page.getByRole('button', { name: 'Lead them out' }).click()
  await expect(kim.page.getByText(/seat/i).first()).toBeVisible()
  await expect(nadia.page.getByText(/hid a message of Kim: Sales/)).toBeVisible()
})

test('a host and a member come through by keys alone', async ({ nadia, ben, meet }) => {
  await meet.offer(ben, { title: 'Silent first minute' })
  for (const who of [nadia, ben]) await meet.open(who)
  await nadia.page.getByRole('button', { name: 'Begin the TeachMeet' }).focus()
  await nadia.page.keyboard.press('Enter')
  await expect(heading(nadia.page, 'Welcome')).toBeVisible()
  await meet.goTo('draw')
  await nadia.page.getByRole('button', { name: 'Draw the order' }).press('Enter')
  await expect(next(nadia.page)).toHaveText('Next: Ben')
  await next(nadia.page).press('Enter')
  await expect(heading(ben.page, 'Silent first minute')).toBeVisible()
  await ben.page.getByRole('link', { name: 'Skip to the page' }).focus()
  await ben.page.keyboard.press('Enter')
  const reached = async (name: string) => {
    for (let presses = 0; presses < 40; presses++) {
      await ben.page.keyboard.press('Tab')
      const label = await ben.page.evaluate(() => {
        const at = document.activeElement
        return at?.getAttribute('aria-label') ?? at?.getAttribute('placeholder') ?? ''
      })
      if (label.startsWith(name)) return
    }
    throw new Error(`forty presses of Tab do not reach ${name}`)
  }
  await reached('Shared notes of')
  await ben.page.keyboard.type('By keys')
  await expect(notes(nadia.page)).toContainText('By keys')
  await ben.page.keyboard.press('Escape')
  await reached('I’ll try')
  await ben.page.keyboard.type('Silence')
  await ben.page.keyboard.press('Enter')
  await expect(nadia.page.getByText('Silence', { exact: true })).toBeVisible()
  await reached('Message everyone here')
  await ben.page.keyboard.type('Hello')
  await ben.page.keyboard.press('Enter')
  await expect(nadia.page.getByText('Hello', { exact: true })).toBeVisible()
})

test('the hall’s screen shows the code, follows the run and survives a dropped line', async ({
  nadia,
  mair,
  ben,
  meet,
}) => {
  await meet.offer(ben, { title: 'Silent first minute' })
  await meet.open(mair, 'hall')
  await expect(mair.page.getByRole('img', { name: /^Leads straight into/ })).toBeVisible()
  await expect(mair.page.getByText(/^We begin at/)).toBeVisible()
  await meet.open(nadia)
  await nadia.page.getByRole('button', { name: 'Begin the TeachMeet' }).click()
  await expect(mair.page.getByRole('heading', { name: 'Welcome' })).toBeVisible()
  await expectSound(mair.page, 'the hall')
  mair.line.cut()
  await next(nadia.page).click()
  await expect(nadia.page.getByText(/In the hat: /)).toBeVisible()
  mair.line.mend()
  await expect(mair.page.getByRole('heading', { name: 'The draw' })).toBeVisible({
    timeout: 40_000,
  })
  await meet.open(ben, 'hall')
  await expect(ben.page.getByRole('heading', { name: 'The draw' })).toBeVisible()
  await expect(ben.page.getByRole('img', { name: /^Leads straight into/ })).toHaveCount(0)
})
