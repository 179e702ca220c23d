import { expect, test } from '@playwright/test'
import { ulid } from 'ulid'
import { guestsWaitingPerAddressMax } from '../../shared/limits.ts'
import { School } from './support/school.ts'
import { expectSound } from './support/sound.ts'
import { Evening } from './support/teachmeet-evening.ts'

let school: School
test.beforeEach(async ({ browser }) => {
  school = await School.open(browser)
})
test.afterEach(() => school.close())

test('whoever finds the door full is told so, keeps what they wrote, and is let wait once there is room', async () => {
  const evening = await Evening.begin(school, { hasLobby: true })
  const { code } = await evening.joinCode()
  const ids = Array.from({ length: guestsWaitingPerAddressMax }, () => ulid())
  for (const id of ids) {
    const answer = await fetch(`${school.url}/api/guest/enter`, {
      method: 'POST',
      headers: { origin: school.url, 'content-type': 'application/json' },
      body: JSON.stringify({ id, secret: code, pin: '', name: 'Somebody', school: '' }),
    })
    expect(answer.status, await answer.text()).toBe(200)
  }
  const { page } = await school.stranger()
  await page.goto('/guest')
  await page.getByLabel('Code').fill(code)
  await page.keyboard.press('Enter')
  await page.getByLabel('Your name').fill('Tomos')
  await page.getByRole('button', { name: 'Join as Tomos' }).click()
  await expect(page.getByRole('alert')).toHaveText(
    'Many people from where you are wait already. Try again when some of them have been let in.',
  )
  await expect(page.getByLabel('Your name')).toHaveValue('Tomos')
  await expectSound(page, 'a full door')

  const { request } = evening.host.context
  const letIn = await request.post(`${school.url}/api/guests/${ids[0]}/acts`, {
    data: { act: 'let-in' },
    headers: { origin: school.url },
  })
  expect(letIn.ok(), await letIn.text()).toBe(true)
  await page.getByRole('button', { name: 'Join as Tomos' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Nadia will let you in')
  await expect(page.getByRole('alert')).toHaveCount(0)
})
