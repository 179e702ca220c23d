import { expect, test, type Page } from '@playwright/test'
import { ReadChapter } from './support/read-chapter.ts'
import { School, type Colleague } from './support/school.ts'
import { expectSound } from './support/sound.ts'

let school: School
let amira: Colleague
let grace: Colleague
let read: ReadChapter

const forked = 'Thinking begins in what may fairly enough be called a forked-road situation'
const standstill = 'he is brought to a standstill of hesitation'
const begun = 'Mine too, and then'

test.beforeEach(async ({ browser }) => {
  school = await School.open(browser)
  // Amira chairs the club.
  amira = await school.owner()
  grace = await school.colleague('Grace')
  read = await ReadChapter.begin(school, [amira, grace])
})
test.afterEach(() => school.close())

const thread = (page: Page) => page.getByRole('article', { name: 'Note by Amira' })
const field = (page: Page) => page.getByRole('textbox', { name: 'Your reply' })
const resting = (page: Page, says: string) =>
  page.locator('[data-resting]').filter({ hasText: says }).first()

async function answer(page: Page, says: string): Promise<void> {
  await resting(page, says).click()
  await thread(page).getByRole('button', { name: 'Reply', exact: true }).click()
  await expect(field(page)).toBeFocused()
  await page.keyboard.type(begun)
}

const isSaved = (page: Page) => expect(page.locator('.save').first()).toHaveText('Saved')

test('a reply that was begun is there again after another thread, another page and a reload', async () => {
  const { page } = grace
  await read.mark(amira, [
    { words: forked, text: 'My Year 6s.' },
    { words: standstill, text: 'Sounds bad.' },
  ])
  await read.open(grace)
  await read.open(amira)
  await answer(page, 'My Year 6s.')
  // By keys: the field is left, the words rest in the thread, and are gone on with.
  await page.keyboard.press('Escape')
  await expect(field(page)).toHaveCount(0)
  await expect(thread(page).getByText('You were answering')).toBeVisible()
  await expectSound(page)
  await thread(page).getByRole('button', { name: 'Go on writing' }).press('Enter')
  await expect(field(page)).toBeFocused()
  await expect(field(page)).toHaveValue(begun)

  await resting(page, 'Sounds bad.').click()
  await expect(thread(page).getByText('Sounds bad.')).toBeVisible()
  await expect(field(page)).toHaveCount(0)
  await expect(resting(page, 'My Year 6s.')).toContainText('You were answering')
  await expect(resting(page, 'My Year 6s.')).toContainText(begun)
  await expectSound(page)
  await resting(page, 'My Year 6s.').press('Enter')
  await expect(field(page)).toHaveValue(begun)
  await expect(field(page)).toBeFocused()

  await isSaved(page)
  await page.goto(`/reading/${read.club.id}`)
  await read.open(grace)
  await resting(page, 'My Year 6s.').click()
  await expect(field(page)).toHaveValue(begun)
  // Nobody else has seen a letter of it.
  await resting(amira.page, 'My Year 6s.').click()
  await expect(amira.page.getByText(begun)).toHaveCount(0)

  // It goes on where it stopped, and is said once.
  await page.keyboard.type(' they wait.')
  await page.keyboard.press('Enter')
  await expect(field(page)).toHaveCount(0)
  await expect(amira.page.getByText(`${begun} they wait.`)).toBeVisible()
  await expect(page.getByText('You were answering')).toHaveCount(0)
  await isSaved(page)
  await page.reload()
  await expect(resting(page, 'My Year 6s.')).toContainText('you replied')
  await expect(page.getByText('You were answering')).toHaveCount(0)
})

test('a tablet that is turned keeps the reply, and the cursor in it', async () => {
  const { page } = grace
  await read.mark(amira, [{ words: forked, text: 'My Year 6s.' }])
  await page.setViewportSize({ width: 1280, height: 800 })
  await read.open(grace)
  await answer(page, 'My Year 6s.')
  for (const [width, height, isOver] of [
    [800, 1280, true],
    [1280, 800, false],
    [390, 844, true],
  ] as const) {
    await page.setViewportSize({ width, height })
    const over = page.getByRole('region', { name: 'Notes on this passage' })
    await expect(over).toHaveCount(isOver ? 1 : 0)
    await expect(field(page)).toHaveValue(begun)
    if (width !== 390) await expect(field(page)).toBeFocused()
    await expectSound(page, `${width}`)
  }
})

test('words that were emptied are no reply any more', async () => {
  const { page } = grace
  await read.mark(amira, [{ words: forked, text: 'My Year 6s.' }])
  await read.open(grace)
  await answer(page, 'My Year 6s.')
  await field(page).fill('')
  await expect(field(page)).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(thread(page).getByRole('button', { name: 'Reply', exact: true })).toBeVisible()
  await expect(page.getByText('You were answering')).toHaveCount(0)
})

test('a reply whose note is taken away while it is written can be copied, and comes back with the note', async () => {
  const { page } = grace
  await read.mark(amira, [{ words: forked, text: 'My Year 6s.' }])
  await read.open(grace)
  await read.open(amira)
  await answer(page, 'My Year 6s.')
  await resting(amira.page, 'My Year 6s.').click()
  await amira.page.getByRole('button', { name: 'What to do with your note' }).click()
  await amira.page.getByRole('menuitem', { name: 'Delete' }).click()
  // It was being written: the words come into sight by themselves.
  const sheet = page.getByRole('region', { name: 'All notes' })
  await expect(sheet.getByText('You were answering')).toBeVisible()
  await expect(sheet.getByText(begun)).toBeVisible()
  await expect(sheet.getByRole('button', { name: 'Copy your words' })).toBeVisible()
  await expectSound(page)
  await isSaved(page)
  await page.reload()
  await page.getByRole('button', { name: 'All notes' }).click()
  await expect(sheet.getByText(begun)).toBeVisible()
  await amira.page.getByRole('button', { name: 'Undo' }).click()
  await expect(sheet.getByText('You were answering notes that')).toHaveCount(0)
  await sheet.locator('[data-resting]').click()
  await expect(field(page)).toHaveValue(begun)

  await resting(amira.page, 'My Year 6s.').click()
  await amira.page.getByRole('button', { name: 'What to do with your note' }).click()
  await amira.page.getByRole('menuitem', { name: 'Delete' }).click()
  await sheet.getByRole('button', { name: 'Delete your reply' }).click()
  await expect(sheet.getByText(begun)).toHaveCount(0)
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(sheet.getByText(begun)).toBeVisible()
})

test('beside a book on paper it is there again too', async () => {
  const { page } = grace
  const paper = await ReadChapter.begin(school, [amira, grace], { kind: 'paper' })
  await amira.page.goto(paper.path)
  await amira.page.getByRole('textbox', { name: 'Page' }).fill('9')
  await amira.page.getByRole('textbox', { name: 'Your note' }).fill('My Year 6s.')
  await amira.page.getByRole('button', { name: 'Keep note' }).click()
  await page.goto(paper.path)
  await answer(page, 'My Year 6s.')
  await isSaved(page)
  await page.reload()
  await expect(resting(page, 'My Year 6s.')).toContainText('You were answering')
  await resting(page, 'My Year 6s.').click()
  await expect(field(page)).toHaveValue(begun)
})

test('without a network, and where the device keeps nothing, typing goes on', async () => {
  const { page, line } = grace
  await page.addInitScript(() => {
    indexedDB.open = () => {
      throw new Error('the device keeps nothing')
    }
  })
  await read.mark(amira, [{ words: forked, text: 'My Year 6s.' }])
  await read.open(grace)
  await expect(resting(page, 'My Year 6s.')).toBeVisible()
  line.cut()
  await answer(page, 'My Year 6s.')
  await expect(field(page)).toHaveValue(begun)
  await page.keyboard.press('Escape')
  await thread(page).getByRole('button', { name: 'Go on writing' }).click()
  await expect(field(page)).toHaveValue(begun)
  line.mend()
  await isSaved(page)
  await read.open(grace)
  await resting(page, 'My Year 6s.').click()
  await expect(field(page)).toHaveValue(begun)
})
