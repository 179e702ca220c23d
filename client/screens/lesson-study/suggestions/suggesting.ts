import { ulid } from 'ulid'
import { AppError } from '../../../../shared/errors.ts'
import type { LessonId, RowId, SuggestionId } from '../../../../shared/ids.ts'
import type { ChangeSuggestion, SuggestionView } from '../../../../shared/lesson-study/expert.ts'
import * as api from '../../../api/expert.ts'
import { sentenceOf } from '../../../api/http.ts'
import { toasts } from '../../../parts/toasts.svelte.ts'

export interface Place {
  rowId: RowId | null
  field: string
}

/** What people do with suggestions of one plan; each says whether it was kept. */
export class Suggesting {
  readonly #lesson: LessonId
  readonly #refresh: () => Promise<void>
  /** The same words said again after a lost answer are the same suggestion. */
  #said: { key: string; id: SuggestionId } | null = null

  constructor(lesson: LessonId, refresh: () => Promise<void>) {
    this.#lesson = lesson
    this.#refresh = refresh
  }

  async add(place: Place, text: string): Promise<boolean> {
    const key = JSON.stringify([place, text])
    if (this.#said?.key !== key) this.#said = { key, id: ulid() as SuggestionId }
    const isKept = await this.#keep(
      api.addSuggestion(this.#lesson, { ...place, id: this.#said.id, text }),
    )
    if (isKept) this.#said = null
    return isKept
  }

  change(
    { id, version }: SuggestionView,
    change: Omit<ChangeSuggestion, 'version'>,
  ): Promise<boolean> {
    return this.#keep(api.changeSuggestion(id, { ...change, version }))
  }

  /** Somebody was a moment earlier: it is said, and what they did is shown. */
  async #keep(answer: Promise<SuggestionView>): Promise<boolean> {
    let isKept = true
    try {
      await answer
    } catch (error) {
      isKept = false
      if (error instanceof AppError && error.code === 'conflict') toasts.show(sentenceOf(error))
      else toasts.fail(sentenceOf(error))
    }
    await this.#refresh()
    return isKept
  }
}
