import { expect, test } from '@playwright/test'
import { ClubMeeting } from './support/club-meeting.ts'
import { HeldSockets } from './support/held-sockets.ts'
import { InAndOut } from './support/in-and-out.ts'
import { ReadChapter } from './support/read-chapter.ts'
import { School, type Colleague } from './support/school.ts'

let school: School
let amira: Colleague
let grace: Colleague
let sockets: HeldSockets

test.beforeEach(async ({ browser }) => {
  school = await School.open(browser)
  // Amira chairs the club.
  amira = await school.owner()
  grace = await school.colleague('Grace')
  sockets = await HeldSockets.of(grace.page)
})
test.afterEach(() => school.close())

/** Amira takes Grace out of the club, and her page hears it of this view first. */
const takeOut = (club: string, view: string, status = 404) =>
  new InAndOut(school, amira, grace).takeOut(`clubs/${club}`, { view, status })

test('what somebody writes in a meeting stays when the club is no longer theirs', async () => {
  const { page } = grace
  const meeting = await ClubMeeting.plan(school, [amira, grace])
  await meeting.open(grace)
  const notes = page.getByRole('complementary', { name: 'Notes of the meeting' })
  await notes.locator('[data-root="field:notes"]').click()
  await page.keyboard.type('We begin with the last word. ')
  await expect(page.locator('.save').first()).toHaveText('Saved')
  sockets.hold()
  await page.keyboard.type('Who brings')
  await takeOut(meeting.club, `/api/meetings/${meeting.meeting}`)
  await expect(notes).toContainText('We begin with the last word. Who brings')
  sockets.letGo()
  await expect(page.getByRole('alert').filter({ hasText: 'no longer yours' })).toHaveCount(1)
  const kept = page.getByRole('alert').filter({ hasText: 'Not saved. Copy your text' })
  await expect(kept).toContainText('Who brings')
  await expect(page.locator('.ProseMirror')).toHaveCount(0)
  await expect(page.getByText(/^Offline|^Saved$|Just you here|Everybody can write/)).toHaveCount(0)
  await page.reload()
  await expect(page.getByRole('heading', { name: 'There is no meeting at' })).toBeVisible()
})

const words = 'Thinking begins in what may fairly enough be called a forked-road situation'

for (const rights of ['open', 'own'] as const) {
  test(`a reply beside a chapter stays when the club is no longer theirs; the text is ${rights}`, async () => {
    const { page } = grace
    const read = await ReadChapter.begin(school, [amira, grace], { rights })
    await read.mark(amira, [{ words, text: 'My Year 6s.' }])
    await read.open(grace)
    await page.locator('[data-resting]').filter({ hasText: 'My Year 6s.' }).click()
    const thread = page.getByRole('article', { name: 'Note by Amira' })
    await thread.getByRole('button', { name: 'Reply', exact: true }).click()
    const reply = page.getByRole('textbox', { name: 'Your reply' })
    await reply.fill('Mine too, and then')
    await expect(page.getByText('Saved', { exact: true }).first()).toBeVisible()
    // Of a chapter beside which they began a reply the server gives them less instead of nothing.
    await takeOut(read.club.id, `/api/chapters/${read.chapterId}`, 200)
    await expect(reply).toHaveValue('Mine too, and then')
    await expect(page.getByRole('alert').filter({ hasText: 'no longer' })).toHaveCount(1)
    await expect(page.getByText(/^Offline|Nobody else here/)).toHaveCount(0)
    // It is not said where nobody hears it.
    await page.keyboard.press('Enter')
    await expect(page.getByText('This is no longer yours to write in.')).toBeVisible()
    await expect(reply).toHaveValue('Mine too, and then')
    await page.reload()
    // The words are theirs, the note that they answered is the club's.
    if (rights === 'open') await page.getByRole('button', { name: 'All notes' }).click()
    await expect(page.getByRole('heading', { name: 'Replies without a note' })).toBeVisible()
    await expect(page.getByText('Mine too, and then')).toBeVisible()
    await expect(page.getByRole('button', { name: 'Copy your words' })).toBeVisible()
    await expect(page.getByText('My Year 6s.')).toHaveCount(0)
  })
}

test('a note that is being written beside a chapter is kept for oneself, and not for a club one has left', async () => {
  const { page } = grace
  const read = await ReadChapter.begin(school, [amira, grace], { rights: 'own' })
  await read.open(grace)
  await page.getByText(words).first().click()
  await page.getByRole('toolbar').getByRole('button', { name: 'Question', exact: true }).click()
  const note = page.getByRole('textbox', { name: 'Your note' })
  await note.fill('Where do pupils meet')
  await expect(page.getByText('Saved', { exact: true }).first()).toBeVisible()
  // Of a chapter beside which they wrote something the server gives them less instead of nothing.
  await takeOut(read.club.id, `/api/chapters/${read.chapterId}`, 200)
  await expect(page.getByRole('alert').filter({ hasText: 'no longer' })).toHaveCount(1)
  await expect(note).toHaveValue('Where do pupils meet')
  await note.press('Control+Enter')
  await expect(page.getByText('This is no longer yours to write in.')).toBeVisible()
  await expect(page.getByText('Kept, for the club.')).toHaveCount(0)
  const form = page.getByRole('form', { name: 'Your note' })
  await form.getByRole('button', { name: 'Only me' }).click()
  await note.press('Control+Enter')
  await expect(form).toHaveCount(0)
  await page.reload()
  await expect(page.getByText('Where do pupils meet').first()).toBeVisible()
})

test('a form of the club’s page stays with what was typed into it', async () => {
  const { page } = grace
  const read = await ReadChapter.begin(school, [amira, grace])
  await page.goto(`/reading/${read.club.id}`)
  await page.getByRole('button', { name: 'Add a text' }).click()
  const title = page.getByLabel('Title')
  await title.fill('Experience and Education')
  await takeOut(read.club.id, `/api/clubs/${read.club.id}`)
  await expect(page.getByRole('alert').filter({ hasText: 'no longer' })).toHaveCount(1)
  await expect(title).toHaveValue('Experience and Education')
  await page.reload()
  await expect(page.getByRole('heading', { name: 'There is no club of yours' })).toBeVisible()
})
