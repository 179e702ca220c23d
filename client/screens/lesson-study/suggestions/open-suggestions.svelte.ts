import type { LessonId, RowId, StudyId } from '../../../../shared/ids.ts'
import type { SuggestionView } from '../../../../shared/lesson-study/expert.ts'
import { fetchSuggestions } from '../../../api/expert.ts'
import { Loaded } from '../../../api/loaded.svelte.ts'

/** What the marks in a plan need of the suggestions: how many are open at a place, and a way to the list. */
export interface PlanMarks {
  countAt(row: RowId | null, fields: readonly string[]): number
  open(): void
}

/** What is suggested for a plan, kept up to date, and whether its list is open. Made while a component starts. */
export class OpenSuggestions implements PlanMarks {
  readonly loaded: Loaded<SuggestionView[]>
  isOpen = $state(false)

  constructor(study: StudyId, lesson: LessonId) {
    this.loaded = new Loaded<SuggestionView[]>((signal) => fetchSuggestions(lesson, signal), {
      scopes: () => [`study:${study}`],
      nouns: ['suggestions', 'study'],
      stays: () => true, // with the page
    })
  }

  get all(): SuggestionView[] {
    return this.loaded.view ?? []
  }

  get openCount(): number {
    return this.all.filter((one) => one.state === 'open').length
  }

  countAt(row: RowId | null, fields: readonly string[]): number {
    return this.all.filter(
      (one) => one.state === 'open' && one.rowId === row && fields.includes(one.field),
    ).length
  }

  open(): void {
    this.isOpen = true
  }
}
