import { expect, test, type Page } from '@playwright/test'
import { lookAt, sizes } from './support/look-at.ts'
import { keepPicture } from './support/picture.ts'
import { School } from './support/school.ts'
import { expectSound } from './support/sound.ts'
import { Evening, sharedNotes } from './support/teachmeet-evening.ts'

let school: School
test.beforeEach(async ({ browser }) => {
  school = await School.open(browser, { keepsClient: true })
})
test.afterEach(() => school.close())

/** As people type on a telephone: five letters a second. */
const typing = { delay: 200 }

const seatOf = (page: Page, name = 'Tomos') =>
  page.getByRole('button', { name: `${name}, your guest seat` })

async function comeIn(page: Page, url: string, name = 'Tomos'): Promise<void> {
  await page.goto(url)
  await page.getByLabel('Your name').fill(name)
  await page.getByRole('button', { name: `Join as ${name}` }).click()
}

/** A guest who came in by a pass and whose caret is in the notes. */
async function writingGuest(evening: Evening, url: string) {
  const guest = await school.stranger()
  await comeIn(guest.page, url)
  await expect(seatOf(guest.page)).toBeVisible()
  await guest.page.goto(evening.livePath)
  await sharedNotes(guest.page).click()
  return guest
}

test('from the QR code of the hall to writing in the notes: under thirty seconds', async () => {
  const evening = await Evening.begin(school)
  const { url } = await evening.joinCode()
  const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }
  const { page } = await school.stranger(phone)
  const startedAt = Date.now()
  await page.goto(url)
  await page.getByLabel('Your name').tap()
  await page.keyboard.type('Tomos', typing)
  await page.getByRole('button', { name: 'Join as Tomos' }).tap()
  await expect(seatOf(page)).toBeVisible()
  await expect(page).toHaveURL(new RegExp(evening.livePath))
  await page.getByRole('button', { name: 'Notes', exact: true }).tap()
  await sharedNotes(page).tap()
  await page.keyboard.type('Seats in a ring.', typing)
  await expect(sharedNotes(page)).toContainText('Seats in a ring.')
  const tookMs = Date.now() - startedAt
  await expectSound(page)
  await evening.host.page.goto(evening.livePath)
  await expect(sharedNotes(evening.host.page)).toContainText('Seats in a ring.')
  test.info().annotations.push({
    type: 'figure',
    description: `from the QR code to words in the notes: ${tookMs} ms`,
  })
  expect(tookMs).toBeLessThan(30_000)
})

test('by six letters to the door, with the keyboard alone, and in when the host opens it', async () => {
  const evening = await Evening.begin(school, { hasLobby: true })
  const { code } = await evening.joinCode()
  const { page } = await school.stranger()
  await page.goto('/guest')
  await page.getByLabel('Code').focus()
  await page.keyboard.type(code.toLowerCase())
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Winter TeachMeet')
  await page.getByLabel('Your name').focus()
  await page.keyboard.type('Tomos')
  await page.keyboard.press('Tab')
  await page.keyboard.type('Larkfield Rise')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Nadia will let you in')
  // Nothing of the TeachMeet can be read from the door.
  const asked = await page.request.get(`${school.url}/api/teachmeets/${evening.meet.id}`)
  expect(asked.status()).toBe(401)

  const { page: host } = evening.host
  await host.goto(`/teachmeets/${evening.meet.id}`)
  await expect(host.getByText('Tomos waits at the door')).toBeVisible()
  await expectSound(host)
  await host.getByRole('button', { name: 'Let in Tomos' }).click()
  await expect(page).toHaveURL(new RegExp(`/teachmeets/${evening.meet.id}`))
  await expect(seatOf(page)).toBeVisible()

  await host.getByRole('button', { name: 'Remove Tomos' }).click()
  await host.getByRole('dialog').getByRole('button', { name: 'Remove' }).click()
  await expect(page.getByRole('alert').first()).toContainText('Your seat has ended')
})

test('a host lets in everybody who waits, or nobody, by one tap', async () => {
  const evening = await Evening.begin(school)
  const { url } = await evening.pass({ hasLobby: true })
  const { page: host } = evening.host
  const waits = async (name: string) => {
    const { page } = await school.stranger()
    await page.goto(url!)
    await page.getByLabel('Your name').fill(name)
    await page.getByRole('button', { name: `Join as ${name}` }).click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Nadia will let you in')
    return page
  }
  await host.goto(evening.livePath)
  const friends = [await waits('Tomos'), await waits('Mali')]
  await expect(host.getByText('2 wait at the door')).toBeVisible()
  await expectSound(host)
  await keepPicture(host, { path: 'tests/artefacts/screens/who-waits-desk.png' })
  await host.getByRole('button', { name: 'Let everybody in' }).click()
  await expect(host.getByText('2 guests are in.')).toBeVisible()
  for (const page of friends) await expect(page).toHaveURL(new RegExp(evening.livePath))

  const strangers = [await waits('Abc'), await waits('Xyz')]
  await host.getByRole('button', { name: 'Nobody now' }).click()
  const asked = host.getByRole('dialog', { name: 'Let none of them in?' })
  await expect(asked.getByRole('button', { name: 'Leave it' })).toBeFocused()
  await expectSound(host)
  await keepPicture(host, { path: 'tests/artefacts/screens/who-waits-dialog.png' })
  await asked.getByRole('button', { name: 'Nobody now' }).click()
  await expect(host.getByText('2 guests were not let in.')).toBeVisible()
  for (const page of strangers) {
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(/stayed closed/)
  }
  await expect(host.getByText(/at the door/)).toHaveCount(0)
})

test('whoever is not let in is told so where they wait', async () => {
  const evening = await Evening.begin(school)
  const { url } = await evening.pass({ hasLobby: true })
  const { page } = await school.stranger()
  await comeIn(page, url!)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Nadia will let you in')
  const { page: host } = evening.host
  await host.goto(`/teachmeets/${evening.meet.id}`)
  await host.getByRole('button', { name: 'Not now Tomos' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/stayed closed/)
})

test('a PIN is asked for where there is one, and a wrong one is said', async () => {
  const evening = await Evening.begin(school)
  const { url } = await evening.pass({ pin: '4817' })
  const { page } = await school.stranger()
  await page.goto(url!)
  await page.getByLabel('Your name').fill('Tomos')
  await page.getByLabel('PIN').fill('1111')
  await page.keyboard.press('Enter')
  await expect(page.getByLabel('PIN')).toHaveAttribute('aria-invalid', 'true')
  await page.getByLabel('PIN').fill('4817')
  await page.keyboard.press('Enter')
  await expect(seatOf(page)).toBeVisible()
})

test('a host gives a pass, sees its link once, and takes it back', async () => {
  const evening = await Evening.begin(school)
  const { page } = evening.host
  await page.goto(`/teachmeets/${evening.meet.id}`)
  await page.getByRole('button', { name: 'Give a pass' }).click()
  await page.getByLabel('For whom').fill('Tolverne School')
  await page.getByRole('button', { name: 'Make the link' }).click()
  const link = page.getByLabel('The link for Tolverne School')
  await expect(link).toHaveValue(/\/guest#.+/)
  await page.getByRole('button', { name: 'Show a code to scan' }).click()
  await expect(page.getByRole('img', { name: 'The link as a code to scan' })).toBeVisible()
  await expectSound(page)
  const url = await link.inputValue()
  const { page: guest } = await school.stranger()
  await comeIn(guest, url)
  await expect(seatOf(guest)).toBeVisible()
  await page.getByRole('button', { name: 'Done', exact: true }).click()
  await page.getByRole('button', { name: /^What was done with it.*Tolverne/ }).click()
  await expect(page.getByText('Tomos came in')).toBeVisible()
  await page.getByRole('button', { name: 'Take back Tolverne School' }).click()
  await expect(page.getByRole('button', { name: 'Leave it open' })).toBeFocused()
  await page.getByRole('button', { name: 'Take it back' }).click()
  await expect(page.getByText('Taken back.')).toBeVisible()
  await expect(guest.getByRole('alert')).toContainText('Your seat has ended')
  await guest.goto(url)
  await expect(guest.getByRole('heading', { level: 1 })).toHaveText('This link no longer opens')
})

test('a pass taken back while its guest types: writing ends within two seconds', async () => {
  const evening = await Evening.begin(school)
  const pass = await evening.pass()
  const { page } = await writingGuest(evening, pass.url!)
  await evening.host.page.goto(evening.livePath)
  let isTyping = true
  const typed = (async () => {
    while (isTyping) await page.keyboard.type('word ', { delay: 30 }).catch(() => undefined)
  })()
  await expect(sharedNotes(evening.host.page)).toContainText('word word')
  await evening.takeBack(pass)
  const endedAt = Date.now()
  await expect(page.locator('[contenteditable="true"]')).toHaveCount(0, { timeout: 5_000 })
  const tookMs = Date.now() - endedAt
  isTyping = false
  await typed
  await expect(page.getByRole('alert').first()).toContainText('Your seat has ended')
  test.info().annotations.push({
    type: 'figure',
    description: `from taking back to no more writing: ${tookMs} ms`,
  })
  expect(tookMs).toBeLessThan(2_000)
  // No form asks somebody without an account to sign in.
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expectSound(page)
})

test('words that were not sent when the seat ended can be copied', async () => {
  const evening = await Evening.begin(school)
  const pass = await evening.pass()
  const { page, line, context } = await writingGuest(evening, pass.url!)
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.keyboard.type('Sent. ')
  await evening.host.page.goto(evening.livePath)
  await expect(sharedNotes(evening.host.page)).toContainText('Sent.')
  line.cut()
  await page.keyboard.type('Not sent yet.')
  await expect(page.getByText('Offline. Keep this page open')).toBeVisible()
  await evening.takeBack(pass)
  line.mend()
  await page.getByRole('button', { name: 'Copy your text' }).first().click({ timeout: 40_000 })
  const copied = await page.evaluate(() => navigator.clipboard.readText())
  expect(copied).toContain('Not sent yet.')
  await expect(page.locator('[contenteditable="true"]')).toHaveCount(0)
  await expect(sharedNotes(evening.host.page)).not.toContainText('Not sent yet.')
})

test('after a guest has written and left, the device holds nothing of theirs', async () => {
  const evening = await Evening.begin(school)
  const { url } = await evening.joinCode()
  const { page, context } = await writingGuest(evening, url)
  await page.keyboard.type('A ring of seats helps.')
  await evening.host.page.goto(evening.livePath)
  await expect(sharedNotes(evening.host.page)).toContainText('A ring of seats helps.')
  await seatOf(page).click()
  await page.getByRole('menuitem', { name: 'Leave' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Leave', exact: true }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('You have left')
  const kept = await page.evaluate(async () => {
    const names = await caches.keys()
    const requests = await Promise.all(
      names.map(async (name) => (await (await caches.open(name)).keys()).map(({ url }) => url)),
    )
    return {
      local: { ...localStorage },
      session: { ...sessionStorage },
      databases: (await indexedDB.databases()).map(({ name }) => name),
      answers: requests.flat().filter((url) => new URL(url).pathname.startsWith('/api')),
    }
  })
  expect(kept).toEqual({ local: {}, session: {}, databases: [], answers: [] })
  expect(await context.cookies()).toEqual([])
  await page.goto(evening.livePath)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Come in')
})

test('a guest comes back by their own link, on another device, and is led nowhere else', async () => {
  const evening = await Evening.begin(school)
  const { url } = await evening.joinCode()
  const { page } = await school.stranger()
  await comeIn(page, url)
  await seatOf(page).click()
  await page.getByRole('menuitem', { name: 'Keep a link to come back' }).click()
  await page.getByRole('button', { name: 'Make the link' }).click()
  const link = await page.getByLabel('Your link').inputValue()
  await expectSound(page)

  const { page: later } = await school.stranger()
  await later.goto(link)
  await expect(seatOf(later)).toBeVisible()
  await expect(later).toHaveURL(new RegExp(`/teachmeets/${evening.meet.id}`))
  await expect(later.getByRole('navigation', { name: 'Main' })).toHaveCount(0)
  // Whatever is not theirs leads to their seat.
  for (const path of ['/', '/studies', '/people', '/account']) {
    await later.goto(path)
    await expect(later).toHaveURL(new RegExp(`/teachmeets/${evening.meet.id}`))
  }
})

test('the passes of a TeachMeet and the page of a guest, at three sizes, light and dark', async () => {
  test.setTimeout(180_000)
  const evening = await Evening.begin(school)
  const { url } = await evening.pass({ pin: '4817' })
  await evening.pass({ hasLobby: true })
  const guest = await school.stranger()
  await guest.page.goto(url!)
  await guest.page.getByLabel('Your name').fill('Tomos')
  await guest.page.getByLabel('Your school').fill('Larkfield Rise')
  await guest.page.getByLabel('PIN').fill('4817')
  await guest.page.keyboard.press('Enter')
  await expect(seatOf(guest.page)).toBeVisible()
  const path = `/teachmeets/${evening.meet.id}`
  for (const [size, { viewport }] of Object.entries(sizes)) {
    for (const [name, { page }] of Object.entries({ passes: evening.host, seat: guest })) {
      await page.setViewportSize(viewport!)
      await lookAt(page, path, `guest-${name}-${size}`)
    }
  }
})
