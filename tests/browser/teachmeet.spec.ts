import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { expect, test } from '@playwright/test'
import { ulid } from 'ulid'
import type { NewPassView } from '../../shared/community/passes.ts'
import { SourceProcess } from '../support/source-process.ts'
import type { Colleague } from './support/school.ts'
import { post, School } from './support/school.ts'
import { expectSound } from './support/sound.ts'

test.describe.configure({ mode: 'serial' })

/** Who signs up, with what; Nadia hosts. */
const speakers = [
  { name: 'Isla', title: 'Silent first minute', kind: 'Micro, 7 min' },
  { name: 'Jonah', title: 'Vocabulary on a string', kind: 'Nano, 2 min' },
  { name: 'Lena', title: 'One marking code', kind: 'Micro, 7 min' },
  { name: 'Priya', title: 'Reading with a ruler', kind: 'Nano, 2 min' },
  { name: 'Mair', title: 'Walk and talk assessment', kind: 'Round table, 15 min' },
]

let school: School
let nadia: Colleague
const colleagues = new Map<string, Colleague>()
let meetUrl = ''

test.beforeAll(async ({ browser }) => {
  school = await School.open(browser)
  nadia = await school.owner('Nadia')
  for (const { name } of speakers) colleagues.set(name, await school.colleague(name))
})
test.afterAll(() => school.close())

const of = (name: string): Colleague => colleagues.get(name)!
const part = (page: Page, name: string | RegExp) => page.getByRole('region', { name })
/** The talks that have a place, in their order. */
const order = (page: Page) => part(page, 'Talks').locator('li.placed h3')
const pick = (page: Page, menu: string | RegExp, item: string) =>
  page
    .getByRole('button', { name: menu })
    .click()
    .then(() => page.getByRole('menuitem', { name: item }).click())

test('a TeachMeet is begun with its name and its day; nobody but its host sees it', async () => {
  const { page } = nadia
  await page.goto('/teachmeets')
  await expect(page.getByText('Short talks, and one idea each to try')).toBeVisible()
  await expectSound(page)
  await page.getByRole('link', { name: 'Plan a TeachMeet' }).click()
  await page.getByRole('button', { name: 'Begin to prepare it' }).click()
  await expect(page.getByText('What is it called? “Winter TeachMeet” is fine.')).toBeVisible()
  await expect(page.getByLabel('What is it called?')).toBeFocused()
  await page.getByLabel('What is it called?').fill('Winter TeachMeet')
  await page.getByLabel('On which day?').fill('2099-12-03')
  await page.getByLabel('Minutes', { exact: true }).fill('60')
  await page.getByRole('button', { name: 'A video link' }).click()
  await page.getByLabel('Link of your own video tool').fill('https://video.example/winter')
  await page.getByRole('button', { name: 'A theme' }).click()
  await page.getByLabel('What is it about, and for whom?').fill('Getting more pupils talking.')
  await page.getByRole('button', { name: 'It is one of a series' }).click()
  await page.getByLabel('One of a series?').selectOption('A new series')
  await page.getByLabel('What is the series called?').fill('TeachMeets of the valley')
  await expectSound(page)
  await page.getByRole('button', { name: 'Begin to prepare it' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Winter TeachMeet' })).toBeVisible()
  await expect(page.getByText('Thursday 3 December 2099, 19:00 to 20:00')).toBeVisible()
  await expect(page.getByText('Only its hosts see this yet.')).toBeVisible()
  await expectSound(page)
  meetUrl = page.url()

  const other = of('Isla').page
  await other.goto(meetUrl)
  await expect(other.getByText('There is no TeachMeet at this address')).toBeVisible()
})

test('the run sheet says how long talks may be in all while it is changed', async () => {
  const { page } = nadia
  await page.getByRole('button', { name: 'Change the run sheet' }).click()
  const form = page.getByRole('form', { name: 'The run sheet' })
  await expect(form.getByText('Talks may take 26 of the 60 minutes,')).toBeVisible()
  await form.getByLabel('Minutes for Pause').fill('3')
  await form.getByLabel('Minutes for Pause').press('Tab')
  await expect(form.getByText('Talks may take 31 of the 60 minutes,')).toBeVisible()
  await pick(page, 'Add a part', 'Something else')
  await form.getByLabel('What part 9 is called').fill('A song')
  await form.getByLabel('What part 9 is called').press('Tab')
  await expect(form.getByText('Talks may take 26 of the 60 minutes,')).toBeVisible()
  await pick(page, 'A song: move or take off', 'Earlier')
  await expect(form.getByLabel('What part 8 is called')).toHaveValue('A song')
  await pick(page, 'A song: move or take off', 'Take it off')
  await expectSound(page)
  await form.getByRole('button', { name: 'Save' }).click()
  await expect(
    part(page, 'Run sheet').getByText(
      'Talks may take 31 minutes in all, with 1 minute after each.',
    ),
  ).toBeVisible()
})

test('it is published, and whoever just listens signs up in one tap, by keyboard too', async () => {
  const { page } = nadia
  await page.getByRole('button', { name: 'Publish it, so that people can sign up' }).click()
  await expect(page.getByText('Only its hosts see this yet.')).toHaveCount(0)

  const isla = of('Isla').page
  await isla.goto('/teachmeets')
  await part(isla, 'Coming').getByRole('link', { name: 'Winter TeachMeet' }).click()
  const listen = isla.getByRole('button', { name: 'Just listening' })
  await listen.focus()
  await isla.keyboard.press('Enter')
  await expect(isla.getByRole('heading', { name: 'You are coming' })).toBeVisible()
  // Nobody is named to others before they say so.
  await expect(part(page, 'Who comes').getByText('Isla')).toHaveCount(0)
  await isla.getByRole('checkbox', { name: 'Others see in the list that I come' }).check()
  await isla.getByRole('button', { name: 'Change how I am named' }).click()
  await isla.getByLabel('Your name, as others see it here').fill('Isla M')
  await isla.getByLabel('Your school').fill('Larkfield Rise')
  await isla.getByRole('button', { name: 'Save' }).click()
  await expect(part(page, 'Who comes').getByText('Isla M')).toBeVisible()
  await expect(part(page, 'Who comes').getByText('Larkfield Rise')).toBeVisible()
  await expectSound(isla)
})

test('five colleagues offer talks from their own browsers, and what they allow is theirs', async () => {
  for (const { name, title, kind } of speakers) {
    const { page } = of(name)
    await page.goto(meetUrl)
    await page.getByRole('button', { name: 'Offer a talk' }).click()
    const card = page.getByRole('form', { name: 'A talk' })
    await expect(card.getByLabel('What is your talk called?')).toBeFocused()
    await card.getByLabel('What is your talk called?').fill(title)
    await card.getByRole('button', { name: kind }).click()
    await card.getByLabel('It may stand in the library').check()
    if (name === 'Isla') {
      await expect(card.getByText('A story, not a sale.')).toBeVisible()
      await expectSound(page)
    }
    await card.getByRole('button', { name: 'Offer it' }).click()
    await expect(part(page, 'Talks').getByRole('heading', { name: title })).toBeVisible()
  }
  const isla = of('Isla').page
  const published = isla.getByRole('button', { name: 'In the library afterwards' })
  await expect(published).toHaveAttribute('aria-pressed', 'true')
  await published.click()
  await expect(published).toHaveAttribute('aria-pressed', 'false')
  await expect(isla.getByText('Not in the library')).toBeVisible()
  await expect(part(nadia.page, 'Talks').locator('h3')).toHaveCount(5)
})

test('the host is warned of what does not fit, and mends it in a tap', async () => {
  const { page } = nadia
  // 7 + 2 + 7 + 2 + 15 and a minute after each: 38 of the 31 there are.
  await expect(page.getByText(/talks? do(es)? not fit: 7 minutes too much/)).toBeVisible()
  await expectSound(page)
  await page.getByRole('button', { name: 'No time after each talk, saves 5' }).click()
  await expect(page.getByText(/not fit: 2 minutes too much/)).toBeVisible()
  await page.getByRole('button', { name: 'Micro talks of 5 minutes, saves 4' }).click()
  await expect(page.getByText('All talks fit.')).toBeVisible()
  await expect(part(of('Isla').page, 'Talks').getByText('micro, 5 min').first()).toBeVisible()
})

test('the order is drawn from a number, and every browser draws the same', async () => {
  const { page } = nadia
  await page.getByLabel('A number somebody calls out').fill('-3')
  await page.getByRole('button', { name: 'Draw the order' }).click()
  await expect(page.getByText('A number from 0 to 9999, please.')).toBeVisible()
  await page.getByLabel('A number somebody calls out').fill('4817')
  await page.getByRole('button', { name: 'Draw the order' }).click()
  await expect(page.getByText(/Order drawn at \d\d:\d\d, seed 4817/)).toBeVisible()
  await expect(order(page)).toHaveCount(5)
  const titles = await order(page).allTextContents()

  const jonah = of('Jonah').page
  await jonah.goto(meetUrl)
  await jonah.getByRole('link', { name: 'see how' }).click()
  await expect(jonah.getByText('This browser drew the same order.')).toBeVisible()
  await expect(jonah.getByText('Seed 4817')).toBeVisible()
  await expect(part(jonah, 'The order, and why').locator('.title')).toHaveText(titles)
  await expect(jonah.getByText(/^printf '4817:\d' \| sha256sum$/)).toBeVisible()
  await expectSound(jonah)
  const download = jonah.waitForEvent('download')
  await jonah.getByRole('button', { name: 'Save draw.json' }).click()
  // The command that anybody can run draws from that file what the page shows.
  const file = await (await download).path()
  const command = new SourceProcess('server/admin/draw.ts', [file], {})
  const { code, stdout } = await command.ended
  expect(code).toBe(0)
  expect(stdout).toContain('with seed 4817')
  const tickets = await part(jonah, 'The order, and why').locator('.ticket').allTextContents()
  const drawn = [...stdout.matchAll(/^\d+\. Talk \d+, ticket (\w+):/gm)].map(([, ticket]) => ticket)
  expect(drawn).toHaveLength(5)
  expect(tickets.map((words) => words.replace(/^Ticket\s*/, ''))).toEqual(drawn)
})

test('somebody who withdraws leaves the order, and comes back by themselves', async () => {
  const { page } = of('Priya')
  await page.goto(meetUrl)
  await pick(page, 'Reading with a ruler: what can be done', 'Withdraw it')
  await expect(order(nadia.page)).toHaveCount(4)
  await pick(page, 'Reading with a ruler: what can be done', 'Give it after all')
  await expect(order(nadia.page)).toHaveCount(5)
})

test('hosts try out the timer, and see what they have still to see to', async () => {
  const { page } = nadia
  const list = part(page, 'For the hosts')
  await expect(list.getByText('All talks fit: done')).toBeVisible()
  await expect(list.getByText('A second host, who can take over: not yet')).toBeVisible()
  await list.getByRole('button', { name: 'Try the timer and sounds' }).click()
  await expect(list.getByRole('timer')).toBeVisible()
  await expect(list.getByText('Thank you. A last sentence.')).toBeVisible()
})

test('a co-host is added and hosts by one tap', async () => {
  const { page } = nadia
  const hosts = part(page, 'Hosts')
  await hosts.getByLabel('Add a host').selectOption('Mair')
  await expect(page.getByText('You host. Mair can take over.')).toBeVisible()
  await hosts.getByRole('button', { name: 'Hand over to Mair' }).click()
  await expect(page.getByText('Mair hosts. You can take over.')).toBeVisible()
  const mair = of('Mair').page
  await expect(mair.getByText('You host. Nadia can take over.')).toBeVisible()
  await hosts.getByRole('button', { name: 'Take over from Mair' }).click()
  await expect(mair.getByText('Nadia hosts. You can take over.')).toBeVisible()
})

test('two hosts who change the facts at once lose nothing silently', async () => {
  const { page } = nadia
  const mair = of('Mair').page
  await mair.getByRole('button', { name: 'Change these facts' }).click()
  await page.getByRole('button', { name: 'Change these facts' }).click()
  await page.getByLabel('What is it called?').fill('Winter TeachMeet of the valley')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Winter TeachMeet of the valley')
  await mair.getByLabel('What is it called?').fill('Mair’s title')
  await mair.getByRole('button', { name: 'Save' }).click()
  await expect(mair.getByRole('alert')).toBeVisible()
  await expect(mair.getByLabel('What is it called?')).toHaveValue('Mair’s title')
})

test('it goes into a calendar, and stands on Today', async () => {
  const { page } = of('Jonah')
  await page.goto(meetUrl)
  const download = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Put it in my calendar' }).click()
  const words = await readFile(await (await download).path(), 'utf8')
  expect(words).toContain('SUMMARY:Winter TeachMeet of the valley')
  await page.goto('/')
  await expect(part(page, 'TeachMeets').getByText('You speak')).toBeVisible()
})

test('somebody elsewhere reads both times', async () => {
  const { context } = await school.again('Lena', { timezoneId: 'America/New_York' })
  const page = await context.newPage()
  await page.goto(meetUrl)
  await expect(
    page.getByText('by the clock in London, 14:00 by your clock in New York'),
  ).toBeVisible()
})

test('a guest signs up, offers a talk and checks the draw, and sees nothing of the hosts', async () => {
  const { request } = nadia.context
  const teachMeet = meetUrl.split('/').at(-1)!
  const { url } = await post<NewPassView>(request, school.url, '/api/passes', {
    ...{ id: ulid(), scope: { kind: 'teachmeet', id: teachMeet } },
    endsAt: Date.now() + 86_400_000,
  })
  const { context, page } = await school.stranger()
  const secret = url!.split('#')[1]!
  const guest = { id: ulid(), secret, name: 'Tomos', school: 'Larkfield Rise' }
  await post(context.request, school.url, '/api/guest/enter', guest)
  await page.goto(meetUrl)
  await page.getByRole('button', { name: 'Just listening' }).click()
  await expect(page.getByText('You come as Tomos, Larkfield Rise.')).toBeVisible()
  await page.getByRole('button', { name: 'Offer a talk' }).click()
  await page.getByLabel('What is your talk called?').fill('A question box')
  await page.getByRole('button', { name: 'Offer it' }).click()
  await expect(part(page, 'Talks').getByText('Tomos, Larkfield Rise, guest (you)')).toBeVisible()
  await expect(page.getByRole('combobox')).toHaveCount(0)
  await expect(part(page, 'For the hosts')).toHaveCount(0)
  await expectSound(page)
  await page.getByRole('link', { name: 'see how' }).click()
  await expect(page.getByText('This browser drew the same order.')).toBeVisible()
  await context.close()
})

test('it is started by its host, and everybody has a door to it', async () => {
  const { page } = nadia
  await page.goto(meetUrl)
  await page.getByRole('button', { name: 'Start the TeachMeet' }).click()
  await page.waitForURL(/\/live$/)
  const lena = of('Lena').page
  await lena.goto(meetUrl)
  await expect(lena.getByRole('heading', { name: 'It is on now' })).toBeVisible()
  await expectSound(lena)
  await lena.goto('/teachmeets')
  await expect(part(lena, 'Live now').getByRole('link', { name: /^Join/ })).toBeVisible()
  await lena.goto('/')
  await expect(part(lena, 'TeachMeets').getByText('Live now.')).toBeVisible()
})

test('a series is handed on to whoever hosts the next one', async () => {
  const { page } = nadia
  await page.goto('/teachmeets')
  const series = part(page, 'Series')
  await series.getByLabel('Who hosts the next one?').selectOption('Jonah')
  await expect(page.getByText('Jonah hosts the next one.')).toBeVisible()
  await expectSound(page)
  const jonah = of('Jonah').page
  await jonah.goto('/teachmeets')
  await jonah.getByRole('link', { name: 'Plan the next one of TeachMeets of the valley' }).click()
  await expect(jonah.getByLabel('One of a series?')).toHaveValue(/./)
  // What the one before agreed on for its guests goes on; who they were does not.
  const rules = jonah.getByText('nobody’s name is carried over')
  await expect(rules).toContainText(/As at “.+”: length, place, link, run sheet/)
  const link = jonah.getByLabel('Link of your own video tool')
  await expect(link).toHaveValue('https://video.example/winter')
  await expect(jonah.getByLabel('Minutes', { exact: true })).toHaveValue('60')
  await jonah.getByRole('button', { name: 'A last day for talks' }).click()
  await jonah.getByLabel('Talks are offered until the end of').fill('2026-01-01')
  await expect(jonah.getByText('That day is over: nobody can offer a talk')).toBeVisible()
  await expectSound(jonah)
  await jonah.getByLabel('What is it called?').fill('The next one')
  await jonah.getByLabel('One of a series?').selectOption('No, it stands alone')
  await expect(rules).toHaveCount(0)
  await expect(link).toHaveValue('')
  await expect(jonah.getByLabel('What is it called?')).toHaveValue('The next one')
})
