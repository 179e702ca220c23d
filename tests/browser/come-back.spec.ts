import { expect, test, type Page } from '@playwright/test'
import { ClubMeeting } from './support/club-meeting.ts'
import { HeldSockets } from './support/held-sockets.ts'
import { InAndOut } from './support/in-and-out.ts'
import { ObservedLesson } from './support/observed-lesson.ts'
import { ObservePage } from './support/observe-page.ts'
import { PlanPage } from './support/plan-page.ts'
import { ReadChapter } from './support/read-chapter.ts'
import { School, type Colleague } from './support/school.ts'

let school: School
let amira: Colleague
let ben: Colleague
let rights: InAndOut
let sockets: HeldSockets
let page: Page

test.beforeEach(async ({ browser }) => {
  school = await School.open(browser)
  amira = await school.owner()
  ben = await school.colleague('Ben')
  page = ben.page
  rights = new InAndOut(school, amira, ben)
  sockets = await HeldSockets.of(page)
})
test.afterEach(() => school.close())

const refused = () => page.getByRole('alert').filter({ hasText: 'Not saved. Copy your text' })
const gone = () => page.getByText('no longer here, or no longer yours to see.')

async function observed(): Promise<ObservedLesson> {
  const teaching = await school.colleague('Cerys')
  return ObservedLesson.plan(school, [amira, teaching], [ben])
}

test('whoever is put in again goes on with the note they were writing, without loading the page', async () => {
  const lesson = await observed()
  const of = `studies/${lesson.study.id}`
  const observe = new ObservePage(page)
  await observe.open(lesson.study)
  await observe.putRulesAway()
  await observe.keep('Wren pegs a half at once.')
  await expect(observe.saveWords).toHaveText('Saved')
  sockets.hold()
  await observe.field.pressSequentially('Then Wren looks up and')
  await rights.takeOut(of)
  sockets.letGo()
  await expect(refused()).toContainText('Then Wren looks up and')
  await expect(observe.field).not.toBeEditable()
  // Nothing is offered that would be refused.
  await expect(observe.stages.first()).toBeDisabled()
  await expect(page.getByRole('button', { name: 'Next stage' })).toHaveCount(0)

  await rights.putBack(of, { role: 'teacher' })
  await expect(gone()).toHaveCount(0)
  await expect(refused()).toHaveCount(0)
  await expect(observe.field).toHaveValue('Then Wren looks up and')
  await expect(observe.saveWords).toHaveText('Saved')
  await observe.field.press('End')
  await observe.field.pressSequentially(' smiles')
  await observe.field.press('Control+Enter')
  await expect(observe.notes.filter({ hasText: 'Then Wren looks up and smiles' })).toContainText(
    'Saved',
  )
  await page.reload()
  await expect(observe.notes.filter({ hasText: 'Then Wren looks up and smiles' })).toHaveCount(1)
})

test('a plan comes back as its teacher does, with the words that were on their way', async () => {
  const study = await school.study(amira, [ben], 'Why two numbers?')
  const plan = new PlanPage(page)
  await plan.open(study)
  const root = `cell:${(await plan.stageIds())[0]}:do`
  await plan.write(root, 'Fold a strip. ')
  await plan.isSaved()
  sockets.hold()
  await page.keyboard.type('Then peg it.')
  await rights.takeOut(`studies/${study.id}`)
  sockets.letGo()
  await expect(refused()).toContainText('Then peg it.')
  await expect(page.getByRole('button', { name: 'Add when useful' })).toHaveCount(0)
  await rights.putBack(`studies/${study.id}`, { role: 'teacher' })
  await expect(gone()).toHaveCount(0)
  await expect(refused()).toHaveCount(0)
  await plan.isSaved()
  await page.reload()
  await expect(page.getByText('Fold a strip. Then peg it.')).toBeVisible()
})

test('a claim that was being written in the discussion can be kept once its writer is back', async () => {
  const lesson = await observed()
  const of = `studies/${lesson.study.id}`
  await page.goto(`/${of}/lessons/1/discuss`)
  const claim = page.getByLabel('So we think…')
  await claim.fill('Two steps are too many at once.')
  await rights.takeOut(of)
  await expect(claim).not.toBeEditable()
  await rights.putBack(of, { role: 'teacher' })
  await expect(claim).toHaveValue('Two steps are too many at once.')
  await page.getByRole('button', { name: 'Keep claim' }).click()
  await expect(claim).toHaveValue('')
  await expect(page.locator('.claims')).toContainText('Two steps are too many at once.')
  await expect(gone()).toHaveCount(0)
})

test('a page that was only read comes back as well', async () => {
  const lesson = await observed()
  const of = `studies/${lesson.study.id}`
  await page.goto(`/${of}`)
  await expect(page.getByRole('heading', { name: 'What do we see?' })).toBeVisible()
  await rights.remove(of)
  await expect(page.getByRole('heading', { name: 'There is no study at' })).toBeVisible()
  await rights.putBack(of, { role: 'observer' })
  await expect(page.getByRole('heading', { name: 'What do we see?' })).toBeVisible()
})

test('a meeting comes back with what was being written in its notes', async () => {
  const meeting = await ClubMeeting.plan(school, [amira, ben])
  const of = `clubs/${meeting.club}`
  await meeting.open(ben)
  const notes = page.getByRole('complementary', { name: 'Notes of the meeting' })
  await notes.locator('[data-root="field:notes"]').click()
  await page.keyboard.type('We begin with the last word. ')
  await expect(page.locator('.save').first()).toHaveText('Saved')
  sockets.hold()
  await page.keyboard.type('Who brings')
  await rights.takeOut(of, { view: `/api/meetings/${meeting.meeting}` })
  sockets.letGo()
  await expect(refused()).toContainText('Who brings')
  await expect(page.getByRole('group', { name: 'Who is here' }).getByRole('checkbox')).toHaveCount(
    2,
  )
  for (const tick of await page
    .getByRole('group', { name: 'Who is here' })
    .getByRole('checkbox')
    .all())
    await expect(tick).toBeDisabled()
  await rights.putBack(of)
  await expect(gone()).toHaveCount(0)
  await expect(refused()).toHaveCount(0)
  await expect(page.locator('.save').first()).toHaveText('Saved')
  await expect(notes).toContainText('We begin with the last word. Who brings')
  await expect(page.getByText('Everybody can write here')).toBeVisible()
  await page.reload()
  await expect(notes).toContainText('We begin with the last word. Who brings')
})

for (const kind of ['open', 'own'] as const) {
  test(`a reply beside a chapter is said once its writer is back; the text is ${kind}`, async () => {
    const words = 'Thinking begins in what may fairly enough be called a forked-road situation'
    const read = await ReadChapter.begin(school, [amira, ben], { rights: kind })
    await read.mark(amira, [{ words, text: 'My Year 6s.' }])
    await read.open(ben)
    await page.locator('[data-resting]').filter({ hasText: 'My Year 6s.' }).click()
    const thread = page.getByRole('article', { name: 'Note by Amira' })
    await thread.getByRole('button', { name: 'Reply', exact: true }).click()
    const reply = page.getByRole('textbox', { name: 'Your reply' })
    await reply.fill('Mine too')
    await rights.remove(`clubs/${read.club.id}`)
    await expect(gone()).toHaveCount(1)
    await rights.putBack(`clubs/${read.club.id}`)
    await expect(gone()).toHaveCount(0)
    await expect(reply).toHaveValue('Mine too')
    await reply.press('Enter')
    await expect(thread).toContainText('Mine too')
    await expect(reply).toHaveCount(0)
    await page.reload()
    await page.locator('[data-resting]').filter({ hasText: 'My Year 6s.' }).click()
    await expect(thread).toContainText('Mine too')
  })
}
