import { expect, type Page } from '@playwright/test'

/** WCAG 2.5.5 and the handbook's --tap: what is pressed with a finger. */
const touchMinPx = 44

/**
 * Whatever is pressed with a finger is as high as a finger needs: by itself, by the label round it, or by what is laid
 * over it. Links within a sentence are as high as their line.
 */
export async function expectTouchable(page: Page, name = page.url()): Promise<void> {
  const small = await page.evaluate((minPx) => {
    const pressed =
      'button:not(.link), a.btn, summary, select, input, nav[aria-label="You are in"] a'
    const heights = (one: Element) => [
      one.getBoundingClientRect().height,
      one.closest('label')?.getBoundingClientRect().height ?? 0,
      ...['::before', '::after']
        .map((part) => getComputedStyle(one, part))
        .filter(({ position }) => position === 'absolute')
        .map(({ height }) => Number.parseFloat(height)),
    ]
    return [...document.querySelectorAll(pressed)]
      .filter((one) => one.checkVisibility({ visibilityProperty: true }))
      .filter((one) => Math.max(...heights(one)) < minPx - 0.5)
      .map((one) => `${one.outerHTML.slice(0, 90)}: ${Math.round(Math.max(...heights(one)))} px`)
  }, touchMinPx)
  expect(small, `${name} has what a finger misses`).toEqual([])
}
