import { expect, test, type Page } from '@playwright/test'
import type { NoteId } from '../../shared/ids.ts'
import type { StudyView } from '../../shared/lesson-study/api.ts'
import { setNote, writeNote } from '../../shared/lesson-study/observation.ts'
import { sawPatternsRoot, sawPupilRoot } from '../../shared/lesson-study/what-we-saw.ts'
import { keepPicture } from './support/picture.ts'
import { School, type Colleague } from './support/school.ts'
import { expectSound } from './support/sound.ts'
import { documentOf, peerOf, send, writeNotes } from './support/written-notes.ts'

let school: School
let amira: Colleague
let ben: Colleague
let cerys: Colleague
let study: StudyView
let notes: Record<'peg' | 'sleeve' | 'names', NoteId>

const nine = Date.parse('2026-11-25T10:19:00Z')
const lesson = () => study.lessons[0]!
const sawPath = () => `/studies/${study.id}/lessons/1/saw`
const noteOf = (page: Page, id: NoteId) => page.locator(`#note-${id}`)

test.beforeEach(async ({ browser }) => {
  school = await School.open(browser, { keepsClient: true })
  amira = await school.owner()
  ben = await school.colleague('Ben')
  cerys = await school.colleague('Cerys')
  study = await school.study(amira, [ben, cerys], 'Why two numbers?')
  const [wren, heron] = study.pupils
  const [peg] = await writeNotes(amira, school.url, study, [
    {
      ...{ at: nine, stem: 'heard', pupils: [wren!.id] },
      text: '“It can’t go past a half”, and 2/4 beside 1/2: they’re the same peg.',
    },
  ])
  const [sleeve, names] = await writeNotes(cerys, school.url, await seenBy(cerys), [
    { at: nine - 420_000, stem: 'heard', pupils: [heron!.id], text: 'very quietly, to his sleeve' },
    { at: nine + 600_000, stem: 'wonder', pupils: [], text: 'if two names are one place' },
  ])
  notes = { peg: peg!, sleeve: sleeve!, names: names! }
})
test.afterEach(() => school.close())

const seenBy = async ({ context }: Colleague): Promise<StudyView> =>
  (await (await context.request.get(`${school.url}/api/studies/${study.id}`)).json()) as StudyView

/** Said again where a busy machine gave up on it, as the sentence asks: it is the same however often it is said. */
async function put(who: Colleague, path: string, data: unknown): Promise<void> {
  const address = `${school.url}/api/lessons/${lesson().id}/${path}`
  const headers = { origin: school.url }
  const say = async () => (await who.context.request.put(address, { data, headers })).status()
  await expect.poll(say).toBe(200)
}

const end = () => put(amira, 'ended', { ended: true })

async function open(who: Colleague): Promise<Page> {
  await who.page.goto(sawPath())
  await expect(who.page.getByRole('heading', { name: 'Written together' })).toBeVisible()
  return who.page
}

test(
  'notes of others come when the lesson is over, within two seconds, and not before',
  { tag: '@alone' },
  async () => {
    const page = await open(ben)
    await expect(page.getByText('Notes of others come here when the lesson is over.')).toBeVisible()
    await expect(page.getByRole('article')).toHaveCount(0)
    const visible = (await seenBy(ben)).lessons[0]!.documents.filter(
      ({ kind }) => kind === 'observation',
    )
    expect(visible.map(({ person }) => person?.name)).toEqual(['Ben'])
    await end()
    await expect(page.getByRole('article')).toHaveCount(3, { timeout: 2_000 })
    await expect(page.getByText('A note stays its writer’s own.')).toBeVisible()
    const times = await page.locator('article .num').allTextContents()
    expect(times).toEqual(['10:12', '10:19', '10:29'])
    await expect(noteOf(page, notes.peg).getByRole('img', { name: '2 over 4' })).toBeVisible()

    await page.getByRole('button', { name: 'Heron' }).click()
    await expect(page.getByRole('article')).toHaveCount(1)
    await expect(noteOf(page, notes.sleeve)).toContainText('I heard very quietly, to his sleeve')
  },
)

test('a triad that chose to sees notes as they are written', { tag: '@alone' }, async () => {
  const [hers, his] = [await open(amira), await open(ben)]
  await hers.getByRole('switch', { name: 'Show notes as they are written' }).check()
  await expect(his.getByRole('article')).toHaveCount(3, { timeout: 2_000 })
  await hers.getByRole('switch', { name: 'Show notes as they are written' }).uncheck()
  await expect(his.getByRole('article')).toHaveCount(0)

  await hers.getByRole('button', { name: 'The lesson is over' }).click()
  await hers.getByRole('dialog').getByRole('button', { name: 'It was taught' }).click()
  await expect(his.getByRole('article')).toHaveCount(3)
})

test('saying one saw it too, replying and bringing it are everybody’s own and in words', async () => {
  await end()
  const [hers, his] = [await open(amira), await open(ben)]
  const his1 = noteOf(his, notes.peg)
  await his1.getByRole('button', { name: 'I saw this too' }).click()
  await expect(noteOf(hers, notes.peg)).toContainText('Ben saw this too')
  await expect(his1.getByRole('button', { name: 'You saw this too' })).toHaveAttribute(
    'aria-pressed',
    'true',
  )
  await his1.getByRole('button', { name: 'Reply to Amira’s note of 10:19' }).click()
  await his.keyboard.type('It felt like a minute.')
  await his.keyboard.press('Enter')
  await expect(noteOf(hers, notes.peg)).toContainText('Ben It felt like a minute.')

  await his1.getByRole('button', { name: /Bring to the discussion: Amira’s note/ }).click()
  await noteOf(hers, notes.peg)
    .getByRole('button', { name: /Bring to the discussion: your note/ })
    .click()
  await expect(noteOf(his, notes.sleeve).getByRole('button', { name: /Bring/ })).toHaveAttribute(
    'aria-pressed',
    'false',
  )
  await noteOf(his, notes.peg)
    .getByRole('button', { name: /Take back your reply/ })
    .click()
  await expect(noteOf(hers, notes.peg)).not.toContainText('It felt like a minute.')
  await expect(his.locator('.save').first()).toHaveText('Saved')

  await his.reload()
  await expect(noteOf(his, notes.peg).getByRole('button', { name: /Bring/ })).toHaveAttribute(
    'aria-pressed',
    'true',
  )
})

test('one changes one’s own note in place, and nobody else’s', async () => {
  await end()
  const [hers, his] = [await open(amira), await open(ben)]
  await noteOf(hers, notes.peg).getByRole('button', { name: 'Change your note of 10:19' }).click()
  await hers.keyboard.press('Control+End')
  await hers.keyboard.type(' She looked twice.')
  await hers.keyboard.press('Escape')
  await expect(noteOf(his, notes.peg)).toContainText('She looked twice.')
  await expect(noteOf(his, notes.peg).getByRole('button', { name: /Change/ })).toHaveCount(0)

  const crafted = await peerOf(ben, school.url, documentOf(study, 'observation', amira))
  expect(crafted.closed).toBeNull()
  expect(await send(crafted, (doc) => writeNote(doc, notes.peg, 'I say otherwise.'))).toBe(false)
  await crafted.close()
  const again = await peerOf(ben, school.url, documentOf(study, 'observation', amira))
  expect(await send(again, (doc) => setNote(doc, notes.peg, { isDeleted: true }))).toBe(false)
  await again.close()
  const beside = await peerOf(ben, school.url, documentOf(study, 'responses'))
  const asAmira = `${amira.me.id}/${notes.sleeve}`
  expect(await send(beside, (doc) => doc.getMap('too').set(asAmira, true))).toBe(false)
  await beside.close()
  await expect(noteOf(hers, notes.peg)).toContainText('She looked twice.')
  await expect(noteOf(his, notes.peg)).not.toContainText('I say otherwise.')
  await expect(
    noteOf(hers, notes.sleeve).getByRole('button', { name: 'I saw this too' }),
  ).toHaveAttribute('aria-pressed', 'false')
})

test('three write the sheet at once and quote notes under it', async () => {
  await end()
  const pages = [await open(amira), await open(ben), await open(cerys)] as const
  const [wren, heron] = study.pupils
  const places = [sawPupilRoot(wren!.id), sawPupilRoot(heron!.id), sawPatternsRoot]
  const words = [
    'Looked back twice, then moved it.',
    'Knew it, and hid it.',
    'All three placed it.',
  ]
  await Promise.all(
    pages.map(async (page, index) => {
      const cell = page.locator(`[data-root="${places[index]}"]`)
      await cell.click()
      await expect(cell.locator('.ProseMirror')).toBeFocused()
      await page.keyboard.type(words[index]!)
    }),
  )
  await expect(pages[0].getByText(/^Ben and Cerys are writing$/)).toBeVisible()
  for (const page of pages) {
    for (const [index, place] of places.entries()) {
      await expect(page.locator(`[data-root="${place}"]`)).toContainText(words[index]!)
    }
  }
  await noteOf(pages[1], notes.peg).getByRole('button', { name: /Quote/ }).click()
  await pages[1].getByRole('menuitem', { name: 'Under Wren' }).click()
  await noteOf(pages[2], notes.names).getByRole('button', { name: /Quote/ }).click()
  await pages[2].getByRole('menuitem', { name: 'Under Patterns' }).click()
  const hers = pages[0].getByRole('list', { name: 'Notes about Wren' })
  await expect(hers).toContainText('You 10:19')
  await expect(pages[1].getByRole('list', { name: 'Notes about Wren' })).toContainText(
    'Amira 10:19 “they’re the same peg”',
  )
  await pages[0].getByRole('button', { name: 'Heron', exact: true }).click()
  await pages[0].getByRole('list', { name: 'Notes about Patterns' }).getByRole('link').click()
  await expect(noteOf(pages[0], notes.names)).toBeInViewport()
  await hers.getByRole('button', { name: /Take away/ }).click()
  await expect(pages[1].getByRole('list', { name: 'Notes about Wren' })).toHaveCount(0)
})

test('with the line down one writes on, and everything arrives', async () => {
  await end()
  const [hers, his] = [await open(amira), await open(ben)]
  await expect(his.getByRole('article')).toHaveCount(3)
  ben.line.cut()
  await expect(his.locator('.save').first()).toContainText('Offline')
  await noteOf(his, notes.peg).getByRole('button', { name: 'I saw this too' }).click()
  await his.locator(`[data-root="${sawPatternsRoot}"]`).click()
  await his.keyboard.type('Written on the bus.')
  await his.keyboard.press('Escape')
  await expect(his.locator('.save').first()).toContainText('safe on this device')
  ben.line.mend()
  await expect(his.locator('.save').first()).toHaveText('Saved')
  await expect(noteOf(hers, notes.peg)).toContainText('Ben saw this too')
  await expect(hers.locator(`[data-root="${sawPatternsRoot}"]`)).toContainText('on the bus')
})

test('it reads well to everybody: no fault of axe, nothing sideways, keyboard alone', async () => {
  await end()
  const page = await open(amira)
  await expect(page.getByRole('article')).toHaveCount(3)
  for (const [width, height] of [
    [1440, 900],
    [1180, 820],
    [390, 844],
  ] as const) {
    await page.setViewportSize({ width, height })
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      await expectSound(page)
      await keepPicture(page, {
        path: `tests/artefacts/screens/what-we-saw-${width}-${colorScheme}.png`,
        fullPage: true,
      })
    }
  }
  await page.setViewportSize({ width: 1180, height: 820 })
  const too = noteOf(page, notes.sleeve).getByRole('button', { name: 'I saw this too' })
  await too.focus()
  await page.keyboard.press('Space')
  await expect(noteOf(page, notes.sleeve)).toContainText('You saw this too')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('textbox', { name: 'Your reply' })).toBeFocused()
})
