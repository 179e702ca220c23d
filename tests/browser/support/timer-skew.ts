import { expect, type Page } from '@playwright/test'

/** Keeps when a page first showed each time, by the one clock of this machine. */
async function watchTimer(page: Page, timer: string): Promise<void> {
  await page.evaluate((selector) => {
    const seen: [string, number][] = []
    Object.assign(window, { seen })
    const look = () => {
      const words = document.querySelector(selector)?.textContent.trim() ?? ''
      if (words !== seen.at(-1)?.[0]) seen.push([words, Date.now()])
      requestAnimationFrame(look)
    }
    look()
  }, timer)
}

const seenOn = (page: Page) =>
  page.evaluate(() => (window as unknown as { seen: [string, number][] }).seen)

/**
 * The largest gap in milliseconds between the moments at which these pages changed to the same time, over some seconds.
 * `timer`: which one is looked at, where a page has several.
 */
export async function skewOf(pages: readonly Page[], timer = '[role="timer"]'): Promise<number> {
  for (const page of pages) await watchTimer(page, timer)
  await expect
    .poll(async () => Math.min(...(await Promise.all(pages.map(seenOn))).map((s) => s.length)))
    .toBeGreaterThanOrEqual(6)
  const maps = await Promise.all(pages.map(async (page) => new Map((await seenOn(page)).slice(1))))
  const common = [...maps[0]!.keys()].filter((time) => maps.every((map) => map.has(time)))
  expect(common.length).toBeGreaterThanOrEqual(3)
  return Math.max(
    ...common.map((time) => {
      const moments = maps.map((map) => map.get(time)!)
      return Math.max(...moments) - Math.min(...moments)
    }),
  )
}
