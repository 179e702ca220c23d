import { expect, test, type Page } from '@playwright/test'
import type { StudyView } from '../../shared/lesson-study/api.ts'
import { keepPicture } from './support/picture.ts'
import { School, type Colleague } from './support/school.ts'
import { expectSound } from './support/sound.ts'

let school: School
let amira: Colleague
let ben: Colleague
let study: StudyView

test.beforeEach(async ({ browser }) => {
  school = await School.open(browser, { keepsClient: true })
  amira = await school.owner()
  ben = await school.colleague('Ben')
  study = await school.study(amira, [ben], 'Why two numbers?')
})
test.afterEach(() => school.close())

const send = async (method: 'put' | 'patch', path: string, data: unknown) => {
  const answer = await amira.context.request[method](school.url + path, {
    data,
    headers: { origin: school.url },
  })
  expect(answer.status(), await answer.text()).toBe(200)
}
const end = () => send('put', `/api/lessons/${study.lessons[0]!.id}/ended`, { ended: true })

async function open({ page }: Colleague): Promise<Page> {
  await page.goto(`/studies/${study.id}/lessons/1/voice`)
  await expect(page.getByRole('heading', { name: 'Pupil voice' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Start the talk' })).toBeVisible()
  return page
}

async function startTalk(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'A Wren' }).click()
  await page.getByRole('button', { name: 'Start the talk' }).click()
  await page.getByRole('checkbox', { name: /They agreed/ }).check()
}

const exactWords = (page: Page, question: string) =>
  page.getByRole('textbox', { name: `Their exact words, ${question}` })

test(
  'a talk: the questions can be read at once, and written when they agreed; offline too',
  { tag: '@alone' },
  async () => {
    const page = await open(ben)
    await page.getByRole('button', { name: 'A Wren' }).click()
    await page.getByRole('button', { name: 'B Heron' }).click()
    await page.getByRole('button', { name: 'Start the talk' }).click()
    await expect(page.getByRole('heading', { name: 'Wren and Heron' })).toBeVisible()
    await expect(page.getByText('I cannot promise to keep it to myself')).toBeVisible()
    await expect(page.getByRole('heading', { name: 'What did you learn?' })).toBeVisible()
    await expect(page.getByRole('textbox')).toHaveCount(0)
    await page.getByRole('checkbox', { name: /They agreed/ }).check()
    await expect(page.getByText('0 of 5 minutes')).toBeVisible()

    ben.line.cut()
    await expect(page.locator('.save').first()).toContainText('Offline')
    await exactWords(page, 'What did you learn?').fill('That 2/4 and 1/2 are the same place.')
    await page
      .getByRole('textbox', { name: 'In short, in your words, What did you learn?' })
      .fill('Equivalence.')
    await page.getByRole('textbox', { name: /Our own question/ }).fill('Who helped you?')
    await exactWords(page, 'Who helped you?').fill('My partner.')
    await page.getByRole('button', { name: 'Finish' }).click()
    await expect(page.getByRole('article', { name: /Wren and Heron/ })).toContainText('My partner.')
    await expect(page.locator('.save').first()).toContainText('safe on this device')

    ben.line.mend()
    await expect(page.locator('.save').first()).toHaveText('Saved')
    const hers = await open(amira)
    await expect(hers.getByText('can be read here when the lesson is over')).toBeVisible()
    await expect(hers.getByText('My partner.')).toHaveCount(0)
    await end()
    await expect(hers.getByRole('article', { name: /Wren and Heron/ })).toContainText(
      'In short: Equivalence.',
      { timeout: 2_000 },
    )
    await expect(hers.getByRole('button', { name: /Change|Delete/ })).toHaveCount(0)

    await page.reload()
    await page.getByRole('button', { name: /^Change/ }).click()
    await expect(exactWords(page, 'Who helped you?')).toHaveValue('My partner.')
  },
)

test('what is for the safeguarding lead stays on the device: it is in no byte that is sent', async () => {
  const planted = 'Planted-3141: he will not let me go home.'
  await send('patch', '/api/community', { safeguardingContact: 'Mrs Parry, room 3' })
  const { page } = ben
  const sent: string[] = []
  page.on('request', (request) => {
    sent.push(request.url(), request.postData() ?? '', JSON.stringify(request.headers()))
  })
  page.on('websocket', (socket) => {
    socket.on('framesent', ({ payload }) => {
      sent.push(typeof payload === 'string' ? payload : payload.toString('latin1'))
    })
  })
  await open(ben)
  await startTalk(page)
  await exactWords(page, 'What did you learn?').fill('A harmless sentence, sent as it should be.')
  await page.getByRole('button', { name: 'This is a safeguarding matter' }).click()
  await expect(page.getByText('Mrs Parry, room 3')).toBeVisible()
  await expect(page.getByText('This is not the safeguarding record.')).toBeVisible()
  await page.getByRole('button', { name: 'Write down their exact words' }).click()
  const words = page.getByRole('textbox', { name: /^Their exact words, \d\d:\d\d$/ })
  await words.pressSequentially(planted)
  await expect(page.getByText('Kept on this device only.')).toBeVisible()

  await page.getByRole('button', { name: /Move the answer to “What did you learn\?”/ }).click()
  await expect(words).toHaveCount(2)
  await expect(exactWords(page, 'What did you learn?')).toHaveValue('')
  await expect(page.locator('.save').first()).toHaveText('Saved')

  await page.reload()
  await page.getByRole('button', { name: 'Show me' }).click()
  await expect(words.first()).toHaveValue(planted)
  await page.emulateMedia({ media: 'print' })
  await expect(page.locator('.for-lead')).toBeVisible()
  await expect(page.locator('.for-lead')).toContainText(planted)
  await expect(page.getByText('This is not the safeguarding record.')).toBeHidden()
  await page.emulateMedia({ media: 'screen' })

  await page.getByRole('button', { name: 'Ben, your account' }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  const question = page.getByRole('dialog')
  await expect(question).toContainText('Words for your safeguarding lead are still here')
  await question.getByRole('button', { name: 'Stay signed in' }).click()
  await page.getByRole('button', { name: 'Back to the talk' }).click()
  await page.getByRole('button', { name: 'Ben, your account' }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await question.getByRole('button', { name: 'Show me the words' }).click()
  await expect(words.first()).toHaveValue(planted)

  for (const left of [1, 0]) {
    await page.getByRole('button', { name: 'I have passed it on' }).first().click()
    await page.getByRole('button', { name: 'Yes, delete them here' }).click()
    await expect(words).toHaveCount(left)
  }
  const kept = await page.evaluate(async () => {
    const found: string[] = []
    for (const { name } of await indexedDB.databases()) {
      if (!name?.startsWith('staffroom-safeguarding/')) continue
      const open = indexedDB.open(name)
      await new Promise((resolve) => (open.onsuccess = resolve))
      const all = open.result.transaction('words').objectStore('words').getAll()
      await new Promise((resolve) => (all.onsuccess = resolve))
      found.push(...(all.result as { text: string }[]).map(({ text }) => text))
      open.result.close()
    }
    return found
  })
  expect(kept).toEqual([])

  await page.getByRole('button', { name: 'Ben, your account' }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await expect(page).toHaveURL(/come-in/)
  const bytes = sent.join('\n')
  expect(bytes).toContain('harmless')
  expect(bytes).not.toContain('Planted-3141')
  expect(bytes).not.toContain('let me go home')
})

test('where nobody has written the contact it says whom to ask; an admin writes it on the account page', async () => {
  const page = await open(ben)
  await page.getByRole('button', { name: 'This is a safeguarding matter' }).click()
  await expect(page.getByText('Go to your headteacher')).toBeVisible()
  await amira.page.goto('/account')
  await amira.page.getByRole('textbox', { name: 'Whom to tell, and how' }).fill('Mrs Parry, room 3')
  const part = amira.page.getByRole('region', { name: 'Safeguarding' })
  await part.getByRole('button', { name: 'Keep changes' }).click()
  await expect(part.getByRole('button', { name: 'Keep changes' })).toBeDisabled()
  await page.reload()
  await page.getByRole('button', { name: 'This is a safeguarding matter' }).click()
  await expect(page.getByText('Mrs Parry, room 3')).toBeVisible()
})

test('it reads well to everybody: no fault of axe, nothing sideways, fields large enough for a thumb', async () => {
  test.setTimeout(180_000)
  const page = await open(ben)
  const look = async (name: string) => {
    for (const [width, height] of [
      [1440, 900],
      [1180, 820],
      [390, 844],
    ] as const) {
      await page.setViewportSize({ width, height })
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
        await expectSound(page, name)
        await keepPicture(page, {
          path: `tests/artefacts/screens/voice-${name}-${width}-${colorScheme}.png`,
          fullPage: true,
        })
      }
    }
  }
  await look('start')
  await startTalk(page)
  await exactWords(page, 'What did you learn?').fill('That 2/4 and 1/2 are the same place.')
  await look('talk')
  await page.getByRole('button', { name: 'This is a safeguarding matter' }).click()
  await page.getByRole('button', { name: 'Write down their exact words' }).click()
  await look('lead')
  await page.getByRole('button', { name: 'Back to the talk' }).click()
  await page.getByRole('button', { name: 'Finish' }).click()
  await look('list')
})
