import { expect, test, type Page } from '@playwright/test'
import { keepPicture } from './support/picture.ts'
import { DiscussedLesson } from './support/discussed-lesson.ts'
import { School, type Colleague } from './support/school.ts'
import { expectSound } from './support/sound.ts'

let school: School
let amira: Colleague
let ben: Colleague
let cerys: Colleague
let lesson: DiscussedLesson

test.beforeEach(async ({ browser }) => {
  school = await School.open(browser)
  amira = await school.owner()
  ben = await school.colleague('Ben')
  cerys = await school.colleague('Cerys')
  lesson = await DiscussedLesson.teach(school, [amira, ben, cerys])
})
test.afterEach(() => school.close())

const decided = (page: Page) => page.getByRole('complementary', { name: 'Decisions' })

test('the hall follows the note-taker, and a change of a decision to a to-do stands on Today', async () => {
  await lesson.act(amira, { act: 'open', version: 0 })
  await lesson.act(amira, { act: 'roles', version: 1, noteTakerId: ben.me.id })
  await lesson.act(amira, { act: 'go', version: 2, step: `pupil:${lesson.pupil('Wren')}` })
  await lesson.open(ben)
  await cerys.page.goto(lesson.path.replace('discuss', 'hall'))
  await expect(cerys.page.getByRole('heading', { name: 'A Wren, Washing line' })).toBeVisible()
  await ben.page.getByRole('button', { name: 'B Heron' }).click()
  await expect(cerys.page.getByRole('heading', { name: 'B Heron, Washing line' })).toBeVisible()
  await ben.page.getByLabel('So we think…').fill('He waits for a sign.')
  await ben.page.getByLabel('So we think…').press('Enter')
  await expect(cerys.page.getByText('He waits for a sign. (our hunch)')).toBeVisible()
  await expect(cerys.page.getByRole('button')).toHaveCount(0)

  await decided(ben.page).getByRole('button', { name: 'Add a decision' }).click()
  await ben.page.getByLabel('What changes').fill('Ask for her reason first.')
  await ben.page.getByLabel('Who', { exact: true }).selectOption('Amira')
  await ben.page.getByRole('button', { name: 'Propose it' }).click()
  await amira.page.goto('/')
  const pick = async (name: string) => {
    await decided(ben.page).getByRole('button', { name: 'This decision' }).click()
    await ben.page.getByRole('menuitem', { name }).click()
  }
  await pick('A change we are trying')
  await pick('Make it a to-do')
  await expect(decided(ben.page).getByText('A change Amira is trying.')).toBeVisible()
  const { page } = amira
  const todo = page.getByRole('checkbox', { name: 'Ask for her reason first.' })
  await expect(todo).toBeVisible()
  await todo.check()
  await expect(page.getByText('Done at')).toBeVisible()
  await page.getByRole('button', { name: 'What changed for pupils?' }).click()
  await page.getByLabel('What changed for pupils?').fill('They wait for each other.')
  await page.getByRole('button', { name: 'Keep the answer' }).click()
  await expect(page.getByRole('heading', { name: 'A change we are trying' })).toHaveCount(0)
})

test('every part looks right and axe finds nothing, at three sizes, light and dark', async () => {
  test.setTimeout(120_000)
  await lesson.act(amira, { act: 'open', version: 0 })
  await lesson.act(amira, { act: 'go', version: 1, step: `pupil:${lesson.pupil('Wren')}` })
  await lesson.open(amira)
  const { page } = amira
  await page.getByRole('checkbox').nth(0).check()
  await page.getByLabel('So we think…').fill('One whole is where Wren stops.')
  await page.getByRole('button', { name: 'Keep claim' }).click()
  await page.getByLabel('So we think…').fill('She may need the pegs in her hands to say it.')
  await page.getByRole('button', { name: 'Keep claim' }).click()
  for (const text of [
    'Stop on one whole. Pupils say the next name.',
    'A short peg line a table.',
  ]) {
    await decided(page).getByRole('button', { name: 'Add a decision' }).click()
    await page.getByLabel('What changes').fill(text)
    await page.getByLabel('In which stage').selectOption('Counting stick')
    await page.getByRole('button', { name: 'Propose it' }).click()
    await expect(decided(page).getByText(text)).toBeVisible()
  }
  await decided(page).getByRole('button', { name: 'Put in the next plan' }).first().click()
  await expect(decided(page).getByText('In the next plan', { exact: true })).toBeVisible()
  await page.getByRole('checkbox').nth(1).check()
  const sizes = { desk: [1440, 900], tablet: [1180, 820], phone: [390, 844] } as const
  for (const [size, [width, height]] of Object.entries(sizes)) {
    await page.setViewportSize({ width, height })
    for (const theme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })
      const parts = size === 'phone' ? ['Notes', 'Steps', 'Decisions'] : ['']
      for (const part of parts) {
        if (part) await page.getByRole('button', { name: new RegExp(`^${part}`) }).click()
        await look(page, `discuss${part && `-${part.toLowerCase()}`}-${size}-${theme}`)
      }
    }
  }
  await page.goto(lesson.path.replace('discuss', 'hall'))
  await expect(page.getByRole('timer')).toBeVisible()
  for (const [width, height] of [
    [1920, 1080],
    [390, 844],
  ] as const) {
    await page.setViewportSize({ width, height })
    for (const theme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })
      await look(page, `hall-${width}-${theme}`)
    }
  }
})

async function look(page: Page, name: string): Promise<void> {
  await page.evaluate(() => document.fonts.ready)
  await keepPicture(page, { path: `tests/artefacts/screens/${name}.png`, fullPage: true })
  await expectSound(page, name)
}
