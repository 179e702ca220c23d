import { expect, test, type Page } from '@playwright/test'
import { ulid } from 'ulid'
import type { NewPassView } from '../../shared/community/passes.ts'
import type { StudyView } from '../../shared/lesson-study/api.ts'
import { HeldSockets } from './support/held-sockets.ts'
import { post, School, type Colleague } from './support/school.ts'

let school: School
let amira: Colleague
let study: StudyView
let pass: NewPassView
let page: Page

test.beforeEach(async ({ browser }) => {
  school = await School.open(browser)
  amira = await school.owner()
  study = await school.study(amira, [], 'One number or two?')
  pass = await post<NewPassView>(amira.context.request, school.url, '/api/passes', {
    id: ulid(),
    scope: { kind: 'study', id: study.id },
    endsAt: Date.now() + 86_400_000,
  })
  ;({ page } = await school.stranger())
})
test.afterEach(() => school.close())

const heading = (words: string) => page.getByRole('heading', { name: words })
const closing = () => page.getByRole('textbox', { name: 'Your closing words' })

async function comeIn(): Promise<void> {
  await page.goto(pass.url!)
  await page.getByLabel('Your name').fill('Dr Hale')
  await page.keyboard.press('Enter')
  await expect(heading('Research lessons')).toBeVisible()
}

/** To the expert the study is not there any more, as it is to whoever never had a pass for it. */
async function isNotThere(): Promise<void> {
  await page.route('**/api/guest/study', (route) =>
    route.fulfill({
      status: 404,
      json: { code: 'not-found', sentence: 'There is nothing here, or it is not yours to see.' },
    }),
  )
}

/** What was missed is asked for again. */
const lookAgain = () => page.evaluate(() => window.dispatchEvent(new Event('online')))

async function takeBack(): Promise<void> {
  const { request } = amira.context
  const headers = { origin: school.url }
  const taken = await request.delete(`${school.url}/api/passes/${pass.pass.id}`, { headers })
  expect(taken.ok()).toBe(true)
}

test('an expert who reads the study when it is not there for them any more is told whom to ask', async () => {
  await comeIn()
  await isNotThere()
  await lookAgain()
  await expect(heading('This study is not open to you')).toBeVisible()
  await expect(page.getByText('Ask whoever gave you the pass.')).toBeVisible()
  await expect(heading('Research lessons')).toHaveCount(0)
})

test('an expert who writes keeps the page, and the words that were not sent, when their pass is taken back', async () => {
  const sockets = await HeldSockets.of(page)
  await comeIn()
  await page.getByRole('link', { name: 'Lesson 1' }).click()
  await closing().click()
  await page.keyboard.type('Kept. ')
  await expect(page.locator('.save')).toHaveText('Saved')
  sockets.hold()
  await page.keyboard.type('Only here.')
  // The study's view answers that there is nothing before anything else has said why.
  await isNotThere()
  const told = page.waitForResponse('**/api/guest/study')
  await lookAgain()
  await told
  await expect(closing()).toContainText('Kept. Only here.')
  await takeBack()
  sockets.letGo()
  const kept = page.getByRole('alert').filter({ hasText: 'Not saved. Copy your text' })
  await expect(kept).toContainText('Only here.')
  await expect(page.getByText('Your seat has ended.')).toHaveCount(1)
  await expect(page.locator('.ProseMirror')).toHaveCount(0)
  await page.reload()
  await expect(heading('Your seat has ended')).toBeVisible()
})
