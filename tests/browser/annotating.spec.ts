import { expect, test, type Page } from '@playwright/test'
import { keepPicture } from './support/picture.ts'
import { ReadChapter } from './support/read-chapter.ts'
import { School, type Colleague } from './support/school.ts'
import { expectSound } from './support/sound.ts'

let school: School
let amira: Colleague
let grace: Colleague
let read: ReadChapter

const words = 'Thinking begins in what may fairly enough be called a forked-road situation'
const note = 'This is my Year 6s before a hard problem.'

test.beforeEach(async ({ browser }) => {
  school = await School.open(browser)
  // Amira chairs the club.
  amira = await school.owner()
  grace = await school.colleague('Grace')
  read = await ReadChapter.begin(school, [amira, grace])
})
test.afterEach(() => school.close())

/** Opens the composer on the sentence with these words. */
async function begin(page: Page, kind: string, says = words) {
  await page.getByText(says).first().click()
  await page.getByRole('toolbar').getByRole('button', { name: kind, exact: true }).click()
  await expect(page.getByRole('textbox', { name: 'Your note' })).toBeFocused()
}

const composer = (page: Page) => page.getByRole('form', { name: 'Your note' })
const thread = (page: Page, name = 'Note by Grace') => page.getByRole('article', { name })
const menu = async (page: Page, label: string, item: string) => {
  await page.getByRole('button', { name: label }).click()
  await page.getByRole('menuitem', { name: item }).click()
}
const open = (page: Page, says: string) =>
  page.locator('[data-resting]').filter({ hasText: says }).click()

test('a note is nobody’s but its writer’s until it is kept; then it is answered and written anew', async () => {
  await read.open(grace)
  await read.open(amira)
  await begin(grace.page, 'Question')
  await grace.page.keyboard.type(note)
  await grace.page.getByRole('combobox', { name: 'Add a tag' }).fill('being stuck')
  await grace.page.keyboard.press('Enter')
  await expect(composer(grace.page).getByText('Who reads it')).toBeVisible()
  await expectSound(grace.page)
  await keepPicture(grace.page, { path: 'tests/artefacts/annotating-composer.png' })

  // Left and found again, on a page that was closed in between; nobody else sees a letter of it.
  await grace.page.keyboard.press('Escape')
  await expect(grace.page.getByText('You were writing')).toBeVisible()
  await expect(grace.page.getByText('Saved', { exact: true }).first()).toBeVisible()
  await read.open(grace)
  await expect(amira.page.getByText(note)).toHaveCount(0)
  await grace.page.getByRole('button', { name: 'Go on writing' }).click()
  await composer(grace.page).getByRole('button', { name: 'Keep note' }).click()
  await expect(grace.page.getByText('Kept, for the club.')).toBeVisible()

  await open(amira.page, note)
  await expect(thread(amira.page).getByText('#being stuck')).toBeVisible()
  await expect(thread(amira.page).getByText('Question')).toBeVisible()
  await thread(amira.page).getByRole('button', { name: 'Reply', exact: true }).click()
  await amira.page.getByRole('textbox', { name: 'Your reply' }).fill('Same here.')
  await amira.page.keyboard.press('Enter')
  await open(grace.page, note)
  await expect(thread(grace.page, 'Your note').getByText('Same here.')).toBeVisible()
  await expectSound(amira.page)
  await keepPicture(grace.page, { path: 'tests/artefacts/annotating-thread.png' })

  await menu(grace.page, 'What to do with your note', 'Edit')
  await grace.page.getByRole('textbox', { name: 'Your note' }).fill(`${note} Every year.`)
  await expect(grace.page.getByText('Saved', { exact: true }).first()).toBeVisible()
  await expect(thread(amira.page).getByText('Every year.')).toHaveCount(0)
  await grace.page.keyboard.press('Control+Enter')
  await expect(thread(amira.page).getByText('Every year.')).toBeVisible()
  await expect(thread(amira.page).getByText(', changed')).toBeVisible()
})

test('who reads a note is changed later, with a word about answers; it is deleted and comes back', async () => {
  await read.mark(grace, [{ words, text: note }])
  await read.open(grace)
  await read.open(amira)
  await open(amira.page, note)
  await thread(amira.page).getByRole('button', { name: 'Reply', exact: true }).click()
  await amira.page.getByRole('textbox', { name: 'Your reply' }).fill('Same here.')
  await amira.page.keyboard.press('Enter')

  await open(grace.page, note)
  const own = thread(grace.page, 'Your note')
  await expect(own.getByText('Same here.')).toBeVisible()
  await menu(grace.page, 'What to do with your note', 'Who can read it')
  const dialog = grace.page.getByRole('dialog', { name: 'Who can read it' })
  await dialog.getByRole('button', { name: 'Only me' }).click()
  await expect(dialog.getByText('Amira replied. That reply stays with the club.')).toBeVisible()
  await expectSound(grace.page)
  await keepPicture(grace.page, { path: 'tests/artefacts/annotating-move.png' })
  await dialog.getByRole('button', { name: 'Change who reads it' }).click()
  await expect(own.getByText('Only you')).toBeVisible()
  await expect(thread(amira.page).getByText('Grace has taken this note back.')).toBeVisible()
  await expect(thread(amira.page).getByText('Same here.')).toBeVisible()
  await expect(amira.page.getByText(note)).toHaveCount(0)

  await menu(grace.page, 'What to do with your note', 'Who can read it')
  await dialog.getByRole('button', { name: 'The school' }).click()
  await dialog.getByRole('button', { name: 'Change who reads it' }).click()
  await expect(thread(amira.page).getByText(note)).toBeVisible()
  await expect(thread(amira.page).getByText('The school')).toBeVisible()

  await menu(grace.page, 'What to do with your note', 'Delete')
  await expect(amira.page.getByText(note)).toHaveCount(0)
  await grace.page.getByRole('button', { name: 'Undo' }).click()
  await expect(amira.page.getByText(note)).toBeVisible()
})

test('the chair takes a note out of sight and puts it back; its writer keeps it', async () => {
  const ben = await school.colleague('Ben')
  read = await ReadChapter.begin(school, [amira, grace, ben])
  await read.mark(grace, [{ words, text: note }])
  for (const one of [amira, grace, ben]) await read.open(one)
  await expect(ben.page.getByText(note)).toBeVisible()
  await open(amira.page, note)
  await menu(amira.page, 'What to do with Grace’s note', 'Take it out of sight')
  await expect(ben.page.getByText(note)).toHaveCount(0)
  await expect(thread(amira.page).getByText('The others do not see it.')).toBeVisible()
  await open(grace.page, note)
  await expect(thread(grace.page, 'Your note').getByText('The chair has taken this')).toBeVisible()
  await menu(amira.page, 'What to do with Grace’s note', 'Put it back in sight')
  await expect(ben.page.getByText(note)).toBeVisible()
})

test('notes are found by whose and what they are, and one whose words have gone is put where it belongs', async () => {
  await read.mark(grace, [
    { words, text: note, kind: 'question' },
    { words: 'Active, persistent, and careful consideration', text: 'On the wall.' },
  ])
  await read.open(grace)
  await grace.page.getByRole('button', { name: 'All notes' }).click()
  const sheet = grace.page.getByRole('region', { name: 'All notes' })
  const filters = grace.page.getByRole('group', { name: 'Which notes are shown' })
  await filters.getByRole('button', { name: 'Without an answer' }).click()
  await expect(sheet.getByText(note)).toBeVisible()
  await expect(sheet.getByText('On the wall.')).toHaveCount(0)
  await filters.getByRole('combobox', { name: 'Kind of note' }).selectOption('doubt')
  await expect(grace.page.getByText('No note is like that.')).toBeVisible()
  await expectSound(grace.page)
  await filters.getByRole('button', { name: 'Show all' }).click()
  await expect(sheet.getByText('On the wall.')).toBeVisible()

  // The chapter is brought anew without the sentence of the note.
  const answer = await amira.context.request.patch(`${school.url}/api/chapters/${read.chapterId}`, {
    headers: { origin: school.url },
    data: {
      source:
        'Active, persistent, and careful consideration of any belief or supposed form of knowledge.\n\nAnother one.',
    },
  })
  expect(answer.ok()).toBe(true)
  await expect(grace.page.getByText('Another one.')).toBeVisible()
  await grace.page.getByRole('button', { name: 'All notes' }).click()
  await expect(grace.page.getByText('Notes without a place')).toBeVisible()
  // The other one was found by its words.
  await expect(grace.page.getByRole('button', { name: 'Put it where it belongs' })).toHaveCount(1)
  await expectSound(grace.page)
  await keepPicture(grace.page, { path: 'tests/artefacts/annotating-loose.png' })
  await grace.page.getByRole('button', { name: 'Put it where it belongs' }).click()
  await grace.page.getByRole('searchbox', { name: 'Number or words' }).fill('another')
  await grace.page.getByRole('list', { name: 'Sentences' }).getByRole('button').first().click()
  await expect(grace.page.getByText('The note stands at 2.1.')).toBeVisible()
  await expect(grace.page.getByText('Notes without a place')).toHaveCount(0)
})

test('a link to a note opens its thread', async () => {
  const [id] = await read.mark(grace, [{ words, text: note }])
  await amira.page.goto(`${read.path}#note-${id}`)
  await expect(thread(amira.page).getByText(note)).toBeVisible()
  await expect(thread(amira.page).getByRole('button', { name: 'Reply', exact: true })).toBeVisible()
  await expect(thread(amira.page)).toBeInViewport()
})
