import { untrack } from 'svelte'
import { ulid } from 'ulid'
import type { CasePupilId, LessonId, StudyId } from '../../../shared/ids.ts'
import type { LessonView, StudyView } from '../../../shared/lesson-study/api.ts'
import * as api from '../../api/lesson-study.ts'
import { Loaded } from '../../api/loaded.svelte.ts'
import { session } from '../../api/session.svelte.ts'
import { takingAlongOf } from '../../offline/taking-along.svelte.ts'
import { href } from '../../paths.ts'
import { takeOffDevice } from '../../sync/deleted-documents.ts'
import { leaveNothingOf } from '../../sync/stays-here.ts'
import type { StudyVerbs } from './study-verbs.ts'

/** What is read in an emergency leaves nothing on the device: that is known before anything of it is opened. */
async function fetchMarked(id: StudyId, signal: AbortSignal): Promise<StudyView> {
  const view = await api.fetchStudy(id, signal)
  if (view.myRole === null) {
    leaveNothingOf(
      view.lessons.flatMap(({ planId, documents }) => [planId, ...documents.map((one) => one.id)]),
    )
  }
  return view
}

export interface OpenStudyOptions {
  /** Nothing longer than a line is written on the screen: whoever may not read it any more does not stay on it. */
  isOnlyRead?: boolean
  /** Whether words of whoever is here are in this page or on this device only. */
  hasUnsent?: () => boolean
}

/** A study as a screen shows it: fetched, kept up by /live, and changed by its verbs. Made while a component starts. */
export class OpenStudy {
  readonly id: StudyId
  readonly loaded: Loaded<StudyView>
  readonly #go: (path: string) => void

  constructor(
    id: StudyId,
    go: (path: string) => void,
    { isOnlyRead = false, hasUnsent = () => false }: OpenStudyOptions = {},
  ) {
    this.id = id
    this.#go = go
    this.loaded = new Loaded<StudyView>((signal) => fetchMarked(id, signal), {
      scopes: () => [`study:${id}`],
      // The steps follow from the discussion and its decisions too.
      nouns: ['study', 'people', 'run', 'chain'],
      keep: { key: `study:${id}`, may: (view) => view.myRole !== null },
      // Everybody in a study writes in it; whoever reads it in an emergency has no words in it.
      stays: (view, isOfVisit) => !isOnlyRead && view.myRole !== null && (isOfVisit || hasUnsent()),
      former: (view) => ({ ...view, myRole: null, emergencies: [] }),
    })
    $effect(() => {
      const { view, state } = this.loaded
      if (view === null || view.myRole === null) return
      if (state !== 'ready' || session.me === null) return
      const { id: me } = session.me
      const gone = view.lessons.flatMap((lesson) => lesson.removedDocuments)
      untrack(() => void takeOffDevice(me, gone))
      const along = takingAlongOf(session.me)
      untrack(() => along.quietly(id, view.lessons))
    })
  }

  get view(): StudyView | null {
    return this.loaded.view
  }

  readonly verbs: StudyVerbs = {
    change: (change) => this.#keep(api.changeStudy(this.id, change)),
    changeLesson: (lesson, change) => this.#keep(api.changeLesson(lesson, change)),
    rotateRoles: (lesson) => this.#keep(api.rotateRoles(lesson)),
    addLesson: () => this.#goToNewLesson(),
    addNextLesson: () => this.#addLesson(),
    addPupil: () => this.#keep(api.addPupil(this.id, { id: ulid() as CasePupilId })),
    changePupil: (pupil, change) => this.#keep(api.changePupil(pupil, change)),
    putPerson: (person, role) => this.#keep(api.putStudyPerson(this.id, person, role)),
    removePerson: (person) => this.#keep(api.removeStudyPerson(this.id, person)),
  }

  async #keep(answer: Promise<StudyView>): Promise<void> {
    this.loaded.set(await answer)
  }

  async #addLesson(): Promise<LessonView> {
    const id = ulid() as LessonId
    const view = await api.addLesson(this.id, { id })
    this.loaded.set(view)
    const lesson = view.lessons.find((one) => one.id === id)
    if (!lesson) throw new Error('a lesson that was added is not there')
    return lesson
  }

  async #goToNewLesson(): Promise<void> {
    const { number } = await this.#addLesson()
    this.#go(href('/studies/:study/lessons/:number/plan', { study: this.id, number }))
  }
}
