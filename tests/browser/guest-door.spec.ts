import { expect, test, type BrowserContextOptions, type Page } from '@playwright/test'
import type { GuestDoorView, GuestMeView } from '../../shared/community/passes.ts'
import type { PersonId, TeachMeetId } from '../../shared/ids.ts'
import { lookAt, sizes } from './support/look-at.ts'
import { School } from './support/school.ts'

/**
 * What the door says and looks like, whatever the hour: its views are given here, and the clock stands. That they come
 * from the server is tested in guest.spec.ts.
 */
const now = new Date('2026-11-25T19:03:00Z')
const id = '01KEGX0000000000000000MEET' as TeachMeetId
const people = ['Nadia', 'Isla', 'Lena', 'Priya', 'Kofi', 'Jonah', 'Hywel'].map((name, index) => ({
  id: `01KEGX000000000000000000P${index}` as PersonId,
  name,
  colour: [7, 4, 1, 2, 5, 6, 8][index]!,
}))

const door: GuestDoorView = {
  scope: { kind: 'teachmeet', id },
  role: 'guest',
  title: 'Winter TeachMeet',
  host: people[0]!,
  communityName: 'Penrallt Fields Primary',
  timeZone: 'Europe/London',
  startsAt: Date.parse('2026-11-25T19:00:00Z'),
  meetEndsAt: Date.parse('2026-11-25T20:00:00Z'),
  isCalledOff: false,
  people,
  peopleCount: 34,
  schoolCount: 4,
  needsPin: false,
  needsLobby: false,
  endsAt: Date.parse('2026-11-25T21:00:00Z'),
  knownAs: null,
}

const seat: GuestMeView = {
  ...{ id: '01KEGX000000000000000TOM0S' as PersonId, name: 'Tomos', school: null, colour: 3 },
  ...{ state: 'waiting', scope: door.scope, role: 'guest', title: door.title, host: door.host },
  ...{ path: `/teachmeets/${id}`, endsAt: door.endsAt },
  community: { name: 'Penrallt Fields Primary', locale: 'en-GB', timeZone: 'Europe/London' },
  serverTime: now.getTime(),
}

let school: School
test.beforeAll(async ({ browser }) => {
  school = await School.open(browser)
})
test.afterAll(() => school.close())

const refused = (status: number, code: string, sentence: string, fields?: object) => ({
  status,
  json: { code, sentence, ...(fields && { fields }) },
})

/** Somebody at the door, with what the server answers. */
async function atTheDoor(
  answers: Record<string, { status?: number; json: unknown }>,
  options: BrowserContextOptions = {},
): Promise<Page> {
  const { page } = await school.stranger(options)
  await page.clock.setFixedTime(now)
  for (const [path, answer] of Object.entries(answers)) {
    await page.route(`**/api/guest/${path}`, (route) => route.fulfill(answer))
  }
  return page
}

for (const [size, device] of Object.entries(sizes)) {
  test(`the door on a ${size}, light and dark`, async () => {
    const page = await atTheDoor({ look: { json: door } }, device)
    await lookAt(page, '/guest#a-secret', `guest-door-${size}`)
    await lookAt(page, '/guest', `guest-code-${size}`)
    const withPin = await atTheDoor({ look: { json: { ...door, needsPin: true } } }, device)
    await lookAt(withPin, '/guest#a-secret', `guest-pin-${size}`)
    const waiting = await atTheDoor({ me: { json: seat } }, device)
    await lookAt(waiting, '/guest', `guest-waiting-${size}`)
    const ended = await atTheDoor({ look: refused(410, 'ended', 'It has ended.') }, device)
    await lookAt(ended, '/guest#a-secret', `guest-ended-${size}`)
  })
}

test('the door says whose seat it is, when, and from how many schools', async () => {
  const page = await atTheDoor({ look: { json: door } })
  await page.goto('/guest#a-secret')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Winter TeachMeet')
  await expect(page.getByText('Nadia has saved you a seat')).toBeVisible()
  await expect(page.getByText('Tonight, 19:00 to 20:00. It has just started.')).toBeVisible()
  await expect(page.getByText('Short talks from four schools.')).toBeVisible()
  await expect(page.getByText('34 people are round the table')).toBeVisible()
  await expect(page.getByText('open until 21:00 tonight')).toBeVisible()
  // The secret is not left where the next person at this machine would find it.
  await expect(page).toHaveURL(/\/guest$/)
})

test('an empty name is said under its field, and the button bears the name', async () => {
  const page = await atTheDoor({ look: { json: door } })
  await page.goto('/guest#a-secret')
  await page.getByRole('button', { name: 'Join' }).click()
  const name = page.getByLabel('Your name')
  await expect(name).toBeFocused()
  await expect(name).toHaveAccessibleDescription(/Write your name/)
  await name.fill('Tomos')
  await expect(page.getByRole('button', { name: 'Join as Tomos' })).toBeVisible()
})

test('a wrong PIN is said under its field, and nothing else is asked again', async () => {
  const wrong = refused(409, 'conflict', 'Not that PIN.', { pin: 'That is not the PIN.' })
  const page = await atTheDoor({ look: { json: { ...door, needsPin: true } }, enter: wrong })
  await page.goto('/guest#a-secret')
  await page.getByLabel('Your name').fill('Tomos')
  await page.getByLabel('PIN').fill('1234')
  await page.keyboard.press('Enter')
  await expect(page.getByLabel('PIN')).toHaveAccessibleDescription(/That is not the PIN/)
  await expect(page.getByLabel('PIN')).toBeFocused()
  await expect(page.getByLabel('Your name')).toHaveValue('Tomos')
})

test('a code is read in any case and spacing, and with O for 0 and I for 1', async () => {
  const page = await atTheDoor({})
  const asked: unknown[] = []
  await page.route('**/api/guest/look', (route) => {
    asked.push(route.request().postDataJSON())
    return route.fulfill({ json: door })
  })
  await page.goto('/guest')
  await page.getByLabel('Code').fill(' oi 7k-2m ')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Winter TeachMeet')
  expect(asked).toEqual([{ secret: '017K2M' }])
})

test('a code that opens nothing, and too many tries, are said under the field', async () => {
  const page = await atTheDoor({ look: refused(404, 'not-found', 'Nothing here.') })
  await page.goto('/guest')
  await page.getByLabel('Code').fill('7K2MQ9')
  await page.keyboard.press('Enter')
  await expect(page.getByLabel('Code')).toHaveAccessibleDescription(/look at the screen again/)
  const often = 'There were many tries just now. Wait a minute, then try again.'
  await page.route('**/api/guest/look', (route) => route.fulfill(refused(429, 'too-many', often)))
  await page.keyboard.press('Enter')
  await expect(page.getByLabel('Code')).toHaveAccessibleDescription(new RegExp(often))
})

test('a link that does not open just now can be tried again', async () => {
  const page = await atTheDoor({ look: refused(503, 'unavailable', 'Not ready just now.') })
  await page.goto('/guest#a-secret')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('The link did not open')
  await page.route('**/api/guest/look', (route) => route.fulfill({ json: door }))
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Winter TeachMeet')
})

test('whoever has an account goes in as themselves', async () => {
  const owner = await school.owner('Amira')
  await owner.page.route('**/api/guest/look', (route) => route.fulfill({ json: door }))
  await owner.page.goto('/guest#a-secret')
  const goIn = owner.page.getByRole('link', { name: 'Go in as Amira' })
  await expect(goIn).toHaveAttribute('href', `/teachmeets/${id}`)
  await expect(owner.page.getByLabel('Your name')).toHaveCount(0)
})

test('an expert who has been in before is called by their name', async () => {
  const page = await atTheDoor({
    look: {
      json: { ...door, role: 'expert', startsAt: null, meetEndsAt: null, knownAs: 'Dr Hale' },
    },
  })
  await page.goto('/guest#a-secret')
  await expect(page.getByRole('button', { name: 'Join as Dr Hale' })).toBeVisible()
  await expect(page.getByLabel('Your name')).toHaveCount(0)
})

test('whoever was not let in is told kindly, and can try again', async () => {
  let isThere = true
  const page = await atTheDoor({})
  await page.route('**/api/guest/me', (route) =>
    route.fulfill(isThere ? { json: seat } : refused(401, 'sign-in', 'Come in first.')),
  )
  await page.goto('/guest')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Nadia will let you in')
  isThere = false
  await page.clock.resume()
  await page.clock.fastForward(11_000)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/stayed closed/)
  await page.getByRole('button', { name: 'I have a code' }).click()
  await expect(page.getByLabel('Code')).toBeVisible()
})
