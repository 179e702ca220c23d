import { expect, test, type Page } from '@playwright/test'
import { ulid } from 'ulid'
import type { CommitmentView } from '../../shared/community/commitments.ts'
import type { SchoolView } from '../../shared/community/schools.ts'
import type { StudyView } from '../../shared/lesson-study/api.ts'
import { LiveMeet } from './support/live-meet.ts'
import { type Colleague, post, School } from './support/school.ts'

/** What the other school must never read: whoever does not come, a study, a case pupil. */
interface Kept {
  stayer: Colleague
  title: string
  pupil: string
}

let school: School
const people = new Map<string, Colleague>()
const of = (name: string) => people.get(name)!

test.beforeEach(async ({ browser }) => {
  school = await School.open(browser)
  people.set('Amira', await school.owner('Amira'))
  for (const name of ['Ben', 'Gwenllian', 'Nia', 'Lowri', 'Hywel']) {
    people.set(name, await school.colleague(name))
  }
  const far = await ask<SchoolView>('Amira', 'POST', '/schools', { id: ulid(), name: 'Ysgol Bell' })
  for (const name of ['Nia', 'Lowri', 'Hywel']) {
    await ask('Amira', 'PATCH', `/people/${of(name).me.id}`, { schoolId: far.id })
  }
})
test.afterEach(() => school.close())

async function ask<View>(who: string, method: string, path: string, data?: unknown): Promise<View> {
  const answer = await of(who).context.request.fetch(`${school.url}/api${path}`, {
    ...{ method, headers: { origin: school.url } },
    ...(data === undefined ? {} : { data }),
  })
  if (!answer.ok()) throw new Error(`${path}: ${answer.status()} ${await answer.text()}`)
  return (await answer.json()) as View
}

/** A study of two of one school, of whom one does not come. */
async function keep(who: string, stayer: string, title: string, pupil: string): Promise<Kept> {
  const study: StudyView = await school.study(of(who), [of(stayer)], title)
  await ask(who, 'PATCH', `/pupils/${study.pupils[0]!.id}`, { pseudonym: pupil })
  return { stayer: of(stayer), title, pupil }
}

/** All that stands on the page, what can be chosen among it. */
async function expectNothingOf(page: Page, { stayer, title, pupil }: Kept): Promise<void> {
  await expect(page.getByRole('heading', { level: 1 }).first()).toBeVisible()
  await expect(page.locator('[aria-busy="true"]')).toHaveCount(0)
  const html = await page.content()
  for (const word of [stayer.me.name, title, pupil]) expect(html, page.url()).not.toContain(word)
}

test('two schools hold a TeachMeet, and each takes home into its own', async () => {
  test.setTimeout(90_000)
  const meet = await LiveMeet.plan(school, of('Amira'), of('Nia'))
  const guests = [
    {
      who: of('Ben'),
      idea: 'A sand timer',
      others: await keep('Lowri', 'Hywel', 'Beth yw hanner?', 'Quoll'),
    },
    {
      who: of('Lowri'),
      idea: 'Thirty seconds',
      others: await keep('Ben', 'Gwenllian', 'Why a half?', 'Numbat'),
    },
  ]

  // Both sign up.
  for (const { who, others } of guests) {
    const { page } = who
    await page.goto(`/teachmeets/${meet.id}`)
    await expectNothingOf(page, others)
    await page.getByRole('button', { name: 'Just listening' }).click()
    await expect(page.getByRole('heading', { name: 'You are coming' })).toBeVisible()
    await expectNothingOf(page, others)
  }

  // They meet live.
  await meet.open(of('Amira'))
  await of('Amira').page.getByRole('button', { name: 'Begin the TeachMeet' }).click()
  for (const { who } of guests) {
    await meet.open(who)
    await expect(who.page.getByRole('heading', { level: 2, name: 'Welcome' })).toBeVisible()
  }
  for (const { who, idea } of guests) {
    await who.page.getByLabel('Message everyone here').fill(`Hello from ${who.me.name}`)
    await who.page.keyboard.press('Enter')
    await who.page.getByRole('textbox', { name: 'I’ll try', exact: true }).fill(idea)
    await who.page.getByRole('button', { name: 'Take it' }).click()
  }
  for (const { who, others } of guests) {
    for (const one of guests) {
      await expect(who.page.getByText(`Hello from ${one.who.me.name}`)).toBeVisible()
      await expect(who.page.getByText(one.idea).first()).toBeVisible()
    }
    await expectNothingOf(who.page, others)
  }

  // What each took away is their own, and shared with their own school alone.
  for (const { who, idea, others } of guests) {
    await who.page.goto('/trying')
    await expect(who.page.getByText(idea).first()).toBeVisible()
    await expectNothingOf(who.page, others)
    await who.page.goto('/visits')
    await who.page.getByRole('button', { name: 'Ask a colleague to visit' }).click()
    await expect(who.page.getByLabel('Who', { exact: true }).getByRole('option')).toHaveCount(3)
    await expectNothingOf(who.page, others)
    const choices = await who.page
      .getByLabel('Who', { exact: true })
      .getByRole('option')
      .allInnerTexts()
    expect(choices.slice(1).sort()).toEqual(
      (who === of('Ben') ? ['Amira', 'Gwenllian'] : ['Hywel', 'Nia']).sort(),
    )
    for (const path of ['/', '/studies', '/studies/new', '/reading', `/teachmeets/${meet.id}`]) {
      await who.page.goto(path)
      await expectNothingOf(who.page, others)
    }
  }
  await ask('Nia', 'POST', `/teachmeets/${meet.id}/acts`, { act: 'end' })
  for (const { who, others } of guests) {
    await who.page.goto(`/teachmeets/${meet.id}`)
    await expectNothingOf(who.page, others)
  }
  await takesFromOwnSchool('Ben', { near: 'Gwenllian', far: 'Hywel' })
  await takesFromOwnSchool('Lowri', { near: 'Hywel', far: 'Gwenllian' })
})

/** What somebody reports can be taken further by a colleague of their school, and by nobody of the other. */
async function takesFromOwnSchool(
  who: string,
  { near, far }: { near: string; far: string },
): Promise<void> {
  const [commitment, ...more] = await ask<CommitmentView[]>(who, 'GET', '/commitments')
  expect([commitment?.sharing, more]).toEqual(['school', []])
  const report = { id: ulid(), version: 0, happened: 'They spoke.', sharing: 'school' }
  await ask(who, 'PUT', `/commitments/${commitment!.id}/report`, report)
  const start = (name: string) =>
    post(of(name).context.request, school.url, '/api/commitments', {
      ...{ id: ulid(), idea: 'My version', fromReportId: report.id },
    })
  await start(near)
  await expect(start(far)).rejects.toThrow('404')
}
