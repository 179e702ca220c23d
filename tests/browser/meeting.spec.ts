import { expect, test, type Page } from '@playwright/test'
import { ClubMeeting } from './support/club-meeting.ts'
import { School, type Colleague } from './support/school.ts'
import { skewOf } from './support/timer-skew.ts'

let school: School
let amira: Colleague
let ben: Colleague
let cerys: Colleague
let dafydd: Colleague

test.beforeEach(async ({ browser }) => {
  school = await School.open(browser, { keepsClient: true })
  amira = await school.owner()
  ben = await school.colleague('Ben')
  cerys = await school.colleague('Cerys')
  dafydd = await school.colleague('Dafydd')
})
test.afterEach(() => school.close())

const four = (): [Colleague, Colleague, Colleague, Colleague] => [amira, ben, cerys, dafydd]
const step = (page: Page, name: string) =>
  page.locator('.agenda').getByRole('button', { name: new RegExp(name) })
const round = (page: Page) => page.getByRole('region', { name: 'Our round' })
const title = (page: Page, name: string) =>
  page.locator('.middle').getByRole('heading', { name, exact: true }).first()

test('four people go through a short meeting: passage, the last word, a plan, the close', async () => {
  const meeting = await ClubMeeting.plan(school, four())
  for (const who of four()) await meeting.open(who)
  await expect(amira.page.getByRole('checkbox', { name: 'Dafydd' })).toBeChecked()
  await amira.page.getByRole('button', { name: 'Begin the meeting' }).click()
  for (const { page } of four()) {
    await expect(title(page, 'The passage, quietly')).toBeVisible()
    await expect(page.getByText('forked-road situation')).toBeVisible()
  }

  await step(amira.page, 'Talk').click()
  for (const { page } of four()) await expect(round(page)).toBeVisible()
  for (const { page } of four()) await expect(page.getByText('Group 1')).toHaveCount(0)
  const [group] = (await meeting.view()).groups
  const first = four().find(({ me }) => me.id === group!.people[0]!.id)!
  await round(first.page).getByRole('button', { name: 'Choose your passage' }).click()
  await first.page.getByLabel('A sentence of the text').fill('climb a tree')
  await first.page.getByRole('list', { name: 'Sentences' }).getByRole('button').first().click()
  for (const { page } of four()) {
    await expect(round(page).locator('blockquote')).toContainText('we metaphorically climb a tree')
  }
  const second = four().find(({ me }) => me.id === group!.people[1]!.id)!
  await round(second.page).getByRole('button', { name: 'Next turn' }).click()
  await expect(round(second.page).getByText('You are speaking.')).toBeVisible()
  for (const { page } of four()) {
    await expect(round(page).getByRole('heading', { name: 'What I make of it' })).toBeVisible()
  }

  // Somebody looks elsewhere and comes back, and nobody else is moved.
  await step(ben.page, 'Best ideas').click()
  await expect(ben.page.getByText('You are looking elsewhere.')).toBeVisible()
  await expect(round(cerys.page)).toBeVisible()
  await ben.page.getByRole('button', { name: 'Back to where we are' }).click()
  await expect(round(ben.page)).toBeVisible()

  await step(amira.page, 'My plan').click()
  await expect(ben.page.getByText('Read it to your neighbour;')).toBeVisible()
  await ben.page.getByRole('button', { name: 'Write my plan' }).click()
  await ben.page.getByLabel('The idea').fill('Wait ten seconds after a question')
  await ben.page.getByLabel('Class').fill('8B')
  await ben.page.getByRole('dialog').getByRole('button', { name: /try/i }).first().click()
  await step(amira.page, 'Close').click()
  for (const { page } of four()) {
    await expect(page.locator('.middle')).toContainText('Wait ten seconds after a question')
  }
  await amira.page.getByRole('button', { name: 'Close the meeting' }).click()
  await expect(cerys.page.getByText('Amira closed the meeting.')).toBeVisible()
})

test(
  'the timers of a round are equal on every screen, through a reload and a cut line',
  { tag: '@alone' },
  async () => {
    const meeting = await ClubMeeting.plan(school, four())
    await meeting.here(four())
    await meeting.act(amira, { act: 'open', version: 0 })
    await meeting.go('text')
    const three = [amira, ben, cerys]
    const inRound = '.middle [role="timer"]'
    for (const who of three) await meeting.open(who)
    for (const { page } of three) await expect(round(page)).toBeVisible()
    const figures = [
      await skewOf(
        three.map(({ page }) => page),
        inRound,
      ),
    ]
    await ben.page.reload()
    await expect(round(ben.page)).toBeVisible()
    cerys.line.cut()
    await round(amira.page).getByRole('button', { name: 'Add a minute' }).click()
    await expect(round(ben.page).getByText('left of 2 minutes')).toBeVisible()
    await expect(cerys.page.getByText(/^Offline/).first()).toBeVisible({ timeout: 40_000 })
    figures.push(await skewOf([amira.page, ben.page], inRound))
    cerys.line.mend()
    await expect(round(cerys.page).getByText('left of 2 minutes')).toBeVisible({ timeout: 40_000 })
    figures.push(
      await skewOf(
        three.map(({ page }) => page),
        inRound,
      ),
    )
    process.stdout.write(`timer skew of a round in ms: ${figures.join(', ')}\n`)
    for (const skew of figures) expect(skew).toBeLessThanOrEqual(500)
  },
)

test('seven people talk in two groups, and two who press "Next turn" at once pass one turn', async () => {
  const more: Colleague[] = []
  for (const name of ['Elin', 'Femi', 'Grace']) more.push(await school.colleague(name))
  const everybody = [...four(), ...more] as [Colleague, ...Colleague[]]
  const meeting = await ClubMeeting.plan(school, everybody)
  await meeting.here(everybody)
  await meeting.act(amira, { act: 'open', version: 0 })
  await meeting.go('text')
  await meeting.open(amira)
  const glance = amira.page.getByRole('region', { name: 'All groups' })
  await expect(glance.getByText('Group 2', { exact: true })).toBeVisible()

  const group = (await meeting.view()).groups.find(({ people }) => people.length === 4)!
  const inIt = everybody.filter(({ me }) => group.people.some(({ id }) => id === me.id))
  const [one, other] = inIt as [Colleague, Colleague]
  const card = ({ page }: Colleague) => page.getByRole('region', { name: `Group ${group.number}` })
  for (const who of [one, other]) {
    await meeting.open(who)
    await expect(card(who)).toBeVisible()
  }
  const before = await meeting.groupRun(group.id)
  const acts = `/api/groups/${group.id}/run/acts`
  await Promise.all(
    [one, other].map((who) =>
      Promise.all([
        who.page.waitForResponse((answer) => answer.url().endsWith(acts)),
        card(who).getByRole('button', { name: 'Next turn' }).click(),
      ]),
    ),
  )
  const after = await meeting.groupRun(group.id)
  expect(after.version).toBeGreaterThan(before.version)
  // Both at once pass one turn; a hand that was slower than the news passes the next.
  expect(after.version - before.version).toBeLessThanOrEqual(2)
  for (const who of [one, other]) {
    await expect(card(who)).toContainText(
      new RegExp(`(${after.speaker?.name} is|You are) speaking\\.`),
    )
  }

  // The chair moves somebody, who has a turn in the other group from then on.
  const target = (await meeting.view()).groups.find(({ id }) => id !== group.id)!
  const moved = group.people.find(({ id }) => id !== after.speaker?.id && id !== amira.me.id)!
  if (one !== amira) await meeting.open(amira)
  await glance.getByRole('button', { name: `Move ${moved.name} to another group` }).click()
  await amira.page.getByRole('menuitem', { name: `Move to group ${target.number}` }).click()
  await expect
    .poll(async () => {
      const { groups } = await meeting.view()
      return groups.find(({ id }) => id === target.id)!.people.map(({ name }) => name)
    })
    .toContain(moved.name)
})

test('statements are marked in silence, and their totals are shown without names afterwards', async () => {
  const meeting = await ClubMeeting.plan(school, four(), { protocol: 'statements' })
  await meeting.here(four())
  await meeting.act(amira, { act: 'open', version: 0 })
  const three = [amira, ben, cerys]
  for (const who of three) await meeting.open(who)
  const marks = ['Wholeheartedly', 'With a but', 'Not'] as const
  for (const [index, { page }] of three.entries()) {
    const group = page.getByRole('group', { name: /^Statement 7/ })
    await group.getByRole('button', { name: marks[index]!, exact: true }).click()
    await expect(group.getByRole('button', { name: marks[index]! })).toHaveAttribute(
      'aria-pressed',
      'true',
    )
  }
  for (const { page } of three) await expect(page.getByText(/\d wholeheartedly/)).toHaveCount(0)
  await step(amira.page, 'Statement 1').click()
  for (const { page } of three) {
    // The widest spread comes first, whichever was asked for.
    await expect(page.locator('.middle blockquote')).toHaveText(
      'How we do a thing matters more than that we do it.',
    )
    await expect(page.getByText('1 wholeheartedly, 1 with a but, 1 not')).toBeVisible()
  }
})

test('a protocol of our own is made from steps, kept through somebody else’s change, and run', async () => {
  const { page } = amira
  await page.goto('/protocols/new')
  await page.getByLabel('Name').fill('One good question')
  const first = page.getByRole('group', { name: 'Step 1' })
  await first.getByLabel('Title').fill('My question')
  await first.getByLabel('Minutes').fill('0.5')
  await page.getByRole('button', { name: 'Add a step' }).click()
  const second = page.getByRole('group', { name: 'Step 2' })
  await expect(second.getByLabel('Title')).toBeFocused()
  await page.keyboard.type('All together')
  await second.getByLabel('Who speaks').selectOption('Anybody, freely')
  await second.getByLabel('Minutes').fill('4')
  await expect(page.getByText('6 minutes for four')).toBeVisible()
  await second.getByLabel('Title').press('Alt+ArrowUp')
  await expect(first.getByLabel('Title')).toHaveValue('All together')
  await first.getByRole('button', { name: 'Move step 1 down' }).click()
  await expect(first.getByLabel('Title')).toHaveValue('My question')
  await page.getByRole('button', { name: 'Save the protocol' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'One good question' })).toBeVisible()

  // The same person on another device is a moment earlier.
  const again = await school.again('Amira')
  await again.page.goto(new URL(page.url()).pathname)
  await again.page.getByLabel('When it is a good choice').fill('For a Tuesday.')
  await page.getByLabel('Name').fill('One very good question')
  await again.page.getByRole('button', { name: 'Save the protocol' }).click()
  await expect(page.getByText('What you typed is kept here.')).toBeVisible()
  await expect(page.getByLabel('Name')).toHaveValue('One very good question')
  await page.getByRole('button', { name: 'Save mine over it' }).click()
  await expect(again.page.getByLabel('Name')).toHaveValue('One very good question')

  const meeting = await ClubMeeting.plan(school, four())
  await meeting.open(amira)
  await page.getByText('Change the form, the protocol or the passage').click()
  await page.getByLabel('Protocol for the text').selectOption('One very good question')
  await expect(page.locator('.middle')).toContainText('One very good question.')
  await meeting.here(four())
  await page.getByRole('button', { name: 'Begin the meeting' }).click()
  await expect(title(page, 'The passage, quietly')).toBeVisible()
  await step(page, 'Talk').click()
  await expect(round(page).getByRole('heading', { name: 'My question' })).toBeVisible()
})

test('a meeting whose chair has not come is begun by somebody who is here, who chairs it then', async () => {
  const meeting = await ClubMeeting.plan(school, four())
  for (const who of [ben, cerys]) await meeting.open(who)
  await expect(ben.page.getByText('Amira is not here; you chair today.')).toBeVisible()
  // The chair comes after all: it is theirs again.
  await meeting.open(amira)
  await expect(ben.page.getByText('Amira begins the meeting.')).toBeVisible()
  await expect(ben.page.getByRole('button', { name: 'Begin the meeting' })).toHaveCount(0)
  await ben.page.getByRole('checkbox', { name: 'Amira' }).uncheck()
  await ben.page.getByRole('button', { name: 'Begin the meeting' }).click()
  await expect(title(cerys.page, 'The passage, quietly')).toBeVisible()
  expect((await meeting.view()).chair?.name).toBe('Ben')
  await step(ben.page, 'Talk').click()
  await expect(round(cerys.page)).toBeVisible()
})
