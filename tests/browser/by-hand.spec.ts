import { readFileSync } from 'node:fs'
import { expect, test } from '@playwright/test'
import { PlanPage } from './support/plan-page.ts'
import { School } from './support/school.ts'

let school: School
test.beforeEach(async ({ browser }) => {
  school = await School.open(browser)
})
test.afterEach(() => school.close())

test('a plan is written by keyboard alone: a stage named, two cells, a fraction, a stage moved', async () => {
  const amira = await school.owner()
  const study = await school.study(amira, [], 'Keys only')
  const plan = new PlanPage(amira.page)
  await plan.open(study)
  const [first, second] = await plan.stageIds()
  const { keyboard } = amira.page
  await amira.page.getByRole('textbox', { name: 'Name of stage 1' }).focus()
  await keyboard.type('Counting stick')
  await keyboard.press('Enter')
  await keyboard.type('Stop at 5/4 and ask. ')
  await keyboard.press('Tab')
  await keyboard.type('Stall at four quarters.')
  await keyboard.press('Escape')
  await expect(plan.cell(`cell:${first}:do`).getByRole('img', { name: '5 over 4' })).toBeVisible()
  await expect(plan.stages.first()).toContainText('Stall at four quarters.')

  const handle = plan.stages.first().getByRole('button', { name: /move, add or delete/ })
  await handle.focus()
  await keyboard.press('Alt+ArrowDown')
  await expect.poll(() => plan.stageIds().then((ids) => ids.slice(0, 2))).toEqual([second, first])
  await expect(plan.stages.nth(1).getByRole('button', { name: /move, add/ })).toBeFocused()
})

test('a stage is dragged by its handle to another place', async () => {
  const amira = await school.owner()
  const study = await school.study(amira, [], 'By the handle')
  const plan = new PlanPage(amira.page)
  await plan.open(study)
  const before = await plan.stageIds()
  await plan.stages.first().hover()
  const handle = plan.stages.first().getByRole('button', { name: /move, add or delete/ })
  const from = (await handle.boundingBox())!
  const onto = (await plan.stages.nth(2).boundingBox())!
  await amira.page.mouse.move(from.x + from.width / 2, from.y + from.height / 2)
  await amira.page.mouse.down()
  await amira.page.mouse.move(onto.x + 60, onto.y + onto.height * 0.4, { steps: 8 })
  await amira.page.mouse.move(onto.x + 60, onto.y + onto.height * 0.9, { steps: 8 })
  await amira.page.mouse.up()
  await expect.poll(() => plan.stageIds().then((ids) => ids.indexOf(before[0]!))).toBeGreaterThan(1)
  await plan.isSaved()
  const others = (await plan.stageIds()).filter((id) => id !== before[0])
  expect(others).toEqual(before.slice(1))
})

test('a planning table pasted from Word becomes rows', async () => {
  const amira = await school.owner()
  const study = await school.study(amira, [], 'From Word')
  const plan = new PlanPage(amira.page)
  await plan.open(study)
  const [first] = await plan.stageIds()
  await plan.enter(`cell:${first}:do`)
  const html = readFileSync('tests/fixtures/word/plan-with-heading.html', 'utf8')
  await amira.page.evaluate((text) => {
    const data = new DataTransfer()
    data.setData('text/html', text)
    document.activeElement!.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
    )
  }, html)
  await expect
    .poll(async () => (await plan.seen()).map(({ minutes, title }) => `${minutes} ${title}`.trim()))
    .toEqual(expect.arrayContaining(['8 Counting stick', expect.stringContaining('Washing line')]))
  await expect(plan.stages.filter({ hasText: 'past one whole' }).locator('em')).toHaveText(
    'quarters',
  )
  await plan.isSaved()
  expect(await amira.page.locator('.rich [style]').count()).toBe(0)
})

test('the whole visit asks no other host for anything', async () => {
  const hosts = new Set<string>()
  const amira = await school.owner()
  amira.page.on('request', (request) => hosts.add(new URL(request.url()).host))
  amira.page.on('websocket', (socket) => hosts.add(new URL(socket.url()).host))
  const refused: string[] = []
  amira.page.on('console', (message) => {
    if (/Content Security Policy|Refused to/.test(message.text())) refused.push(message.text())
  })
  const study = await school.study(amira, [], 'At home')
  for (const path of ['/', '/studies', '/studies/new', '/people', '/account']) {
    await amira.page.goto(path)
    await expect(amira.page.getByRole('heading', { level: 1 })).toBeVisible()
  }
  const plan = new PlanPage(amira.page)
  await plan.open(study)
  await plan.write(`cell:${(await plan.stageIds())[0]}:do`, 'Here.')
  await plan.isSaved()
  expect([...hosts]).toEqual([new URL(school.url).host])
  expect(refused).toEqual([])
})

test('the example school is there to look at, and its owner removes it in one act', async () => {
  await school.server.stop()
  await school.server.start(['--demo'])
  const amira = /Amira\s+(\S.*)/.exec(school.server.output)![1]!.trim()
  const { page } = await school.stranger()
  await page.goto(`/start#${school.server.ownerSecret}`)
  await page.getByLabel('Your school').fill('Ysgol y Bryn')
  await page.getByLabel('Your name').fill('Sioned')
  await page.getByLabel('A password').fill('three kind words')
  await page.getByRole('button', { name: 'Open the staffroom' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Sioned')

  const example = await school.stranger()
  await example.page.goto('/come-in')
  await example.page.getByLabel('Name or e-mail').fill('Amira')
  await example.page.getByLabel('Password').fill(amira)
  await example.page.getByRole('button', { name: 'Come in' }).click()
  await expect(example.page.getByText(/read a fraction as two numbers/).first()).toBeVisible()

  await page.goto('/account')
  await page.getByRole('button', { name: 'Remove the example' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByRole('button', { name: 'Not yet' })).toBeFocused()
  await dialog.getByRole('button', { name: 'Remove the example' }).click()
  await expect(page.getByRole('heading', { name: 'The example', exact: true })).toBeHidden()
  await page.goto('/people')
  await expect(page.getByRole('button', { name: 'What to do for Sioned' })).toBeVisible()
  await expect(page.getByText('Amira')).toHaveCount(0)
})
