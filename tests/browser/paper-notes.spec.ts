import { expect, test, type Page } from '@playwright/test'
import { listNotes } from '../../shared/lesson-study/observation.ts'
import { ObservedLesson } from './support/observed-lesson.ts'
import { School, type Colleague } from './support/school.ts'
import { expectSound } from './support/sound.ts'

let school: School
let amira: Colleague
let lesson: ObservedLesson

const pasted = 'her lips stop at the last one'

test.beforeEach(async ({ browser }) => {
  school = await School.open(browser)
  amira = await school.owner()
  const ben = await school.colleague('Ben')
  // Nobody has said when it begins.
  lesson = await ObservedLesson.plan(school, [amira, ben], [amira])
})
test.afterEach(() => school.close())

const time = (page: Page) => page.getByRole('textbox', { name: 'Time' })
const words = (page: Page) => page.getByRole('textbox', { name: 'What I saw or heard' })
const typed = (page: Page) => page.getByRole('list', { name: 'Typed up so far' })

async function open(page: Page): Promise<void> {
  await page.goto(`/studies/${lesson.study.id}/lessons/1/observe/paper`)
  await expect(words(page)).toBeEditable()
}

async function paste(page: Page, text: string): Promise<void> {
  await words(page).focus()
  await page.keyboard.insertText(text)
}

test('words that are pasted before there is a time stay, through a reload, and become a note with it', async () => {
  const { page } = amira
  await open(page)
  await expect(time(page)).toHaveValue('')
  await paste(page, pasted)
  await expect(words(page)).toHaveValue(pasted)
  await expect(words(page)).toBeFocused()
  await expect(
    page.getByText('Your words are kept on this device until they have a time'),
  ).toBeVisible()
  // Saved is what the server has, and these it has not.
  await expect(page.locator('.save')).toHaveCount(0)
  await page.getByRole('combobox', { name: 'Begins with' }).selectOption('saw')
  await expectSound(page)
  // A time that is none asks again, and takes nothing away.
  await time(page).fill('soon')
  await words(page).press('Enter')
  await expect(time(page)).toBeFocused()
  await expect(words(page)).toHaveValue(pasted)
  await expect(typed(page)).toHaveCount(0)

  await page.reload()
  await expect(words(page)).toHaveValue(pasted)
  await expect(page.getByRole('combobox', { name: 'Begins with' })).toHaveValue('saw')
  await time(page).fill('1019')
  await page.keyboard.press('Enter')
  await expect(words(page)).toBeFocused()
  await expect(page.locator('.save')).toHaveText('Saved')
  await page.keyboard.press('End')
  await page.keyboard.type(', then start again')
  await page.keyboard.press('Enter')
  await expect(typed(page)).toContainText(`${pasted}, then start again`)
  await expect(words(page)).toHaveValue('')
  await expect(page.locator('.save').first()).toHaveText('Saved')
  await page.reload()
  await expect(typed(page).getByRole('listitem')).toHaveCount(1)
  await expect(words(page)).toHaveValue('')
  const peer = await lesson.readNotes(amira, amira)
  expect(listNotes(peer.doc)).toMatchObject([
    { text: `${pasted}, then start again`, stem: 'saw', isKept: true, isFromPaper: true },
  ])
  await peer.close()
})

test('who signs out is told of words that have no time yet, and they are gone with them', async () => {
  const { page } = amira
  await open(page)
  await paste(page, pasted)
  await expect(
    page.getByText('Your words are kept on this device until they have a time'),
  ).toBeVisible()
  await page.getByRole('button', { name: /Amira/ }).first().click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  const dialog = page.getByRole('dialog', { name: 'Some of your words are only on this device' })
  await dialog.getByRole('button', { name: 'Stay signed in' }).click()
  await expect(words(page)).toHaveValue(pasted)
  await page.getByRole('button', { name: /Amira/ }).first().click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await dialog.getByRole('button', { name: 'Sign out and lose it' }).click()
  await expect(page).toHaveURL(/come-in/)
  const left = await page.evaluate(async () =>
    (await indexedDB.databases()).map(({ name }) => name),
  )
  expect(left.filter((name) => name?.startsWith('staffroom-taken/'))).toEqual([])
})

test('where the device keeps nothing, the words stay in the field and the page says so', async () => {
  const { page } = amira
  await page.addInitScript(() => {
    indexedDB.open = () => {
      throw new Error('the device keeps nothing')
    }
  })
  await open(page)
  await paste(page, pasted)
  await expect(
    page.getByText('Your words are only on this page until they have a time'),
  ).toBeVisible()
  await expect(words(page)).toHaveValue(pasted)
  await time(page).fill('1019')
  await words(page).press('Enter')
  await expect(typed(page)).toContainText(pasted)
})
