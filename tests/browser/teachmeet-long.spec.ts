import { expect, test, type Page } from '@playwright/test'
import { ulid } from 'ulid'
import { talkTitleLengthMax, teachMeetTitleLengthMax } from '../../shared/limits.ts'
import { LiveMeet, type MeetGuest } from './support/live-meet.ts'
import { sizes } from './support/look-at.ts'
import { keepPicture } from './support/picture.ts'
import { post, School, type Colleague } from './support/school.ts'
import { expectSound } from './support/sound.ts'
import { expectTouchable } from './support/touch.ts'

/** A TeachMeet as full as it gets, with the longest names and titles there can be: nothing is pushed out of its place. */
const sentence =
  'How we got every single pupil in Year 6, and the quiet ones above all, to say one whole sentence in front of everybody'
const village = 'Ysgol Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch'
const talkCount = 40

let school: School
let nadia: Colleague
let meet: LiveMeet
let gwen: MeetGuest
test.beforeAll(async ({ browser }) => {
  test.setTimeout(180_000)
  school = await School.open(browser)
  nadia = await school.owner('Nadia')
  const mair = await school.colleague('Mair')
  const title = sentence.padEnd(teachMeetTitleLengthMax, '!')
  meet = await LiveMeet.plan(school, nadia, mair, { title, minutes: 480 })
  gwen = await meet.guest('Bartholomew-Wolfeschlegelstein', village)
  const first = await meet.offer(gwen, { title: sentence.padEnd(talkTitleLengthMax, '!') })
  for (let count = 1; count < talkCount; count += 1) {
    const speakerName = `Speaker ${count}`
    await meet.offer(nadia, { title: `Sand timers ${count}`, speakerName })
  }
  const { request } = nadia.context
  const path = `/api/teachmeets/${meet.id}`
  await post(request, school.url, `${path}/acts`, { act: 'start' })
  await post(request, school.url, `${path}/draw`, { id: ulid(), seed: 4817 })
  const talkId = first
  const said = { text: 'Count hands before and after, so that I know what changes.' }
  const ask = gwen.context.request
  await post(ask, school.url, `${path}/take-aways`, { id: ulid(), talkId, ...said })
  await post(ask, school.url, `${path}/questions`, { id: ulid(), talkId, ...said })
  await post(ask, school.url, `${path}/chat`, { id: ulid(), ...said })
  await meet.goTo(`talk:${first}`)
})
test.afterAll(() => school.close())

/** One thing is the main thing to do. */
async function expectOneMain(page: Page): Promise<void> {
  expect(await page.locator('.btn.main:visible').count()).toBeLessThanOrEqual(1)
}

for (const [size, options] of Object.entries(sizes)) {
  test(`the longest names keep to their places on a ${size}`, async () => {
    const host = await school.again('Nadia', options)
    const guest = await meet.guest('Maximilian-Alexander von und zu', village, options)
    const place = `/teachmeets/${meet.id}`
    for (const [who, { page }] of Object.entries({ host, guest })) {
      for (const address of [place, `${place}/live`, `${place}/draw`]) {
        await page.goto(address)
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
        await expect(page.locator('.skeleton')).toHaveCount(0)
        const name = `long-${address.split('/')[3] ?? 'page'}-${who}-${size}`
        await expectOneMain(page)
        if (options.hasTouch) await expectTouchable(page, name)
        for (const colorScheme of ['light', 'dark'] as const) {
          await page.emulateMedia({ colorScheme })
          await expectSound(page, `${name}, ${colorScheme}`)
          await keepPicture(page, { path: `tests/artefacts/screens/${name}-${colorScheme}.png` })
        }
      }
    }
    await host.page.goto('/teachmeets')
    await expect(host.page.getByRole('link', { name: /^Join/ })).toBeVisible()
    await expectOneMain(host.page)
    await host.context.close()
    await guest.context.close()
  })
}

test('offline is said in one place over the talk, with what is safe and what the timer does', async () => {
  const guest = await meet.guest('Efa', village, sizes['phone'])
  const { page } = guest
  await meet.open(guest)
  await expect(page.locator('.save').first()).toHaveText('Saved')
  guest.line.cut()
  await page.context().setOffline(true)
  await expect(page.locator('.banner')).toHaveText(
    'Offline. Keep this page open: what you write now is in it only, and is sent when the network is back. This is the order as you last saw it; the timer goes on.',
  )
  await expectSound(page, 'offline on a phone')
  await keepPicture(page, { path: 'tests/artefacts/screens/long-offline-phone.png' })
  await guest.context.close()
})

test('on the wall a long name stays beside the code, and of a long order it is said how it goes on', async () => {
  const hall = await school.again('Nadia', { viewport: { width: 1920, height: 1080 } })
  const { page } = hall
  await meet.open(hall, 'hall')
  const qr = page.getByRole('region', { name: 'How to come in' })
  await expect(qr).toBeVisible()
  const by = page.getByText(village)
  const words = await by.evaluate((line) => {
    const range = document.createRange()
    range.selectNodeContents(line)
    return range.getBoundingClientRect().right
  })
  expect(words).toBeLessThanOrEqual((await qr.boundingBox())!.x)
  await keepPicture(page, { path: 'tests/artefacts/screens/long-hall-talk.png' })
  await meet.goTo('draw')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('The draw')
  const rest = page.getByText(/^and \d+ more$/)
  await expect(rest).toBeInViewport({ ratio: 1 })
  const shown = await page.locator('ol > li:not(.rest)').count()
  await expect(rest).toHaveText(`and ${talkCount - shown} more`)
  await expect(page.locator('ol > li:not(.rest)').last()).toBeInViewport({ ratio: 1 })
  await keepPicture(page, { path: 'tests/artefacts/screens/long-hall-draw.png' })
  await expectSound(page, 'the hall')
  const end = { act: 'end' }
  await post(nadia.context.request, school.url, `/api/teachmeets/${meet.id}/acts`, end)
  await expect(page.getByText('Thank you for coming.')).toBeVisible()
  await expect(page.locator('svg.table')).toBeInViewport({ ratio: 1 })
  await keepPicture(page, { path: 'tests/artefacts/screens/long-hall-end.png' })
  await hall.context.close()
})
