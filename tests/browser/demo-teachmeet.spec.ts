import { expect, test, type Page } from '@playwright/test'
import { ExampleSchool } from './support/example-school.ts'
import { lookAt, sizes } from './support/look-at.ts'
import { expectSound } from './support/sound.ts'

let school: ExampleSchool
test.beforeAll(async ({ browser }) => {
  test.setTimeout(120_000)
  school = await ExampleSchool.open(browser)
})
test.afterAll(() => school.close())

const talk = (page: Page) =>
  page.getByRole('heading', {
    level: 2,
    name: 'Silent first minute: more hands, and different ones',
  })

test('two people of the example and a guest are in the TeachMeet that is on', async () => {
  const nadia = await school.signIn('Nadia')
  const ben = await school.signIn('Ben')
  for (const page of [nadia, ben]) {
    await page.goto(school.livePath)
    await expect(talk(page)).toBeVisible()
    await expect(page.getByRole('timer')).toHaveText('2:48')
    await expect(page.getByText('Ask: what do pupils who finish early do?')).toBeVisible()
  }
  await expectSound(ben, 'the example’s TeachMeet')

  await nadia.getByRole('button', { name: 'Host', exact: true }).click()
  await nadia.getByRole('switch', { name: 'Whoever types the code waits here' }).click()
  await nadia.getByRole('button', { name: 'Make a code to come in by' }).click()
  const code = (await nadia.getByLabel(/^Join code/).innerText()).trim()
  const guest = await school.stranger()
  await guest.goto('/guest')
  await guest.getByLabel('Code').fill(code)
  await guest.keyboard.press('Enter')
  await guest.getByLabel('Your name').fill('Tomos')
  await guest.getByRole('button', { name: 'Join as Tomos' }).click()
  await expect(talk(guest)).toBeVisible()
  await guest.getByLabel('Message everyone here').fill('Hello from Bryn')
  await guest.keyboard.press('Enter')
  await expect(ben.getByText('Hello from Bryn')).toBeVisible()

  await nadia.getByRole('button', { name: 'Go on' }).click()
  await expect(ben.getByRole('timer')).not.toHaveText('2:48')
})

test('what is left of the one before can be read', async () => {
  const amira = await school.signIn('Amira')
  await amira.goto('/teachmeets')
  await amira.getByRole('link', { name: 'Autumn TeachMeet' }).first().click()
  await expect(amira.getByRole('heading', { level: 1 })).toHaveText('Autumn TeachMeet')
  await expect(amira.getByRole('heading', { name: 'Retelling with six objects' })).toBeVisible()
  await expect(amira.getByText(/^Six objects on a tray/)).toBeVisible()
  await expect(amira.getByRole('heading', { name: 'Table 1: Talk before writing' })).toBeVisible()
  await expect(amira.getByText('Echo reading on Mondays.')).toBeVisible()
  await expect(amira.getByText(/I had forgotten that my class likes to read aloud/)).toBeVisible()
  await expectSound(amira, 'the TeachMeet that was held')
})

for (const [size, device] of Object.entries(sizes)) {
  test(`the example’s TeachMeets on a ${size}, light and dark`, async () => {
    const amira = await school.signIn('Amira', device)
    await amira.goto('/teachmeets')
    const past = amira.getByRole('link', { name: 'Autumn TeachMeet' }).first()
    const autumn = (await past.getAttribute('href'))!
    await lookAt(amira, '/teachmeets', `demo-teachmeets-${size}`)
    await lookAt(amira, school.livePath, `demo-live-${size}`)
    await lookAt(amira, autumn, `demo-autumn-${size}`)
  })
}
