import { expect, type Page } from '@playwright/test'
import { heading, next, notes, timer } from './support/live-page.ts'
import { test } from './support/meet-test.ts'
import { expectSound } from './support/sound.ts'

const order = (page: Page) => page.getByRole('region', { name: 'Running order' })

async function write(page: Page, words: string): Promise<void> {
  await notes(page).click()
  await page.keyboard.press('ControlOrMeta+End')
  await page.keyboard.type(words)
}

test('an evening: welcome, draw, a talk, an idea, questions, tables, the end', async ({
  school,
  nadia,
  mair,
  ben,
  meet,
}) => {
  test.setTimeout(240_000)
  const cerys = await school.colleague('Cerys')
  const owen = await school.colleague('Owen')
  const priya = await meet.guest('Priya', 'Tolverne')
  const jonah = await meet.guest('Jonah', 'Tolverne')
  await meet.offer(ben, { title: 'Silent first minute' })
  await meet.offer(nadia, { title: 'One marking code', speakerName: 'Lena' })
  const all = [nadia, mair, ben, cerys, owen, priya, jonah]
  const pages = all.map(({ page }) => page)
  for (const who of all) await meet.open(who)

  await expect(priya.page.getByText('Nadia begins the TeachMeet.')).toBeVisible()
  await expect(priya.page.getByRole('button', { name: 'Begin the TeachMeet' })).toHaveCount(0)
  await nadia.page.getByRole('button', { name: 'Begin the TeachMeet' }).click()
  for (const page of pages) await expect(heading(page, 'Welcome')).toBeVisible()
  await expectSound(priya.page, 'the welcome')

  // The draw is the same on every page.
  await next(nadia.page).click()
  for (const page of pages) await expect(page.getByText(/In the hat: /)).toBeVisible()
  await nadia.page.getByLabel('A number somebody calls out, if you like').fill('4817')
  await nadia.page.getByRole('button', { name: 'Draw the order' }).click()
  await expect(order(priya.page).getByText(/seed 4817/)).toBeVisible()
  const { draw, talks: titles } = await meet.view()
  const drawn = draw!.order
  for (const page of pages) {
    const lines = page.getByRole('region', { name: 'The draw' }).getByRole('listitem')
    await expect(lines).toHaveCount(drawn.length)
    for (const [index, talk] of drawn.entries()) {
      const { title } = titles.find(({ id }) => id === talk)!
      await expect(lines.nth(index)).toContainText(title)
      await expect(lines.nth(index)).toHaveCSS('opacity', '1')
    }
  }
  await expectSound(cerys.page, 'the draw')

  // Lena is not here: one tap, and she speaks at the end.
  await expect(order(priya.page).getByText('Not here yet')).toHaveCount(0)
  const lena = order(mair.page).getByRole('listitem').filter({ hasText: 'One marking code' })
  await expect(lena.getByText('Not here yet')).toBeVisible()
  await lena.getByRole('button', { name: 'Move to the end' }).click()
  for (const page of pages) await expect(order(page).getByText('Moved to the end')).toBeVisible()
  await lena.getByRole('button', { name: 'Back again' }).click()
  await expect(order(priya.page).getByText('Moved to the end')).toHaveCount(0)
  await lena.getByRole('button', { name: 'Move to the end' }).click()
  await expect(next(nadia.page)).toHaveText('Next: Ben')

  // The talk: everybody writes, guests too.
  await next(nadia.page).click()
  for (const page of pages) await expect(heading(page, 'Silent first minute')).toBeVisible()
  await write(ben.page, 'Pens down. ')
  await expect(notes(priya.page)).toContainText('Pens down.')
  await expect(priya.page.getByText('Ben is writing')).toBeVisible()
  await write(priya.page, 'Eleven hands. ')
  await expect(notes(cerys.page)).toContainText('Eleven hands.')
  await expect(priya.page.locator('.save').first()).toHaveText('Saved')
  await expectSound(priya.page, 'a talk, written in')

  // Chat, a hand, a question with votes.
  await owen.page.getByLabel('Message everyone here').fill('Thank you, Ben.')
  await owen.page.keyboard.press('Enter')
  await expect(jonah.page.getByText('Thank you, Ben.')).toBeVisible()
  await jonah.page.getByRole('button', { name: 'Raise a hand' }).click()
  await expect(nadia.page.getByText('Jonah would like to speak')).toBeVisible()
  for (const who of [jonah, owen]) {
    await who.page.getByRole('button', { name: /^Questions/ }).click()
  }
  await jonah.page.getByLabel('Your question').fill('What do the quickest do?')
  await jonah.page.getByRole('button', { name: 'Ask' }).click()
  await owen.page.getByRole('button', { name: /^1 vote: What do the quickest/ }).click()
  await expect(jonah.page.getByRole('button', { name: /^2 votes: What do/ })).toBeVisible()
  await expectSound(owen.page, 'the questions')

  // Whoever is in the middle of a sentence is left there; the others follow.
  await write(cerys.page, 'Worked least')
  await next(nadia.page).click()
  for (const page of [owen.page, priya.page]) {
    await expect(heading(page, 'What will you try?')).toBeVisible()
  }
  await cerys.page.keyboard.type(' on recall.')
  await expect(notes(owen.page)).toContainText('Worked least on recall.')

  // The minute for an idea leads to Today.
  await cerys.page.getByRole('textbox', { name: 'I’ll try', exact: true }).fill('Thirty seconds')
  await cerys.page.getByRole('button', { name: 'Take it' }).click()
  await expect(priya.page.getByText('Thirty seconds')).toBeVisible()
  await priya.page.getByRole('textbox', { name: 'I’ll try', exact: true }).fill('A sand timer')
  await priya.page.keyboard.press('Enter')
  await expect(cerys.page.getByText('A sand timer')).toBeVisible()
  await expectSound(priya.page, 'the minute for an idea')
  const again = await school.again('Cerys')
  await again.page.goto('/')
  await expect(again.page.getByRole('link', { name: 'Thirty seconds', exact: true })).toBeVisible()
  await again.context.close()

  // Tables with notes.
  await meet.goTo('tables')
  const theme = mair.page.getByRole('textbox', { name: 'What the table talks about' })
  for (const words of ['Talk before writing', 'Marking less']) {
    await theme.fill(words)
    await mair.page.getByRole('button', { name: 'Put out a table' }).click()
    await expect(theme).toHaveValue('')
  }
  await jonah.page.getByRole('button', { name: /^Sit at table 2/ }).click()
  await jonah.page.getByRole('textbox', { name: /^Notes of table 2/ }).click()
  await jonah.page.keyboard.type('One code for all.')
  await expect(jonah.page.getByRole('textbox', { name: /^Notes of table 2/ })).toContainText('One')
  await expect(jonah.page.locator('.save').first()).toHaveText('Saved')
  await owen.page.getByRole('button', { name: /^Sit at table 2/ }).click()
  await expect(owen.page.getByRole('textbox', { name: /^Notes of table 2/ })).toContainText(
    'One code for all.',
  )
  await mair.page.getByRole('button', { name: 'Share out whoever sits nowhere' }).click()
  await expect(priya.page.getByRole('heading', { name: /^Notes of table/ })).toBeVisible()
  await expectSound(jonah.page, 'the tables')

  // A part that runs over gets a minute more.
  await meet.goTo('other')
  for (const page of pages) await expect(page.getByText('A last sentence.').first()).toBeVisible()
  await nadia.page.getByRole('button', { name: 'Add a minute' }).click()
  for (const page of pages) await expect(timer(page)).toHaveText(/^(1:00|0:[45]\d)$/)

  await meet.goTo('ideas')
  const taken = (page: Page) => page.getByText('A sand timer', { exact: true })
  for (const page of pages) await expect(taken(page)).toBeVisible()
  await meet.goTo('close')
  await mair.page.getByRole('button', { name: 'End the TeachMeet' }).click()
  await mair.page.getByRole('button', { name: 'End it' }).click()
  for (const page of pages) await expect(heading(page, 'That was it')).toBeVisible()
  await expectSound(priya.page, 'the end')
})
