import { expect, test, type Page } from '@playwright/test'
import type { StudyView } from '../../shared/lesson-study/api.ts'
import { keepPicture } from './support/picture.ts'
import { ObservePage } from './support/observe-page.ts'
import { PlanPage } from './support/plan-page.ts'
import { School, type Colleague } from './support/school.ts'

/**
 * J3 to J5 as people would: an empty study, a plan of three hands, a lesson that two observe, what they saw, the
 * discussion, and the second plan with what was decided and why.
 */
let school: School
let amira: Colleague
let ben: Colleague
let cerys: Colleague
let studyId: string

test.beforeEach(async ({ browser }) => {
  school = await School.open(browser)
  amira = await school.owner()
  ben = await school.colleague('Ben')
  cerys = await school.colleague('Cerys')
})
test.afterEach(() => school.close())

const lessonPath = (step: string, number = 1) => `/studies/${studyId}/lessons/${number}/${step}`

async function read(): Promise<StudyView> {
  const answer = await amira.context.request.get(`${school.url}/api/studies/${studyId}`)
  return (await answer.json()) as StudyView
}

const doing = (row: string) => `cell:${row}:do`

/** Amira asks the question and names her colleagues; nothing else is asked. */
async function beginStudy(): Promise<void> {
  const { page } = amira
  await page.goto('/studies/new')
  await page
    .getByRole('textbox', { name: 'What puzzles us?' })
    .fill('Why do our Year 4s read a fraction as two numbers?')
  for (const name of ['Ben', 'Cerys']) await page.getByRole('checkbox', { name }).check()
  await page.getByRole('button', { name: 'Open the plan' }).click()
  await expect(page).toHaveURL(/lessons\/1\/plan/)
  studyId = /studies\/([^/]+)/.exec(page.url())![1]!
}

/** The three write stages, what is done in them, and what they expect of each case pupil. */
async function writePlan(): Promise<void> {
  const plans = [amira, ben, cerys].map(({ page }) => new PlanPage(page)) as [
    PlanPage,
    PlanPage,
    PlanPage,
  ]
  const study = await read()
  for (const plan of plans) await plan.open(study)
  const rows = (await plans[0].stageIds()) as [string, string]
  const [wren, heron, kestrel] = study.pupils.map(({ id }) => id)
  await plans[0].nameStage(1, 'Counting stick')
  await plans[1].nameStage(2, 'Washing line')
  await Promise.all([
    plans[0].write(doing(rows[0]), 'Count in quarters past one whole.'),
    plans[1].write(doing(rows[1]), 'In pairs, peg four cards on a line marked 0, 1 and 2.'),
    plans[2].write(`cell:${rows[1]}:pupil:${wren}`, 'Peg 2/4 to the right of 1/2.'),
  ])
  await plans[2].leave()
  await plans[2].write(`cell:${rows[1]}:pupil:${heron}`, 'Look to a partner first.')
  await plans[2].leave()
  await plans[2].write(`cell:${rows[1]}:pupil:${kestrel}`, 'Quote the rule.')
  for (const plan of plans) {
    await plan.leave()
    await plan.isSaved()
  }
}

/** Ben and Cerys watch, one of them without a network for a while; Amira teaches and ends the lesson. */
async function teachAndObserve(): Promise<void> {
  const [hers, his] = [new ObservePage(cerys.page), new ObservePage(ben.page)]
  const study = await read()
  await his.open(study)
  await his.putRulesAway()
  await hers.open(study)
  await hers.putRulesAway()
  await his.stages.first().click()
  await expect(his.page.getByText('The plan we taught is kept.')).toBeVisible()
  await his.who(/Wren/).click()
  await his.keep('I saw her lips stop at 4/4.')
  await his.stages.nth(1).click()
  cerys.line.cut()
  await hers.who(/Heron/).click()
  await hers.keep('I heard “same place”, to his sleeve.')
  await expect(hers.page.locator('.banner').first()).toContainText('safe on this device')
  await his.who(/Wren/).click()
  await his.keep('I saw her peg 2/4 to the right of 1/2. A hand moved it.')
  await his.keep('I heard “but both numbers are bigger”.')
  cerys.line.mend()
  await hers.page.evaluate(() => window.dispatchEvent(new Event('online')))
  await expect(hers.saveWords).toHaveText('Saved')
  await expect(his.saveWords).toHaveText('Saved')
  await amira.page.goto(lessonPath('observe'))
  await amira.page.getByRole('button', { name: 'The lesson is over' }).click()
  await amira.page
    .getByRole('dialog', { name: 'Is the lesson over?' })
    .getByRole('button', { name: 'The lesson is over' })
    .click()
  await expect(amira.page.getByRole('heading', { level: 1 })).toHaveText('Quiet review')
  expect((await read()).lessons[0]!.begun?.by?.name).toBe('Ben')
}

/** All three see all notes and write what they come to. */
async function sayWhatWeSaw(): Promise<void> {
  for (const { page } of [amira, ben, cerys]) {
    await page.goto(lessonPath('saw'))
    await expect(page.getByRole('article')).toHaveCount(4)
  }
  const { pupils } = await read()
  const sheet = new PlanPage(amira.page)
  await sheet.write(`pupil:${pupils[0]!.id}`, 'She read the digits apart, and had a reason.')
  await sheet.leave()
  await expect(cerys.page.getByText('She read the digits apart, and had a reason.')).toBeVisible()
  const moved = amira.page.getByRole('article').filter({ hasText: 'A hand moved it.' })
  await moved.getByRole('button', { name: /^Bring to the discussion/ }).click()
  await cerys.page
    .getByRole('article')
    .filter({ hasText: 'lips stop' })
    .getByRole('button', { name: 'I saw this too' })
    .click()
  await expect(ben.page.getByText('Cerys saw this too')).toBeVisible()
  await sheet.isSaved()
}

/** A claim that rests on two notes, and a decision drawn from it that goes into the second plan. */
async function discuss(): Promise<void> {
  const open = async (page: Page) => {
    await page.getByRole('link', { name: 'Open the discussion' }).click()
    await expect(page).toHaveURL(/discuss/)
  }
  for (const { page } of [amira, ben, cerys]) await open(page)
  await cerys.page.getByRole('button', { name: 'Open the discussion' }).click()
  await cerys.page.locator('.agenda').getByRole('button', { name: /Wren/ }).click()
  for (const { page } of [amira, ben, cerys]) {
    await expect(page.getByRole('heading', { name: 'Wren, what did we see?' })).toBeVisible()
  }
  const { page } = ben
  await page.getByRole('tab', { name: 'Washing line' }).click()
  await page.getByRole('checkbox', { name: /A hand moved it/ }).check()
  await page.getByRole('checkbox', { name: /both numbers are bigger/ }).check()
  await page.getByLabel('So we think…').fill('Wren has a reason, and her card moves before it.')
  await page.getByRole('button', { name: 'Keep claim' }).click()
  await expect(amira.page.locator('.claims > li').locator('.cite')).toHaveCount(2)

  const decisions = amira.page.getByRole('complementary', { name: 'Decisions' })
  await decisions.getByRole('button', { name: 'Add a decision' }).click()
  await amira.page.getByLabel('What changes').fill('Ask for the reason before anyone moves a card.')
  await amira.page.getByLabel('In which stage').selectOption('Washing line')
  await amira.page.getByLabel('Because we think').selectOption({ index: 1 })
  await amira.page.getByLabel('Who', { exact: true }).selectOption('Ben')
  await amira.page.getByRole('button', { name: 'Propose it' }).click()
  const row = decisions.locator('li', { hasText: 'Ask for the reason' })
  await row.getByRole('button', { name: 'Put in the next plan' }).click()
  await expect(row.getByText('In the next plan', { exact: true })).toBeVisible()
}

test('from an empty study to the second plan: every change of it shows why, and on what evidence', async () => {
  test.setTimeout(180_000)
  await beginStudy()
  await writePlan()
  await teachAndObserve()
  await sayWhatWeSaw()
  await discuss()

  // Lesson 2: somebody else teaches, the plan starts from the one taught and has the decision at its stage.
  const { lessons } = await read()
  expect(lessons).toHaveLength(2)
  expect(lessons[1]!.teacherId).not.toBe(lessons[0]!.teacherId)
  await cerys.page.goto(lessonPath('plan', 2))
  const stage = cerys.page.locator('[data-stage]').nth(1)
  await expect(stage).toContainText('peg four cards on a line')
  await expect(stage).toContainText('Ask for the reason before anyone moves a card.')
  await expect(stage).toContainText('Because')

  await cerys.page.getByRole('link', { name: 'What changed since lesson 1' }).click()
  const changed = cerys.page.locator('[data-stage]').filter({ hasText: 'Washing line' })
  await expect(changed.locator('ins')).toContainText('Ask for the reason')
  await expect(changed.getByRole('link', { name: /Wren has a reason/ })).toBeVisible()
  for (const words of ['“A hand moved it”', '“both numbers are bigger”']) {
    await expect(changed.locator('.cite', { hasText: words })).toContainText('Ben')
  }
  await keepPicture(cerys.page, {
    path: 'tests/artefacts/screens/cycle-what-changed.png',
    fullPage: true,
  })

  // The record has the whole of it, and a colleague outside the study has nothing.
  await ben.page.goto(`/studies/${studyId}/record`)
  for (const words of [
    'Count in quarters past one whole.',
    'She read the digits apart, and had a reason.',
    'Wren has a reason, and her card moves before it.',
    'Ask for the reason before anyone moves a card.',
  ]) {
    await expect(ben.page.getByText(words).first()).toBeVisible()
  }
  const efa = await school.colleague('Efa')
  const refused = await efa.context.request.get(`${school.url}/api/studies/${studyId}/chain`)
  expect(refused.status()).toBe(404)
})
