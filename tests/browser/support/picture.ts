import type { Page, PageScreenshotOptions } from '@playwright/test'

/**
 * Keeps a picture of a screen for people to look at (`npm run screens`). Nobody looks at those of CI, where they take a
 * tenth of the time: drawn without a graphics card, a long page takes half a second.
 */
export async function keepPicture(page: Page, options: PageScreenshotOptions): Promise<void> {
  if (process.env.CI !== 'true') await page.screenshot(options)
}
