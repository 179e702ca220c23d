import { expect, test, type Page } from '@playwright/test'
import { keepPicture } from './support/picture.ts'
import { ClubMeeting } from './support/club-meeting.ts'
import { School, type Colleague } from './support/school.ts'
import { expectSound } from './support/sound.ts'

let school: School
let people: Colleague[]

test.beforeEach(async ({ browser }) => {
  school = await School.open(browser)
  people = [await school.owner()]
  for (const name of ['Ben', 'Cerys', 'Dafydd', 'Elin', 'Femi', 'Grace', 'Hywel']) {
    people.push(await school.colleague(name))
  }
})
test.afterEach(() => school.close())

const sizes = {
  desk: { width: 1440, height: 900 },
  tablet: { width: 1180, height: 820 },
  phone: { width: 390, height: 844 },
}

/** A picture at each size, light and dark; nothing stands out sideways, and axe finds nothing. */
async function lookAt(page: Page, name: string): Promise<void> {
  for (const [size, viewport] of Object.entries(sizes)) {
    await page.setViewportSize(viewport)
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      await keepPicture(page, {
        path: `tests/artefacts/screens/${name}-${size}-${colorScheme}.png`,
        fullPage: true,
      })
      await expectSound(page, `${name}, ${size}, ${colorScheme}`)
    }
  }
  await page.setViewportSize(sizes.desk)
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
}

test('a meeting looks right before it begins and in its steps, on desk, tablet and phone', async () => {
  test.setTimeout(300_000)
  const meeting = await ClubMeeting.plan(school, people as [Colleague, ...Colleague[]], {
    form: 'first',
  })
  const [amira, ben, cerys] = people as [Colleague, Colleague, Colleague]
  await meeting.say(people[7]!, 'absent', 'I cannot come; my sentence is about the forked road.')
  await meeting.open(amira)
  await expect(amira.page.getByRole('checkbox', { name: 'Amira (you)' })).toBeChecked()
  await lookAt(amira.page, 'meeting-before')
  await meeting.open(ben)
  await expect(ben.page.getByText('Amira begins the meeting.')).toBeVisible()
  await meeting.here(people.slice(0, 7))
  await meeting.act(amira, { act: 'open', version: 0 })
  await expect(ben.page.getByRole('heading', { name: 'How we talk' })).toBeVisible()
  await lookAt(ben.page, 'meeting-norms')
  await meeting.go('starter')
  await meeting.say(cerys, 'starter', 'My 8B stopped at the word “about” and asked why.')
  await expect(ben.page.getByText('asked why')).toBeVisible()
  await lookAt(ben.page, 'meeting-words')
  await meeting.go('text')
  await expect(amira.page.getByRole('heading', { name: 'All groups' })).toBeVisible()
  await lookAt(amira.page, 'meeting-groups')
  const { groups } = await meeting.view()
  const mine = groups.find((group) => group.people.some(({ id }) => id === ben.me.id))!
  await meeting.say(
    people.find(({ me }) => me.id === mine.people[0]!.id)!,
    `passage:${mine.people[0]!.id}`,
    'In the suspense of uncertainty, we metaphorically climb a tree.',
  )
  await expect(ben.page.getByText('we metaphorically climb a tree').first()).toBeVisible()
  await lookAt(ben.page, 'meeting-last-word')
  await cerys.page.goto(`${meeting.path}/hall`)
  await expect(cerys.page.getByRole('heading', { name: 'The text' })).toBeVisible()
  await lookAt(cerys.page, 'meeting-hall')
  await meeting.go('ideas')
  await expect(ben.page.getByRole('heading', { name: 'Best ideas' }).last()).toBeVisible()
  await lookAt(ben.page, 'meeting-ideas')
  await meeting.go('plan')
  await expect(ben.page.getByText('Read it to your neighbour;')).toBeVisible()
  await lookAt(ben.page, 'meeting-plan')
  await meeting.go('close')
  await lookAt(amira.page, 'meeting-close')
})

test('protocols look right, and one of our own is made from steps', async () => {
  test.setTimeout(200_000)
  const { page } = people[0]!
  await page.goto('/protocols')
  await expect(page.getByText('28 minutes for four')).toBeVisible()
  await lookAt(page, 'protocols')
  await page.goto('/protocols/last-word')
  await expect(page.getByRole('heading', { name: 'How it goes' })).toBeVisible()
  await lookAt(page, 'protocol')
  await page.getByRole('link', { name: 'Make our own from this' }).click()
  await expect(page.getByLabel('Name')).toHaveValue('Save the last word, our way')
  await lookAt(page, 'protocol-editor')
})
