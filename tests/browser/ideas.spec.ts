import { expect, test, type Page } from '@playwright/test'
import type { BoardView } from '../../shared/reading/ideas.ts'
import { ClubWithIdeas } from './support/club-with-ideas.ts'
import { School, type Colleague } from './support/school.ts'

let school: School
let amira: Colleague
let ben: Colleague
let cerys: Colleague
let club: ClubWithIdeas

test.beforeEach(async ({ browser }) => {
  school = await School.open(browser)
  amira = await school.owner()
  ben = await school.colleague('Ben')
  cerys = await school.colleague('Cerys')
  club = await ClubWithIdeas.start(school, amira, [ben, cerys])
})
test.afterEach(() => school.close())

const column = (page: Page, name: string) => page.getByRole('region', { name })
const card = (page: Page, title: string) =>
  column(page, 'Best ideas').getByRole('listitem').filter({ hasText: title })

const titles = ['Let them climb the tree first', 'Ask for grounds, not guesses', 'Plan the fork']

test('dots are one’s own until the chair closes the vote, and ties are kept', async () => {
  for (const title of titles) await club.card(amira, title)
  await ben.page.goto(club.path)
  await column(ben.page, 'Best ideas').getByRole('button', { name: 'Add an idea' }).click()
  await ben.page.getByLabel('The idea').fill('Wait five seconds')
  await ben.page.getByLabel('Why it fits us').fill('Our quiet ones need them.')
  await ben.page.getByRole('button', { name: 'Add it' }).click()
  await expect(card(ben.page, 'Wait five seconds')).toContainText('You')

  await amira.page.goto(club.path)
  await expect(card(amira.page, 'Wait five seconds')).toContainText('Ben')
  const dot = (page: Page, title: string) =>
    page.getByRole('button', { name: new RegExp(`dot (is )?on ${title}`) })
  for (const title of titles) await dot(ben.page, title).click()
  await expect(ben.page.getByText('No dots left')).toBeVisible()
  await expect(dot(ben.page, 'Wait five seconds')).toHaveAttribute('aria-disabled', 'true')
  await expect(ben.page.getByText('Take one back to put it on another.')).toBeVisible()
  await dot(ben.page, titles[2]!).click()
  await dot(ben.page, 'Wait five seconds').click()
  await dot(amira.page, titles[0]!).click()
  await dot(amira.page, titles[1]!).click()
  await expect(dot(amira.page, titles[1]!)).toHaveAttribute('aria-pressed', 'true')

  // What a page is told is what it shows: nobody's total, nobody else's dot.
  const answer = await cerys.context.request.get(`/api/clubs/${club.club.id}/board`)
  for (const idea of ((await answer.json()) as BoardView).ideas) {
    expect([idea.hasMyDot, idea.dots]).toEqual([false, null])
  }
  await cerys.page.goto(club.path)
  await expect(cerys.page.getByText('3 dots left')).toBeVisible()
  await expect(cerys.page.getByRole('button', { name: 'Close the vote' })).toHaveCount(0)

  await amira.page.getByRole('button', { name: 'Close the vote' }).click()
  const asked = amira.page.getByRole('dialog', { name: 'Close the vote?' })
  await expect(asked).toContainText('Dots become totals, and whose they were is forgotten.')
  await expect(asked.getByRole('button', { name: 'Not yet' })).toBeFocused()
  await asked.getByRole('button', { name: 'Close the vote' }).click()
  for (const { page } of [amira, ben, cerys]) {
    await expect(card(page, titles[0]!)).toContainText('2 dots')
    await expect(card(page, titles[1]!)).toContainText('2 dots')
    await expect(card(page, 'Wait five seconds')).toContainText('1 dot')
    await expect(card(page, titles[2]!)).toContainText('No dots')
    await expect(page.getByText('Chosen', { exact: true })).toHaveCount(3)
    await expect(page.getByRole('button', { name: /dot (is )?on/ })).toHaveCount(0)
  }
})

test('a refused dot goes back to where it was, with a word', async () => {
  await club.card(amira, titles[0]!)
  await ben.page.goto(club.path)
  const dot = ben.page.getByRole('button', { name: new RegExp(`dot (is )?on ${titles[0]!}`) })
  await expect(dot).toHaveAttribute('aria-pressed', 'false')
  await ben.page.route('**/api/ideas/*/dot', (route) =>
    route.fulfill({
      status: 409,
      json: { code: 'conflict', sentence: 'This vote has been closed.' },
    }),
  )
  await dot.click()
  await expect(ben.page.getByText('This vote has been closed.')).toBeVisible()
  await expect(dot).toHaveAttribute('aria-pressed', 'false')
  await expect(ben.page.getByText('3 dots left')).toBeVisible()
})

test('a third open one is asked about once, gently', async () => {
  await club.card(amira, titles[0]!)
  for (const idea of ['Name the pause', 'One question before the title']) {
    await club.commit(ben, { idea, classCode: '5C' })
  }
  const { page } = ben
  await page.goto(club.path)
  await page.getByRole('button', { name: `Try this: ${titles[0]!}` }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByLabel('The idea')).toHaveValue(titles[0]!)
  await dialog.getByLabel('Class').fill('4B')
  await dialog.getByRole('button', { name: 'One person who will ask me' }).click()
  await dialog.getByLabel('One person who will ask me').selectOption('Cerys')
  await dialog.getByRole('button', { name: 'I will try this' }).click()
  await expect(dialog).toContainText('You are trying two things already.')
  await expect(dialog.getByRole('button', { name: 'Not now' })).toBeFocused()
  await dialog.getByRole('button', { name: 'Add it all the same' }).click()
  await expect(dialog).toHaveCount(0)
  await expect(column(page, 'Trying')).toContainText('You, class 4B')
  await page.goto('/trying')
  await expect(page.getByText('Cerys will ask you.')).toBeVisible()
})

test('a link to a report goes to its card, on a phone to its column too', async () => {
  const tries = []
  for (const idea of [
    'A silent minute',
    'Name the pause',
    'One question first',
    'Wait for hands',
  ]) {
    tries.push(await club.commit(amira, { idea, classCode: '6H', passed: true }))
  }
  const happened = 'Quieter pupils had an answer.'
  for (const tried of tries) await club.report(amira, tried, { happened, changed: 'The wait.' })
  const { page } = ben
  const answer = await ben.context.request.get(`/api/clubs/${club.club.id}/board`)
  const { commitments } = (await answer.json()) as BoardView
  // The oldest stands last.
  const { report } = commitments.find(({ idea }) => idea === 'A silent minute')!
  const linked = `${club.path}#report-${report!.id}`
  const cardOf = (idea: string) => page.getByRole('article').filter({ hasText: idea })
  for (const viewport of [
    { width: 1180, height: 600 },
    { width: 390, height: 844 },
  ]) {
    await page.setViewportSize(viewport)
    await page.goto('/trying')
    await page.goto(linked)
    await expect(cardOf('A silent minute')).toBeFocused()
    await expect(cardOf('A silent minute')).toBeInViewport({ ratio: 0.9 })
  }
  // A report that this club does not have moves nobody.
  await page.goto('/trying')
  await page.goto(`${club.path}#report-${tries[0]!.id}`)
  await expect(page.getByText('Nothing yet. While you read').first()).toBeVisible()
  await expect(page.getByRole('article').and(page.locator(':focus'))).toHaveCount(0)
})

test('an idea changes from teacher to teacher, and its line shows how', async () => {
  const report = async (by: Colleague, title: string, words: string, changed: string) => {
    await by.page.goto('/trying')
    await by.page.getByRole('link', { name: `Report back: ${title}` }).click()
    await by.page.getByLabel('What happened').fill(words)
    await by.page.getByLabel('What I changed').fill(changed)
    await by.page.getByRole('button', { name: 'Change', exact: true }).click()
    await by.page.getByRole('button', { name: 'Send', exact: true }).click()
    await expect(by.page.getByText('Sent. Your club sees this.')).toBeVisible()
  }
  const takeUp = async (by: Colleague, from: string, idea: string) => {
    await by.page.goto(club.path)
    await by.page.getByRole('button', { name: `Try a version of this: ${from}` }).click()
    await by.page.getByLabel('The idea').fill(idea)
    await by.page.getByRole('button', { name: 'I will try this' }).click()
    await expect(by.page.getByRole('dialog')).toHaveCount(0)
  }
  await club.commit(amira, { idea: 'A silent minute', classCode: '6H' })
  await report(amira, 'A silent minute', 'Quieter pupils had an answer.', 'Thirty seconds.')
  await takeUp(ben, 'A silent minute', 'Thirty silent seconds')
  await report(ben, 'Thirty silent seconds', 'More of them wrote.', 'They write it down.')
  await takeUp(cerys, 'Thirty silent seconds', 'Thirty seconds, in writing')
  const bens = amira.page.getByRole('article').filter({ hasText: 'Thirty silent seconds' })
  await amira.page.goto(club.path)
  await expect(bens).toContainText('Changed from your version')
  await expect(bens).toContainText('Ben’s')
  await expect(bens).toContainText('Cerys is changing it next')
  await bens.getByRole('link', { name: 'Changed from your version' }).click()
  await expect(amira.page).toHaveURL(/#report-/)
  await report(cerys, 'Thirty seconds, in writing', 'Everybody wrote.', '')
  const last = cerys.page.getByRole('article').filter({ hasText: 'Everybody wrote.' })
  await cerys.page.goto(club.path)
  await expect(last.locator('.lin')).toHaveText(/Changed from Amira’s version\s*Ben’s\s*Yours/)
})
