import { expect, test, type Page } from '@playwright/test'
import { listNotes, type Note } from '../../shared/lesson-study/observation.ts'
import { clientOnDevice } from './support/client-on-device.ts'
import { keepPicture } from './support/picture.ts'
import { ObservePage } from './support/observe-page.ts'
import { ObservedLesson } from './support/observed-lesson.ts'
import { password, School, type Colleague } from './support/school.ts'

/** J4: from a tap to the first letter; how wrong a time may be; how soon the notes of all are one timeline. */
const [tapMsMax, clockMsMax, mergeMsMax] = [300, 2_000, 5_000]
/** The tablet of a school whose clock nobody looks after. */
const skewMs = 7 * 60_000

let school: School
let amira: Colleague
let ben: Colleague

test.beforeEach(async ({ browser }) => {
  school = await School.open(browser, { keepsClient: true })
  amira = await school.owner()
  ben = await school.colleague('Ben')
})
test.afterEach(() => school.close())

/** A tablet whose own clock is wrong from the start. */
async function skewClock(page: Page): Promise<void> {
  await page.context().addInitScript((skew) => {
    const trueNow = Date.now.bind(Date)
    globalThis.Date = new Proxy(Date, {
      construct: (real, parts) =>
        Reflect.construct(real, parts.length === 0 ? [trueNow() + skew] : parts) as Date,
      get: (real, name) =>
        name === 'now' ? () => trueNow() + skew : (Reflect.get(real, name) as unknown),
    })
  }, skewMs)
}

/** The network is gone, and the page is killed: no unload, no farewell. */
async function killAndReopen(page: Page, lesson: ObservedLesson): Promise<ObservePage> {
  const context = page.context()
  await page.close({ runBeforeUnload: false })
  const startedAt = Date.now()
  const reopened = new ObservePage(await context.newPage())
  await reopened.open(lesson.study)
  expect(Date.now() - startedAt).toBeLessThan(3_000)
  return reopened
}

/** The device finds a network again, as it says to its pages. */
async function mend(who: Colleague, page: Page): Promise<void> {
  who.line.mend()
  await page.evaluate(() => window.dispatchEvent(new Event('online')))
}

test(
  'sixty notes of a lesson without a network, the page killed twice: all arrive once, in order, at their times',
  { tag: '@alone' },
  async () => {
    test.setTimeout(240_000)
    await skewClock(amira.page)
    const lesson = await ObservedLesson.plan(school, [amira, ben], [amira])
    let observe = new ObservePage(amira.page)
    await observe.open(lesson.study)
    await clientOnDevice(observe.page)
    await observe.putRulesAway()
    await expect(observe.saveWords).toHaveText('Saved')
    await expect(observe.stages).toHaveCount(5)
    await observe.stages.first().click()
    await expect(amira.page.getByText('The plan we taught is kept.')).toBeVisible()
    await expect.poll(async () => (await lesson.view()).begun?.by?.name).toBe('Amira')

    amira.line.cut()
    const written: { text: string; at: number; who: string | null }[] = []
    const pupils = ['Wren', 'Heron', 'Kestrel', 'Class'] as const
    for (let index = 0; index < 60; index++) {
      const text = `I saw ${index + 1}: 2/4 to the right of 1/2.`
      const who = pupils[index % 3]!
      await observe.who(new RegExp(who)).click()
      const at = Date.now()
      if (index === 20 || index === 40) {
        // In the middle of a word, with a stage tapped just before.
        await observe.page.getByRole('button', { name: 'Next stage' }).click()
        await observe.field.pressSequentially(text.slice(0, 12))
        await observe.isSafeHere(index + 1)
        observe = await killAndReopen(observe.page, lesson)
        await expect(observe.field).toHaveValue(text.slice(0, 12))
        await expect(observe.who(new RegExp(who))).toHaveAttribute('aria-pressed', 'true')
        await expect(observe.notes).toHaveCount(index)
        await observe.isSafeHere(index + 1)
      }
      await observe.keep(text)
      written.push({ text, at, who })
    }
    await observe.isSafeHere(60)
    const wrongBy = (await observe.page.evaluate(() => Date.now())) - Date.now()
    expect(Math.abs(wrongBy - skewMs)).toBeLessThan(clockMsMax)
    await expect(observe.notes.first()).toContainText('On this device')
    await keepPicture(observe.page, { path: 'tests/artefacts/screens/observe-offline.png' })

    await mend(amira, observe.page)
    await expect(observe.saveWords).toHaveText('Saved')
    const peer = await lesson.readNotes(amira, amira)
    const notes = listNotes(peer.doc)
    expect(notes.map(({ text }) => text)).toEqual(written.map(({ text }) => text))
    notes.forEach((note, index) => {
      expect(Math.abs(note.at - written[index]!.at), note.text).toBeLessThan(clockMsMax)
      expect(note.isKept).toBe(true)
      const pupil = lesson.study.pupils.find(({ pseudonym }) => pseudonym === written[index]!.who)
      expect(note.pupils).toEqual([pupil!.id])
    })
    // The taps made without a network arrived too, once each and with their own times.
    await expect.poll(async () => (await lesson.view()).marks.length).toBe(3)
    const { marks } = await lesson.view()
    expect(new Set(marks.map(({ rowId }) => rowId)).size).toBe(3)
    expect(notes.filter(({ stage }) => stage === marks[1]!.rowId)).toHaveLength(20)
    expect(Math.abs(marks[1]!.at - written[20]!.at)).toBeLessThan(clockMsMax)
    await peer.close()
  },
)

test(
  'from a tap to the first letter it takes no longer than a blink, online and offline',
  { tag: '@alone' },
  async () => {
    const lesson = await ObservedLesson.plan(school, [amira, ben], [amira])
    const observe = new ObservePage(amira.page)
    await observe.open(lesson.study)
    await clientOnDevice(observe.page)
    await expect(observe.saveWords).toHaveText('Saved')
    await observe.putRulesAway()
    const measure = (page: Page) =>
      page.evaluate(async () => {
        const button = document.querySelector<HTMLElement>('.who[aria-pressed="false"]')!
        const startedAt = performance.now()
        button.click()
        while (!(document.activeElement instanceof HTMLTextAreaElement)) {
          await new Promise((resolve) => requestAnimationFrame(resolve))
        }
        return performance.now() - startedAt
      })
    expect(await measure(amira.page)).toBeLessThan(tapMsMax)
    amira.line.cut()
    const again = await killAndReopen(amira.page, lesson)
    expect(await measure(again.page)).toBeLessThan(tapMsMax)
    await again.page.keyboard.type('x')
    await expect(again.field).toHaveValue('x')
  },
)

test('the notes of three observers are one timeline soon after the last of them is back', async () => {
  test.setTimeout(180_000)
  const cerys = await school.colleague('Cerys')
  const dafydd = await school.colleague('Dafydd')
  const observers = [amira, cerys, dafydd]
  const lesson = await ObservedLesson.plan(school, [amira, ben], observers)
  const pages = observers.map(({ page }) => new ObservePage(page))
  for (const page of pages) {
    await page.open(lesson.study)
    await expect(page.saveWords).toHaveText('Saved')
  }
  for (const observer of observers) observer.line.cut()
  const said: string[] = []
  for (let round = 1; round <= 5; round++) {
    for (const [index, page] of pages.entries()) {
      said.push(`${observers[index]!.me.name} saw it, ${round}`)
      await page.keep(said.at(-1)!)
    }
  }
  for (const page of pages) await page.isSafeHere(5)
  const headers = { origin: school.url }
  const ended = await ben.context.request.put(`${school.url}${lesson.path}/ended`, {
    ...{ data: { ended: true }, headers },
  })
  expect(ended.ok()).toBe(true)
  const peers = await Promise.all(observers.map((one) => lesson.readNotes(ben, one)))
  const timeline = () =>
    peers.flatMap(({ doc }) => listNotes(doc)).sort((a: Note, b: Note) => a.at - b.at)
  for (const [index, observer] of observers.entries()) await mend(observer, pages[index]!.page)
  const backAt = Date.now()
  await expect
    .poll(() => timeline().map(({ text }) => text), { timeout: mergeMsMax, intervals: [100] })
    .toEqual(said)
  expect(Date.now() - backAt).toBeLessThan(mergeMsMax)
  await Promise.all(peers.map((peer) => peer.close()))
})

test('a session that ends in the lesson covers nothing, and what is written meanwhile arrives after signing in', async () => {
  const lesson = await ObservedLesson.plan(school, [amira, ben], [amira])
  const observe = new ObservePage(amira.page)
  await observe.open(lesson.study)
  await observe.keep('I saw it before.')
  await expect(observe.saveWords).toHaveText('Saved')
  const elsewhere = await school.again('Amira')
  const ended = await elsewhere.context.request.delete(`${school.url}/api/me/sessions`, {
    headers: { origin: school.url },
  })
  expect(ended.ok()).toBe(true)
  await expect(amira.page.getByText('You are signed out.')).toBeVisible()
  await observe.keep('I saw it meanwhile.')
  await observe.field.fill('I saw it aft')
  await amira.page.getByRole('button', { name: 'Sign in' }).click()
  await amira.page.getByLabel('Password').fill(password)
  await amira.page.getByRole('dialog').getByRole('button', { name: 'Come in' }).click()
  await expect(observe.saveWords).toHaveText('Saved')
  await expect(observe.field).toHaveValue('I saw it aft')
  const peer = await lesson.readNotes(elsewhere, amira)
  expect(listNotes(peer.doc).map(({ text }) => text)).toEqual([
    'I saw it before.',
    'I saw it meanwhile.',
    'I saw it aft',
  ])
  await peer.close()
})

test('an observer writes by keys alone, turns to another pupil and finds the unfinished note again', async () => {
  const lesson = await ObservedLesson.plan(school, [amira, ben], [amira])
  const observe = new ObservePage(amira.page)
  await observe.open(lesson.study)
  const { keyboard } = amira.page
  await keyboard.press('b')
  await expect(observe.field).toBeFocused()
  await keyboard.type('I heard him say a half')
  await keyboard.press('Escape')
  await keyboard.press('a')
  await expect(observe.field).toHaveValue('')
  await keyboard.type('I saw 3/4 on the line.')
  await keyboard.press('Control+Enter')
  await expect(observe.notes.filter({ hasText: 'on the line' })).toBeVisible()
  await expect(observe.notes.first().getByRole('img', { name: '3 over 4' })).toBeVisible()
  await keyboard.press('Escape')
  await keyboard.press('b')
  await expect(observe.field).toHaveValue('I heard him say a half')
  await keyboard.press('Escape')
  await keyboard.press('w')
  await expect(observe.who('Class')).toHaveAttribute('aria-pressed', 'true')
  await keyboard.press('Escape')
  await amira.page.getByRole('switch', { name: /^The keys A, B, C and W/ }).uncheck()
  await keyboard.press('a')
  await expect(observe.who('Class')).toHaveAttribute('aria-pressed', 'true')
})

test('a stage tapped by mistake is taken back, and the teacher ends the lesson into the quiet review', async () => {
  const lesson = await ObservedLesson.plan(school, [amira, ben], [amira])
  const teacher = new ObservePage(ben.page)
  await teacher.open(lesson.study)
  await expect(ben.page.getByText('You teach this lesson')).toBeVisible()
  const observer = new ObservePage(amira.page)
  await observer.open(lesson.study)
  await teacher.page.getByRole('button', { name: 'Next stage' }).click()
  await expect(observer.page.locator('.stages [aria-current]')).toHaveText(/Stage 1/)
  await observer.page.getByRole('button', { name: 'Next stage' }).click()
  await expect(teacher.page.locator('.stages [aria-current]')).toHaveText(/Stage 2/)
  await observer.page.getByRole('button', { name: 'Undo' }).click()
  await expect(teacher.page.locator('.stages [aria-current]')).toHaveText(/Stage 1/)
  await teacher.page.getByRole('button', { name: 'The lesson is over' }).click()
  const dialog = teacher.page.getByRole('dialog', { name: 'Is the lesson over?' })
  await expect(dialog.getByRole('button', { name: 'Not yet' })).toBeFocused()
  await dialog.getByRole('button', { name: 'The lesson is over' }).click()
  await expect(teacher.page.getByRole('heading', { level: 1 })).toHaveText('Quiet review')
  await expect(observer.page.getByText('The lesson is over. You can go on writing.')).toBeVisible()
})
