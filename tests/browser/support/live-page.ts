import type { Page } from '@playwright/test'

/** What stands on the page of a TeachMeet that is live. */
export const notes = (page: Page) => page.getByRole('textbox', { name: /^Shared notes of/ })
export const heading = (page: Page, name: string | RegExp) =>
  page.getByRole('heading', { level: 2, name, exact: typeof name === 'string' })
export const timer = (page: Page) => page.getByRole('timer')
export const next = (page: Page) => page.getByRole('button', { name: /^Next: / })
