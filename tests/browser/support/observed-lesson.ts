import { expect } from '@playwright/test'
import type { ChangeLesson, LessonView, StudyView } from '../../../shared/lesson-study/api.ts'
import { SyncPeer } from '../../support/sync-peer.ts'
import type { Colleague, School } from './school.ts'

/** A research lesson of today that the second of its teachers teaches, with observers who watch a pupil each. */
export class ObservedLesson {
  readonly study: StudyView
  readonly #school: School
  readonly #owner: Colleague

  private constructor(school: School, owner: Colleague, study: StudyView) {
    this.#school = school
    this.#owner = owner
    this.study = study
  }

  static async plan(
    school: School,
    [owner, teacher]: [Colleague, Colleague],
    observers: Colleague[],
  ): Promise<ObservedLesson> {
    const others = observers.filter((one) => one !== owner)
    const study = await school.study(owner, [teacher, ...others], 'What do we see?')
    const lesson = new ObservedLesson(school, owner, study)
    await lesson.change({
      date: new Date().toLocaleDateString('sv-SE', { timeZone: 'Europe/London' }),
      teacherId: teacher.me.id,
      observers: observers.map(({ me }, index) => ({
        personId: me.id,
        pupilIds: [study.pupils[index % study.pupils.length]!.id],
      })),
    })
    return lesson
  }

  /** The address of the lesson's own routes. */
  get path(): string {
    return `/api/lessons/${this.study.lessons[0]!.id}`
  }

  async change(change: ChangeLesson): Promise<void> {
    const { url } = this.#school
    const answer = await this.#owner.context.request.patch(url + this.path, {
      data: change,
      headers: { origin: url },
    })
    expect(answer.ok(), await answer.text()).toBe(true)
  }

  /** The lesson as somebody has it from the server. */
  async view(who: Colleague = this.#owner): Promise<LessonView> {
    const { url } = this.#school
    const answer = await who.context.request.get(`${url}/api/studies/${this.study.id}`)
    return ((await answer.json()) as StudyView).lessons[0]!
  }

  /** Somebody's notes, as a reader who may read them has them from the server, and goes on to hear of them. */
  async readNotes(reader: Colleague, writer: Colleague): Promise<SyncPeer> {
    const { url } = this.#school
    const { documents } = await this.view(reader)
    const own = documents.find(
      ({ kind, person }) => kind === 'observation' && person?.id === writer.me.id,
    )
    const cookies = await reader.context.cookies(url)
    const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
    const base = url.replace('localhost', '127.0.0.1')
    const peer = new SyncPeer({ base, guest: { cookie }, document: own!.id })
    await peer.sync()
    return peer
  }
}
