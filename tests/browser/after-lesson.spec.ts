import { expect, test } from '@playwright/test'
import { listNotes } from '../../shared/lesson-study/observation.ts'
import { ObservePage } from './support/observe-page.ts'
import { ObservedLesson } from './support/observed-lesson.ts'
import { School, type Colleague } from './support/school.ts'

let school: School
let amira: Colleague
let ben: Colleague

test.beforeEach(async ({ browser }) => {
  school = await School.open(browser)
  amira = await school.owner()
  ben = await school.colleague('Ben')
})
test.afterEach(() => school.close())

test('in the quiet review a marked moment is written out, set beside the prediction and brought along', async () => {
  const lesson = await ObservedLesson.plan(school, [amira, ben], [amira])
  const observe = new ObservePage(amira.page)
  await observe.open(lesson.study)
  await observe.page.getByRole('button', { name: 'Mark this moment' }).click()
  await expect(observe.notes.first()).toContainText('Moment marked, not yet written')
  await observe.page.goto(`/studies/${lesson.study.id}/lessons/1/observe/review`)
  const { page } = observe
  await page.getByRole('textbox', { name: 'What I saw or heard' }).fill('She went back to 1/2.')
  await page.getByRole('button', { name: 'Did', exact: true }).click()
  await page.getByRole('button', { name: 'Different' }).click()
  await page.getByRole('combobox', { name: 'Stage' }).selectOption({ label: 'Stage 2' })
  await page.getByRole('textbox', { name: /What I think it may mean/ }).fill('She compares now.')
  await page.getByRole('button', { name: 'Bring to the discussion' }).click()
  await page.getByRole('textbox', { name: 'One question for us' }).click()
  await page.keyboard.type('When did she change her mind?')
  await expect(observe.saveWords).toHaveText('Saved')
  const peer = await lesson.readNotes(amira, amira)
  expect(listNotes(peer.doc)).toMatchObject([
    {
      ...{ text: 'She went back to 1/2.', think: 'She compares now.', kind: 'did' },
      ...{ match: 'different', isBrought: true, isKept: true },
    },
  ])
  expect(peer.doc.getXmlFragment('first:question').toJSON()).toContain('When did she')
  await peer.close()
})

test('twenty notes from paper are typed up by keys alone, with their times', async () => {
  const lesson = await ObservedLesson.plan(school, [amira, ben], [amira])
  await lesson.change({ startsAt: '10:05' })
  const { page } = amira
  await page.goto(`/studies/${lesson.study.id}/lessons/1/observe/paper`)
  const time = page.getByRole('textbox', { name: 'Time' })
  await expect(time).toHaveValue('10:05')
  await time.focus()
  const { keyboard } = page
  for (let index = 0; index < 20; index++) {
    // Tab goes by pupil and stem to the words; the last time is offered again.
    if (index % 2 === 0) await keyboard.type(`${1010 + index}`)
    await keyboard.press('Tab')
    if (index === 3) await keyboard.type('C')
    await keyboard.press('Tab')
    await keyboard.press('Tab')
    await keyboard.type(`Paper ${index + 1}`)
    await keyboard.press('Enter')
    await expect(time).toBeFocused()
  }
  const list = page.getByRole('list', { name: 'Typed up so far' })
  await expect(list.getByRole('listitem')).toHaveCount(20)
  await expect(page.locator('.save').first()).toHaveText('Saved')
  const peer = await lesson.readNotes(amira, amira)
  const notes = listNotes(peer.doc)
  expect(notes.map(({ text }) => text)).toEqual(
    Array.from({ length: 20 }, (_, index) => `Paper ${index + 1}`),
  )
  expect(notes.every(({ isFromPaper, isKept }) => isFromPaper && isKept)).toBe(true)
  const shown = notes.map(({ at }) =>
    new Date(at).toLocaleTimeString('en-GB', {
      ...{ timeZone: 'Europe/London', hour: '2-digit', minute: '2-digit' },
    }),
  )
  expect(shown.slice(0, 4)).toEqual(['10:10', '10:10', '10:12', '10:12'])
  await peer.close()
})

test('the observation sheet prints on A4 and is no wider than the page', async () => {
  const lesson = await ObservedLesson.plan(school, [amira, ben], [amira])
  const { page } = amira
  await page.goto(`/studies/${lesson.study.id}/lessons/1/observe/sheet`)
  await page.getByRole('checkbox', { name: 'How did the pupil enter the task?' }).check()
  await expect(page.locator('.ruled')).toHaveCount(5)
  await page.emulateMedia({ media: 'print' })
  // A4 without its margins of 12 mm, at 96 dots an inch.
  await page.setViewportSize({ width: Math.floor(((210 - 24) / 25.4) * 96), height: 1_000 })
  const width = await page.evaluate(() => [
    document.documentElement.scrollWidth,
    document.documentElement.clientWidth,
  ])
  expect(width[0]).toBe(width[1])
  await expect(page.getByRole('button', { name: 'Print' })).toBeHidden()
  await expect(page.locator('.printed')).toContainText('How did the pupil enter the task?')
})
