import { expect, test } from '@playwright/test'
import { agree, PlanPage } from './support/plan-page.ts'
import { School, type Colleague } from './support/school.ts'
import { readStoredPlan } from './support/stored-plan.ts'
import type { StudyView } from '../../shared/lesson-study/api.ts'

let school: School
let people: Colleague[]
let plans: PlanPage[]
let study: StudyView
let rows: string[]

const doing = (row: string) => `cell:${row}:do`

test.beforeEach(async ({ browser }) => {
  school = await School.open(browser, { keepsClient: true })
  const amira = await school.owner()
  people = [amira, await school.colleague('Ben'), await school.colleague('Cerys')]
  study = await school.study(amira, people.slice(1), 'Do number lines help?')
  plans = people.map(({ page }) => new PlanPage(page))
  for (const plan of plans) await plan.open(study)
  rows = await plans[0]!.stageIds()
})
test.afterEach(() => school.close())

test('three write at once, move rows at the same time, one is offline for a while: all three and the server agree', async () => {
  const [amira, ben, cerys] = plans as [PlanPage, PlanPage, PlanPage]
  await Promise.all([
    amira.write(doing(rows[0]!), 'Count in quarters past one whole.'),
    ben.write(doing(rows[0]!), 'Stop at five quarters and ask.'),
    cerys.write(doing(rows[1]!), 'Peg four cards on a line.'),
  ])
  people[2]!.line.cut()
  await expect(cerys.saveWords).toContainText('Offline')
  await cerys.write(doing(rows[2]!), 'Written on the bus.')
  await expect(cerys.saveWords).toContainText('safe on this device')
  await cerys.leave()
  await Promise.all([
    amira.pick(rows[0]!, 'Move down'),
    ben.pick(rows[4]!, 'Move up'),
    cerys.pick(rows[2]!, 'Move up'),
  ])
  await amira.write(doing(rows[2]!), 'Two pairs meet at one line.')
  people[2]!.line.mend()
  for (const plan of [amira, ben]) await plan.leave()

  const seen = await agree(plans)
  expect(seen.map(({ id }) => id).sort()).toEqual([...rows].sort())
  const words = seen.flatMap(({ cells }) => Object.values(cells)).join(' ')
  for (const text of [
    'Count in quarters past one whole.',
    'Stop at five quarters and ask.',
    'Peg four cards on a line.',
    'Written on the bus.',
    'Two pairs meet at one line.',
  ]) {
    // Every letter once, in order, though another's letters may stand between them.
    expect(lettersOf(words, text)).toBe(true)
  }
  expect(words.match(/Written on the bus\./g)).toHaveLength(1)
  const shared = seen.find(({ id }) => id === rows[0])!.cells[doing(rows[0]!)]!
  expect(shared).toHaveLength(
    'Count in quarters past one whole.Stop at five quarters and ask.'.length,
  )

  const roots = seen.flatMap(({ cells }) => Object.keys(cells))
  await school.server.stop()
  expect(await readStoredPlan(school.server, study.lessons[0]!.planId, roots)).toEqual(seen)
})

test('undo takes back only what is one’s own, across cells', async () => {
  const [amira, ben] = plans as [PlanPage, PlanPage, PlanPage]
  await amira.write(doing(rows[0]!), 'Mine. ')
  await ben.write(doing(rows[0]!), 'Ben’s. ')
  await amira.leave()
  await amira.write(doing(rows[1]!), 'Mine too.')
  await amira.leave()
  await expect(amira.cell(doing(rows[0]!))).toContainText('Ben’s.')
  const undo = amira.page.getByRole('button', { name: 'Undo your last change' })
  while (await undo.isEnabled()) await undo.click()
  await amira.leave()
  await ben.leave()
  const seen = await agree([amira, ben])
  expect(seen[0]!.cells[doing(rows[0]!)]).toBe('Ben’s.')
  expect(seen[1]!.cells[doing(rows[1]!)]).toBe('')
})

test('a cell shows who is in it, and a caret carries its name', async () => {
  const [amira, ben] = plans as [PlanPage, PlanPage, PlanPage]
  await ben.write(doing(rows[1]!), 'Peg two quarters')
  const cell = amira.cell(doing(rows[1]!))
  await expect(cell.locator('.cellflag')).toHaveText('Ben')
  await expect(cell.getByRole('textbox')).toHaveAccessibleDescription(/Ben is editing/)
  await expect(cell.locator('.caret')).toBeAttached()
})

test('a stage deleted by one comes back by undo with the words that another wrote into it meanwhile', async () => {
  const [amira, ben] = plans as [PlanPage, PlanPage, PlanPage]
  people[1]!.line.cut()
  await expect(ben.saveWords).toContainText('Offline')
  await ben.write(doing(rows[3]!), 'Not lost.')
  await ben.leave()
  await amira.pick(rows[3]!, 'Delete this stage')
  await expect(amira.stages).toHaveCount(4)
  await amira.isSaved()
  people[1]!.line.mend()
  await expect(ben.stages).toHaveCount(4)
  await amira.page.getByRole('button', { name: 'Undo', exact: true }).click()
  const seen = await agree([amira, ben])
  expect(seen[3]!.cells[doing(rows[3]!)]).toBe('Not lost.')
})

test('minutes make clock times, and past the lesson’s length they warn', async () => {
  const [amira, ben] = plans as [PlanPage, PlanPage, PlanPage]
  const answer = await people[0]!.context.request.patch(
    `${school.url}/api/lessons/${study.lessons[0]!.id}`,
    {
      data: { date: '2026-11-25', startsAt: '10:05', minutes: 20 },
      headers: { origin: school.url },
    },
  )
  expect(answer.status(), await answer.text()).toBe(200)
  const minutes = (plan: PlanPage, at: number) => plan.stages.nth(at).locator('input.min')
  await minutes(amira, 0).fill('8')
  await minutes(amira, 1).fill('12')
  await expect(ben.stages.nth(1)).toContainText('10:13')
  await expect(ben.page.getByText('20 of 20 minutes planned')).toBeVisible()
  await minutes(ben, 2).fill('4')
  await expect(amira.page.getByText('24 of 20 minutes')).toBeVisible()
})

test('two change different lines of the head at once: everybody sees both, without a reload', async () => {
  const change = (who: number, data: Record<string, string>) =>
    people[who]!.context.request.patch(`${school.url}/api/studies/${study.id}`, {
      data,
      headers: { origin: school.url },
    })
  const answers = await Promise.all([
    change(0, { focus: 'Comparing fractions, maths' }),
    change(1, { classCode: '4B' }),
    change(2, { question: 'Does a number line help?' }),
  ])
  for (const answer of answers) expect(answer.ok()).toBe(true)
  for (const { page } of plans) {
    await expect(page.getByText('Comparing fractions, maths')).toBeVisible()
    await expect(page.getByText('4B', { exact: false }).first()).toBeVisible()
    await expect(page.getByRole('heading', { level: 1 })).toContainText('Does a number line help?')
  }
})

/** Whether `text` is in `words` letter by letter, in order. */
function lettersOf(words: string, text: string): boolean {
  let at = 0
  for (const letter of words) if (letter === text[at]) at += 1
  return at === text.length
}
