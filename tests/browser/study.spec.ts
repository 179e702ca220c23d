import { readFile } from 'node:fs/promises'
import type { BrowserContextOptions, Page } from '@playwright/test'
import { expect, test } from '@playwright/test'
import { ulid } from 'ulid'
import type { StudyView } from '../../shared/lesson-study/api.ts'
import { readCalendar } from '../support/read-calendar.ts'
import { keepPicture } from './support/picture.ts'
import { PlanPage } from './support/plan-page.ts'
import type { Colleague } from './support/school.ts'
import { post, School } from './support/school.ts'
import { expectSound } from './support/sound.ts'

let school: School
let amira: Colleague
let ben: Colleague
let cerys: Colleague
let study: StudyView
test.beforeAll(async ({ browser }) => {
  school = await School.open(browser)
  amira = await school.owner()
  ben = await school.colleague('Ben')
  cerys = await school.colleague('Cerys')
  study = await school.study(amira, [ben, cerys], 'Why is a fraction two numbers to our Year 4s?')
  await change('PATCH', `/api/studies/${study.id}`, { classCode: '4B', focus: 'Fractions' })
  await change('PATCH', `/api/lessons/${study.lessons[0]!.id}`, {
    date: '2026-12-02',
    startsAt: '10:05',
  })
})
test.afterAll(() => school.close())

const studyPath = () => `/studies/${study.id}`
const lessonPath = (step: string) => `${studyPath()}/lessons/1/${step}`

async function change(method: 'PATCH' | 'PUT', path: string, data: unknown): Promise<void> {
  const { request } = amira.context
  const answer = await request.fetch(school.url + path, {
    method,
    data,
    headers: { origin: school.url },
  })
  expect(answer.ok(), await answer.text()).toBe(true)
}

test('every step of a lesson is in sight with how far it is, and leads to where it is done', async () => {
  const { page } = amira
  const cells = page.getByRole('list', { name: 'Steps of lesson 1' }).getByRole('link')
  const steps = [
    { name: /^Plan Not begun/, path: 'plan' },
    { name: /^Teach & observe On Wed 2 Dec/, path: 'observe' },
    { name: /^Pupil voice Nobody asked yet/, path: 'voice' },
    { name: /^Discuss Not opened yet/, path: 'discuss' },
    { name: /^Plan again Nothing decided yet/, path: 'again' },
  ]
  for (const { name, path } of steps) {
    await page.goto(studyPath())
    await expect(cells).toHaveCount(steps.length)
    await cells
      .filter({ hasText: name.source.split(' ')[0]!.replace('^', '') })
      .first()
      .focus()
    await page
      .getByRole('list', { name: 'Steps of lesson 1' })
      .getByRole('link', { name })
      .press('Enter')
    await expect(page).toHaveURL(school.url + lessonPath(path))
  }
  await page.goto(studyPath())
  await page.getByRole('link', { name: 'The record of this study' }).click()
  await expect(page).toHaveURL(`${school.url}${studyPath()}/record`)
})

test('three people agree by one tap each, and are asked anew when the wording changes', async () => {
  const pages = [amira, ben, cerys].map(({ page }) => page)
  for (const page of pages) await page.goto(studyPath())
  for (const page of pages) await page.getByRole('button', { name: 'I agree' }).click()
  for (const page of pages) {
    await expect(page.getByText(/^(Ben|You) agreed, /)).not.toHaveCount(0)
    await expect(page.getByText(/ agreed, /)).toHaveCount(3)
    await expect(page.getByRole('button', { name: 'I agree' })).toHaveCount(0)
  }
  await ben.page.getByRole('button', { name: 'Read it' }).click()
  await ben.page.getByRole('button', { name: 'Change the wording' }).click()
  await ben.page.getByLabel('One sentence in each line').fill('Pupils first.\nNo gossip.')
  await ben.page.getByRole('button', { name: 'Keep this wording' }).click()
  await expect(amira.page.getByText('Ben changed the wording.')).toBeVisible()
  await expect(amira.page.getByRole('listitem').filter({ hasText: 'Pupils first.' })).toBeVisible()
  await amira.page.getByText('Wordings before this one').click()
  await expect(amira.page.getByText('rank stays at the door')).toBeVisible()
  await amira.page.getByRole('button', { name: 'I agree' }).click()
  await expect(ben.page.getByRole('listitem').filter({ hasText: /^Amira agreed, / })).toBeVisible()
})

test('a date is moved with a name on every screen, goes back, and is in the calendar file', async () => {
  for (const { page } of [amira, ben]) await page.goto(studyPath())
  await ben.page.getByRole('button', { name: 'Move Plan together, lesson 1' }).click()
  await ben.page.getByLabel('Date', { exact: true }).fill('2026-11-20')
  await ben.page.getByLabel('Starts at').fill('15:30')
  await ben.page.getByRole('button', { name: 'Move', exact: true }).click()
  const meeting = amira.page.getByRole('listitem').filter({ hasText: 'Plan together' })
  await expect(meeting).toContainText('Fri 20 Nov')
  await expect(meeting).toContainText('Moved by Ben')

  const download = amira.page.waitForEvent('download')
  await amira.page.getByRole('link', { name: 'Take these dates into your calendar' }).click()
  const events = readCalendar(await readFile(await (await download).path(), 'utf8'))
  expect(events).toHaveLength(5)
  expect(events.find((one) => one['SUMMARY']?.endsWith('plan together'))).toMatchObject({
    DTSTART: '20261120T153000Z',
  })

  await amira.page.getByRole('button', { name: 'Move Plan together, lesson 1' }).click()
  await amira.page.getByRole('button', { name: 'Back to its usual day' }).click()
  await expect(meeting).toContainText('Wed 18 Nov')
  await expect(meeting).not.toContainText('Moved by')
})

test('roles of a further lesson rotate by one action, and go back by one', async () => {
  const { page } = amira
  await post(amira.context.request, school.url, `/api/studies/${study.id}/lessons`, { id: ulid() })
  await page.goto(studyPath())
  const second = page.getByRole('listitem').filter({ hasText: 'Lesson 2' }).first()
  await expect(second).toContainText('Ben teaches.')
  const { lessons } = (await (
    await amira.context.request.get(`${school.url}/api${studyPath()}`)
  ).json()) as StudyView
  await change('PATCH', `/api/lessons/${lessons[1]!.id}`, { teacherId: cerys.me.id })
  await expect(second).toContainText('Cerys teaches.')
  await page.getByRole('button', { name: 'Rotate the roles for lesson 2' }).click()
  await expect(second).toContainText('Ben teaches.')
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(second).toContainText('Cerys teaches.')
})

test('the release sheet says who needs cover and prints without its controls', async () => {
  for (const { page } of [amira, ben]) await page.goto(`${studyPath()}/release`)
  const cover = (page: Page, label: string) =>
    page.getByRole('textbox', { name: `${label}: Ben, lesson 1` })
  await cover(ben.page, 'Class without its teacher').fill('3A')
  await cover(ben.page, 'Who takes it').fill('Mair')
  await cover(ben.page, 'Who takes it').press('Tab')
  await expect(cover(amira.page, 'Class without its teacher')).toHaveValue('3A')
  await expect(cover(amira.page, 'Who takes it')).toHaveValue('Mair')
  await amira.page.emulateMedia({ media: 'print' })
  await expect(amira.page.getByRole('button', { name: 'Print' })).toBeHidden()
  const pdf = await amira.page.pdf({ preferCSSPageSize: true })
  expect(pagesOf(pdf)).toEqual({ count: 1, sizes: ['595x842'] })
  await amira.page.emulateMedia({ media: null })
})

test('the record reads the plan, what we saw, claims and decisions, and prints whole pages', async () => {
  const { page } = amira
  const plan = new PlanPage(page)
  await plan.open(study)
  const [first] = await plan.stageIds()
  const [wren] = study.pupils
  await plan.nameStage(1, 'Washing line')
  await plan.write(`cell:${first}:do`, 'Peg 2/4 where it belongs. ')
  await plan.write(`field:success:${wren!.id}`, 'Says why 2/4 and 1/2 are one place. ')
  await plan.leave()
  await plan.isSaved()
  await page.goto(lessonPath('saw'))
  await page.locator(`[data-root="pupil:${wren!.id}"]`).click()
  await page.keyboard.type('Pegged 2/4 beside 1/2 and said: the same. ')
  await page.keyboard.press('Escape')
  await expect(page.locator('.save').first()).toHaveText('Saved')
  const lesson = study.lessons[0]!.id
  const claimId = ulid()
  const { request } = amira.context
  await post(request, school.url, `/api/lessons/${lesson}/claims`, {
    id: claimId,
    text: 'the line lets them see one place',
    pupilId: wren!.id,
  })
  await post(request, school.url, `/api/lessons/${lesson}/decisions`, {
    id: ulid(),
    text: 'Begin with the washing line',
    claimId,
    rowId: first,
  })

  await page.goto(`${studyPath()}/record`)
  const record = page.getByRole('article')
  await expect(record).toHaveAttribute('aria-busy', 'false')
  await expect(record.getByRole('cell', { name: /Washing line/ }).first()).toBeVisible()
  await expect(record.getByText('the line lets them see one place').first()).toBeVisible()
  await expect(record.getByText('Our hunch: no note behind it yet.')).toBeVisible()
  await expect(record.getByText('Begin with the washing line')).toBeVisible()
  await expect(
    record.getByText('To test: the line lets them see one place. Proposed.'),
  ).toBeVisible()
  const progress = page.getByRole('table', { name: /Wren/ }).getByRole('row').nth(1)
  await expect(progress).toContainText('Says why')
  await expect(progress).toContainText('Pegged')

  await page.emulateMedia({ media: 'print' })
  await expect(page.getByRole('button', { name: 'Print' })).toBeHidden()
  await keepPicture(page, { path: 'tests/artefacts/screens/record-print.png', fullPage: true })
  const { count, sizes } = pagesOf(await page.pdf({ preferCSSPageSize: true }))
  expect(sizes).toEqual(['842x595'])
  // The first lesson under the head, a page or two for each lesson, and how the pupils came on.
  const lessons = await page.getByRole('heading', { name: /^Lesson \d$/ }).count()
  expect(count).toBeGreaterThanOrEqual(lessons + 1)
  expect(count).toBeLessThanOrEqual(2 * lessons + 1)
  await page.emulateMedia({ media: null })
})

/** How many pages a PDF has, and how large they are in points. */
function pagesOf(pdf: Buffer): { count: number; sizes: string[] } {
  const text = pdf.toString('latin1')
  const boxes = [...text.matchAll(/\/MediaBox ?\[0 0 ([\d.]+) ([\d.]+)\]/g)]
  const sizes = boxes.map(([, width, height]) =>
    [width, height].map((one) => Math.round(Number(one))).join('x'),
  )
  return {
    count: [...text.matchAll(/\/Type ?\/Page\b(?!s)/g)].length,
    sizes: [...new Set(sizes)],
  }
}

const sizes: Record<string, BrowserContextOptions> = {
  desk: { viewport: { width: 1440, height: 900 } },
  tablet: { viewport: { width: 1180, height: 820 }, hasTouch: true, isMobile: true },
  phone: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
}

for (const [size, device] of Object.entries(sizes)) {
  for (const theme of ['light', 'dark'] as const) {
    test(`the study, its release sheet and its record on a ${size}, ${theme}`, async () => {
      const { context, page } = await school.again('Amira', {
        colorScheme: theme,
        reducedMotion: 'reduce',
        ...device,
      })
      await page.goto(studyPath())
      await expect(
        page.getByRole('heading', { name: /What we agreed|How we want to work/ }),
      ).toBeVisible()
      await lookAt(page, `study-overview-${size}-${theme}`)
      await page.goto(`${studyPath()}/release`)
      await expect(page.getByRole('table').first()).toBeVisible()
      await lookAt(page, `release-${size}-${theme}`)
      await page.goto(`${studyPath()}/record`)
      await expect(page.getByRole('article')).toHaveAttribute('aria-busy', 'false')
      await lookAt(page, `record-${size}-${theme}`)
      await context.close()
    })
  }
}

async function lookAt(page: Page, name: string): Promise<void> {
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await expect(page.locator('.skeleton')).toHaveCount(0)
  await page.evaluate(() => document.fonts.ready)
  await keepPicture(page, { path: `tests/artefacts/screens/${name}.png`, fullPage: true })
  await expectSound(page, name)
}
