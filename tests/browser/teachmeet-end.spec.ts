import { expect, type Page } from '@playwright/test'
import { timer } from './support/live-page.ts'
import { test } from './support/meet-test.ts'
import { keepPicture } from './support/picture.ts'
import { expectSound } from './support/sound.ts'
import { colourOf, signalsOf, TalkEnd } from './support/talk-end.ts'

test.beforeEach(({ meet, ben }) => meet.beginWith(ben, 'Silent first minute'))

const thanks = (page: Page) => page.getByText('Thank you, Ben. A last sentence.').first()
const choices = (page: Page) => page.getByText('How the end of a talk tells me')
const choice = (page: Page, name: RegExp) => page.getByRole('checkbox', { name })

test('the last minute is amber and the end is thanked for, by day and by night, in the hall too', async ({
  mair,
  ben,
  meet,
}) => {
  const end = new TalkEnd(meet)
  for (const who of [ben, mair]) await end.listens(who)
  await meet.open(ben)
  await meet.open(mair, 'hall')
  const pages = [ben.page, mair.page]
  // Buttons pass slowly from day to night, and axe would look at them half way.
  for (const page of pages) await page.emulateMedia({ reducedMotion: 'reduce' })
  const { length: saidBefore } = (await signalsOf(ben.page)).said
  for (const page of pages) await expect(timer(page)).toHaveText(/^1:5\d$/)
  const ink = await Promise.all(pages.map((page) => colourOf(page)))
  await end.leave(55_000, pages)
  for (const [place, page] of pages.entries()) {
    await expect(timer(page)).toHaveText(/^0:5\d$/)
    await expect(page.getByText('One minute.').first()).toBeVisible()
    for (const colorScheme of ['dark', 'light'] as const) {
      await page.emulateMedia({ colorScheme })
      const amber = await colourOf(page)
      expect(amber.colour, colorScheme).not.toBe(ink[place]!.colour)
      expect(amber.contrast, colorScheme).toBeGreaterThanOrEqual(4.5)
      await expectSound(page, `the last minute, ${colorScheme}`)
    }
  }
  await end.leave(0, pages)
  for (const page of pages) {
    await expect(timer(page)).toHaveText('0:00')
    await expect(thanks(page)).toBeVisible()
    await expect(page.locator('.camel svg')).toBeVisible()
    for (const colorScheme of ['dark', 'light'] as const) {
      await page.emulateMedia({ colorScheme })
      await expectSound(page, `the end, ${colorScheme}`)
    }
  }
  await ben.page.setViewportSize({ width: 390, height: 844 })
  await mair.page.setViewportSize({ width: 1920, height: 1080 })
  for (const [place, page] of pages.entries()) {
    const name = ['teachmeet-end-phone', 'teachmeet-end-hall'][place]
    await keepPicture(page, { path: `tests/artefacts/screens/${name}.png` })
    await expectSound(page, name)
  }
  const { said, notesHz, touches } = await signalsOf(ben.page)
  expect(saidBefore).toBe(0)
  expect(said).toEqual(['One minute.', 'Thank you, Ben. A last sentence.'])
  // Who chose nothing is told by words and colour alone.
  expect(notesHz).toEqual([])
  expect(touches).toEqual([])
  // Nothing was ended by itself.
  expect((await meet.run()).stepKey).toMatch(/^talk:/)
})

test('each is told as they chose, once, and a device remembers it of each person', async ({
  school,
  meet,
}) => {
  const end = new TalkEnd(meet)
  const cerys = await school.colleague('Cerys')
  await end.listens(cerys)
  const { page } = cerys
  await meet.open(cerys)
  await choices(page).click()
  await choice(page, /^Colour/).uncheck()
  await choice(page, /notes/).check()
  await choice(page, /vibration/).check()
  // What they are like is heard and felt as they are chosen.
  expect((await signalsOf(page)).notesHz).toEqual([523, 392])
  expect((await signalsOf(page)).touches).toEqual([[80, 140, 80]])

  await page.reload()
  await choices(page).click()
  await expect(choice(page, /^Colour/)).not.toBeChecked()
  await expect(choice(page, /notes/)).toBeChecked()
  await expect(choice(page, /vibration/)).toBeChecked()
  await expect(timer(page)).toHaveText(/^1:/)
  const ink = await colourOf(page)
  expect((await signalsOf(page)).notesHz).toEqual([])
  await end.leave(1_000, [page])
  await expect(thanks(page)).toBeVisible()
  expect((await colourOf(page)).colour).toBe(ink.colour)
  await expect.poll(async () => (await signalsOf(page)).notesHz).toEqual([523, 392])
  expect((await signalsOf(page)).touches).toEqual([[80, 140, 80]])

  // Neither a clock that is put right in that moment nor a pause tells of the same end again; a minute more does.
  await end.leave(500, [page])
  await expect(timer(page)).toHaveText('0:01')
  await expect(thanks(page)).toBeVisible()
  await meet.steer({ act: 'pause' })
  await expect(page.getByText('paused', { exact: true })).toBeVisible()
  await meet.steer({ act: 'resume' })
  await expect(thanks(page)).toBeVisible()
  expect((await signalsOf(page)).notesHz).toHaveLength(2)
  await meet.steer({ act: 'add-minute' })
  await expect(timer(page)).toHaveText(/^(0:5\d|1:00)$/)
  await end.leave(500, [page])
  await expect(thanks(page)).toBeVisible()
  await expect.poll(async () => (await signalsOf(page)).notesHz).toHaveLength(4)

  // Whoever comes to a talk that is over is not startled.
  await page.reload()
  await expect(thanks(page)).toBeVisible()
  await page.keyboard.press('Shift')
  const { notesHz, touches, said } = await signalsOf(page)
  expect({ notesHz, touches, said }).toEqual({ notesHz: [], touches: [], said: [] })

  const elsewhere = await school.again('Cerys')
  await meet.open(elsewhere)
  await choices(elsewhere.page).click()
  await expect(choice(elsewhere.page, /^Colour/)).toBeChecked()
  await expect(choice(elsewhere.page, /notes/)).not.toBeChecked()
})

test('a guest’s choice holds for the page, and nothing of it stays on the device', async ({
  meet,
}) => {
  const end = new TalkEnd(meet)
  const kim = await meet.guest('Kim', 'Elsewhere')
  await end.listens(kim)
  await meet.open(kim)
  await choices(kim.page).click()
  await choice(kim.page, /vibration/).check()
  await expect(timer(kim.page)).toHaveText(/^1:/)
  await end.leave(500, [kim.page])
  await expect(thanks(kim.page)).toBeVisible()
  await expect.poll(async () => (await signalsOf(kim.page)).touches).toHaveLength(2)
  expect(await kim.page.evaluate(() => Object.keys(localStorage))).toEqual([])
})

test('the camel walks in once, and stands there at once for whoever wants no motion', async ({
  mair,
  ben,
  meet,
}) => {
  const end = new TalkEnd(meet)
  for (const who of [ben, mair]) await end.listens(who)
  await meet.open(ben)
  await meet.open(mair, 'hall')
  const pages = [ben.page, mair.page]
  const motions = (page: Page) =>
    page.locator('.camel svg').evaluate((camel) => getComputedStyle(camel).animationName)
  for (const page of pages) await expect(timer(page)).toHaveText(/^1:/)
  await end.leave(0, pages)
  for (const page of pages) {
    await expect.poll(() => motions(page)).toContain('walk-in')
    const count = page.locator('.camel svg')
    await expect(count).toHaveCSS('animation-iteration-count', '1')
    await page.emulateMedia({ reducedMotion: 'reduce' })
    await expect.poll(() => motions(page)).toBe('none')
    await expect(count).toHaveCSS('opacity', '1')
  }
})

test('no time is shown before the server’s is known, and dashes stand in its place', async ({
  ben,
  meet,
}) => {
  let answer: () => void = () => {}
  const asked = new Promise<void>((resolve) => (answer = resolve))
  await ben.page.route('**/api/time', async (route) => {
    await asked
    await route.fulfill({ json: { now: Date.now() } })
  })
  // A device whose own clock is days late.
  await ben.page.addInitScript(() => {
    const { now } = Date
    Date.now = () => now() - 3 * 86_400_000
  })
  await meet.open(ben)
  await expect(timer(ben.page)).toHaveText('not known yet')
  await expectSound(ben.page, 'before the time is known')
  const before = await timer(ben.page).boundingBox()
  answer()
  await expect(timer(ben.page)).toHaveText(/^1:[45]\d$/)
  const after = await timer(ben.page).boundingBox()
  expect(Math.abs(after!.width - before!.width)).toBeLessThan(16)
  expect(after!.height).toBe(before!.height)
})
