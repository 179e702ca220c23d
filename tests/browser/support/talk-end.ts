import type { Page } from '@playwright/test'
import type { LiveMeet } from './live-meet.ts'
import { timer } from './live-page.ts'

/** What a page did at the end of a talk besides showing it. */
interface Signals {
  notesHz: number[]
  touches: unknown[]
  said: string[]
}

/** The end of the talk that is on, which need not be waited for: these pages are told another time of the server's. */
export class TalkEnd {
  readonly #meet: LiveMeet
  /** How far the server's clock is ahead of the machine's. */
  #aheadMs = 0

  constructor(meet: LiveMeet) {
    this.#meet = meet
  }

  /** A page whose sounds and touches are written down, and whose server's clock can be moved. */
  async listens({ page }: { page: Page }): Promise<void> {
    await page.route('**/api/time', (route) => {
      return route.fulfill({ json: { now: Date.now() + this.#aheadMs } })
    })
    await page.addInitScript(() => {
      const signals: Signals = { notesHz: [], touches: [], said: [] }
      Object.assign(window, { signals })
      window.AudioContext = class extends AudioContext {
        override createOscillator() {
          const note = super.createOscillator()
          queueMicrotask(() => signals.notesHz.push(Math.round(note.frequency.value)))
          return note
        }
      }
      navigator.vibrate = (pattern) => signals.touches.push(pattern) > 0
      new MutationObserver(() => {
        const words = document.querySelector('.cd [role=status]')?.textContent ?? ''
        if (words !== (signals.said.at(-1) ?? '')) signals.said.push(words)
      }).observe(document, { subtree: true, childList: true, characterData: true })
    })
  }

  /** The server's clock moves on until so much is left of the talk, and the pages are told. */
  async leave(leftMs: number, pages: Page[]): Promise<void> {
    const { stepStartedAt, stepLengthMs } = await this.#meet.run()
    this.#aheadMs = stepStartedAt! + stepLengthMs - leftMs - Date.now()
    for (const page of pages) await page.evaluate(() => window.dispatchEvent(new Event('online')))
  }
}

export const signalsOf = (page: Page) =>
  page.evaluate(() => (window as unknown as { signals: Signals }).signals)

/** The colour of the clock, and how it stands out from what is behind it (WCAG 2.2, contrast ratio). */
export function colourOf(page: Page): Promise<{ colour: string; contrast: number }> {
  return timer(page).evaluate((clock) => {
    const rgb = (colour: string) => (colour.match(/[\d.]+/g) ?? []).map(Number)
    const light = (colour: string) => {
      const linear = rgb(colour)
        .slice(0, 3)
        .map((part) => part / 255)
        .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
      return 0.2126 * linear[0]! + 0.7152 * linear[1]! + 0.0722 * linear[2]!
    }
    let behind: Element | null = clock
    while (behind && (rgb(getComputedStyle(behind).backgroundColor)[3] ?? 1) === 0) {
      behind = behind.parentElement
    }
    const { color } = getComputedStyle(clock)
    const [a, b] = [light(color), light(getComputedStyle(behind!).backgroundColor)]
    return { colour: color, contrast: (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05) }
  })
}
