import type { LessonId, StudyId } from '../../../shared/ids.ts'
import type {
  ChangeCover,
  CourseView,
  MilestoneView,
  MoveMilestone,
} from '../../../shared/lesson-study/course.ts'
import * as api from '../../api/course.ts'
import { Loaded } from '../../api/loaded.svelte.ts'

/**
 * What a study agreed, its dates and its cover as a screen shows them, kept up by /live. Made while a component
 * starts. Its verbs reject with a sentence; after a refusal the newest view is fetched.
 */
export class OpenCourse {
  readonly id: StudyId
  readonly loaded: Loaded<CourseView>

  constructor(id: StudyId) {
    this.id = id
    this.loaded = new Loaded<CourseView>((signal) => api.fetchCourse(id, signal), {
      scopes: () => [`study:${id}`],
      nouns: ['study', 'people'],
      stays: () => true, // with the page
    })
  }

  get view(): CourseView | null {
    return this.loaded.view
  }

  /** I agree to the wording that is shown; version 0 is the starter set. */
  agree(version: number): Promise<void> {
    return this.#keep(api.signAgreement(this.id, { version }))
  }

  reword(base: number, norms: string[]): Promise<void> {
    return this.#keep(api.changeAgreement(this.id, { base, norms }))
  }

  move({ lessonId, kind }: MilestoneView, move: MoveMilestone): Promise<void> {
    return this.#keep(api.moveMilestone(lessonId, kind, move))
  }

  putBack({ lessonId, kind }: MilestoneView): Promise<void> {
    return this.#keep(api.putMilestoneBack(lessonId, kind))
  }

  cover(lesson: LessonId, cover: ChangeCover): Promise<void> {
    return this.#keep(api.changeCover(lesson, cover))
  }

  async #keep(answer: Promise<CourseView>): Promise<void> {
    try {
      this.loaded.set(await answer)
    } catch (error) {
      void this.loaded.refresh()
      throw error
    }
  }
}
