import { expect, test, type BrowserContextOptions, type Page } from '@playwright/test'
import { clientOnDevice } from './support/client-on-device.ts'
import { keepPicture } from './support/picture.ts'
import { ReadChapter } from './support/read-chapter.ts'
import { School, type Colleague } from './support/school.ts'
import { expectSound } from './support/sound.ts'

const desk: BrowserContextOptions = { viewport: { width: 1440, height: 900 } }
const phone: BrowserContextOptions = {
  ...{ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
}
const forked = 'Thinking begins in what may fairly enough be called'

let school: School
let amira: Colleague
let grace: Colleague

test.beforeEach(async ({ browser }) => {
  school = await School.open(browser, { keepsClient: true })
  amira = await school.owner('Amira', desk)
  grace = await school.colleague('Grace', desk)
})
test.afterEach(() => school.close())

const sentence = (page: Page, words: string) =>
  page.locator('.book .sentence').filter({ hasText: words }).first()
const bar = (page: Page) => page.getByRole('toolbar', { name: /^Mark / })
const marks = (page: Page) => page.locator('.book mark.hl')
const isSaved = (page: Page) => expect(page.locator('.phd .save')).toHaveText('Saved')

/** Presses at the first letter of some words and lets go at their last, as a hand does. */
async function drag(page: Page, words: string): Promise<void> {
  const box = await page.evaluate((sought) => {
    const walker = document.createTreeWalker(document.querySelector('.book')!, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const at = node.textContent?.indexOf(sought) ?? -1
      if (at < 0) continue
      const range = document.createRange()
      node.parentElement?.scrollIntoView({ block: 'center' })
      range.setStart(node, at)
      range.setEnd(node, at + sought.length)
      const rects = [...range.getClientRects()]
      const [first, last] = [rects[0]!, rects.at(-1)!]
      return { x: first.left, y: first.top + 8, toX: last.right, toY: last.top + 8 }
    }
    return null
  }, words)
  if (box === null) throw new Error(`the page does not say “${words}”`)
  await page.mouse.move(box.x + 0.5, box.y)
  await page.mouse.down()
  await page.mouse.move(box.toX, box.toY, { steps: 4 })
  await page.mouse.up()
}

test('words selected by mouse become a note that the others see live', async () => {
  const read = await ReadChapter.begin(school, [amira, grace])
  await read.open(amira)
  await read.open(grace)
  await expect(amira.page.getByText('Grace is reading').first()).toBeVisible()
  await drag(amira.page, 'So profuse and varied')
  await bar(amira.page).getByRole('button', { name: 'Comment' }).click()
  await amira.page.getByRole('textbox', { name: 'Your note' }).fill('Like “understand”.')
  // Nobody sees half a note.
  await expect(marks(amira.page)).toHaveText(['So profuse and varied'])
  await expect(marks(grace.page)).toHaveCount(0)
  await amira.page.getByRole('button', { name: 'Keep note' }).click()
  await expect(marks(grace.page)).toHaveText(['So profuse and varied'])
  await expect(grace.page.locator('[data-resting]')).toContainText('Like “understand”.')
  await isSaved(amira.page)
})

test('a note is made by keys alone, and said to a screen reader with its sentence', async () => {
  const read = await ReadChapter.begin(school, [amira, grace])
  await read.open(amira)
  const { page } = amira
  const { keyboard } = page
  await page.getByRole('button', { name: 'Note on the whole chapter' }).focus()
  await keyboard.press('Tab')
  await keyboard.press('ArrowDown')
  await expect(page.locator(':focus')).toHaveAttribute('aria-label', /^1\.1\. No words are/)
  await keyboard.press('ArrowRight')
  await keyboard.press('Shift+ArrowRight')
  await expect(page.locator('.picked')).toHaveCount(2)
  await keyboard.press('Enter')
  await expect(bar(page).getByRole('button', { name: 'Highlight' })).toBeFocused()
  await keyboard.press('ArrowRight')
  await keyboard.press('ArrowRight')
  await keyboard.press('Enter')
  await expect(page.getByRole('textbox', { name: 'Your note' })).toBeFocused()
  await keyboard.type('What would a child say?')
  await keyboard.press('Control+Enter')
  await isSaved(page)
  // j comes to it from wherever one is.
  await page.locator('.book [tabindex="0"]').focus()
  await keyboard.press('Home')
  await keyboard.press('j')
  await expect(page.locator(':focus')).toHaveAttribute('aria-label', /1\.2\. .* 1 note: you\.$/)
  await expect(page.locator('.reading > [role=status]')).toHaveText(
    'Question, You: What would a child say?',
  )
  await keyboard.press('?')
  await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible()
})

test('a sentence is chosen from a list, by its number or its words', async () => {
  const read = await ReadChapter.begin(school, [amira, grace])
  await read.open(amira)
  const { page } = amira
  await page.getByRole('button', { name: 'Text size and theme' }).click()
  await page.getByRole('button', { name: 'Choose a sentence' }).click()
  const dialog = page.getByRole('dialog', { name: 'Choose a sentence' })
  await dialog.getByRole('searchbox').fill('forked')
  await dialog.getByRole('listitem').filter({ hasText: forked }).getByRole('button').click()
  await expect(sentence(page, forked)).toHaveClass(/picked/)
  await expect(bar(page)).toBeVisible()
})

test('on a phone a tap chooses a sentence, and a tap on a mark opens its thread from below', async () => {
  const mobile = await school.again('Grace', phone)
  const read = await ReadChapter.begin(school, [amira, grace])
  await read.mark(amira, [{ words: 'So profuse and varied', text: 'Like “understand”.' }])
  await read.open(mobile)
  const { page } = mobile
  await sentence(page, 'No words are oftener').tap()
  await bar(page).getByRole('button', { name: 'Highlight' }).tap()
  await expect(marks(page).first()).toHaveText('No words are oftener on our lips than ')
  await page.locator('mark', { hasText: 'So profuse' }).tap()
  const sheet = page.getByRole('region', { name: 'Notes on this passage' })
  await expect(sheet).toContainText('Like “understand”.')
  await sheet.getByRole('button', { name: 'Close' }).tap()
  await expect(sheet).toHaveCount(0)
  await page.getByRole('button', { name: 'Notes, 2' }).tap()
  await expect(page.getByRole('region', { name: 'All notes' })).toBeVisible()
})

test('a chapter is read and marked without a network, and the note arrives afterwards', async () => {
  const read = await ReadChapter.begin(school, [amira, grace])
  await read.open(amira)
  await isSaved(amira.page)
  await clientOnDevice(amira.page)
  amira.line.cut()
  await amira.page.reload()
  const { page } = amira
  await sentence(page, 'No words are oftener').click()
  await bar(page).getByRole('button', { name: 'Highlight' }).click()
  await expect(page.locator('.phd .save')).toContainText('safe on this device')
  amira.line.mend()
  await expect(page.locator('.phd .save')).toHaveText('Saved', { timeout: 40_000 })
  await read.open(grace)
  await expect(marks(grace.page).first()).toHaveText('No words are oftener on our lips than ')
})

test('where one stopped reading is kept for one’s other devices, and shown only by who chooses to', async () => {
  const read = await ReadChapter.begin(school, [amira, grace])
  await read.open(amira)
  const kept = amira.page.waitForResponse(
    (answer) => answer.url().endsWith('/place') && answer.request().method() === 'PUT',
  )
  await sentence(amira.page, 'The above illustration').evaluate((one) => one.scrollIntoView())
  await amira.page.evaluate(() => window.scrollBy(0, -60))
  await kept
  const other = await school.again('Amira', desk)
  await read.open(other)
  await expect(other.page.getByText(/^You stopped at \d+\.\d/)).toBeVisible()
  await expect(sentence(other.page, 'The above illustration')).toBeInViewport()
  await read.open(grace)
  await expect(grace.page.locator('.para .tag')).toHaveCount(0)
  await other.page.getByRole('button', { name: 'Text size and theme' }).click()
  await other.page.getByRole('checkbox', { name: /Show the club where I read/ }).check()
  await expect(grace.page.locator('.para .tag')).toHaveCount(1)
})

test('a book on paper is noted by page, in the order of its pages', async () => {
  const read = await ReadChapter.begin(school, [amira, grace], { kind: 'paper' })
  const { page } = amira
  await page.goto(read.path)
  for (const [number, words] of [
    ['9', 'Nine'],
    ['xii', 'Twelve of the preface'],
    ['10', 'Ten'],
  ] as const) {
    await page.getByRole('textbox', { name: 'Page' }).fill(number)
    await page.getByRole('textbox', { name: 'Your note' }).fill(words)
    await page.getByRole('button', { name: 'Keep note' }).click()
    await expect(page.getByRole('heading', { name: `Page ${number}` })).toBeVisible()
  }
  await grace.page.goto(read.path)
  await expect(grace.page.locator('.book h2')).toHaveText(['Page xii', 'Page 9', 'Page 10'])
  await lookAt(page, 'paper')
})

test('the page looks as it was drawn, and axe finds nothing', async () => {
  test.setTimeout(180_000)
  const hywel = await school.colleague('Hywel')
  const read = await ReadChapter.begin(school, [amira, grace, hywel])
  const at = Date.now() - 600_000
  await read.mark(grace, [
    { words: forked, text: 'This is my Year 6s before a hard problem.', at },
    { words: 'he is brought to a standstill of hesitation', text: '“Standstill” sounds bad.', at },
  ])
  await read.mark(hywel, [{ words: 'we metaphorically climb a tree', kind: 'highlight', at }])
  await read.mark(amira, [
    {
      words: 'Demand for the solution of a perplexity',
      kind: 'question',
      text: 'Whose is it?',
      at,
    },
  ])
  const sizes = {
    desk: [1440, 900],
    tablet: [1180, 820],
    phone: [390, 844],
  } as const
  for (const [size, [width, height]] of Object.entries(sizes)) {
    for (const theme of ['light', 'dark'] as const) {
      const { page } = amira
      await page.setViewportSize({ width, height })
      await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })
      await read.open(amira)
      await page.locator('mark', { hasText: 'Thinking begins' }).click()
      await expect(page.locator('mark.open').first()).toBeVisible()
      await page.mouse.move(0, 0)
      await lookAt(page, `${size}-${theme}`)
    }
  }
})

async function lookAt(page: Page, name: string): Promise<void> {
  await keepPicture(page, { path: `tests/artefacts/screens/reading-${name}.png` })
  await expectSound(page, name)
}
