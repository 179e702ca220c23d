import { test as base } from '@playwright/test'
import { LiveMeet } from './live-meet.ts'
import { School, type Colleague } from './school.ts'

interface Meeting {
  school: School
  nadia: Colleague
  mair: Colleague
  ben: Colleague
  meet: LiveMeet
}

/** A test at a TeachMeet that Nadia and Mair host, and to which Ben comes. */
export const test = base.extend<Meeting>({
  school: async ({ browser }, use) => {
    const school = await School.open(browser)
    await use(school)
    await school.close()
  },
  nadia: async ({ school }, use) => use(await school.owner('Nadia')),
  meet: async ({ school, nadia, mair }, use) => use(await LiveMeet.plan(school, nadia, mair)),
  // Whoever comes first opens the school, and that is Nadia.
  mair: async ({ school, nadia: _ }, use) => use(await school.colleague('Mair')),
  ben: async ({ school, mair: _ }, use) => use(await school.colleague('Ben')),
})
