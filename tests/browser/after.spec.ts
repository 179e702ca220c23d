import { expect, test, type Page } from '@playwright/test'
import { ulid } from 'ulid'
import type { SeriesId } from '../../shared/ids.ts'
import { guestDataDays } from '../../shared/limits.ts'
import type { AddTalk } from '../../shared/teachmeet/talks.ts'
import { LiveMeet, type MeetGuest } from './support/live-meet.ts'
import { lookAt, sizes } from './support/look-at.ts'
import { post, School, type Colleague } from './support/school.ts'
import { expectSound } from './support/sound.ts'

const dayMs = 86_400_000
const titles = [
  'Silent first minute',
  'Vocabulary on a string',
  'One marking code',
  'Reading with a ruler',
  'Walk and talk',
]

let school: School
let nadia: Colleague
let mair: Colleague
let isla: Colleague
let tomos: MeetGuest
let meet: LiveMeet

const path = () => `/teachmeets/${meet.id}`
const say = (who: Pick<Colleague, 'context'>, to: string, data: unknown) =>
  post(who.context.request, school.url, `/api/teachmeets/${meet.id}${to}`, data)

/** An evening of five talks that has ended, with a guest who took something along, and one who speaks here. */
test.beforeEach(async ({ browser }) => {
  school = await School.open(browser)
  nadia = await school.owner('Nadia')
  mair = await school.colleague('Mair')
  isla = await school.colleague('Isla')
  const newSeries = { id: ulid() as SeriesId, title: 'TeachMeets of the valley' }
  meet = await LiveMeet.plan(school, nadia, mair, { newSeries })
  const card: Partial<AddTalk> = { mayPublish: true, link: 'https://slides.example/silent' }
  const mine = await meet.offer(isla, { title: titles[0]!, ...card })
  for (const title of titles.slice(1)) await meet.offer(nadia, { title, speakerName: 'Jonah' })
  await say(nadia, '/draw', { id: ulid(), seed: 4817 })
  await say(nadia, '/acts', { act: 'start' })
  tomos = await meet.guest('Tomos', 'Larkfield Rise')
  await say(tomos, '/take-aways', { id: ulid(), talkId: mine, text: 'A minute of silence' })
  await say(isla, '/take-aways', { id: ulid(), talkId: mine, text: 'Words on a washing line' })
  await say(tomos, '/questions', { id: ulid(), talkId: mine, text: 'With Year 2 as well?' })
  await say(nadia, '/acts', { act: 'end' })
})
test.afterEach(() => school.close())

/** The same school another day: its server goes on with a later clock. */
async function letPass(days: number): Promise<void> {
  await school.server.stop()
  await school.server.start([], { aheadMs: days * dayMs })
}

async function writeNotes(page: Page, title: string, words: string): Promise<void> {
  await page.goto(path())
  await page.getByRole('button', { name: `Open the notes: ${title}` }).click()
  const notes = page.getByRole('textbox', { name: `Notes: ${title}` })
  await notes.click()
  await page.keyboard.type(words)
  await expect(page.locator('.save')).toHaveText('Saved')
}

const part = (page: Page, name: string) => page.getByRole('region', { name })

test('a guest comes back the next day by their link, without an account, and says how it went', async () => {
  await writeNotes(nadia.page, titles[0]!, 'Everybody writes before anybody speaks.')
  const { page } = tomos
  await page.goto(path())
  await expect(part(page, 'For you, as a guest')).toContainText('your words here carry your name')
  await page.getByRole('button', { name: 'Keep a link to come back' }).click()
  await page.getByRole('button', { name: 'Make the link' }).click()
  const link = await page.getByLabel('Your link').inputValue()
  const entry = page.getByRole('link', { name: /Did you try it/ })
  const file = await page.request.get((await entry.getAttribute('href'))!)
  expect(await file.text()).toContain('BEGIN:VEVENT')
  await tomos.context.close()

  await letPass(1)
  const { page: later } = await school.stranger({ viewport: { width: 390, height: 844 } })
  await later.goto(link)
  await expect(later.getByRole('heading', { level: 1 })).toHaveText('Winter TeachMeet')
  for (const title of titles) {
    await expect(later.getByRole('heading', { level: 3, name: title })).toBeVisible()
  }
  await expect(part(later, 'Talks')).toContainText('Everybody writes before anybody speaks.')
  const mine = part(later, 'What you took along')
  await expect(mine).toContainText('A minute of silence')
  // By the keyboard alone.
  await mine.getByRole('button', { name: 'Partly' }).press('Enter')
  await mine.getByLabel('What happened').fill('The bell went. Again tomorrow.')
  await mine.getByRole('button', { name: 'Keep it' }).press('Enter')
  await expect(mine.getByRole('status')).toHaveText('Partly. The bell went. Again tomorrow.')
  await later.getByLabel('Thank the speakers and hosts').fill('Thank you, Isla.')
  await later.getByRole('button', { name: 'Say thanks' }).click()
  await expect(part(later, 'Thanks').getByRole('listitem')).toContainText('Thank you, Isla.')
  await expectSound(later)
  await later.reload()
  await expect(mine).toContainText('Partly. The bell went.')
  // Who was there reads the thanks; how it went is the guest's alone.
  await isla.page.goto(path())
  await expect(part(isla.page, 'Thanks')).toContainText('Thank you, Isla.')
  await expect(isla.page.getByText('The bell went.')).toHaveCount(0)

  await letPass(guestDataDays + 1)
  const { page: late } = await school.stranger()
  await late.goto(link)
  await expect(late.getByRole('heading', { level: 1 })).toHaveText('This link no longer opens')
  await expectSound(late)
})

test('a member finds what they took along on Today and reports back on it', async () => {
  const { page } = isla
  await page.goto('/')
  await expect(part(page, 'What I am trying')).toContainText('Words on a washing line')
  await page.goto(path())
  await page.getByRole('link', { name: 'Report back: Words on a washing line' }).click()
  await page.getByLabel('What happened').fill('Nine words hung by Friday.')
  await page.getByRole('button', { name: /^Send/ }).click()
  await expect(page.getByRole('button', { name: /^Send/ })).toHaveCount(0)
  await page.goto(path())
  await expect(part(page, 'What you took along')).toContainText('Nine words hung by Friday.')
})

test('a speaker withdraws from the library in one tap, and the talk leaves it', async () => {
  const { page } = isla
  await page.goto('/teachmeets/talks')
  await expect(page.getByRole('heading', { name: titles[0]! })).toBeVisible()
  await nadia.page.goto('/teachmeets/talks')
  await expect(nadia.page.getByRole('heading', { name: titles[0]! })).toBeVisible()
  await page.goto(path())
  const consent = page.getByRole('checkbox', { name: `In the library: ${titles[0]!}` })
  await expect(consent).toBeChecked()
  await consent.press('Space')
  await expect(consent).not.toBeChecked()
  await expect(page.getByText('It has left the library.')).toBeVisible()
  // Whoever looks at the library sees it go.
  await expect(nadia.page.getByRole('heading', { name: titles[0]! })).toHaveCount(0)
})

test('a host sees what there is to tidy, tidies, and from then on it can only be read', async () => {
  const { page } = nadia
  await isla.page.goto(path())
  await isla.page.getByRole('button', { name: `Open the notes: ${titles[1]!}` }).click()
  const notes = isla.page.getByRole('textbox', { name: `Notes: ${titles[1]!}` })
  await notes.click()
  await isla.page.keyboard.type('A string across the room.')
  await expect(isla.page.locator('.save')).toHaveText('Saved')
  await page.goto(path())
  const list = part(page, 'Tidy within two days')
  await expect(list).toContainText('Nothing is written yet')
  await expect(list).toContainText('Questions answered: not yet')
  await list.getByRole('button', { name: 'Answered: With Year 2 as well?' }).click()
  await expect(list).toContainText('Questions answered: done')
  await expect(part(page, 'Questions that were answered')).toContainText('With Year 2 as well?')
  await page.getByLabel('Thank the speakers and hosts').fill('Thank you all.')
  await page.getByRole('button', { name: 'Say thanks' }).click()
  await expect(list).toContainText('Thanks to the speakers: done')
  await page.getByLabel('Who hosts the next one?').selectOption({ label: 'Mair' })
  await expect(list).toContainText('Who hosts the next one: done')
  await expect(part(isla.page, 'What comes next')).toContainText('Mair hosts the next one.')
  await list.getByRole('button', { name: 'It is tidy' }).press('Enter')
  await expect(page.getByRole('button', { name: 'Not yet' })).toBeFocused()
  await page.getByRole('button', { name: 'Make it read only' }).click()
  await expect(list).toHaveCount(0)
  // Even where somebody was writing.
  await expect(isla.page.locator('[contenteditable="true"]')).toHaveCount(0)
  await expect(part(isla.page, 'Talks')).toContainText('A string across the room.')
})

for (const [size, options] of Object.entries(sizes)) {
  test(`the day after is sound on a ${size}`, async () => {
    await writeNotes(isla.page, titles[0]!, 'Everybody writes before anybody speaks.')
    await say(mair, '/take-aways', { id: ulid(), text: 'A string across the room' })
    const host = await school.again('Nadia', options)
    await lookAt(host.page, path(), `day-after-host-${size}`)
    const speaker = await school.again('Isla', options)
    await lookAt(speaker.page, path(), `day-after-${size}`)
    await lookAt(speaker.page, '/teachmeets/talks', `library-${size}`)
    const cookies = await tomos.context.cookies()
    const guest = await school.stranger(options)
    await guest.context.addCookies(cookies)
    await lookAt(guest.page, path(), `day-after-guest-${size}`)
  })
}
