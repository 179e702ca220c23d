import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { APIRequestContext, Page } from '@playwright/test'
import { devices, expect, request as apiRequest, test } from '@playwright/test'
import { ulid } from 'ulid'
import type { JoinCodeView, NewPassView } from '../../shared/community/passes.ts'
import type { DrawView, TeachMeetView } from '../../shared/teachmeet/api.ts'
import type { SeriesView } from '../../shared/teachmeet/series.ts'
import type { TakeAwayView } from '../../shared/teachmeet/live.ts'
import { next } from './support/live-page.ts'
import type { Colleague } from './support/school.ts'
import { post, School } from './support/school.ts'

/** J9: a host holds a TeachMeet for 45 people of six schools. */
const schools = [
  'Penrallt Fields Primary',
  'Larkfield Rise',
  'Tolverne',
  'Ashmere Juniors',
  'Hendre Wood',
  'St Cuthbert’s',
]
const guestCount = 41
/** Fourteen talks: who offers one, of which kind. */
const kinds = [
  ...Array.from({ length: 4 }, () => ({ kind: 'micro', minutes: 7 })),
  ...Array.from({ length: 10 }, () => ({ kind: 'nano', minutes: 2 })),
]

let school: School
let nadia: Colleague
let mair: Colleague
test.beforeAll(async ({ browser }) => {
  school = await School.open(browser)
  nadia = await school.owner('Nadia')
  mair = await school.colleague('Mair')
})
test.afterAll(() => school.close())

const ask = <View>(who: APIRequestContext, path: string, data: unknown) =>
  post<View>(who, school.url, path, data)
const get = async <View>(path: string) =>
  (await (await nadia.context.request.get(school.url + path)).json()) as View
const heading = (page: Page, name: string | RegExp) =>
  page.getByRole('heading', { level: 2, name }).first()

test('J9: forty-five people, fourteen talks, two absent, one overrun, ideas, thanks, the next host', async () => {
  test.setTimeout(180_000)
  const { page } = nadia

  // Published with a series; two hosts.
  const id = ulid()
  const facts = { title: 'Winter TeachMeet', startsAt: Date.now(), timeZone: 'Europe/London' }
  await ask(nadia.context.request, '/api/teachmeets', {
    ...{ id, ...facts, minutes: 120, hasLobby: false },
    newSeries: { id: ulid(), title: 'TeachMeets of the valley' },
  })
  const at = (path: string) => `/api/teachmeets/${id}${path}`
  const view = () => get<TeachMeetView>(at(''))
  await ask(nadia.context.request, at('/acts'), { act: 'add-host', personId: mair.me.id })
  await ask(nadia.context.request, at('/acts'), { act: 'publish' })

  // Forty-one guests of five other schools sign up without an account; twelve of them offer a talk.
  const { url } = await ask<NewPassView>(nadia.context.request, '/api/passes', {
    ...{ id: ulid(), scope: { kind: 'teachmeet', id }, uses: 60 },
    endsAt: Date.now() + 86_400_000,
  })
  const guests: APIRequestContext[] = []
  for (let count = 0; count < guestCount; count++) {
    const guest = await apiRequest.newContext()
    const where = schools[1 + (count % 5)]
    const who = { id: ulid(), secret: url!.split('#')[1], name: `Guest ${count + 1}` }
    await ask(guest, '/api/guest/enter', { ...who, school: where })
    const coming = { data: { isListed: true }, headers: { origin: school.url } }
    expect((await guest.put(school.url + at('/me'), coming)).status()).toBe(200)
    guests.push(guest)
  }
  const speakers = [nadia.context.request, mair.context.request, ...guests.slice(0, 12)]
  for (const [index, who] of speakers.entries()) {
    const talk = { id: ulid(), title: `Talk ${index + 1}`, ...kinds[index], mayPublish: true }
    await ask(who, at('/talks'), talk)
  }

  // The host sees that fourteen talks fit, tests the timer, and starts.
  await page.goto(`/teachmeets/${id}`)
  await expect(page.getByText('All talks fit.')).toBeVisible()
  await page.getByRole('button', { name: 'Try the timer and sounds' }).click()
  await expect(page.getByText('Thank you. A last sentence.')).toBeVisible()
  await page.getByRole('button', { name: 'Start the TeachMeet' }).click()
  await page.waitForURL(/\/live$/, { timeout: 15_000 })
  await mair.page.goto(`/teachmeets/${id}/live`)

  // A guest comes by the code of the hall on a phone: from the code to writing in thirty seconds.
  const { code } = await ask<JoinCodeView>(nadia.context.request, at('/join-code'), {})
  const { page: phone } = await school.stranger({ ...devices['Pixel 7'] })
  const scanned = Date.now()
  await phone.goto('/guest')
  await phone.getByRole('textbox').first().pressSequentially(code, { delay: 120 })
  await phone.keyboard.press('Enter')
  await phone.getByLabel('Your name').pressSequentially('Tomos', { delay: 120 })
  await phone.getByLabel(/^Your school/).pressSequentially('Larkfield Rise', { delay: 60 })
  await phone.getByRole('button', { name: 'Join as Tomos' }).click()
  await phone.waitForURL(/\/live$/, { timeout: 15_000 })
  const bar = phone.getByRole('navigation', { name: 'Parts of the TeachMeet' })
  await bar.getByRole('button', { name: 'Chat' }).click()
  await phone.getByLabel('Message everyone here').pressSequentially('Hello.', { delay: 120 })
  await phone.keyboard.press('Enter')
  await expect(page.getByText('Hello.', { exact: true })).toBeVisible()
  expect(Date.now() - scanned).toBeLessThan(30_000)

  await bar.getByRole('button', { name: 'Talk' }).click()

  // The draw, live, from a number somebody calls out; the command draws the same.
  await next(page).click()
  await page.getByLabel('A number somebody calls out, if you like').fill('4817')
  await page.getByRole('button', { name: 'Draw the order' }).click()
  await expect(mair.page.getByText(/seed 4817/).first()).toBeVisible()
  const lines = phone.getByRole('region', { name: 'The draw' }).getByRole('listitem')
  await expect(lines).toHaveCount(14)
  const drawn = (await view()).draw!
  expect(drawn.order).toHaveLength(14)
  expect(new Set(drawn.order).size).toBe(14)
  expect(await orderOfCommand(drawn)).toEqual(await numbersOf(drawn.order, await view()))

  // Two speakers are not here: one tap each, and they keep a place at the end. One comes after all.
  const [second, third] = [drawn.order[1]!, drawn.order[2]!]
  const row = (talkId: string) => async () => {
    const { title } = (await view()).talks.find((talk) => talk.id === talkId)!
    return mair.page
      .getByRole('region', { name: 'Running order' })
      .getByRole('listitem')
      .filter({ has: mair.page.getByText(title, { exact: true }) })
  }
  for (const talkId of [second, third]) {
    const { version } = (await view()).talks.find((talk) => talk.id === talkId)!
    const answer = await mair.context.request.put(`${school.url}/api/talks/${talkId}/presence`, {
      ...{ data: { presence: 'absent', version }, headers: { origin: school.url } },
    })
    expect(answer.status()).toBe(200)
  }
  await expect((await row(second)()).getByText('Moved to the end')).toBeVisible()
  expect((await view()).draw!.order.slice(-2).sort()).toEqual([second, third].sort())
  await (await row(third)()).getByRole('button', { name: 'Back again' }).click()
  await expect((await row(third)()).getByText('Moved to the end')).toHaveCount(0)
  const after = (await view()).draw!
  expect(new Set(after.order)).toEqual(new Set(drawn.order))
  expect(after.order.indexOf(third)).toBeLessThan(after.order.indexOf(second))

  // The first talk begins on every screen; it overruns, and gets a minute more.
  await next(page).click()
  const first = (await view()).talks.find((talk) => talk.id === after.order[0])!
  for (const each of [page, mair.page, phone]) {
    await expect(heading(each, first.title)).toBeVisible()
  }
  await page.getByRole('button', { name: 'Add a minute' }).click()
  const more = new RegExp(`^${first.minutes + 1}:00|${first.minutes}:\\d\\d$`)
  for (const each of [page, phone]) await expect(each.getByRole('timer').first()).toHaveText(more)

  // Everybody takes an idea away at once; nothing is lost, and it stands on every screen.
  const talkId = after.order[0]
  await Promise.all(
    guests.map((guest, index) =>
      ask(guest, at('/take-aways'), { id: ulid(), talkId, text: `Try ${index + 1} with 4B` }),
    ),
  )
  await expect(phone.getByText('Try 41 with 4B')).toBeAttached()
  expect(await get<TakeAwayView[]>(at('/take-aways'))).toHaveLength(guestCount)

  // The end; the day after: thanks, tidying, the next host.
  await ask(nadia.context.request, at('/acts'), { act: 'end' })
  await page.goto(`/teachmeets/${id}`)
  await expect(page.getByText('Try 41 with 4B')).toBeAttached()
  await page.goto('/teachmeets')
  await page.getByLabel('Who hosts the next one?').selectOption('Mair')
  await expect(page.getByText('Mair hosts the next one.')).toBeVisible()
  const [series] = await get<SeriesView[]>('/api/series')
  expect(series?.nextHost?.id).toBe(mair.me.id)
  await ask(nadia.context.request, at('/acts'), { act: 'tidy' })
  expect((await view()).talks.every((talk) => talk.notes.documentId.length > 0)).toBe(true)
  await Promise.all(guests.map((guest) => guest.dispose()))
})

const numbersOf = async (order: readonly string[], { talks }: TeachMeetView) =>
  order.map((id) => talks.find((talk) => talk.id === id)!.number)

/** What `npm run draw` makes of the published input: the numbers in order. */
async function orderOfCommand({ input }: DrawView): Promise<number[]> {
  const folder = await mkdtemp(join(tmpdir(), 'draw-'))
  const file = join(folder, 'draw.json')
  await writeFile(file, JSON.stringify(input))
  const command = ['--import', 'tsx', 'server/admin/draw.ts', '--seed', String(input.seed), file]
  const { stdout } = await promisify(execFile)('node', command)
  await rm(folder, { recursive: true })
  return [...stdout.matchAll(/^\s*\d+\. Talk (\d+)/gm)].map(([, number]) => Number(number))
}
