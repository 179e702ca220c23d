import { expect, type Locator, type Page } from '@playwright/test'
import { planPath } from './school.ts'
import type { StudyView } from '../../../shared/lesson-study/api.ts'

/** What a reader sees of a stage: its place in the page is its place in the lesson. */
export interface SeenStage {
  id: string
  minutes: string
  title: string
  /** The words of each cell, by the cell's root. */
  cells: Record<string, string>
}

/** The plan as one person has it open. */
export class PlanPage {
  readonly page: Page

  constructor(page: Page) {
    this.page = page
  }

  async open(study: StudyView, number = 1): Promise<void> {
    await this.page.goto(planPath(study, number))
    await expect(this.stages.first()).toBeVisible()
  }

  get stages(): Locator {
    return this.page.locator('[data-stage]')
  }

  get saveWords(): Locator {
    return this.page.locator('.save').first()
  }

  async stageIds(): Promise<string[]> {
    return this.stages.evaluateAll((rows) => rows.map((row) => row.getAttribute('data-stage')!))
  }

  cell(root: string): Locator {
    return this.page.locator(`[data-root="${root}"]`)
  }

  /** Clicks into a cell and leaves the caret at its end. */
  async enter(root: string): Promise<void> {
    await this.cell(root).click()
    await expect(this.cell(root).locator('.ProseMirror')).toBeFocused()
    await this.page.keyboard.press('Control+End')
  }

  /** Types at the end of a cell, key by key. */
  async write(root: string, text: string): Promise<void> {
    await this.enter(root)
    await this.page.keyboard.type(text)
  }

  /** Out of the cell: nothing of this page is being edited any more. */
  async leave(): Promise<void> {
    await this.page.keyboard.press('Escape')
    await expect(this.page.locator('.ProseMirror')).toHaveCount(0)
  }

  async nameStage(at: number, title: string): Promise<void> {
    await this.page.getByRole('textbox', { name: `Name of stage ${at}`, exact: true }).fill(title)
  }

  async pick(stage: string, item: string): Promise<void> {
    const row = this.page.locator(`[data-stage="${stage}"]`)
    await row.hover()
    await row.getByRole('button', { name: /move, add or delete/ }).click()
    await this.page.getByRole('menuitem', { name: item }).click()
  }

  async isSaved(): Promise<void> {
    await expect(this.saveWords).toHaveText('Saved')
  }

  /** The editor's code has arrived, so that a line that is cut now keeps nobody from writing. */
  async canWrite(): Promise<void> {
    await this.page.waitForFunction(() => {
      const names = performance.getEntriesByType('resource').map(({ name }) => name)
      return ['/cell-editor-', '/Toolbar-'].every((code) =>
        names.some((name) => name.includes(code) && name.endsWith('.js')),
      )
    })
  }

  /** Everything of the table that a reader sees. */
  async seen(): Promise<SeenStage[]> {
    return this.stages.evaluateAll((rows) =>
      rows.map((row) => ({
        id: row.getAttribute('data-stage')!,
        minutes: row.querySelector<HTMLInputElement>('input.min')?.value ?? '',
        title: row.querySelector<HTMLTextAreaElement>('textarea')?.value ?? '',
        cells: Object.fromEntries(
          [...row.querySelectorAll('[data-root]')].map((cell) => [
            cell.getAttribute('data-root')!,
            (cell.querySelector('.ProseMirror, .rich')?.textContent ?? '').trim(),
          ]),
        ),
      })),
    )
  }
}

/** Waits until all see the same, and says what. */
export async function agree(plans: PlanPage[]): Promise<SeenStage[]> {
  for (const plan of plans) await plan.isSaved()
  await expect
    .poll(async () => {
      const seen = await Promise.all(plans.map((plan) => plan.seen()))
      return new Set(seen.map((one) => JSON.stringify(one))).size
    })
    .toBe(1)
  return plans[0]!.seen()
}
