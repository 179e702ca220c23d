import { expect, test, type Page } from '@playwright/test'
import { LiveMeet } from './support/live-meet.ts'
import { School, type Colleague } from './support/school.ts'
import { expectSound } from './support/sound.ts'

let school: School
let nadia: Colleague
let mair: Colleague
let ben: Colleague
let meet: LiveMeet

test.beforeEach(async ({ browser }) => {
  school = await School.open(browser)
  nadia = await school.owner('Nadia')
  mair = await school.colleague('Mair')
  ben = await school.colleague('Ben')
  meet = await LiveMeet.plan(school, nadia, mair)
})
test.afterEach(() => school.close())

const notes = (page: Page) => page.getByRole('textbox', { name: /^Shared notes of/ })
const heading = (page: Page, name: string | RegExp) =>
  page.getByRole('heading', { level: 2, name, exact: typeof name === 'string' })
const timer = (page: Page) => page.getByRole('timer')
const next = (page: Page) => page.getByRole('button', { name: /^Next: / })
const order = (page: Page) => page.getByRole('region', { name: 'Running order' })

async function write(page: Page, words: string): Promise<void> {
  await notes(page).click()
  await page.keyboard.press('ControlOrMeta+End')
  await page.keyboard.type(words)
}

test('an evening: welcome, draw, a talk, an idea, questions, tables, the end', async () => {
  test.setTimeout(240_000)
  const cerys = await school.colleague('Cerys')
  const owen = await school.colleague('Owen')
  const priya = await meet.guest('Priya', 'Tolverne')
  const jonah = await meet.guest('Jonah', 'Tolverne')
  await meet.offer(ben, { title: 'Silent first minute' })
  await meet.offer(nadia, { title: 'One marking code', speakerName: 'Lena' })
  const all = [nadia, mair, ben, cerys, owen, priya, jonah]
  const pages = all.map(({ page }) => page)
  for (const who of all) await meet.open(who)

  await expect(priya.page.getByText('Nadia begins the TeachMeet.')).toBeVisible()
  await expect(priya.page.getByRole('button', { name: 'Begin the TeachMeet' })).toHaveCount(0)
  await nadia.page.getByRole('button', { name: 'Begin the TeachMeet' }).click()
  for (const page of pages) await expect(heading(page, 'Welcome')).toBeVisible()
  await expectSound(priya.page, 'the welcome')

  // The draw is the same on every page.
  await next(nadia.page).click()
  for (const page of pages) await expect(page.getByText(/In the hat: /)).toBeVisible()
  await nadia.page.getByLabel('A number somebody calls out, if you like').fill('4817')
  await nadia.page.getByRole('button', { name: 'Draw the order' }).click()
  const drawn = (await meet.view()).draw!.order
  const titles = (await meet.view()).talks
  for (const page of pages) {
    const lines = page.getByRole('region', { name: 'The draw' }).getByRole('listitem')
    await expect(lines).toHaveCount(drawn.length)
    for (const [index, talk] of drawn.entries()) {
      const { title } = titles.find(({ id }) => id === talk)!
      await expect(lines.nth(index)).toContainText(title)
      await expect(lines.nth(index)).toHaveCSS('opacity', '1')
    }
  }
  await expect(order(priya.page).getByText(/seed 4817/)).toBeVisible()
  await expectSound(cerys.page, 'the draw')

  // Lena is not here: one tap, and she speaks at the end.
  await expect(order(priya.page).getByText('Not here yet')).toHaveCount(0)
  const lena = order(mair.page).getByRole('listitem').filter({ hasText: 'One marking code' })
  await expect(lena.getByText('Not here yet')).toBeVisible()
  await lena.getByRole('button', { name: 'Move to the end' }).click()
  for (const page of pages) await expect(order(page).getByText('Moved to the end')).toBeVisible()
  await lena.getByRole('button', { name: 'Back again' }).click()
  await expect(order(priya.page).getByText('Moved to the end')).toHaveCount(0)
  await lena.getByRole('button', { name: 'Move to the end' }).click()

  // The talk: everybody writes, guests too.
  await next(nadia.page).click()
  for (const page of pages) await expect(heading(page, 'Silent first minute')).toBeVisible()
  await write(ben.page, 'Pens down. ')
  await expect(notes(priya.page)).toContainText('Pens down.')
  await expect(priya.page.getByText('Ben is writing')).toBeVisible()
  await write(priya.page, 'Eleven hands. ')
  await expect(notes(cerys.page)).toContainText('Eleven hands.')
  await expect(priya.page.locator('.save').first()).toHaveText('Saved')
  await expectSound(priya.page, 'a talk, written in')

  // Chat, a hand, a question with votes.
  await owen.page.getByLabel('Message everyone here').fill('Thank you, Ben.')
  await owen.page.keyboard.press('Enter')
  await expect(jonah.page.getByText('Thank you, Ben.')).toBeVisible()
  await jonah.page.getByRole('button', { name: 'Raise a hand' }).click()
  await expect(nadia.page.getByText('Jonah would like to speak')).toBeVisible()
  for (const who of [jonah, owen]) {
    await who.page.getByRole('button', { name: /^Questions/ }).click()
  }
  await jonah.page.getByLabel('Your question').fill('What do the quickest do?')
  await jonah.page.getByRole('button', { name: 'Ask' }).click()
  await owen.page.getByRole('button', { name: /^1 vote: What do the quickest/ }).click()
  await expect(jonah.page.getByRole('button', { name: /^2 votes: What do/ })).toBeVisible()
  await expectSound(owen.page, 'the questions')

  // Whoever is in the middle of a sentence is left there; the others follow.
  await write(cerys.page, 'Worked least')
  await next(nadia.page).click()
  for (const page of [owen.page, priya.page]) {
    await expect(heading(page, 'What will you try?')).toBeVisible()
  }
  await cerys.page.keyboard.type(' on recall.')
  await expect(notes(owen.page)).toContainText('Worked least on recall.')

  // The minute for an idea leads to Today.
  await cerys.page.getByRole('textbox', { name: 'I’ll try', exact: true }).fill('Thirty seconds')
  await cerys.page.getByRole('button', { name: 'Take it' }).click()
  await expect(priya.page.getByText('Thirty seconds')).toBeVisible()
  await priya.page.getByRole('textbox', { name: 'I’ll try', exact: true }).fill('A sand timer')
  await priya.page.keyboard.press('Enter')
  await expect(cerys.page.getByText('A sand timer')).toBeVisible()
  await expectSound(priya.page, 'the minute for an idea')
  const again = await school.again('Cerys')
  await again.page.goto('/')
  await expect(again.page.getByText('Thirty seconds')).toBeVisible()
  await again.context.close()

  // Tables with notes.
  await meet.goTo('tables')
  const theme = mair.page.getByRole('textbox', { name: 'What the table talks about' })
  for (const words of ['Talk before writing', 'Marking less']) {
    await theme.fill(words)
    await mair.page.getByRole('button', { name: 'Put out a table' }).click()
    await expect(theme).toHaveValue('')
  }
  await jonah.page.getByRole('button', { name: /^Sit at table 2/ }).click()
  await jonah.page.getByRole('textbox', { name: /^Notes of table 2/ }).click()
  await jonah.page.keyboard.type('One code for all.')
  await owen.page.getByRole('button', { name: /^Sit at table 2/ }).click()
  await expect(owen.page.getByRole('textbox', { name: /^Notes of table 2/ })).toContainText(
    'One code for all.',
  )
  await mair.page.getByRole('button', { name: 'Share out whoever sits nowhere' }).click()
  await expect(priya.page.getByRole('heading', { name: /^Notes of table/ })).toBeVisible()
  await expectSound(jonah.page, 'the tables')

  // A part that runs over gets a minute more.
  await meet.goTo('other')
  for (const page of pages) await expect(page.getByText('A last sentence.').first()).toBeVisible()
  await nadia.page.getByRole('button', { name: 'Add a minute' }).click()
  for (const page of pages) await expect(timer(page)).toHaveText(/^(1:00|0:[45]\d)$/)

  await meet.goTo('ideas')
  for (const page of pages) await expect(page.getByText('A sand timer')).toBeVisible()
  await meet.goTo('close')
  await mair.page.getByRole('button', { name: 'End the TeachMeet' }).click()
  await mair.page.getByRole('button', { name: 'End it' }).click()
  for (const page of pages) await expect(heading(page, 'That was it')).toBeVisible()
  await expectSound(priya.page, 'the end')
})

test('the host’s browser is gone, and the other goes on within ten seconds', async () => {
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

/** When each page first showed each time, by the one clock of this machine. */
async function watchTimer(page: Page): Promise<void> {
  await page.evaluate(() => {
    const seen: [string, number][] = []
    Object.assign(window, { seen })
    const look = () => {
      const words = document.querySelector('[role=timer]')?.textContent ?? ''
      if (seen.at(-1)?.[0] !== words) seen.push([words, Date.now()])
      requestAnimationFrame(look)
    }
    look()
  })
}

const seenOn = (page: Page) =>
  page.evaluate(() => (window as unknown as { seen: [string, number][] }).seen)

test('timers agree within half a second, after a reload and a dropped line too', async () => {
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
  for (const { page } of all) await watchTimer(page)
  const now = await seconds(nadia.page)
  for (const { page } of all) await expect.poll(() => seconds(page)).toBeLessThan(now - 2)
  const seen = (await Promise.all(all.map(({ page }) => seenOn(page)))).map(
    (times) => new Map(times.slice(1)),
  )
  const shared = [...seen[0]!.keys()].filter((words) => seen.every((times) => times.has(words)))
  expect(shared.length).toBeGreaterThan(1)
  for (const words of shared) {
    const at = seen.map((times) => times.get(words)!)
    expect(Math.max(...at) - Math.min(...at), words).toBeLessThanOrEqual(500)
  }
})

async function seconds(page: Page): Promise<number> {
  const [minutes = 0, rest = 0] = (await timer(page).innerText()).split(':').map(Number)
  return minutes * 60 + rest
}

test('words that were not sent stay, and go once the line is back', async () => {
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

test('hosts hide a message, let the chat rest and lead a guest out, and it stands in the log', async () => {
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
  await expect(nadia.page.getByText(/hid words of Kim: Sales/)).toBeVisible()
})

test('a host and a member come through by keys alone', async () => {
  await meet.offer(ben, { title: 'Silent first minute' })
  for (const who of [nadia, ben]) await meet.open(who)
  await nadia.page.getByRole('button', { name: 'Begin the TeachMeet' }).focus()
  await nadia.page.keyboard.press('Enter')
  await expect(heading(nadia.page, 'Welcome')).toBeVisible()
  await meet.goTo('draw')
  await nadia.page.getByRole('button', { name: 'Draw the order' }).press('Enter')
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

test('the hall’s screen shows the code, follows the run and survives a dropped line', async () => {
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
