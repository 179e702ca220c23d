import { expect, test, type Page } from '@playwright/test'
import { School } from './support/school.ts'
import { expectSound } from './support/sound.ts'
import { Evening } from './support/teachmeet-evening.ts'

let school: School
test.beforeEach(async ({ browser }) => {
  school = await School.open(browser)
})
test.afterEach(() => school.close())

const part = (page: Page, name: string) => page.getByRole('region', { name })
const seatOf = (page: Page, name: string) =>
  page.getByRole('button', { name: `${name}, your guest seat` })
const talk = (page: Page, title: string) =>
  part(page, 'Talks').getByRole('listitem').filter({ hasText: title }).first()
const path = ({ meet }: Evening) => `/teachmeets/${meet.id}`

async function comeIn(page: Page, url: string, name: string): Promise<void> {
  await page.goto(url)
  await page.getByLabel('Your name').fill(name)
  await page.getByRole('button', { name: `Join as ${name}` }).click()
  await expect(seatOf(page, name)).toBeVisible()
}

test('a guest who speaks says what may be done with their talk, and takes it back by themselves', async () => {
  const evening = await Evening.begin(school)
  const { page: host } = evening.host
  const { url } = await evening.pass()
  const { page } = await school.stranger()
  await comeIn(page, url!, 'Tomos')
  await page.goto(path(evening))
  await page.getByRole('button', { name: 'Offer a talk' }).click()
  await page.getByLabel('What is your talk called?').fill('A question box')
  // Nothing is consented to by not looking.
  for (const name of ['recorded', 'streamed', 'stand in the library']) {
    await expect(page.getByRole('checkbox', { name: new RegExp(name) })).not.toBeChecked()
  }
  await page.getByRole('checkbox', { name: 'It may be streamed' }).check()
  await expectSound(page, 'a guest’s card')
  await page.getByRole('button', { name: 'Offer it' }).click()
  const consent = (name: string) =>
    talk(page, 'A question box').getByRole('button', { name, exact: true })
  await expect(consent('May be streamed')).toHaveAttribute('aria-pressed', 'true')
  await expect(consent('May be recorded')).toHaveAttribute('aria-pressed', 'false')

  // The host reads what is allowed, and has no switch for it.
  await host.goto(path(evening))
  const seen = talk(host, 'A question box')
  await expect(seen).toContainText('Tomos, guest')
  await expect(seen).toContainText('May be streamed')
  await expect(seen.getByRole('button', { name: 'May be streamed' })).toHaveCount(0)

  // Changed by the keyboard, and in the card.
  await consent('May be recorded').press('Enter')
  await expect(consent('May be recorded')).toHaveAttribute('aria-pressed', 'true')
  await expect(seen).toContainText('May be recorded, may be streamed')
  await page.getByRole('button', { name: 'A question box: what can be done' }).click()
  await page.getByRole('menuitem', { name: 'Change this card' }).click()
  await page.getByRole('checkbox', { name: /stand in the library/ }).check()
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(seen).toContainText('May be recorded, may be streamed, in the library afterwards')

  // Withdrawn, one after the other; after a reload it is still so.
  for (const name of ['May be recorded', 'May be streamed', 'In the library afterwards']) {
    await consent(name).click()
    await expect(consent(name)).toHaveAttribute('aria-pressed', 'false')
  }
  await expect(seen).not.toContainText(/may be|in the library/i)
  await page.reload()
  await expect(consent('May be streamed')).toHaveAttribute('aria-pressed', 'false')
  await expectSound(page, 'a guest’s talk')
})

test('a talk that a host put down is taken by its speaker, who comes later as a guest', async () => {
  const evening = await Evening.begin(school)
  const { page: host } = evening.host
  await host.goto(path(evening))
  await host.getByRole('button', { name: 'Offer a talk' }).click()
  await host.getByLabel('What is your talk called?').fill('Marking with one code')
  await host.getByRole('button', { name: 'It is somebody else’s' }).click()
  await host.getByLabel('Who speaks?').fill('Nia Pugh')
  await host.getByLabel('Of which school?').fill('Ysgol Nant')
  await host.getByRole('button', { name: 'Offer it' }).click()
  await expect(talk(host, 'Marking with one code')).toContainText('Nia Pugh, Ysgol Nant')

  const { url } = await evening.pass()
  const { page } = await school.stranger()
  await comeIn(page, url!, 'Nia')
  await page.goto(path(evening))
  const own = talk(page, 'Marking with one code')
  await own.getByRole('button', { name: 'This talk is mine' }).click()
  await expect(own).toContainText('guest (you)')
  for (const name of ['May be recorded', 'May be streamed', 'In the library afterwards']) {
    const consent = own.getByRole('button', { name })
    await expect(consent).toHaveAttribute('aria-pressed', 'false')
  }
  await expect(talk(host, 'Marking with one code')).toContainText('guest')
  await expect(page.getByRole('button', { name: 'This talk is mine' })).toHaveCount(0)
  await expect(host.getByRole('button', { name: 'This talk is mine' })).toHaveCount(0)
  await expectSound(page, 'a talk that was taken')
})

test('the passes of a TeachMeet are given with a PIN, an end and a count, listed with their use, and taken back', async () => {
  const evening = await Evening.begin(school)
  const { page } = evening.host
  await page.goto(path(evening))
  const guests = part(page, 'Guests')
  const give = async (label: string, more: { uses: string; pin?: string; until?: string }) => {
    await guests.getByRole('button', { name: 'Give a pass' }).click()
    await expect(guests.getByLabel('For whom')).toBeFocused()
    await guests.getByLabel('For whom').fill(label)
    await guests.getByLabel('For how many people').fill(more.uses)
    if (more.until) await guests.getByLabel('Opens until').fill(more.until)
    if (more.pin) await guests.getByLabel('A PIN').fill(more.pin)
    await guests.getByRole('button', { name: 'Make the link' }).click()
  }
  const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10)
  // What cannot be is said under its field, and nothing is lost.
  await give('Tolverne School', { uses: '2', pin: '12', until: `${tomorrow}T21:00` })
  await expect(guests.getByLabel('A PIN')).toHaveAttribute('aria-invalid', 'true')
  await guests.getByLabel('A PIN').fill('4817')
  await guests.getByLabel('Opens until').fill('2020-01-01T10:00')
  await guests.getByRole('button', { name: 'Make the link' }).click()
  await expect(guests.getByLabel('Opens until')).toHaveAttribute('aria-invalid', 'true')
  await guests.getByLabel('Opens until').fill(`${tomorrow}T21:00`)
  await guests.getByRole('button', { name: 'Make the link' }).click()
  const url = await guests.getByLabel('The link for Tolverne School').inputValue()
  await guests.getByRole('button', { name: 'Done', exact: true }).click()
  await give('Larkfield Rise', { uses: '30' })
  await guests.getByRole('button', { name: 'Done', exact: true }).click()
  const row = (name: string) =>
    guests.getByRole('list', { name: 'Passes' }).locator('> li').filter({ hasText: name })
  await expect(row('Tolverne School')).toContainText(/For up to 2 people, open until .*, 21:00\./)
  await expect(row('Tolverne School')).toContainText('Not used yet.')
  await expect(row('Tolverne School').getByText('PIN', { exact: true })).toBeVisible()
  await expect(row('Larkfield Rise')).toContainText('For up to 30 people')
  await expectSound(page, 'two passes')

  // Two come with it, and a third does not.
  for (const name of ['Tomos', 'Sian']) {
    const { page: guest } = await school.stranger()
    await guest.goto(url)
    await guest.getByLabel('Your name').fill(name)
    await guest.getByLabel('PIN').fill('4817')
    await guest.getByRole('button', { name: `Join as ${name}` }).click()
    await expect(seatOf(guest, name)).toBeVisible()
  }
  await expect(row('Tolverne School')).toContainText(/who came\. .*Used last \w+day/)
  const { page: third } = await school.stranger()
  await third.goto(url)
  await expect(third.getByRole('heading', { level: 1 })).toHaveText('This link no longer opens')
  const inside = guests.getByRole('list', { name: 'Guests who are in' })
  await expect(inside.getByRole('listitem')).toHaveCount(2)

  await row('Tolverne School').getByRole('button', { name: 'Take back Tolverne School' }).click()
  await page.getByRole('button', { name: 'Take it back' }).click()
  await expect(row('Tolverne School')).toContainText('Taken back. Used last')
  await expect(row('Tolverne School').getByRole('button', { name: /^Take back/ })).toHaveCount(0)
  await expect(inside).toHaveCount(0)
  await expect(row('Larkfield Rise')).toContainText('Not used yet.')
})
