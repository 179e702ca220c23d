import { expect, type Page } from '@playwright/test'
import axe from 'axe-core'

/** WCAG 2.2 AA and what axe thinks good practice. */
const options: axe.RunOptions = {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  resultTypes: ['violations'],
  // A fault is shown by its HTML; to find a selector for every element takes a quarter of the time.
  selectors: false,
}

/**
 * Axe finds nothing in the page as it stands, and nothing stands out sideways. Axe runs within the page itself, which
 * is a quarter of the work of carrying what it found to another one; that sees the whole page while it has no frames.
 */
export async function expectSound(page: Page, name = page.url()): Promise<void> {
  expect(page.frames(), `${name} has frames, which axe would not see`).toHaveLength(1)
  // The page keeps it until it is loaded anew: to bring it takes as long as many a look.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source)
  const faults = await page.evaluate(async (options) => {
    // A colour that is on its way from light to dark is neither.
    const moving = document.getAnimations().filter((one) => one instanceof CSSTransition)
    await Promise.all(moving.map((one) => one.finished.catch(() => one)))
    const { axe: inPage } = window as unknown as { axe: typeof axe }
    const { violations } = await inPage.run(document, options)
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`)
  }, options)
  expect(faults, name).toEqual([])
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  )
  expect(overflow, `${name} stands out sideways`).toBeLessThanOrEqual(0)
}
