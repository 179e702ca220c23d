import { expect, test } from '@playwright/test'
import { ReadChapter } from './support/read-chapter.ts'
import { School, type Colleague } from './support/school.ts'

let school: School
let amira: Colleague

test.beforeEach(async ({ browser }) => {
  school = await School.open(browser)
  amira = await school.owner()
})
test.afterEach(() => school.close())

test('look', async () => {
  const grace = await school.colleague('Grace')
  const read = await ReadChapter.begin(school, [amira, grace])
  await read.mark(grace, [
    {
      words: 'Thinking begins in what may fairly enough be called a forked-road',
      text: 'This is my Year 6s before a hard problem.',
    },
  ])
  await amira.page.setViewportSize({ width: 1440, height: 900 })
  await read.open(amira)
  await expect(amira.page.locator('.reading')).toBeVisible()
  await amira.page.screenshot({ path: 'tests/artefacts/look-1.png' })
  await amira.page.locator('[data-start]').nth(6).click()
  await amira.page.screenshot({ path: 'tests/artefacts/look-2.png' })
  await amira.page.setViewportSize({ width: 390, height: 844 })
  await amira.page.screenshot({ path: 'tests/artefacts/look-3.png' })
  await amira.page.setViewportSize({ width: 1180, height: 820 })
  await amira.page.screenshot({ path: 'tests/artefacts/look-4.png' })
})
