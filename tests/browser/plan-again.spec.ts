import { expect, test, type Page } from '@playwright/test'
import { ulid } from 'ulid'
import * as Y from 'yjs'
import { openStorage } from '../../server/storage/open.ts'
import type { ChainView } from '../../shared/community/chain.ts'
import type { DocumentId } from '../../shared/ids.ts'
import type { StudyView } from '../../shared/lesson-study/api.ts'
import { keepPicture } from './support/picture.ts'
import { PlanPage } from './support/plan-page.ts'
import { planPath, post, School, type Colleague } from './support/school.ts'
import { expectSound } from './support/sound.ts'

let school: School
let amira: Colleague
let ben: Colleague
let study: StudyView
let plan: PlanPage
let stages: string[]

test.beforeEach(async ({ browser }) => {
  school = await School.open(browser)
  amira = await school.owner()
  ben = await school.colleague('Ben')
  study = await school.study(amira, [ben], 'One number or two?')
  plan = new PlanPage(amira.page)
  await plan.open(study)
  stages = await plan.stageIds()
  await plan.nameStage(1, 'Counting stick')
  await plan.nameStage(2, 'Washing line')
  await plan.write(place(0), 'Count in quarters past one whole.')
  await plan.write(place(1), 'Peg the cards on a line.')
  await plan.leave()
  await plan.isSaved()
})
test.afterEach(() => school.close())

const place = (at: number) => `cell:${stages[at]}:do`
const lessonPath = (number: number) => `/api/lessons/${study.lessons[number - 1]!.id}`
const againPath = () => `/studies/${study.id}/lessons/1/again`

/** Whoever taps the first stage of lesson 1 begins it. */
const begin = async (who: Colleague) => {
  const mark = { id: ulid(), rowId: stages[0], at: Date.now() }
  study = await post<StudyView>(who.context.request, school.url, `${lessonPath(1)}/marks`, mark)
}

/** A claim of lesson 1 without a note, and what was decided on it for the first stage. */
async function decide(text: string, claim: string): Promise<ChainView> {
  const claimId = ulid()
  const { request } = amira.context
  await post(request, school.url, `${lessonPath(1)}/claims`, { id: claimId, text: claim })
  return post<ChainView>(request, school.url, `${lessonPath(1)}/decisions`, {
    id: ulid(),
    text,
    claimId,
    rowId: stages[0],
    ownerId: ben.me.id,
  })
}

test('the plan we taught stays as it was, says so, and leads to where changes go', async () => {
  await begin(amira)
  const notice = plan.page.getByText(/^This is the plan we taught, kept as it was on/)
  await expect(notice).toContainText('when Amira began the lesson.')
  await expect(plan.page.getByRole('textbox', { name: /^Name of stage/ })).toHaveCount(0)
  await plan.cell(place(0)).click()
  await expect(plan.page.locator('.ProseMirror')).toHaveCount(0)
  await plan.page.getByRole('button', { name: 'Start lesson 2’s plan from this one' }).click()
  await expect(plan.page).toHaveURL(/lessons\/2\/plan/)
  await expect(plan.cell(place(0))).toContainText('Count in quarters past one whole.')
  await plan.page.getByRole('link', { name: 'Lesson 1', exact: true }).click()
  await plan.page.getByRole('link', { name: 'lesson 2’s plan' }).click()
  await expect(plan.page).toHaveURL(/lessons\/2\/plan/)
})

test('what was written offline while the lesson began goes into the next plan by one action, and the plan we taught stays byte for byte', async () => {
  const writing = new PlanPage(ben.page)
  await writing.open(study)
  await writing.isSaved()
  await writing.canWrite()
  ben.line.cut()
  await writing.write(place(0), ' Ben stops at five quarters.')
  await writing.leave()
  await writing.nameStage(2, 'Washing line, once more')
  await expect(writing.saveWords).toContainText('safe on this device')
  await begin(amira)
  await expect(plan.page.getByText(/^This is the plan we taught/)).toBeVisible()
  const taught = await storedBytes(study.lessons[0]!.planId)
  ben.line.mend()
  const kept = ben.page.getByRole('alert').filter({ hasText: 'Ben stops at five quarters.' })
  await expect(kept).toBeVisible({ timeout: 40_000 })
  await expect(kept).toContainText('This plan was taught and stays as it was.')
  await expect(kept).toContainText('Washing line, once more')
  await look(ben.page, 'refused')
  await kept.getByRole('button', { name: 'Put it into the plan of lesson 2' }).click()
  await expect(ben.page.getByText('It is in the plan of lesson 2.')).toBeVisible()
  await expect(kept).toHaveCount(0)
  await expect(writing.cell(place(0))).not.toContainText('five quarters')
  await amira.page.goto(planPath(study, 2))
  await expect(plan.cell(place(0))).toHaveText(
    'Count in quarters past one whole. Ben stops at five quarters.',
  )
  await expect(plan.page.getByRole('textbox', { name: 'Name of stage 2' })).toHaveValue(
    'Washing line, once more',
  )
  await ben.page.reload()
  await expect(ben.page.getByText(/^This is the plan we taught/)).toBeVisible()
  await expect(ben.page.getByRole('alert')).toHaveCount(0)
  expect(await storedBytes(study.lessons[0]!.planId)).toEqual(taught)
})

test('a decision stands at its stage in the next plan, with what it tests, and what changed is shown with it', async () => {
  await begin(amira)
  const chain = await decide(
    'Stop on one whole. Pupils say the next name first.',
    'She may need the pegs in her hands to say it.',
  )
  await amira.page.goto(againPath())
  await expect(amira.page.getByRole('heading', { level: 1 })).toHaveText(
    'Plan again after lesson 1',
  )
  await look(amira.page, 'not-begun')
  await amira.page.getByRole('button', { name: 'Put in the next plan' }).click()
  await expect(amira.page.getByRole('heading', { level: 1 })).toHaveText(
    'What changed from lesson 1 to lesson 2',
  )
  const stage = amira.page.locator(`[data-stage="${stages[0]}"]`)
  await expect(stage.locator('ins')).toContainText('Stop on one whole.')
  await expect(stage).toContainText('To test')
  await expect(stage.getByRole('link', { name: /^Our hunch/ })).toHaveAttribute(
    'href',
    `/studies/${study.id}/lessons/1/discuss`,
  )
  await amira.page.getByRole('link', { name: 'Lesson 2’s plan' }).click()
  const root = `decision:${chain.decisions[0]!.id}`
  await expect(plan.cell(root)).toHaveText('Stop on one whole. Pupils say the next name first.')
  await expect(plan.page.locator(`[data-stage="${stages[0]}"] td.do`)).toContainText('To test')
  await look(amira.page, 'decision')
  // The other teacher works on in the next plan; whoever looks at the difference sees it happen.
  const writing = new PlanPage(ben.page)
  await ben.page.goto(planPath(study, 2))
  await expect(writing.stages.first()).toBeVisible()
  await amira.page.getByRole('link', { name: 'What changed since lesson 1' }).click()
  await expect(stage).toBeVisible()
  await writing.write(place(1), ' No rulers.')
  await writing.isSaved()
  const other = amira.page.locator(`[data-stage="${stages[1]}"]`)
  await expect(other.locator('ins')).toContainText('No rulers.')
  await expect(other).toContainText('Changed without a decision')
  for (const theme of ['light', 'dark'] as const) {
    await amira.page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })
    for (const [name, width, height] of [
      ['desk', 1440, 900],
      ['tablet', 1180, 820],
      ['phone', 390, 844],
    ] as const) {
      await amira.page.setViewportSize({ width, height })
      await look(amira.page, `again-${name}-${theme}`)
    }
  }
})

/** A picture to be compared by eye; axe finds nothing, and nothing stands out sideways. */
async function look(page: Page, name: string): Promise<void> {
  await page.evaluate(() => document.fonts.ready)
  await keepPicture(page, {
    path: `tests/artefacts/screens/plan-again-${name}.png`,
    fullPage: true,
  })
  await expectSound(page, name)
}

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined }

/** A document as the server's file has it; the server is down for as long as it is read. */
async function storedBytes(id: DocumentId): Promise<Uint8Array> {
  await school.server.stop()
  const storage = await openStorage({
    dataDir: school.server.dataDir,
    databaseUrl: null,
    log: quiet,
  })
  try {
    const stored = await storage.updateLog.load(id)
    if (!stored) throw new Error('the document is not stored')
    const doc = new Y.Doc()
    if (stored.snapshot) Y.applyUpdate(doc, stored.snapshot.update)
    for (const { update } of stored.tail) Y.applyUpdate(doc, update)
    return Y.encodeStateAsUpdate(doc)
  } finally {
    await storage.close()
    await school.server.start()
  }
}
