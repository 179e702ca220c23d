import { expect, test } from '@playwright/test'
import { lookAt, sizes } from './support/look-at.ts'
import { type Colleague, School } from './support/school.ts'
import { expectSound } from './support/sound.ts'

let school: School
let amira: Colleague
let ben: Colleague

test.beforeEach(async ({ browser }) => {
  school = await School.open(browser)
  amira = await school.owner('Amira', { reducedMotion: 'reduce' })
  ben = await school.colleague('Ben')
})
test.afterEach(() => school.close())

async function addSchool(name: string) {
  const { page } = amira
  await page.getByRole('button', { name: 'Add a school' }).click()
  await page.getByLabel('Its name').fill(name)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: `Take off ${name}` })).toBeVisible()
}

test('one school alone hears nothing of schools, and its admin is offered another', async () => {
  await ben.page.goto('/people')
  await expect(ben.page.getByText('Amira')).toBeVisible()
  await expect(ben.page.getByText(/network|schools/i)).toHaveCount(0)
  await ben.page.goto('/account')
  await expect(ben.page.getByText(/You belong to/)).toHaveCount(0)
  await amira.page.goto('/people')
  await expect(amira.page.getByRole('heading', { name: 'Another school' })).toBeVisible()
})

test('an admin adds a school and says who belongs to it, and studies keep to one school', async () => {
  const { page } = amira
  const study = await school.study(amira, [ben], 'Why is a fraction two numbers?')
  await ben.page.goto(`/studies/${study.id}`)
  await expect(ben.page.getByRole('heading', { level: 1 })).toBeVisible()

  await page.goto('/people')
  await addSchool('Ysgol y Garn')
  await expect(page.getByText('A network of schools')).toBeVisible()
  const row = page.getByRole('listitem').filter({ hasText: 'Ben' })
  await expect(row).toContainText('Penrallt Fields Primary')
  await row.getByRole('button', { name: 'What to do for Ben' }).click()
  await page.getByRole('menuitem', { name: 'Say which school they belong to' }).click()
  const dialog = page.getByRole('dialog', { name: 'The school of Ben' })
  await expectSound(page, 'the school of a person')
  await dialog.getByLabel('School').selectOption('Ysgol y Garn')
  await dialog.getByRole('button', { name: 'Keep this school' }).click()
  await expect(row).toContainText('Ysgol y Garn')
  // Somebody belongs to it now.
  await expect(page.getByRole('button', { name: 'Take off Ysgol y Garn' })).toHaveCount(0)

  // What they showed of the old school's study goes as they move.
  await expect(ben.page.getByRole('heading', { level: 1 })).not.toContainText('fraction')
  await ben.page.goto('/account')
  await expect(ben.page.getByText('You belong to Ysgol y Garn.')).toBeVisible()
  await page.goto('/reading/new')
  await expect(page.getByText('Anybody in our schools may join')).toBeVisible()
  await page.goto('/studies/new')
  await expect(page.getByText('Nobody else is here yet.')).toBeVisible()
  await page.goto(`/studies/${study.id}`)
  await expect(page.getByRole('heading', { name: 'People' })).toBeVisible()
  await expect(page.getByText('Ben', { exact: true })).toHaveCount(0)
})

test('a study whose only teacher moves is shown by its title, and a colleague is put in', async () => {
  const { page } = amira
  await school.study(ben, [], 'Why is a fraction two numbers?')
  const carys = await school.colleague('Carys')
  await page.goto('/people')
  await addSchool('Ysgol y Garn')
  await page.getByRole('button', { name: 'What to do for Ben' }).click()
  await page.getByRole('menuitem', { name: 'Say which school they belong to' }).click()
  const dialog = page.getByRole('dialog', { name: 'The school of Ben' })
  await expect(dialog.getByText('Only Ben plans in one study.')).toBeVisible()
  // Nobody reads a study by rank, its title among the rest, while somebody keeps it.
  await expect(dialog).not.toContainText('fraction')
  await expectSound(page, 'who would leave a study behind')
  await dialog.getByLabel('School').selectOption('Ysgol y Garn')
  await dialog.getByRole('button', { name: 'Keep this school' }).click()

  const left = page.getByRole('region', { name: 'Studies without a teacher' })
  await expect(left.getByRole('listitem')).toContainText('Why is a fraction two numbers?')
  for (const [size, device] of Object.entries(sizes)) {
    await page.setViewportSize(device.viewport!)
    await lookAt(page, '/people', `people-left-study-${size}`)
  }
  const choice = left.getByLabel('Whom to put into Why is a fraction two numbers?')
  await expect(choice.getByRole('option')).toHaveText(['Choose a colleague', 'Carys'])
  await choice.selectOption('Carys')
  await choice.press('Tab')
  await page.keyboard.press('Enter')
  await expect(left).toHaveCount(0)
  await carys.page.goto('/studies')
  await carys.page.getByRole('link', { name: 'Why is a fraction two numbers?' }).click()
  await carys.page.getByText('What happened', { exact: true }).click()
  await expect(
    carys.page.getByText('Amira put Carys into this study, in which nobody planned any more.'),
  ).toBeVisible()
})

test('a link leads into the school it was made for', async () => {
  const { page } = amira
  await page.goto('/people')
  await addSchool('Ysgol y Garn')
  await page.getByLabel('Into which school').selectOption('Ysgol y Garn')
  await page.getByRole('button', { name: 'Make a link' }).click()
  const link = await page.getByLabel('The link').inputValue()
  await expect(page.getByText(/^Into Ysgol y Garn/)).toBeVisible()
  const { page: door } = await school.stranger()
  await door.goto(link)
  await door.getByLabel('Your name').fill('Nia')
  await door.getByLabel('A password').fill('three kind words')
  await door.keyboard.press('Enter')
  await expect(door.getByRole('heading', { level: 1 })).toContainText('Nia')
  await door.goto('/account')
  await expect(door.getByText('You belong to Ysgol y Garn.')).toBeVisible()
})

test('a school is renamed where it stands, and taken off again', async () => {
  const { page } = amira
  await page.goto('/people')
  await addSchool('Ysgol y Garn')
  await page.getByRole('button', { name: /^Ysgol y Garn.*change$/ }).click()
  const field = page.getByRole('textbox', { name: 'Name of Ysgol y Garn' })
  await field.fill('Ysgol Glan Afon')
  await field.press('Enter')
  await page.getByRole('button', { name: 'Take off Ysgol Glan Afon' }).click()
  await expect(page.getByRole('heading', { name: 'Another school' })).toBeVisible()
})

test('a school with a study that was left is taken off once an admin has read what becomes of it', async () => {
  const { page } = amira
  await page.goto('/people')
  await addSchool('Ysgol y Garn')
  const move = async (to: string) => {
    await page.getByRole('button', { name: 'What to do for Ben' }).click()
    await page.getByRole('menuitem', { name: 'Say which school they belong to' }).click()
    const dialog = page.getByRole('dialog', { name: 'The school of Ben' })
    await dialog.getByLabel('School').selectOption(to)
    await dialog.getByRole('button', { name: 'Keep this school' }).click()
    const ofBen = page.getByRole('button', { name: 'What to do for Ben' })
    await expect(page.getByRole('listitem').filter({ has: ofBen })).toContainText(to)
  }
  await move('Ysgol y Garn')
  await school.study(ben, [], 'Why is a fraction two numbers?')
  await move('Penrallt Fields Primary')
  const left = page.getByRole('region', { name: 'Studies without a teacher' })
  await expect(left).toContainText('Why is a fraction two numbers?')
  const take = page.getByRole('button', { name: 'Take off Ysgol y Garn' })
  await take.click()
  const dialog = page.getByRole('dialog', { name: 'Take Ysgol y Garn off the list?' })
  await expect(dialog).toContainText('One lesson study belongs to Ysgol y Garn. It stays behind')
  await expectSound(page, 'a school with a study that is taken off')
  await dialog.getByRole('button', { name: 'Not now' }).click()
  await expect(take).toBeFocused()
  await take.click()
  await dialog.getByRole('button', { name: 'Take it off' }).click()
  await expect(page.getByRole('heading', { name: 'Another school' })).toBeVisible()
  await expect(left).toHaveCount(0)
})

test('each school says whom to tell, its own lead too, and the admin sees where nobody is named', async () => {
  const { page } = amira
  const study = await school.study(ben, [], 'Why is a fraction two numbers?')
  await page.goto('/people')
  await addSchool('Ysgol y Garn')
  const part = page.getByRole('region', { name: 'Schools of the network' })
  await expect(part.getByText('Missing: its colleagues are told to ask')).toHaveCount(2)
  await part
    .getByRole('button', { name: /^Write whom to tell/ })
    .first()
    .click()
  const field = page.getByRole('textbox', {
    name: 'Safeguarding contact of Penrallt Fields Primary',
  })
  await field.fill('Mrs Parry, room 3')
  await field.press('Enter')
  await expect(part.getByText('None of its own: its colleagues are shown “Mrs Parry')).toBeVisible()
  await expectSound(page, 'whom each school tells')

  // A colleague of the other school who leads it writes its own, on their account page.
  await page.getByRole('button', { name: 'What to do for Ben' }).click()
  await page.getByRole('menuitem', { name: 'Ask to lead the community' }).click()
  const row = page.getByRole('listitem').filter({ hasText: 'Ben' })
  await expect(row).toContainText('Leads the community')
  await ben.page.goto('/account')
  const kept = ben.page.getByRole('region', { name: 'Safeguarding' })
  await expect(kept).toContainText('Colleagues are shown “Mrs Parry, room 3”. An admin keeps it')
  await page.getByRole('button', { name: 'What to do for Ben' }).click()
  await page.getByRole('menuitem', { name: 'Say which school they belong to' }).click()
  const dialog = page.getByRole('dialog', { name: 'The school of Ben' })
  await expect(dialog).toContainText(
    'Ben leads Penrallt Fields Primary. In another school they are a member, unless you say',
  )
  await dialog.getByLabel('School').selectOption('Ysgol y Garn')
  await expect(dialog).toContainText('In Ysgol y Garn they are a member')
  await expectSound(page, 'the school of a lead')
  await dialog.getByLabel('Ben leads Ysgol y Garn too').check()
  await dialog.getByRole('button', { name: 'Keep this school' }).click()
  await expect(row).toContainText('Leads the community')
  await expect(kept).toContainText('Until you write it they are shown “Mrs Parry, room 3”.')
  await kept.getByRole('textbox', { name: 'Whom to tell, and how' }).fill('Ben Bell, the library')
  await kept.getByRole('button', { name: 'Keep changes' }).click()
  await expect(kept.getByRole('button', { name: 'Keep changes' })).toBeDisabled()
  // The admin sees it come, and is asked to look at it as whom it seems to name goes.
  await expect(part.getByRole('button', { name: /^Ben Bell, the library/ })).toBeVisible()
  await page.getByRole('button', { name: 'What to do for Ben' }).click()
  await page.getByRole('menuitem', { name: 'Say they have left' }).click()
  const leaving = page.getByRole('dialog', { name: 'Has Ben left the school?' })
  await expect(leaving).toContainText('A safeguarding contact says “Ben Bell, the library”.')
  await leaving.getByRole('button', { name: 'Not now' }).click()

  // In a talk with pupils it is that of one's own school, and another is told as it is written.
  const own = await school.study(ben, [], 'Why do they wait?')
  await ben.page.goto(`/studies/${own.id}/lessons/1/voice`)
  await ben.page.getByRole('button', { name: 'This is a safeguarding matter' }).click()
  const lead = ben.page.getByRole('region', { name: 'This is a safeguarding matter' })
  await expect(lead).toContainText('Your school’s safeguarding contact')
  await expect(lead).toContainText('Ben Bell, the library')
  await part.getByRole('button', { name: /^Ben Bell, the library/ }).click()
  await page.getByRole('textbox', { name: 'Safeguarding contact of Ysgol y Garn' }).fill('')
  await page.keyboard.press('Enter')
  await expect(lead).toContainText('The safeguarding contact of Penrallt Fields Primary, as nobody')
  await expect(lead).toContainText('Mrs Parry, room 3')
  for (const [size, device] of Object.entries(sizes)) {
    await ben.page.setViewportSize(device.viewport!)
    await lookAt(ben.page, '/account', `account-lead-of-a-school-${size}`)
  }
  await ben.page.goto(`/studies/${study.id}`)
  await expect(ben.page.getByRole('heading', { level: 1 })).not.toContainText('fraction')
})

test('the people of a network are shown on a desk, a tablet and a phone, light and dark', async () => {
  test.setTimeout(180_000)
  const { page } = amira
  await page.goto('/people')
  await addSchool('Ysgol y Garn')
  await addSchool('Ysgol Uwchradd Dyffryn Glan Afon a Phenrhyn')
  // One that has its own, one that has not, and nobody named by the community.
  await page
    .getByRole('button', { name: /^Write whom to tell/ })
    .last()
    .click()
  await page
    .getByLabel('Safeguarding contact of Ysgol y Garn')
    .fill('Siân Bell, the library, 01286 555 0100')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: /^Siân Bell/ })).toBeVisible()
  for (const [size, device] of Object.entries(sizes)) {
    await page.setViewportSize(device.viewport!)
    await lookAt(page, '/people', `people-network-${size}`)
    await lookAt(page, '/account', `account-network-${size}`)
  }
})
