import { expect, test, type Page } from '@playwright/test'
import { ulid } from 'ulid'
import type { NewPassView } from '../../shared/community/passes.ts'
import { lookAt, sizes } from './support/look-at.ts'
import { post, School } from './support/school.ts'
import { expectSound } from './support/sound.ts'
import { Evening, sharedNotes } from './support/teachmeet-evening.ts'

let school: School
test.beforeEach(async ({ browser }) => {
  school = await School.open(browser)
})
test.afterEach(() => school.close())

const seatOf = (page: Page) => page.getByRole('button', { name: 'Tomos, your guest seat' })
const heading = (page: Page) => page.getByRole('heading', { level: 1 })
const banner = (page: Page) =>
  page.getByRole('alert').filter({ hasText: 'Your seat has ended. This page stays' })

async function comeIn(page: Page, url: string): Promise<void> {
  await page.goto(url)
  await page.getByLabel('Your name').fill('Tomos')
  await page.getByRole('button', { name: 'Join as Tomos' }).click()
}

/** What is on this device after a page has been put away. */
const keptBy = (page: Page) =>
  page.evaluate(async () => ({
    local: { ...localStorage },
    session: JSON.stringify({ ...sessionStorage }),
    databases: (await indexedDB.databases()).map(({ name }) => name),
  }))

test('a guest whose seat has ended and who loads the page again is told so, and how to come again', async () => {
  const evening = await Evening.begin(school)
  const pass = await evening.pass()
  const { page } = await school.stranger()
  await comeIn(page, pass.url!)
  await expect(seatOf(page)).toBeVisible()
  await page.goto(evening.livePath)
  await sharedNotes(page).click()
  await evening.takeBack(pass)
  // Beside the notes their own socket may be the first to say it; the page knows when its banner does.
  await expect(banner(page)).toBeVisible()
  // Twice: what is known of it stays with the tab.
  for (const time of ['first', 'second']) {
    await page.reload()
    await expect(heading(page), time).toHaveText('Your seat has ended')
    await expect(page.getByText(/“Winter TeachMeet” ended on \w+day \d+ \w+/)).toBeVisible()
    await expect(page.getByText(/open your link, or write the six letters/)).toBeVisible()
  }
  await expect(page).toHaveURL(/\/guest$/)
  await expectSound(page, 'a seat that has ended')
  const kept = await keptBy(page)
  expect(kept.session).not.toContain('Tomos')
  expect([kept.local, kept.databases]).toEqual([{}, []])

  // The letters on the wall lead in again, from this very page.
  const { code } = await evening.joinCode()
  const { page: other } = await school.stranger()
  await other.goto('/guest')
  await page.getByLabel('Code').fill('ABCDEF')
  await page.keyboard.press('Enter')
  await expect(heading(page)).toHaveText('Come in as a guest')
  await expect(page.getByText(/Nothing opens with this code/)).toBeVisible()
  await page.getByLabel('Code').fill(code)
  await page.keyboard.press('Enter')
  await expect(heading(page)).toHaveText('Winter TeachMeet')
})

test('one whose seat ended while the device slept is told so, and no time that nobody knows', async () => {
  const evening = await Evening.begin(school)
  const pass = await evening.pass()
  const { page } = await school.stranger()
  await comeIn(page, pass.url!)
  await expect(seatOf(page)).toBeVisible()
  await page.goto('about:blank')
  await evening.takeBack(pass)
  await page.goto(evening.livePath)
  await expect(heading(page)).toHaveText('Your seat has ended')
  await expect(page.getByText('“Winter TeachMeet” has ended. What you sent')).toBeVisible()
})

test('whoever leaves is thanked for what it was, and the next at this tab learns nothing of it', async () => {
  const evening = await Evening.begin(school)
  const { url } = await evening.joinCode()
  const { page } = await school.stranger()
  await comeIn(page, url)
  await seatOf(page).click()
  await page.getByRole('menuitem', { name: 'Leave' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Leave', exact: true }).click()
  await expect(heading(page)).toHaveText('You have left')
  await expect(page.getByText('You left “Winter TeachMeet” on')).toBeVisible()
  await expectSound(page, 'a seat that was left')
  expect(await keptBy(page)).toEqual({ local: {}, session: '{}', databases: [] })
  await page.reload()
  await expect(heading(page)).toHaveText('Come in as a guest')
})

test('whoever was not let in is told the same when they load the page again', async () => {
  const evening = await Evening.begin(school)
  const { url } = await evening.pass({ hasLobby: true })
  const { page } = await school.stranger()
  await comeIn(page, url!)
  await expect(heading(page)).toHaveText('Nadia will let you in')
  const { page: host } = evening.host
  await host.goto(`/teachmeets/${evening.meet.id}`)
  await host.getByRole('button', { name: 'Not now Tomos' }).click()
  await expect(heading(page)).toHaveText(/stayed closed/)
  await page.reload()
  await expect(heading(page)).toHaveText(/stayed closed/)
  await page.getByRole('button', { name: 'I have a code' }).click()
  await expect(heading(page)).toHaveText('Come in as a guest')
})

test('an expert whose pass was taken back hears it of the study, and a bare address leads to the guests’ door', async () => {
  const amira = await school.owner()
  const study = await school.study(amira, [], 'One number or two?')
  const { request } = amira.context
  const asked = { scope: { kind: 'study', id: study.id }, endsAt: Date.now() + 86_400_000 }
  const path = '/api/passes'
  const given = await post<NewPassView>(request, school.url, path, { id: ulid(), ...asked })
  const { page, context } = await school.stranger()
  await comeIn(page, given.url!)
  await expect(page).toHaveURL(/\/guest\/study$/)
  await expect(page.getByRole('heading', { name: 'Research lessons' })).toBeVisible()
  const headers = { origin: school.url }
  await request.delete(`${school.url}${path}/${given.pass.id}`, { headers })
  await expect(banner(page)).toBeVisible()
  await page.reload()
  await expect(heading(page)).toHaveText('Your seat has ended')
  await expect(page.getByText(/“One number or two\?” ended on/)).toBeVisible()
  await expect(page.getByText(/ask whoever sent it for a new one/)).toBeVisible()
  const another = await context.newPage()
  await another.goto('/guest/study')
  await expect(heading(another)).toHaveText('Come in as a guest')
})

/** Whoever opens this is told at the door, and by nothing else, that their seat ended before the page had come. */
async function expectOnlyTheDoor(page: Page, address: string, asked: string, end: () => unknown) {
  await page.goto('about:blank')
  let open: () => void = () => {}
  const hasEnded = new Promise<void>((resolve) => (open = resolve))
  await page.route(asked, async (route) => {
    await hasEnded
    await route.continue()
  })
  const isAsked = page.waitForRequest(asked)
  await page.goto(address)
  await isAsked
  await end()
  open()
  await expect(heading(page), address).toHaveText('Your seat has ended')
  await expect(page).toHaveURL(/\/guest$/)
  await expect(page.getByText(/This page stays|We couldn’t open/)).toHaveCount(0)
  await expect(page.getByLabel('Code')).toBeVisible()
  await expectSound(page, `${address}, after the end`)
}

for (const place of ['', '/live', '/draw']) {
  test(`a seat that ends before the page has come is told of at the door: a TeachMeet${place}`, async () => {
    const evening = await Evening.begin(school)
    const pass = await evening.pass()
    const { page } = await school.stranger()
    await comeIn(page, pass.url!)
    await expect(seatOf(page)).toBeVisible()
    const address = `/teachmeets/${evening.meet.id}${place}`
    const asked = `**/api/teachmeets/${evening.meet.id}`
    await expectOnlyTheDoor(page, address, asked, () => evening.takeBack(pass))
  })
}

for (const place of ['', '/lessons/1']) {
  test(`an expert’s seat that ends before the page has come is told of at the door${place}`, async () => {
    const amira = await school.owner()
    const study = await school.study(amira, [], 'One number or two?')
    const asked = { scope: { kind: 'study', id: study.id }, endsAt: Date.now() + 86_400_000 }
    const pass = { id: ulid(), ...asked }
    const { request } = amira.context
    const given = await post<NewPassView>(request, school.url, '/api/passes', pass)
    const { page } = await school.stranger()
    await comeIn(page, given.url!)
    await expect(page).toHaveURL(/\/guest\/study$/)
    const headers = { origin: school.url }
    await expectOnlyTheDoor(page, `/guest/study${place}`, '**/api/guest/study', () =>
      request.delete(`${school.url}/api/passes/${pass.id}`, { headers }),
    )
  })
}

test('whoever was a guest and opens the address in a new tab is shown the guests’ way in', async () => {
  const evening = await Evening.begin(school)
  const pass = await evening.pass()
  const { page, context } = await school.stranger()
  await comeIn(page, pass.url!)
  await expect(page.getByRole('timer')).toBeVisible()
  await evening.takeBack(pass)
  await expect(banner(page)).toBeVisible()
  const another = await context.newPage()
  await another.goto(evening.livePath)
  await expect(heading(another)).toHaveText('Come in')
  await expect(another.getByText(/A guest’s seat ends with its TeachMeet/)).toBeVisible()
  await expectSound(another, 'the door to a TeachMeet')
  await another.getByRole('link', { name: 'Come in as a guest' }).click()
  await expect(heading(another)).toHaveText('Come in as a guest')
  // Whoever goes anywhere else is not asked.
  await another.goto('/people')
  await expect(heading(another)).toHaveText('Come in')
  await expect(another.getByText(/A guest’s seat ends/)).toHaveCount(0)
})

test('the end of a seat, at three sizes, light and dark', async () => {
  const evening = await Evening.begin(school)
  for (const [size, device] of Object.entries(sizes)) {
    const pass = await evening.pass()
    const { page } = await school.stranger(device)
    await comeIn(page, pass.url!)
    await expect(page.getByRole('timer')).toBeVisible()
    await evening.takeBack(pass)
    await expect(banner(page)).toBeVisible()
    await lookAt(page, evening.livePath, `guest-seat-ended-${size}`)
  }
})
