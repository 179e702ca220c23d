import type { Page } from '@playwright/test'
import { ulid } from 'ulid'
import type { JoinCodeView, NewPassView, PassScope } from '../../../shared/community/passes.ts'
import type { TeachMeetView } from '../../../shared/teachmeet/api.ts'
import { post, type Colleague, type School } from './school.ts'

/** A TeachMeet that has just begun, and its host. */
export class Evening {
  readonly school: School
  readonly host: Colleague
  readonly meet: TeachMeetView

  private constructor(school: School, host: Colleague, meet: TeachMeetView) {
    this.school = school
    this.host = host
    this.meet = meet
  }

  static async begin(school: School, { hasLobby = false } = {}): Promise<Evening> {
    const host = await school.owner('Nadia')
    const ask = <View>(path: string, data: unknown) =>
      post<View>(host.context.request, school.url, path, data)
    const facts = { title: 'Winter TeachMeet', startsAt: Date.now(), timeZone: 'Europe/London' }
    const { id } = await ask<TeachMeetView>('/api/teachmeets', { id: ulid(), hasLobby, ...facts })
    await ask(`/api/teachmeets/${id}/acts`, { act: 'publish' })
    const meet = await ask<TeachMeetView>(`/api/teachmeets/${id}/acts`, { act: 'start' })
    return new Evening(school, host, meet)
  }

  get livePath(): string {
    return `/teachmeets/${this.meet.id}/live`
  }

  /** What the hall shows: an address to scan, and six letters. */
  joinCode(): Promise<JoinCodeView> {
    return this.#ask(`/api/teachmeets/${this.meet.id}/join-code`, {})
  }

  /** A pass of the host's. */
  async pass(wishes: { pin?: string; hasLobby?: boolean } = {}): Promise<NewPassView> {
    const scope: PassScope = { kind: 'teachmeet', id: this.meet.id }
    const endsAt = Date.now() + 3 * 60 * 60_000
    return this.#ask('/api/passes', { id: ulid(), scope, endsAt, uses: 30, ...wishes })
  }

  async takeBack({ pass }: NewPassView): Promise<void> {
    const { request } = this.host.context
    const answer = await request.delete(`${this.school.url}/api/passes/${pass.id}`, {
      headers: { origin: this.school.url },
    })
    if (!answer.ok()) throw new Error(`${answer.status()} ${await answer.text()}`)
  }

  #ask<View>(path: string, data: unknown): Promise<View> {
    return post<View>(this.host.context.request, this.school.url, path, data)
  }
}

/** Where everybody writes while no talk is on. */
export const sharedNotes = (page: Page) => page.getByRole('textbox', { name: /notes/i }).first()
