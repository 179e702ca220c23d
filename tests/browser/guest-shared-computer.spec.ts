import { expect, test, type Page } from '@playwright/test'
import { School } from './support/school.ts'
import { Evening, sharedNotes } from './support/teachmeet-evening.ts'

let school: School
test.beforeEach(async ({ browser }) => {
  school = await School.open(browser, { keepsClient: true })
})
test.afterEach(() => school.close())

const heading = (page: Page) => page.getByRole('heading', { level: 1 })

/** Everything that this browser keeps of an address, as text. */
const keptBy = (page: Page) =>
  page.evaluate(async () => {
    const caches = await window.caches.keys()
    const requests = await Promise.all(
      caches.map(async (name) =>
        (await (await window.caches.open(name)).keys()).map(({ url }) => url),
      ),
    )
    return JSON.stringify({
      ...{ local: { ...localStorage }, session: { ...sessionStorage }, requests },
      ...{
        databases: await indexedDB.databases(),
        cookie: document.cookie,
        place: JSON.stringify(history.state),
      },
    })
  })

test('whoever sits down next finds nothing of a guest who has left, not by going back either', async () => {
  const evening = await Evening.begin(school)
  const pass = await evening.pass()
  const { page, context } = await school.stranger()
  await page.goto(pass.url!)
  for (const label of ['Your name', /^Your school/]) {
    // Browsers offer what was typed into a field once to whoever types there next.
    await expect(page.getByLabel(label)).toHaveAttribute('autocomplete', 'off')
  }
  await page.getByLabel('Your name').fill('Tomos')
  await page.getByLabel(/^Your school/).fill('Larkfield Rise')
  await page.getByRole('button', { name: 'Join as Tomos' }).click()
  const seat = page.getByRole('button', { name: 'Tomos, your guest seat' })
  await expect(seat).toBeVisible()
  await page.goto(evening.livePath)
  await sharedNotes(page).click()
  await page.keyboard.type('Seats in a ring.')
  await expect(sharedNotes(page)).toContainText('Seats in a ring.')
  await seat.click()
  await page.getByRole('menuitem', { name: 'Leave' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Leave', exact: true }).click()
  await expect(heading(page)).toHaveText('You have left')

  const words = /Tomos|Larkfield|Seats in a ring/
  const secret = pass.url!.split('#')[1]!
  expect(await page.title()).not.toMatch(words)
  expect(await keptBy(page)).not.toMatch(words)
  expect((await context.cookies()).map(({ name }) => name)).toEqual([])
  // Away, and back through all that the tab has been.
  await page.goto('about:blank')
  for (let back = 0; back < 2; back++) {
    await page.goBack()
    await expect(heading(page)).toHaveText(/^(?:You have left|Come in(?: as a guest)?)$/)
    await expect(page.locator('body')).not.toContainText(words)
    expect(page.url()).not.toContain(secret)
  }
  const kept = await keptBy(page)
  expect(kept).not.toMatch(words)
  expect(kept).not.toContain(secret)
  expect(kept).not.toMatch(/\/api\//)
})
