import { expect, test, type Page } from '@playwright/test'
import { keepPicture } from './support/picture.ts'
import { ClubWithIdeas } from './support/club-with-ideas.ts'
import { School, type Colleague } from './support/school.ts'
import { expectSound } from './support/sound.ts'

/** From the page one has open to a report that is sent, typed at the pace of two thumbs. */
const reportMsMax = 90_000
const letterMs = 120
const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }

let school: School
let amira: Colleague
let ben: Colleague
let club: ClubWithIdeas

test.beforeEach(async ({ browser }) => {
  school = await School.open(browser)
  amira = await school.owner()
  ben = await school.colleague('Ben', phone)
  club = await ClubWithIdeas.start(school, amira, [ben])
  await club.commit(ben, { idea: 'Wait five seconds, then ask again', classCode: '4B' })
})
test.afterEach(() => school.close())

const happened = 'Three hands went up that never do. Two pupils changed their minds.'
const changed = 'Ten seconds, not five.'

test('a report is sent from a phone in well under ninety seconds, and the club reads it', async () => {
  test.setTimeout(150_000)
  const { page } = ben
  await amira.page.goto(club.path)
  await page.goto('/trying')
  const startedAt = Date.now()
  let taps = 0
  const tap = async (locator: ReturnType<Page['getByLabel']>) => {
    taps += 1
    await locator.tap()
  }
  await tap(page.getByRole('link', { name: 'Report back' }))
  await tap(page.getByLabel('What happened'))
  await page.keyboard.type(happened, { delay: letterMs })
  await tap(page.getByLabel('What I changed'))
  await page.keyboard.type(changed, { delay: letterMs })
  await tap(page.getByRole('button', { name: 'Keep', exact: true }))
  await tap(page.getByRole('button', { name: 'Send', exact: true }))
  await expect(page.getByText('Sent. Your club sees this.')).toBeVisible()
  expect(Date.now() - startedAt).toBeLessThan(reportMsMax)
  expect(taps).toBe(5)
  const article = amira.page.getByRole('article').filter({ hasText: 'Wait five seconds' })
  await expect(article).toContainText(happened)
  await expect(article).toContainText('Ben, class 4B, today')

  await page.getByRole('button', { name: 'Change it' }).click()
  await page.getByLabel('What I changed').fill('Ten seconds, and I count them.')
  await page.getByRole('button', { name: 'Send the change' }).click()
  await expect(article).toContainText('Ten seconds, and I count them.')
})

test('nothing of a report is lost by a reload, nor by a network that is away', async () => {
  const { page, line } = ben
  await page.goto('/trying')
  await page.getByRole('link', { name: 'Report back' }).click()
  await page.getByLabel('What happened').fill(happened)
  await page.getByRole('button', { name: 'Change', exact: true }).click()
  await expect(page.getByText('Safe on this device until you send it')).toBeVisible()
  await page.reload()
  await expect(page.getByLabel('What happened')).toHaveValue(happened)
  await expect(page.getByRole('button', { name: 'Change', exact: true })).toHaveAttribute(
    'aria-pressed',
    'true',
  )
  line.cut()
  await page.getByLabel('What I changed').fill(changed)
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  await expect(page.getByText('Waiting to be sent.')).toBeVisible()
  await expect(page.getByText(changed)).toBeVisible()
  line.mend()
  await expect(page.getByText('Sent. Your club sees this.')).toBeVisible({ timeout: 40_000 })
  await amira.page.goto(club.path)
  await expect(amira.page.getByRole('article')).toContainText(happened)
})

test('signing out asks about a report that was begun', async () => {
  const { page } = ben
  await page.goto('/trying')
  await page.getByRole('link', { name: 'Report back' }).click()
  await page.getByLabel('What happened').fill(happened)
  await expect(page.getByText('Safe on this device until you send it')).toBeVisible()
  await page.getByRole('button', { name: 'Your account' }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await expect(page.getByRole('dialog')).toContainText('one piece of work')
})

test('what I am trying can be changed, let go and taken up again', async () => {
  const { page } = ben
  await page.goto('/trying')
  await page.getByRole('button', { name: /^More about/ }).click()
  await page.getByRole('menuitem', { name: 'Change it' }).click()
  await page.getByLabel('Class').fill('5C')
  await page.getByRole('button', { name: 'What I hope to see in pupils' }).click()
  await page.getByLabel('What I hope to see in pupils').fill('More hands.')
  await page.getByRole('button', { name: 'Only me' }).click()
  await page.getByRole('button', { name: 'Keep the change' }).click()
  await expect(page.getByText('With class 5C')).toBeVisible()
  await expect(page.getByText('More hands.')).toBeVisible()
  await expect(page.getByText('Only you see this.')).toBeVisible()
  await page.getByRole('button', { name: /^More about/ }).click()
  await page.getByRole('menuitem', { name: 'Let it go' }).click()
  await page.getByText('Let go', { exact: true }).click()
  await page.getByRole('button', { name: /^Take it up again/ }).click()
  await expect(page.getByRole('link', { name: /^Report back/ })).toBeVisible()
})

test('every part looks right and axe finds nothing, at three sizes, light and dark', async () => {
  test.setTimeout(240_000)
  const { page } = amira
  const days = (n: number) => new Date(Date.now() + n * 86_400_000).toISOString().slice(0, 10)
  await club.card(amira, 'Let them climb the tree first', 'Two minutes of looking before any hint.')
  await club.card(ben, 'Ask for grounds, not guesses', '“What would make you take the other road?”')
  await club.card(ben, 'Plan the fork, not the path', 'Choose the moment of doubt first.')
  const mine = await club.commit(amira, {
    ...{ idea: 'Wait five seconds, then ask again', classCode: '4B', dueOn: days(1) },
    more: { doing: 'Same question, same words, no rescue.' },
  })
  const bens = await club.commit(ben, {
    ...{ idea: 'Two roads on the board: which one, and how do you know?', classCode: '5F' },
  })
  await club.report(ben, bens, {
    happened: 'Two worked answers side by side, one of them wrong. More pupils argued.',
    changed: 'I took names off the answers. With names on, they chose the person.',
    ...{ verdict: 'change', next: 'Let a pupil make the second road.', sharing: 'school' },
  })
  await page.goto(club.path)
  await page.getByRole('button', { name: /^Put a dot on Let them/ }).click()
  await expect(page.getByText('2 dots left')).toBeVisible()
  const sizes = { desk: [1440, 900], tablet: [1180, 820], phone: [390, 844] } as const
  for (const [size, [width, height]] of Object.entries(sizes)) {
    await page.setViewportSize({ width, height })
    for (const theme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })
      const name = (what: string) => `${what}-${size}-${theme}`
      await page.goto(club.path)
      await expect(page.getByText('2 dots left')).toBeVisible()
      await look(page, name('ideas'))
      if (size === 'phone') {
        await page.getByRole('button', { name: 'Reporting back' }).click()
        await look(page, name('ideas-reports'))
        await page.getByRole('button', { name: 'Best ideas' }).click()
      }
      await page.getByRole('button', { name: /^Try this: Ask for/ }).click()
      await page.getByRole('button', { name: 'How I will know' }).click()
      await look(page, name('try-dialog'))
      await page.goto('/trying')
      await expect(page.getByText('Two lines is plenty')).toBeVisible()
      await look(page, name('trying'))
      await page.goto(`/trying/${mine.id}/report`)
      await expect(page.getByLabel('What happened')).toBeVisible()
      await look(page, name('report'))
    }
  }
})

async function look(page: Page, name: string): Promise<void> {
  await page.evaluate(() => document.fonts.ready)
  await keepPicture(page, { path: `tests/artefacts/screens/${name}.png`, fullPage: true })
  await expectSound(page, name)
}
