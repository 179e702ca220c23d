import { expect, test } from '@playwright/test'
import { keepPicture } from './support/picture.ts'
import { type Colleague, planPath, School } from './support/school.ts'
import { expectSound } from './support/sound.ts'

const reason = 'A pupil may not be safe; the safeguarding lead asked for it.'

let school: School
let head: Colleague
let teacher: Colleague
test.beforeEach(async ({ browser }) => {
  school = await School.open(browser, { keepsClient: true })
  head = await school.owner('Mair')
  teacher = await school.colleague('Amira')
})
test.afterEach(() => school.close())

/** Axe finds nothing, nothing stands out sideways, and a picture is kept. */
async function look({ page }: Colleague, name: string): Promise<void> {
  for (const theme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })
    for (const width of [1440, 390]) {
      await page.setViewportSize({ width, height: 900 })
      await expectSound(page, `${name} ${width} ${theme}`)
      await keepPicture(page, {
        path: `tests/artefacts/screens/${name}-${width}-${theme}.png`,
        fullPage: true,
      })
    }
  }
  await page.setViewportSize({ width: 1280, height: 800 })
}

test('an emergency is seen by everybody in the study, and a teacher ends it', async () => {
  const study = await school.study(teacher, [], 'Why do they read the digits apart?')
  await teacher.page.goto(`/studies/${study.id}`)
  await expect(teacher.page.getByRole('heading', { level: 1 })).toBeVisible()

  const { page } = head
  await page.goto(`/studies/${study.id}`)
  await expect(page.getByText('There is no study at this address')).toBeVisible()
  await page.goto('/people')
  await page.getByRole('button', { name: 'What to do for Amira' }).click()
  await page.getByRole('menuitem', { name: 'Read their studies in an emergency' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Open them for an hour' }).click()
  await expect(dialog.getByText('Say in a sentence why')).toBeVisible()
  await dialog.getByLabel('Your reason').fill(reason)
  await look(head, 'emergency-dialog')
  await dialog.getByRole('button', { name: 'Open them for an hour' }).click()
  await dialog.getByRole('link', { name: study.title }).click()
  await expect(page.getByText('You read this study as an administrator')).toBeVisible()
  await look(head, 'emergency-admin')

  // Without loading anything again, and in the plan as well.
  const banner = teacher.page.getByText('Mair (administrator) may read this study until')
  await expect(banner).toBeVisible()
  await expect(banner).toContainText(reason)
  await look(teacher, 'emergency-study')
  await page.goto(planPath(study))
  await expect(page.getByText('You can read this plan; its teachers write it.')).toBeVisible()
  await expect(page.locator('[contenteditable="true"]')).toHaveCount(0)
  const kept = await page.evaluate(async () =>
    (await indexedDB.databases()).map(({ name }) => name),
  )
  expect(kept.filter((name) => name?.includes(study.lessons[0]!.planId))).toEqual([])

  await teacher.page.goto(planPath(study))
  await expect(banner).toBeVisible()
  await teacher.page.getByRole('button', { name: 'End it now' }).click()
  await expect(banner).toBeHidden()
  await expect(page.getByText('There is no plan at this address')).toBeVisible()
})

test('a name of the list is told of in every field, and never leaves the device', async () => {
  const { page } = teacher
  const study = await school.study(teacher, [], 'Why do they read the digits apart?')
  const sent: string[] = []
  page.on('request', (request) => sent.push(`${request.url()} ${request.postData() ?? ''}`))
  await page.goto('/account')
  await page.getByLabel('Names to be warned of').fill('Zephyrine\nWill')
  await page.getByRole('button', { name: 'Keep on this device' }).click()
  await expect(page.getByText('Kept on this device.')).toBeVisible()
  await look(teacher, 'account-names')
  expect(sent.filter((one) => one.includes('Zephyrine'))).toEqual([])

  const warning = page.getByText('“Zephyrine” is on your list of names')
  await page.goto(planPath(study))
  const cell = page.getByRole('textbox', { name: /^What teacher and pupils do/ }).first()
  await cell.click()
  await page.keyboard.type('They will ask zephyrine')
  await expect(warning).toBeVisible()
  await look(teacher, 'plan-names')
  await expect(page.getByText('“Will”')).toHaveCount(0)
  for (let i = 0; i < 'zephyrine'.length; i++) await page.keyboard.press('Backspace')
  await page.keyboard.type('B')
  await expect(warning).toBeHidden()

  await page.goto('/account')
  await page.getByRole('button', { name: /Amira/ }).first().click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await expect(page).toHaveURL(/come-in/)
  expect(await page.evaluate(() => JSON.stringify(localStorage))).not.toContain('Zephyrine')
})

test('what will be deleted is on the study’s page, and can be kept for longer', async () => {
  const study = await school.study(teacher, [], 'Why do they read the digits apart?')
  await change(teacher, `/api/lessons/${study.lessons[0]!.id}/ended`, { ended: true })
  await change(head, '/api/keeping/voice', { months: 1 })
  const { page } = teacher
  await page.goto(`/studies/${study.id}`)
  await page.getByText('Each lesson’s material, with its day').click()
  await page
    .getByRole('button', { name: 'Keep what pupils said of lesson 1 until…' })
    .first()
    .click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Until').fill(`${new Date().getFullYear() + 2}-06-01`)
  await dialog.getByLabel('Why').fill('The report to the governors comes in spring.')
  await dialog.getByRole('button', { name: 'Keep', exact: true }).click()
  await expect(page.getByText('Kept longer by Amira')).toBeVisible()
  await look(teacher, 'study-keeping')
  await head.page.goto('/account')
  await expect(head.page.getByLabel('What pupils said')).toHaveValue('1')
  await look(head, 'account-keeping')
})

async function change({ context }: Colleague, path: string, data: unknown) {
  const answer = await context.request.put(school.url + path, {
    data,
    headers: { origin: school.url },
  })
  expect(answer.ok(), await answer.text()).toBe(true)
}
