import { expect, test, type Page } from '@playwright/test'
import type { PassActView, PassView } from '../../shared/community/passes.ts'
import type { RunView } from '../../shared/community/run.ts'
import type { StudyView } from '../../shared/lesson-study/api.ts'
import { cellRoot } from '../../shared/lesson-study/plan.ts'
import { keepPicture } from './support/picture.ts'
import { lookAt, sizes } from './support/look-at.ts'
import { PlanPage } from './support/plan-page.ts'
import { planPath, post, School, type Colleague } from './support/school.ts'
import { expectSound } from './support/sound.ts'

test.use({ actionTimeout: 15_000 })

let school: School
let amira: Colleague
let ben: Colleague
let study: StudyView
test.beforeEach(async ({ browser }) => {
  school = await School.open(browser)
  amira = await school.owner('Amira')
  ben = await school.colleague('Ben')
  study = await school.study(amira, [ben], 'One number or two?')
})
test.afterEach(() => school.close())

const closing = (page: Page) => page.getByRole('textbox', { name: 'Your closing words' })
const suggestions = (page: Page) => page.getByRole('complementary', { name: 'Suggestions' })

/** Amira gives a pass with a PIN on the study's page; its link, to be sent apart from the PIN. */
async function givePass(pin: string): Promise<string> {
  const { page } = amira
  await page.goto(`/studies/${study.id}`)
  await page.getByRole('button', { name: 'Give a pass' }).click()
  await page.getByLabel('For whom').fill('Dr Hale')
  await page.getByLabel('A PIN').fill(pin)
  await page.getByRole('button', { name: 'Make the link' }).click()
  const link = page.getByLabel('The link for Dr Hale')
  await expect(link).toHaveValue(/\/guest#.+/)
  await expectSound(page, 'the study with a pass')
  return link.inputValue()
}

async function comeIn(page: Page, url: string, pin: string): Promise<void> {
  await page.goto(url)
  await page.getByLabel('Your name').fill('Dr Hale')
  await page.getByLabel('PIN').fill(pin)
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/guest\/study$/)
}

async function suggest(page: Page, place: string | RegExp, words: string): Promise<void> {
  const where = page.getByLabel('Where in the plan')
  const label = await where.locator('option').filter({ hasText: place }).first().textContent()
  await where.selectOption({ label: label!.trim() })
  await page.getByLabel('What you suggest').fill(words)
  await page.getByRole('button', { name: 'Suggest this' }).click()
  await expect(page.getByRole('listitem').filter({ hasText: words })).toBeVisible()
}

test('J10: an expert from elsewhere reads, suggests, listens, speaks, and goes', async () => {
  test.setTimeout(240_000)
  const url = await givePass('481700')
  const expert = await school.stranger()
  const { page } = expert
  await comeIn(page, url, '481700')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('One number or two?')
  await expectSound(page, 'the study of the pass')

  // Everybody in the study knows; the plan is read as it is written.
  await ben.page.goto(`/studies/${study.id}`)
  await expect(ben.page.getByText('1 guest may read this')).toBeVisible()
  const plan = new PlanPage(ben.page)
  await plan.open(study)
  await expect(ben.page.getByText('1 guest may read this')).toBeVisible()
  await page.getByRole('link', { name: 'Lesson 1' }).click()
  await expect(page.getByRole('heading', { name: 'The plan', exact: true })).toBeVisible()
  await plan.nameStage(1, 'Washing line')
  const [stage] = await plan.stageIds()
  const root = cellRoot(stage as Parameters<typeof cellRoot>[0], 'do')
  await plan.write(root, 'Peg the cards.')
  await plan.leave()
  await expect(page.getByRole('table')).toContainText('Peg the cards.')

  // Two suggestions, by the keyboard's way from the stage and from the list of places.
  await page.getByRole('button', { name: /^Suggest a change ?, Washing line$/ }).click()
  await expect(page.getByLabel('What you suggest')).toBeFocused()
  await page.keyboard.type('Let them peg before you speak.')
  await page.getByRole('button', { name: 'Suggest this' }).click()
  await expect(page.getByText('Let them peg before you speak.')).toBeVisible()
  await suggest(page, /Why we care/, 'Say what they do with thirds.')
  await expectSound(page, 'the lesson for the expert')

  // One is taken and one set aside; both see it.
  const mark = ben.page.getByRole('button', { name: /^1 suggestion ?, Washing line$/ })
  await mark.click()
  const list = suggestions(ben.page)
  await expect(list.getByRole('listitem').filter({ hasText: 'Dr Hale, guest' })).toHaveCount(2)
  await expectSound(ben.page, 'the plan with suggestions')
  await list
    .getByRole('button', { name: /^Take what Dr Hale/ })
    .first()
    .click()
  await expect(list.getByText('Ben took it into the plan.')).toBeVisible()
  await expect(plan.cell(root)).toContainText('Let them peg before you speak.')
  await list.getByRole('button', { name: /^Set aside/ }).click()
  await expect(list.getByText('Ben set it aside.')).toBeVisible()
  await ben.page.keyboard.press('Escape')
  await expect(list).toHaveCount(0)
  await expect(mark).toHaveCount(0)
  await expect(page.getByText('Ben took it into the plan.')).toBeVisible()
  await expect(page.getByText('Ben set it aside.')).toBeVisible()

  // The discussion: the same step for everybody, and the expert is heard late.
  const lesson = `/api/lessons/${study.lessons[0]!.id}/run/acts`
  const act = (version: number, more: object) =>
    post<RunView>(ben.context.request, school.url, lesson, { version, ...more })
  await act(0, { act: 'open', minutes: 45 })
  await expect(page.getByText('You listen now, and speak at the expert’s step.')).toBeVisible()
  await expect(page.getByRole('timer')).toBeVisible()
  await act(1, { act: 'go', step: 'expert' })
  await expect(page.getByText('You listen now')).toHaveCount(0)
  await expect(page.getByRole('heading', { name: 'What does our expert see?' })).toBeVisible()
  await ben.page.goto(`/studies/${study.id}/lessons/1/discuss`)
  await expect(ben.page.getByText('Dr Hale').first()).toBeVisible()
  await closing(page).click()
  await page.keyboard.type('You watched their hands, not only their answers.')
  await expect(page.locator('.save')).toHaveText('Saved')
  const said = ben.page.getByRole('region', { name: 'What Dr Hale said' })
  await expect(said).toContainText('You watched their hands')

  // Taken back in the middle of a word: writing ends, and nothing unsent is lost.
  const { request } = amira.context
  const [pass] = (await (
    await request.get(`${school.url}/api/passes?study=${study.id}`)
  ).json()) as PassView[]
  let isTyping = true
  const typed = (async () => {
    while (isTyping) await page.keyboard.type('more ', { delay: 20 }).catch(() => undefined)
  })()
  await expect(said).toContainText('more')
  const at = Date.now()
  await request.delete(`${school.url}/api/passes/${pass!.id}`, { headers: { origin: school.url } })
  await expect(page.locator('[contenteditable=true]')).toHaveCount(0, { timeout: 2_000 })
  const tookMs = Date.now() - at
  isTyping = false
  await typed
  expect(tookMs).toBeLessThan(2_000)
  await expect(page.getByText(/Your seat has ended/).first()).toBeVisible()
  await expect(page.getByText('You watched their hands').first()).toBeVisible()
  await expectSound(page, 'after the pass was taken back')

  // The link is dead; the words stay, under the name, in the record too.
  const again = await school.stranger()
  await again.page.goto(url)
  await expect(again.page.getByRole('heading', { level: 1 })).toHaveText(
    'This link no longer opens',
  )
  await expect(said).toContainText('You watched their hands')
  await ben.page.goto(`/studies/${study.id}/record`)
  await expect(said).toContainText('You watched their hands')
  await ben.page.goto(`/studies/${study.id}`)
  await expect(ben.page.getByText('may read this')).toHaveCount(0)
  const acts = (await (
    await request.get(`${school.url}/api/passes/${pass!.id}/acts`)
  ).json()) as PassActView[]
  const kinds = new Set(acts.map((one) => one.act))
  expect([...kinds].sort()).toEqual(['entered', 'made', 'opened-document', 'revoked'])
})

test('words that a cut line kept from the server can be copied when the seat has ended', async () => {
  const url = await givePass('481700')
  const expert = await school.stranger()
  const { page } = expert
  await comeIn(page, url, '481700')
  await page.getByRole('link', { name: 'Lesson 1' }).click()
  await closing(page).click()
  await page.keyboard.type('Kept. ')
  await expect(page.locator('.save')).toHaveText('Saved')
  expert.line.cut()
  await page.keyboard.type('Only here.')
  const { request } = amira.context
  const [pass] = (await (
    await request.get(`${school.url}/api/passes?study=${study.id}`)
  ).json()) as PassView[]
  await request.delete(`${school.url}/api/passes/${pass!.id}`, { headers: { origin: school.url } })
  expert.line.mend()
  const refused = page.getByRole('alert').filter({ hasText: 'Not saved. Copy your text' })
  await expect(refused).toContainText('Only here.', { timeout: 30_000 })
  await expect(refused.getByRole('button', { name: 'Copy your text' })).toBeVisible()
  await expectSound(page, 'unsent words after the end')
})

for (const [size, device] of Object.entries(sizes)) {
  test(`what the expert sees on a ${size}, light and dark`, async () => {
    const url = await givePass('481700')
    const { page } = await school.stranger(device)
    await comeIn(page, url, '481700')
    await lookAt(page, '/guest/study', `expert-study-${size}`)
    await page.goto('/guest/study/lessons/1')
    await suggest(page, /Stage 1: What/, 'Let them peg before you speak.')
    await lookAt(page, '/guest/study/lessons/1', `expert-lesson-${size}`)
    const { page: own } = await school.again('Ben', device)
    await lookAt(own, `/studies/${study.id}`, `study-with-guest-${size}`)
    await own.goto(planPath(study))
    await own.getByRole('button', { name: '1 suggestion', exact: true }).click()
    await expect(suggestions(own)).toBeVisible()
    await own.emulateMedia({ colorScheme: 'light' })
    await expectSound(own, `suggestions, ${size}`)
    await keepPicture(own, { path: `tests/artefacts/screens/suggestions-${size}-light.png` })
  })
}
