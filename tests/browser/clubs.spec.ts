import type { BrowserContextOptions, Locator, Page } from '@playwright/test'
import { expect, test } from '@playwright/test'
import type { Colleague } from './support/school.ts'
import { password, School } from './support/school.ts'
import { expectSound } from './support/sound.ts'

const phone: BrowserContextOptions = {
  viewport: { width: 390, height: 844 },
  hasTouch: true,
  isMobile: true,
}
const passage = 'To be wise is to stop and look. A sign is not yet a reason.'
const words = (count: number) => Array.from({ length: count }, (_, at) => `word${at}`).join(' ')
const book = ['ONE\n\nWHAT IS THOUGHT?', 'TWO\n\nWHY WE MUST REFLECT', 'THREE\n\nOF HABIT']
  .map((heading) => `CHAPTER ${heading}\n\n${words(140)}.`)
  .join('\n\n')

test.describe.configure({ mode: 'serial' })

let school: School
let grace: Colleague
let hywel: Colleague
let clubUrl = ''
test.beforeAll(async ({ browser }) => {
  school = await School.open(browser)
  grace = await school.owner('Grace')
  hywel = await school.colleague('Hywel')
})
test.afterAll(() => school.close())

const shelf = (page: Page) => page.getByRole('region', { name: 'The shelf' })
const meetings = (page: Page) => page.getByRole('region', { name: 'Meetings' })
const person = (page: Page, name: string): Locator =>
  page.getByRole('region', { name: 'People' }).getByText(name, { exact: true })
const pick = (page: Page, menu: string | RegExp, item: string) =>
  page
    .getByRole('button', { name: menu })
    .click()
    .then(() => page.getByRole('menuitem', { name: item }).click())

test('a club is begun with a name and a colleague, and says what it still needs', async () => {
  const { page } = grace
  await page.goto('/reading')
  await expect(page.getByText('Start with a paper book if you like.')).toBeVisible()
  await page.getByRole('link', { name: 'Start a book club' }).click()
  await page.getByRole('button', { name: 'Open the club' }).click()
  await expect(page.getByText('Give the club a name.')).toBeVisible()
  await page.getByLabel('What is it called?').fill('Thursday book club')
  await page.getByLabel('Where does it meet?').fill('Library corner')
  await page.getByRole('checkbox', { name: 'Hywel' }).check()
  await page.getByRole('button', { name: 'Open the club' }).click()
  await expect(page.getByRole('heading', { name: 'Thursday book club' })).toBeVisible()
  await expect(page.getByText('You have the chair')).toBeVisible()
  const needs = page.getByRole('region', { name: 'What a club needs' })
  await expect(needs.getByRole('listitem')).toHaveCount(3)
  await expect(needs.getByText('Some people, there')).toBeVisible()
  await expectSound(page)
  clubUrl = page.url()
})

test('a paper book comes to the shelf with its pages, changes and leaves with a way back', async () => {
  const { page } = grace
  await page.goto(clubUrl)
  await page.getByRole('button', { name: 'Add a text' }).click()
  await page.getByLabel('Title', { exact: true }).fill('Making Every Lesson Count')
  await page.getByLabel('What do you read first?').fill('Challenge')
  await page.getByLabel('From page').fill('12')
  await page.getByLabel('To page').fill('38')
  await expect(page.getByRole('radio', { name: 'Only short quotes' })).toBeChecked()
  await expectSound(page)
  await page.getByRole('button', { name: 'Put it on the shelf' }).click()
  await expect(shelf(page).getByRole('link', { name: 'Challenge' })).toBeVisible()
  await expect(shelf(page).getByText('pages 12 to 38')).toBeVisible()

  await pick(page, /^Challenge: what can be done/, 'Change or correct')
  await page.getByLabel('To page').fill('41')
  await page.getByLabel('Read by').fill('2027-01-07')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(shelf(page).getByText('Read by Thu 7 Jan, pages 12 to 41')).toBeVisible()

  await pick(page, /^Making Every Lesson Count: what can be done/, 'Take it off the shelf')
  await expect(shelf(page).getByRole('link', { name: 'Challenge' })).toHaveCount(0)
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(shelf(page).getByRole('link', { name: 'Challenge' })).toBeVisible()
})

test('a pasted passage is one chapter; its words are corrected later', async () => {
  const { page } = grace
  await page.goto(clubUrl)
  await shelf(page).getByRole('button', { name: 'Add a text' }).click()
  await page.getByRole('button', { name: 'Paste it' }).click()
  await page.getByLabel('Title', { exact: true }).fill('Two sentences')
  await page.getByRole('button', { name: 'Put it on the shelf' }).click()
  await expect(page.getByText('Bring in some words to read, or a file.')).toBeVisible()
  await page.getByLabel('The words').fill(passage)
  await page.getByLabel('Title of the chapter').fill('On signs')
  await page.getByRole('radio', { name: 'Anybody may read it' }).check()
  await page.getByRole('button', { name: 'Put it on the shelf' }).click()
  await expect(shelf(page).getByRole('link', { name: 'On signs' })).toBeVisible()
  await expect(shelf(page).getByText('about 1 minute to read')).toBeVisible()

  await pick(page, /^On signs: what can be done/, 'Change or correct')
  await page.getByRole('button', { name: 'Correct its words' }).click()
  await expect(page.getByText('Those that cannot are listed.')).toBeVisible()
  await page.getByLabel('Its words, from now on').fill(`${passage} ${words(500)}`)
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(shelf(page).getByText('about 3 minutes to read')).toBeVisible()
})

test('a whole book from a file is brought in by chapters, ticked and named', async () => {
  const { page } = hywel
  await page.goto(clubUrl)
  await shelf(page).getByRole('button', { name: 'Add a text' }).click()
  await page.getByRole('button', { name: 'From a file' }).click()
  const file = page.getByLabel('A file of plain text or Markdown')
  await file.setInputFiles({ name: 'a.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%') })
  await expect(page.getByText('Choose a file that ends in .txt or .md.')).toBeVisible()
  await file.setInputFiles({
    name: 'how-we-think.txt',
    mimeType: 'text/plain',
    buffer: Buffer.from(book),
  })
  const list = page.getByRole('group', { name: 'This looks like a book.' })
  await expect(list.getByRole('listitem')).toHaveCount(3)
  await list.getByRole('checkbox', { name: 'Bring in Of habit' }).uncheck()
  await list.getByLabel('Title of this chapter').nth(1).fill('Why we reflect')
  await page.getByLabel('Title', { exact: true }).fill('How We Think')
  await expectSound(page)
  await page.getByRole('button', { name: 'Put it on the shelf' }).click()
  const text = shelf(page).getByRole('listitem').filter({ hasText: 'How We Think' })
  await expect(text.getByRole('link')).toHaveText(['What is thought?', 'Why we reflect'])
  // Everybody's page follows, and who has not the chair plans the text they brought.
  await expect(shelf(grace.page).getByRole('link', { name: 'Why we reflect' })).toBeVisible()
  await pick(page, /^Why we reflect: what can be done/, 'Change or correct')
  await expect(page.getByLabel('Read by')).toBeVisible()
  await page.keyboard.press('Escape')
  await pick(page, /^Challenge: what can be done/, 'Change or correct')
  await expect(page.getByLabel('Read by')).toHaveCount(0)
  await page.keyboard.press('Escape')
})

test('a meeting takes a chapter, a passage and a way to talk; the dates of a year follow', async () => {
  const { page } = grace
  await page.goto(clubUrl)
  await page.getByRole('button', { name: 'Add a meeting' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Date').fill('2026-12-03')
  await dialog.getByLabel('Starts at').fill('16:00')
  await dialog.getByLabel('What it talks about').selectOption('How We Think: What is thought?')
  await dialog.getByLabel('Only a passage, read in the room').check()
  await expect(dialog.getByText('About 140 words')).toBeVisible()
  await dialog.getByLabel('How we talk about it').selectOption('Four A’s')
  await dialog.getByLabel('Chair of the day').selectOption('Hywel')
  await expectSound(page)
  await dialog.getByRole('button', { name: 'Add it' }).click()
  const first = meetings(page).getByRole('listitem').first()
  await expect(first).toContainText('Thu 3 Dec')
  await expect(first).toContainText('Hywel chairs')
  await expect(page.getByRole('region', { name: 'What a club needs' })).toHaveCount(0)
  const next = page.getByRole('region', { name: 'What comes next' })
  await expect(next).toContainText('Thursday 3 December, 16:00')
  await expect(next).toContainText('What is thought?')

  await page.getByRole('button', { name: 'Dates for the year' }).click()
  await dialog.getByLabel('First date').fill('2027-01-07')
  await dialog.getByLabel('How many').fill('3')
  await dialog.getByRole('checkbox', { name: 'Thursday 11 February 2027' }).uncheck()
  await dialog.getByRole('button', { name: 'Add these dates' }).click()
  const coming = meetings(page).getByRole('list', { name: 'Meetings to come' })
  await expect(coming.getByRole('listitem')).toHaveCount(3)
  await expect(coming).toContainText('Thu 18 Mar')

  await page.getByRole('button', { name: 'Change meeting 3' }).click()
  await dialog.getByRole('button', { name: 'Take it off' }).click()
  await expect(dialog.getByRole('alert')).toContainText('It does not come back.')
  await dialog.getByRole('button', { name: 'Yes, take it off' }).click()
  await expect(coming.getByRole('listitem')).toHaveCount(2)
  await expect(meetings(hywel.page).getByText('Thu 7 Jan')).toBeVisible()
})

test('the topic of the week and the place are written where they stand, with a name', async () => {
  const { page } = hywel
  await page.goto(clubUrl)
  await page.getByRole('button', { name: 'A topic for this week' }).click()
  await page.keyboard.type('When do pupils stop and look?')
  await page.keyboard.press('Enter')
  await expect(grace.page.getByText('When do pupils stop and look?')).toBeVisible()
  await expect(grace.page.getByText('This week we talk about, says Hywel')).toBeVisible()
  await expect(page.getByRole('button', { name: /^Thursday book club/ })).toHaveCount(0)
})

test('somebody new joins by the link on a phone and finds what the club reads', async () => {
  const { page } = grace
  await page.goto(clubUrl)
  await page.getByRole('button', { name: 'Make a link' }).click()
  const link = await page.getByLabel('The link').inputValue()

  const tomos = await school.stranger(phone)
  await tomos.page.goto(link)
  await expect(tomos.page.getByText('Grace has saved you a seat')).toBeVisible()
  await expect(tomos.page.getByRole('heading', { name: 'Thursday book club' })).toBeVisible()
  await expect(tomos.page.getByText('You will be reading')).toBeVisible()
  await expectSound(tomos.page)
  await tomos.page.getByLabel('Your name').fill('Tomos')
  await tomos.page.getByLabel('A password to come back with').fill(password)
  await tomos.page.getByRole('button', { name: 'Join as Tomos' }).click()
  await expect(tomos.page).toHaveURL(/\/reading\/[0-9A-Z]{26}/)
  await expect(person(page, 'Tomos')).toBeVisible()
  await tomos.page.goto(clubUrl)
  await expect(tomos.page.getByRole('heading', { name: 'The shelf' })).toBeVisible()
  await expectSound(tomos.page)
})

test('a colleague without the chair sends a link for those who have an account', async () => {
  const mair = await school.colleague('Mair')
  await hywel.page.goto(clubUrl)
  await hywel.page.getByRole('button', { name: 'Make a link' }).click()
  const link = await hywel.page.getByLabel('The link').inputValue()
  const again = await school.stranger()
  await again.page.goto(link)
  await expect(again.page.getByText('colleagues who have been here before')).toBeVisible()
  await again.page.getByLabel('Name or e-mail').fill('Mair')
  await again.page.getByLabel('Password').fill(password)
  await again.page.getByRole('button', { name: 'Come in' }).click()
  await expect(again.page).toHaveURL(/\/reading\/[0-9A-Z]{26}/)
  await expect(person(hywel.page, 'Mair')).toBeVisible()
  await mair.page.goto('/reading')
  await expect(mair.page.getByRole('link', { name: /Thursday book club/ })).toBeVisible()
})

test('an open club is joined from the list, left again, and a closed one says whom to ask', async () => {
  const owen = await school.colleague('Owen')
  const { page } = owen
  await page.goto('/reading')
  await page.getByRole('button', { name: 'Join Thursday book club' }).click()
  await expect(person(page, 'Owen (you)')).toBeVisible()
  await pick(page, 'Owen: place in this club', 'Leave this club')
  await expect(page.getByRole('button', { name: 'Join Thursday book club' })).toBeVisible()
  await grace.page.goto(clubUrl)
  const isOpen = grace.page.getByRole('checkbox', { name: 'Anybody in the school may join' })
  await isOpen.uncheck()
  await expect(page.getByText('Ask Grace for a link')).toBeVisible()
  await expectSound(page)
  await page.goto(clubUrl)
  await expect(page.getByText('There is no club of yours at this address')).toBeVisible()
})

test('a switch goes over under the finger, and back where the server did not keep it', async () => {
  const { page } = grace
  await page.goto(clubUrl)
  const isOpen = page.getByRole('checkbox', { name: 'Anybody in the school may join' })
  await expect(isOpen).not.toBeChecked()
  let arrive = () => {}
  const answer = new Promise<void>((resolve) => (arrive = resolve))
  await page.route('**/api/clubs/*', async (route) => {
    if (route.request().method() !== 'PATCH') return route.fallback()
    await answer
    await route.abort()
  })
  await isOpen.check()
  await expect(isOpen).toBeChecked()
  arrive()
  await expect(isOpen).not.toBeChecked()
  await expect(page.getByText('The server cannot be reached just now.')).toBeVisible()
  await page.unroute('**/api/clubs/*')
})

test('the chair is handed over, and with it what only the chair may do', async () => {
  await hywel.page.goto(clubUrl)
  await expect(hywel.page.getByRole('button', { name: 'Add a meeting' })).toHaveCount(0)
  await grace.page.goto(clubUrl)
  await pick(grace.page, 'Hywel: place in this club', 'Hand over the chair')
  await expect(grace.page.getByText('Hywel has the chair', { exact: true })).toBeVisible()
  await expect(grace.page.getByRole('button', { name: 'Add a meeting' })).toHaveCount(0)
  await expect(hywel.page.getByRole('button', { name: 'Add a meeting' })).toBeVisible()
  await hywel.page.getByRole('button', { name: 'End this club' }).click()
  await expect(grace.page.getByText('This club has ended.')).toBeVisible()
  await expect(grace.page.getByRole('button', { name: 'Add a text' })).toHaveCount(0)
  await hywel.page.getByRole('button', { name: 'Take it up again' }).click()
  await expect(grace.page.getByText('This club has ended.')).toHaveCount(0)
})

test('Today shows what is read and when the club meets', async () => {
  const { page } = grace
  await page.goto('/')
  const reading = page.getByRole('region', { name: 'Reading' })
  await expect(
    reading.getByRole('link', { name: /^How We Think, What is thought\?/ }),
  ).toBeVisible()
  const coming = page.getByRole('region', { name: 'Coming up' })
  await expect(coming.getByRole('link', { name: /^Thursday book club/ })).toBeVisible()
  await expectSound(page)
})
