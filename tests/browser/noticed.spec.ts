import { expect, test } from '@playwright/test'
import { ClubWithIdeas } from './support/club-with-ideas.ts'
import { School, type Colleague } from './support/school.ts'
import { expectSound } from './support/sound.ts'

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }

let school: School
let amira: Colleague
let ben: Colleague
let club: ClubWithIdeas

test.beforeEach(async ({ browser }) => {
  school = await School.open(browser)
  amira = await school.owner()
  ben = await school.colleague('Ben', phone)
  club = await ClubWithIdeas.start(school, amira, [ben])
})
test.afterEach(() => school.close())

test('something noticed is kept in ten seconds, without a network too, and put with a try later', async () => {
  const { page, line } = ben
  await club.commit(ben, { idea: 'Wait five seconds' })
  await page.goto('/noticed')
  await page.getByLabel('In a few words').tap()
  await page.keyboard.type('Two of them argued from the picture.')
  await page.getByRole('button', { name: 'Keep', exact: true }).tap()
  const kept = page.getByRole('listitem').filter({ hasText: 'Two of them argued' })
  await expect(kept).toBeVisible()
  await kept.getByRole('combobox').selectOption('With: Wait five seconds')
  await page.reload()
  await expect(kept.getByRole('combobox')).toHaveValue(/./)
  line.cut()
  await page.getByLabel('In a few words').fill('Nobody asked me.')
  await page.getByRole('button', { name: 'Keep', exact: true }).tap()
  const waiting = page.getByRole('listitem').filter({ hasText: 'Nobody asked me.' })
  await expect(waiting).toContainText('Waiting to be sent, safe on this device.')
  line.mend()
  await expect(waiting).not.toContainText('Waiting', { timeout: 40_000 })
  await expectSound(page)
})

test('a visit belongs to whoever was visited', async () => {
  await amira.page.goto('/visits')
  await amira.page.getByRole('button', { name: 'Ask a colleague to visit' }).click()
  await amira.page.getByLabel('Who', { exact: true }).selectOption('Ben')
  await amira.page.getByLabel('What should your visitor look out for?').fill('Who talks to whom?')
  await amira.page.getByRole('button', { name: 'Ask', exact: true }).click()
  await expect(amira.page.getByText('Ben visits you')).toBeVisible()
  await ben.page.goto('/visits')
  await ben.page.getByLabel('What I saw pupils do').fill('Wren asked Heron first.')
  await ben.page.getByRole('button', { name: 'Keep it for later' }).click()
  await expect(ben.page.getByRole('button', { name: 'Keep it for later' })).toBeDisabled()
  await expect(amira.page.getByText('Wren asked Heron first.')).toHaveCount(0)
  const give = ben.page.getByRole('button', { name: 'Give it to Amira' })
  await expect(give).toBeEnabled()
  await expectSound(ben.page)
  await give.click()
  await expect(amira.page.getByText('Wren asked Heron first.')).toBeVisible()
  await expect(ben.page.getByRole('button', { name: 'Remove' })).toHaveCount(0)
  await expectSound(amira.page)
})

test('the idea of the week is ninety words on everybody’s Today', async () => {
  const idea = 'Let them climb the tree first'
  await club.card(amira, idea, 'Two minutes of looking before any hint.')
  await amira.page.goto(club.path)
  await amira.page.getByRole('button', { name: `More about ${idea}` }).click()
  await amira.page.getByRole('menuitem', { name: 'Make it the idea of the week' }).click()
  const dialog = amira.page.getByRole('dialog', { name: 'Idea of the week' })
  await dialog.getByLabel('In ninety words').fill('word '.repeat(91))
  await expect(dialog).toContainText('1 word too many.')
  await expect(dialog.getByRole('button', { name: 'Tell the school' })).toBeDisabled()
  await dialog.getByLabel('In ninety words').fill('Two minutes of looking, then a hint.')
  await dialog.getByRole('button', { name: 'Tell the school' }).click()
  for (const { page } of [amira, ben]) {
    await page.goto('/reading')
    await expect(page.getByRole('region', { name: 'Idea of the week' })).toContainText(idea)
  }
  await ben.page.goto('/')
  await expect(ben.page.getByText('Two minutes of looking, then a hint.')).toBeVisible()
  await expectSound(ben.page)
})
