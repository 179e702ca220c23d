import { expect, type Locator, type Page } from '@playwright/test'
import type { StudyView } from '../../../shared/lesson-study/api.ts'

const observePath = (study: StudyView, number = 1) =>
  `/studies/${study.id}/lessons/${number}/observe`

/** The screen of somebody who observes a lesson. */
export class ObservePage {
  readonly page: Page

  constructor(page: Page) {
    this.page = page
  }

  async open(study: StudyView): Promise<void> {
    await this.page.goto(observePath(study))
    await expect(this.field).toBeVisible()
  }

  get field(): Locator {
    return this.page.getByRole('textbox', { name: /^Your note about/ })
  }
  /** Kept notes and marked moments, the newest first. */
  get notes(): Locator {
    return this.page.locator('.mine li')
  }
  get stages(): Locator {
    return this.page.locator('.stages button')
  }
  get saveWords(): Locator {
    return this.page.locator('.save').first()
  }
  who(name: string | RegExp): Locator {
    return this.page
      .getByRole('group', { name: 'Who is this note about?' })
      .getByRole('button', { name })
  }

  async keep(text: string): Promise<void> {
    await this.field.fill(text)
    await this.field.press('Control+Enter')
    await expect(this.field).toHaveValue('')
  }

  async putRulesAway(): Promise<void> {
    await this.page.getByRole('button', { name: 'Put these away' }).click()
  }

  /** The words of the banner, once this many notes are on the device alone. */
  async isSafeHere(notes: number): Promise<void> {
    const things = notes === 1 ? '1 note' : `${notes} notes`
    await expect(this.page.locator('.banner').first()).toHaveText(
      `Offline — ${things} safe on this device, will sync`,
    )
  }
}
