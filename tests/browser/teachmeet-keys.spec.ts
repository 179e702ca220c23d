import { expect, type Locator, type Page } from '@playwright/test'
import { ulid } from 'ulid'
import { test } from './support/meet-test.ts'
import { expectSound } from './support/sound.ts'

test.beforeEach(({ meet, ben }) => meet.beginWith(ben, 'Silent first minute'))

/** Tab brings one there, as somebody without a mouse goes. */
async function reach(page: Page, place: Locator, key = 'Tab'): Promise<void> {
  await expect(place).toBeVisible()
  for (let presses = 0; presses < 60; presses++) {
    if (await place.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press(key)
  }
  throw new Error(`sixty presses of ${key} do not reach ${String(place)}`)
}

const button = (page: Page, name: string | RegExp) =>
  page.getByRole('button', { name, exact: typeof name === 'string' })
const message = (page: Page) => page.getByLabel('Message everyone here')
const question = (page: Page) => page.getByLabel('Your question', { exact: true })
const idea = (page: Page) => page.getByRole('textbox', { name: 'I’ll try', exact: true })
const vote = (page: Page, text: string) => button(page, new RegExp(`votes?: ${text}`))

test('a guest comes in, speaks, asks, votes and takes something away by keys alone', async ({
  school,
  mair,
  ben,
  meet,
}) => {
  await meet.ask(ben, '/questions', { id: ulid(), talkId: null, text: 'Which class was it?' })
  await meet.ask(mair, '/questions', { id: ulid(), talkId: null, text: 'How long is silence?' })
  const { page } = await school.stranger()
  const { keyboard } = page

  await page.goto(await meet.guestLink())
  await reach(page, page.getByLabel('Your name'))
  await keyboard.type('Kim')
  await keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 2, name: 'Silent first minute' })).toBeVisible()
  await expect(page.getByRole('main')).toBeFocused()

  // The chat: what was sent leaves the focus in its field, and taking it back does not lose it.
  await reach(page, message(page))
  await keyboard.type('Good evening')
  await keyboard.press('Enter')
  await expect(page.getByText('Good evening', { exact: true })).toBeVisible()
  await expect(message(page)).toBeFocused()
  await expect(message(page)).toHaveValue('')
  await reach(page, button(page, /^About this message of/), 'Shift+Tab')
  await keyboard.press('Enter')
  await expect(page.getByRole('menuitem', { name: 'Take it back' })).toBeFocused()
  await keyboard.press('Escape')
  await expect(button(page, /^About this message of/)).toBeFocused()
  await keyboard.press('Enter')
  await expect(page.getByRole('menuitem', { name: 'Take it back' })).toBeFocused()
  await keyboard.press('Enter')
  await expect(page.getByText('This is hidden.')).toBeVisible()
  await expect(page.getByRole('group', { name: 'Messages' })).toBeFocused()

  // Questions: the row moves up by the vote, and down as it is taken back, and is not lost.
  const toQuestions = button(page, /^Questions/)
  await reach(page, toQuestions, 'Shift+Tab')
  await keyboard.press('Enter')
  await expect(toQuestions).toBeFocused()
  await reach(page, vote(page, 'How long is silence'))
  await keyboard.press('Enter')
  const questions = page.getByRole('group', { name: 'Questions so far' }).getByRole('listitem')
  await expect(questions.first()).toContainText('How long is silence?')
  await expect(vote(page, 'How long is silence')).toHaveAttribute('aria-pressed', 'true')
  await expect(vote(page, 'How long is silence')).toBeFocused()
  await keyboard.press('Space')
  await expect(questions.first()).toContainText('Which class was it?')
  await expect(vote(page, 'How long is silence')).toBeFocused()
  await keyboard.press('Space')
  await expect(questions.first()).toContainText('How long is silence?')

  await reach(page, question(page))
  await keyboard.type('May pupils draw?')
  await keyboard.press('Tab')
  await expect(button(page, 'Ask')).toBeFocused()
  await keyboard.press('Enter')
  await expect(questions).toHaveCount(3)
  await expect(question(page)).toBeFocused()
  await expect(page.getByText('Your question was asked.')).toHaveCount(1)
  const mine = questions.filter({ hasText: 'May pupils draw?' })
  await reach(page, mine.getByRole('button', { name: 'About this question' }), 'Shift+Tab')
  await keyboard.press('Enter')
  await expect(page.getByRole('menuitem', { name: 'Take it back' })).toBeFocused()
  await keyboard.press('Enter')
  await expect(questions).toHaveCount(2)
  await expect(page.getByRole('group', { name: 'Questions so far' })).toBeFocused()

  // What one takes away: the field again, and no lost focus as it is taken back.
  await reach(page, idea(page), 'Shift+Tab')
  await keyboard.type('A sand timer')
  await reach(page, button(page, 'Take it'))
  await keyboard.press('Enter')
  await expect(button(page, 'Take back: A sand timer')).toBeVisible()
  await expect(idea(page)).toBeFocused()
  await expect(page.getByText('Taken: A sand timer')).toHaveCount(1)
  await expectSound(page, 'after all of it')
  await reach(page, button(page, 'Take back: A sand timer'), 'Shift+Tab')
  await keyboard.press('Enter')
  await expect(button(page, 'Take back: A sand timer')).toHaveCount(0)
  await expect(page.getByRole('region', { name: 'I’ll try this' })).toBeFocused()
})

test('whoever looks elsewhere, or whose line was cut, keeps their place by keys', async ({
  meet,
}) => {
  const kim = await meet.guest('Kim', 'Elsewhere')
  const { page, line } = kim
  await meet.open(kim)
  await reach(page, button(page, 'The draw'))
  await page.keyboard.press('Enter')
  const back = button(page, 'Back to where we are')
  await reach(page, back)
  await page.keyboard.press('Enter')
  await expect(back).toHaveCount(0)
  await expect(page.locator('.notes')).toBeFocused()

  line.cut()
  await reach(page, message(page))
  await page.keyboard.type('Is anybody there?')
  await page.keyboard.press('Enter')
  await expect(page.getByText(/^Not sent\./)).toBeVisible()
  await expect(message(page)).toBeFocused()
  await reach(page, button(page, 'Change it'), 'Shift+Tab')
  await page.keyboard.press('Enter')
  await expect(message(page)).toBeFocused()
  await expect(message(page)).toHaveValue('Is anybody there?')
  await page.keyboard.press('Enter')
  await reach(page, button(page, 'Send again'), 'Shift+Tab')
  line.mend()
  await page.keyboard.press('Enter')
  await expect(message(page)).toBeFocused()
  await expect(page.getByText(/^Not sent\./)).toHaveCount(0)
})

test('a host’s dialogs give the focus back to what they were opened from', async ({
  nadia,
  ben,
  meet,
}) => {
  await meet.ask(ben, '/chat', { id: ulid(), text: 'Buy my book' })
  await meet.open(nadia)
  const { page } = nadia
  const about = button(page, 'About this message of Ben')
  const open = async (item: string) => {
    await reach(page, about)
    await page.keyboard.press('Enter')
    await expect(page.getByRole('menuitem', { name: 'Hide it' })).toBeFocused()
    await reach(page, page.getByRole('menuitem', { name: item }), 'ArrowDown')
    await page.keyboard.press('Enter')
  }
  await open('Hide it')
  await expect(button(page, 'Leave it')).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(about).toBeFocused()
  await open('Ask Ben to stop writing')
  await expect(button(page, 'Not now')).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(about).toBeFocused()
  await open('Hide it')
  await reach(page, button(page, 'Hide it'))
  await page.keyboard.press('Enter')
  await expect(page.getByText('A host has hidden this.')).toBeVisible()
  await expect(about).toBeFocused()
})
