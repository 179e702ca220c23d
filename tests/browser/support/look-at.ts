import { expect, type BrowserContextOptions, type Page } from '@playwright/test'
import { keepPicture } from './picture.ts'
import { expectSound } from './sound.ts'

/** A desk, a tablet and a phone. */
export const sizes: Record<string, BrowserContextOptions> = {
  desk: { viewport: { width: 1440, height: 900 } },
  tablet: { viewport: { width: 1180, height: 820 }, hasTouch: true, isMobile: true },
  phone: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
}

/**
 * Opens a screen and waits until it is whole; then, by day and by night, keeps a picture of it in
 * tests/artefacts/screens, and looks for what axe finds and for what stands out sideways.
 */
export async function lookAt(page: Page, path: string, name: string): Promise<void> {
  await page.goto(path)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await expect(page.locator('.skeleton')).toHaveCount(0)
  await page.evaluate(() => document.fonts.ready)
  const save = page.locator('.save').first()
  if ((await save.count()) > 0) await expect(save).toHaveText('Saved')
  if (name.startsWith('discuss')) await expect(page.locator('.claims > li').first()).toBeVisible()
  if (name.startsWith('day-after')) {
    await expect(page.getByRole('heading', { level: 2, name: 'Talks' })).toBeVisible()
  }
  if (name.startsWith('library')) await expect(page.locator('summary').first()).toBeVisible()
  // What keeps its head and rails in sight is taken as the window shows it: a whole page would tear them off.
  const fullPage = !/^(chapter|meeting)/.test(name)
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    const path = `tests/artefacts/screens/${name}-${colorScheme}.png`
    await expectSound(page, `${name}, ${colorScheme}`)
    // Colours have arrived by then.
    await keepPicture(page, { path, fullPage })
  }
}
