import { expect, test, type Page } from '@playwright/test'
import { ulid } from 'ulid'
import type { NewInvitationView } from '../../shared/community/api.ts'
import type { StudyRowView } from '../../shared/lesson-study/api.ts'
import { ServerProcess } from '../support/server-process.ts'
import { keepPicture } from './support/picture.ts'
import { lookAt, sizes } from './support/look-at.ts'
import { post } from './support/school.ts'

/**
 * Every screen on a desk, a tablet and a phone, light and dark, with the example's content: axe finds nothing, nothing
 * stands out sideways, and a picture is kept in tests/artefacts/screens to be compared with the mockups by eye.
 */
let server: ServerProcess
let passwords: Record<string, string>
let joinUrl: string
let study: StudyRowView

test.beforeAll(async ({ playwright }) => {
  server = await ServerProcess.create()
  await server.start(['--demo'])
  passwords = Object.fromEntries(
    ['Amira', 'Ben', 'Cerys'].map((name) => [
      name,
      new RegExp(`${name}\\s+(\\S+)`).exec(server.output)![1]!,
    ]),
  )
  const request = await playwright.request.newContext()
  await post(request, server.url, '/api/session', credentials('Amira'))
  const studies = (await (await request.get(`${server.url}/api/studies`)).json()) as StudyRowView[]
  study = studies.find(({ title }) => /fraction/i.test(title))!
  const made = await post<NewInvitationView>(request, server.url, '/api/invitations', {
    kind: 'link',
    uses: 3,
    studyId: study.id,
  })
  if (made.kind === 'link') joinUrl = made.url
  await request.dispose()
})
test.afterAll(() => server.dispose())

for (const [size, device] of Object.entries(sizes)) {
  test(`every screen on a ${size}, light and dark`, async ({ browser }) => {
    test.setTimeout(300_000)
    const context = await browser.newContext({
      baseURL: server.url,
      reducedMotion: 'reduce',
      ...device,
    })
    const page = await context.newPage()
    const look = (name: string, path: string) => lookAt(page, path, `${name}-${size}`)
    await look('come-in', '/come-in')
    await look('start', `/start#${server.ownerSecret}`)
    await look('join', joinUrl)
    await post(context.request, server.url, '/api/session', credentials('Amira'))
    await look('today', '/')
    await look('studies', '/studies')
    await look('new-study', '/studies/new')
    await look('study', `/studies/${study.id}`)
    await look('plan', `/studies/${study.id}/lessons/1/plan`)
    await expect(page.locator('[data-stage]').first()).toBeVisible()
    const lesson = (number: number, step: string) =>
      `/studies/${study.id}/lessons/${number}/${step}`
    await look('plan-2', lesson(2, 'plan'))
    await look('observe', lesson(2, 'observe'))
    await look('review', lesson(2, 'observe/review'))
    await look('observation-sheet', lesson(2, 'observe/sheet'))
    await look('paper', lesson(2, 'observe/paper'))
    await look('what-we-saw', lesson(1, 'saw'))
    await look('pupil-voice', lesson(1, 'voice'))
    await look('discuss', lesson(1, 'discuss'))
    await look('hall', lesson(1, 'hall'))
    await look('what-changed', lesson(1, 'again'))
    await look('record', `/studies/${study.id}/record`)
    await look('release', `/studies/${study.id}/release`)
    await look('people', '/people')
    await look('account', '/account')
    await look('nowhere', '/no/such/place')
    await context.close()
  })
}

test('three people in one plan, as the README shows them', async ({ browser, playwright }) => {
  const pages: Page[] = []
  // The second lesson is going on, so its plan is kept; the third's starts from it.
  const request = await playwright.request.newContext()
  await post(request, server.url, '/api/session', credentials('Amira'))
  await post(request, server.url, `/api/studies/${study.id}/lessons`, { id: ulid() })
  await request.dispose()
  for (const name of ['Amira', 'Ben', 'Cerys']) {
    const context = await browser.newContext({ baseURL: server.url, ...sizes.desk })
    await post(context.request, server.url, '/api/session', credentials(name))
    const page = await context.newPage()
    await page.goto(`/studies/${study.id}/lessons/3/plan`)
    await expect(page.locator('.save').first()).toHaveText('Saved')
    pages.push(page)
  }
  const [amira, ben, cerys] = pages as [Page, Page, Page]
  const cell = (page: Page, stage: number, label: RegExp) =>
    page.locator('[data-stage]').nth(stage).getByRole('textbox', { name: label })
  await cell(ben, 0, /Heron/).click()
  await ben.keyboard.press('Control+End')
  await ben.keyboard.type(' Or wait.')
  await cell(cerys, 0, /Kestrel/).click()
  await cerys.keyboard.press('Control+End')
  await cerys.keyboard.press('Control+Shift+ArrowLeft')
  await cerys.keyboard.press('Control+Shift+ArrowLeft')
  await expect(amira.getByText('You, Ben and Cerys are here')).toBeVisible()
  await expect(amira.locator('.cellflag')).toHaveText(['Ben', 'Cerys'])
  await expect(amira.getByText('Or wait.')).toBeVisible()
  await keepPicture(amira, { path: 'tests/artefacts/screens/three-people.png' })
})

function credentials(name: string): { name: string; password: string } {
  return { name, password: passwords[name]! }
}
