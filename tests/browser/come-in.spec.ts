import { expect, test } from '@playwright/test'
import { ulid } from 'ulid'
import type { NewInvitationView } from '../../shared/community/api.ts'
import { PlanPage } from './support/plan-page.ts'
import { password, planPath, post, School } from './support/school.ts'

let school: School
test.beforeEach(async ({ browser }) => {
  school = await School.open(browser)
})
test.afterEach(() => school.close())

test('the owner opens the printed link, names the school and starts a study with one question', async () => {
  const { page } = await school.stranger()
  await page.goto(`/start#${school.server.ownerSecret}`)
  await page.getByLabel('Your school').fill('Penrallt Fields Primary')
  await page.getByLabel('Your name').fill('Amira')
  await page.getByLabel('A password').fill(password)
  await page.getByRole('button', { name: 'Open the staffroom' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Amira')

  await page.getByRole('link', { name: 'Lesson studies' }).click()
  await page
    .getByRole('link', { name: /start a/i })
    .first()
    .click()
  const required = page.locator('form input:not([type=checkbox]), form textarea')
  await expect(required).toHaveCount(1)
  await page.getByLabel('What puzzles us?').fill('Why is a fraction two numbers to our Year 4s?')
  await page.getByRole('button', { name: 'Open the plan' }).click()
  const plan = new PlanPage(page)
  await expect(plan.stages).toHaveCount(5)
  await plan.isSaved()
})

test('the owner link works once', async () => {
  const secret = school.server.ownerSecret
  await school.owner()
  const { page } = await school.stranger()
  await page.goto(`/start#${secret}`)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('This link no longer opens')
})

test('from an invitation link to three carets in one plan: two required fields each, under three minutes', async () => {
  const amira = await school.owner()
  const study = await school.study(amira, [], 'Why is a fraction two numbers to our Year 4s?')
  const invitation = await post<NewInvitationView>(
    amira.context.request,
    school.url,
    '/api/invitations',
    { kind: 'link', uses: 2, studyId: study.id, studyRole: 'teacher' },
  )
  if (invitation.kind !== 'link') throw new Error('not a link')
  const first = new PlanPage(amira.page)
  await first.open(study)
  const root = `cell:${(await first.stageIds())[0]}:do`
  await first.write(root, 'Count in quarters. ')

  const startedAt = Date.now()
  for (const name of ['Ben', 'Cerys']) {
    const { page } = await school.stranger()
    await page.goto(invitation.url)
    await expect(page.locator('input[required]')).toHaveCount(2)
    await page.getByLabel('Your name').fill(name)
    await page.getByLabel('A password to come back with').fill(password)
    await page.getByRole('button', { name: `Join as ${name}` }).click()
    await expect(page).toHaveURL(new RegExp(`/studies/${study.id}`))
    await page.goto(planPath(study))
    await new PlanPage(page).write(root, `${name}. `)
  }
  // Amira sees both colleagues' carets, by name, in the cell where she has hers.
  for (const name of ['Ben', 'Cerys']) {
    await expect(first.page.locator('.caret', { hasText: name })).toBeAttached()
  }
  await expect(first.page.getByText('You, Ben and Cerys are here')).toBeVisible()
  expect(Date.now() - startedAt).toBeLessThan(180_000)
})

test('a printed code lets a colleague without mail in', async () => {
  const amira = await school.owner()
  const sheet = await post<NewInvitationView>(
    amira.context.request,
    school.url,
    '/api/invitations',
    { kind: 'codes', count: 1 },
  )
  if (sheet.kind !== 'codes') throw new Error('not codes')
  const { page } = await school.stranger()
  await page.goto('/come-in')
  await page.getByRole('link', { name: 'I have a code from school' }).click()
  await page.getByLabel(/code/i).first().fill(sheet.codes[0]!.toLowerCase())
  await page.keyboard.press('Enter')
  await page.getByLabel('Your name').fill('Dafydd')
  await page.getByLabel('A password to come back with').fill(password)
  await page.getByRole('button', { name: 'Join as Dafydd' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Dafydd')
})

test('whoever signs out comes in again by name', async () => {
  await school.owner()
  const { page } = await school.stranger()
  await page.goto('/studies')
  await page.getByLabel('Name or e-mail').fill('amira')
  await page.getByLabel('Password').fill('not this one')
  await page.getByRole('button', { name: 'Come in' }).click()
  await expect(page.getByRole('alert')).toBeVisible()
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Come in' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Lesson studies' })).toBeVisible()
  await page.goto('/account')
  await page.getByRole('button', { name: 'Sign out here' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Come in')
})

test('an id nobody knows and a study of others look alike', async () => {
  const amira = await school.owner()
  const study = await school.study(amira, [], 'A study of one')
  const ben = await school.colleague('Ben')
  const sentences: string[] = []
  for (const id of [study.id, ulid()]) {
    await ben.page.goto(`/studies/${id}/lessons/1/plan`)
    await expect(ben.page.getByRole('heading', { level: 1 })).toBeVisible()
    sentences.push(await ben.page.locator('main').innerText())
  }
  expect(sentences[0]).toBe(sentences[1])
  expect(sentences[0]).not.toContain('A study of one')
})
