import { expect, test, type Page } from '@playwright/test'
import { clientOnDevice } from './support/client-on-device.ts'
import { HeldSockets } from './support/held-sockets.ts'
import { InAndOut } from './support/in-and-out.ts'
import { ObservedLesson } from './support/observed-lesson.ts'
import { ObservePage } from './support/observe-page.ts'
import { School, type Colleague } from './support/school.ts'
import { expectSound } from './support/sound.ts'

let school: School
let amira: Colleague
let ben: Colleague
let lesson: ObservedLesson
let sockets: HeldSockets
let rights: InAndOut
let page: Page

test.beforeEach(async ({ browser }) => {
  school = await School.open(browser, { keepsClient: true })
  amira = await school.owner()
  ben = await school.colleague('Ben')
  page = ben.page
  const teaching = await school.colleague('Cerys')
  lesson = await ObservedLesson.plan(school, [amira, teaching], [ben])
  rights = new InAndOut(school, amira, ben)
  sockets = await HeldSockets.of(page)
})
test.afterEach(() => school.close())

const path = (of: string) => `/studies/${lesson.study.id}${of}`
const notHere = () => page.getByRole('heading', { name: /^There is no (lesson|study) at/ })

const study = () => `studies/${lesson.study.id}`
/** Amira takes Ben out of the study, and his page hears it of the study's view first. */
const takeOut = () => rights.takeOut(study())

test('a note of the lesson that is being written stays when the study is gone, and can be copied', async () => {
  const observe = new ObservePage(page)
  await observe.open(lesson.study)
  await observe.putRulesAway()
  await observe.keep('Wren pegs a half at once.')
  await expect(observe.saveWords).toHaveText('Saved')
  sockets.hold()
  await observe.field.pressSequentially('Then Wren looks up and')
  await takeOut()
  await expect(observe.field).toHaveValue('Then Wren looks up and')
  sockets.letGo()
  await expect(
    page.getByText('This lesson is no longer here, or no longer yours to see.'),
  ).toHaveCount(1)
  const kept = page.getByRole('alert').filter({ hasText: 'Not saved. Copy your text' })
  await expect(kept).toContainText('Then Wren looks up and')
  await ben.context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await kept.getByRole('button', { name: 'Copy your text' }).click()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('Then Wren looks up and')
  await expect(observe.notes.filter({ hasText: 'Wren pegs a half at once.' })).toContainText(
    'Saved',
  )
  // Nothing more can be written that nobody would keep.
  await expect(observe.field).not.toBeEditable()
  await expectSound(page, 'the desk of somebody who is no longer in the study')
  await page.reload()
  await expect(notHere()).toBeVisible()
})

test('a note written offline, on a page that was opened offline, stays when the study turns out to be gone', async () => {
  const observe = new ObservePage(page)
  await observe.open(lesson.study)
  await clientOnDevice(observe.page)
  await observe.putRulesAway()
  await expect(observe.saveWords).toHaveText('Saved')
  ben.line.cut()
  await page.reload()
  await observe.keep('Kestrel counts on his fingers.')
  await observe.isSafeHere(1)
  const gone = page.waitForResponse(
    (answer) => answer.url().endsWith(`/api/${study()}`) && answer.status() === 404,
  )
  await rights.remove(study())
  ben.line.mend()
  await page.evaluate(() => window.dispatchEvent(new Event('online')))
  await gone
  const kept = page.getByRole('alert').filter({ hasText: 'Not saved. Copy your text' })
  await expect(kept).toContainText('Kestrel counts on his fingers.')
  await expect(observe.field).not.toBeEditable()
  await kept.getByRole('button', { name: 'I have dealt with it' }).click()
  await page.reload()
  await expect(notHere()).toBeVisible()
})

test('a claim that is being written stays with the discussion, and is not called saved', async () => {
  await page.goto(path('/lessons/1/discuss'))
  const claim = page.getByLabel('So we think…')
  await claim.fill('Two steps are too many at once.')
  sockets.hold()
  await takeOut()
  await expect(claim).toHaveValue('Two steps are too many at once.')
  sockets.letGo()
  await expect(page.getByRole('alert').filter({ hasText: 'no longer' })).toHaveCount(1)
  await expect(page.getByText(/Offline|^Saving/)).toHaveCount(0)
  // Nothing is offered that would be refused; the words can be copied.
  await expect(page.getByRole('button', { name: 'Keep claim' })).toHaveCount(0)
  await expect(page.getByRole('button', { name: /^(Add a decision|I agree)$/ })).toHaveCount(0)
  await expect(page.getByText('It was not kept. Copy it, if you need it.')).toBeVisible()
  await expect(claim).not.toBeEditable()
  await expect(claim).toHaveValue('Two steps are too many at once.')
  await page.reload()
  await expect(notHere()).toBeVisible()
})

test('what is written together of the lesson stays, with what was not saved of it', async () => {
  await page.goto(path('/lessons/1/saw'))
  const sheet = page.getByRole('region', { name: 'Written together' })
  const patterns = sheet.locator('[data-root="patterns"]')
  await patterns.click()
  await page.keyboard.type('They all count in halves. ')
  await expect(page.locator('.save').first()).toHaveText('Saved')
  sockets.hold()
  await page.keyboard.type('Nobody')
  await takeOut()
  await expect(patterns).toContainText('They all count in halves. Nobody')
  sockets.letGo()
  const kept = page.getByRole('alert').filter({ hasText: 'Not saved. Copy your text' })
  await expect(kept).toContainText('Nobody')
  await expect(page.locator('.save').first()).toContainText('Not saved')
  // Who is here is not known any more.
  await expect(page.getByText('Just you here')).toHaveCount(0)
  await expect(page.locator('.ProseMirror')).toHaveCount(0)
})

test('what is only read is gone with the right to read it', async () => {
  await page.goto(path('/lessons/1/hall'))
  await expect(page.locator('main h1').first()).toBeVisible()
  await takeOut()
  await expect(notHere()).toBeVisible()
})

test('a line that is being written on a study’s own page is given back when the page goes', async () => {
  const own = await school.study(amira, [ben], 'Why two numbers?')
  await page.goto(`/studies/${own.id}`)
  await page.getByRole('button', { name: /^Why two numbers/ }).click()
  const line = page.locator('main textarea')
  await line.fill('Why do they see two numbers, and not one?')
  await rights.takeOut(`studies/${own.id}`)
  await expect(notHere()).toBeVisible()
  const told = page.getByRole('status').filter({ hasText: 'Not saved: “Why do they see' })
  await expect(told).toBeVisible()
  await expectSound(page)
  await ben.context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await told.getByRole('button', { name: 'Copy' }).click()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
    'Why do they see two numbers, and not one?',
  )
})

test('a talk with a pupil that is being written down stays, and is not offered to be gone on with', async () => {
  await page.goto(path('/lessons/1/voice'))
  await page.getByRole('button', { name: 'A Wren' }).click()
  await page.getByRole('button', { name: 'Start the talk' }).click()
  await page.getByRole('checkbox', { name: /They agreed/ }).check()
  const words = page.getByRole('textbox', { name: 'Their exact words, What did you learn?' })
  await words.fill('That halves are equal.')
  await expect(page.locator('.save').first()).toHaveText('Saved')
  sockets.hold()
  await words.press('End')
  await words.pressSequentially(' And quarters')
  await takeOut()
  await expect(words).toHaveValue('That halves are equal. And quarters')
  sockets.letGo()
  const kept = page.getByRole('alert').filter({ hasText: 'Not saved. Copy your text' })
  await expect(kept).toContainText('And quarters')
  await expect(page.getByRole('article').filter({ hasText: 'Wren' })).toContainText(
    'That halves are equal. And quarters',
  )
  await expect(page.locator('.save').first()).toContainText('Not saved')
  const offered = page.getByRole('button', { name: /^(Start the talk|Go on|Change|Delete|Finish)/ })
  await expect(offered).toHaveCount(0)
  await page.reload()
  await expect(notHere()).toBeVisible()
})

test('what is thought over in the quiet review stays, and cannot be gone on with', async () => {
  const observe = new ObservePage(page)
  await observe.open(lesson.study)
  await observe.putRulesAway()
  await observe.keep('Wren pegs a half at once.')
  await expect(observe.saveWords).toHaveText('Saved')
  await page.goto(path('/lessons/1/observe/review'))
  const think = page.getByRole('textbox', { name: 'What I think it may mean' })
  await think.fill('She knows it by heart')
  await expect(page.locator('.save').first()).toHaveText('Saved')
  await expect(page.getByRole('button', { name: 'The lesson is over' })).toBeVisible()
  sockets.hold()
  await think.press('End')
  await think.pressSequentially(', or guesses')
  await takeOut()
  await expect(think).toHaveValue('She knows it by heart, or guesses')
  // Before the notes' own line has said why, nobody is offered what would be refused.
  await expect(page.getByRole('button', { name: 'The lesson is over' })).toHaveCount(0)
  sockets.letGo()
  const kept = page.getByRole('alert').filter({ hasText: 'Not saved. Copy your text' })
  await expect(kept).toContainText('She knows it by heart, or guesses')
  await expect(think).toHaveValue('She knows it by heart, or guesses')
  await expect(think).not.toBeEditable()
  await expect(page.locator('.ProseMirror')).toHaveCount(0)
  await page.reload()
  await expect(notHere()).toBeVisible()
})

test('a paper note that is being typed up stays, and can be copied', async () => {
  await page.goto(path('/lessons/1/observe/paper'))
  await page.getByLabel('Time').fill('1019')
  const words = page.getByLabel('What I saw or heard')
  await words.fill('Heron folds it twice.')
  await expect(page.locator('.save').first()).toHaveText('Saved')
  sockets.hold()
  await words.press('End')
  await words.pressSequentially(' Then he')
  await takeOut()
  await expect(words).toHaveValue('Heron folds it twice. Then he')
  sockets.letGo()
  const kept = page.getByRole('alert').filter({ hasText: 'Not saved. Copy your text' })
  await expect(kept).toContainText('Heron folds it twice. Then he')
  await expect(words).not.toBeEditable()
  await expect(page.getByRole('button', { name: 'Keep note' })).toBeDisabled()
  await page.reload()
  await expect(notHere()).toBeVisible()
})
