import { expect, type BrowserContextOptions, type Page } from '@playwright/test'
import { ulid } from 'ulid'
import type { GuestMeView, NewPassView } from '../../../shared/community/passes.ts'
import type { RunView } from '../../../shared/community/run.ts'
import type { PassId, PersonId, TalkId, TeachMeetId } from '../../../shared/ids.ts'
import type { AddTeachMeet, TeachMeetView } from '../../../shared/teachmeet/api.ts'
import type { SheetItem } from '../../../shared/teachmeet/sheet.ts'
import type { AddTalk } from '../../../shared/teachmeet/talks.ts'
import { post, type Colleague, type School } from './school.ts'

/** Somebody without an account at a browser of their own. */
export type MeetGuest = Omit<Colleague, 'me'> & { me: GuestMeView }

const item = (key: SheetItem['kind'], title: string, minutes: number): SheetItem => ({
  ...{ key, kind: key, title, minutes, prompt: '' },
})

/** A short evening. A part of no minutes is over as it begins, so that nobody has to wait for its end. */
const shortSheet: SheetItem[] = [
  item('welcome', 'Welcome', 5),
  item('draw', 'The draw', 3),
  item('set', 'Talks', 0),
  item('tables', 'Tables', 10),
  item('other', 'A last word', 0),
  item('ideas', 'Ideas round', 6),
  item('close', 'Thanks', 2),
]

/** A TeachMeet with two hosts, which people of this school and guests come to. */
export class LiveMeet {
  readonly #school: School
  readonly host: Colleague
  readonly coHost: Colleague
  readonly id: TeachMeetId

  private constructor(school: School, host: Colleague, coHost: Colleague, id: TeachMeetId) {
    this.#school = school
    this.host = host
    this.coHost = coHost
    this.id = id
  }

  static async plan(
    school: School,
    host: Colleague,
    coHost: Colleague,
    facts: Partial<AddTeachMeet> = {},
  ): Promise<LiveMeet> {
    const meet = new LiveMeet(school, host, coHost, ulid() as TeachMeetId)
    await meet.#post('/api/teachmeets', {
      ...{ id: meet.id, title: 'Winter TeachMeet', startsAt: Date.now(), minutes: 90 },
      ...{ timeZone: 'Europe/London', place: 'The hall', sheet: shortSheet, hasLobby: false },
      ...facts,
    })
    await meet.ask(host, '/acts', { act: 'add-host', personId: coHost.me.id })
    await meet.ask(host, '/acts', { act: 'publish' })
    return meet
  }

  /** A talk of whoever offers it; `speakerName` is for one that the host puts down. */
  async offer(
    who: Pick<Colleague, 'context'>,
    talk: Pick<AddTalk, 'title'> & Partial<AddTalk>,
  ): Promise<TalkId> {
    const id = ulid() as TalkId
    await this.ask(who, '/talks', { id, kind: 'nano', minutes: 2, ...talk })
    return id
  }

  /** The evening has begun, its order is drawn, and a talk of this speaker's is on. */
  async beginWith(speaker: Colleague, title: string): Promise<void> {
    const talk = await this.offer(speaker, { title })
    await this.ask(this.host, '/acts', { act: 'start' })
    await this.ask(this.host, '/draw', { id: ulid(), seed: 4817 })
    await this.goTo(`talk:${talk}`)
  }

  /** The link of a pass of the host's, for one guest. */
  async guestLink(): Promise<string> {
    const { url } = await this.#post<NewPassView>('/api/passes', {
      ...{ id: ulid() as PassId, scope: { kind: 'teachmeet', id: this.id } },
      ...{ endsAt: Date.now() + 86_400_000, uses: 1 },
    })
    return url!
  }

  /** A guest who has come in by a pass of the host's. */
  async guest(
    name: string,
    school: string,
    options: BrowserContextOptions = {},
  ): Promise<MeetGuest> {
    const link = await this.guestLink()
    const stranger = await this.#school.stranger(options)
    const { request } = stranger.context
    const me = await post<GuestMeView>(request, this.#school.url, '/api/guest/enter', {
      ...{ id: ulid() as PersonId, secret: link.split('#')[1], name, school },
    })
    return { me, ...stranger }
  }

  async open({ page }: { page: Page }, screen: 'live' | 'hall' = 'live'): Promise<void> {
    await page.goto(`/teachmeets/${this.id}/${screen}`)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  }

  /** What somebody's page asks of this TeachMeet, without the page. */
  async ask({ context }: Pick<Colleague, 'context'>, path: string, data: unknown): Promise<void> {
    await post(context.request, this.#school.url, this.#at(path), data)
  }

  view(): Promise<TeachMeetView> {
    return this.#get<TeachMeetView>('')
  }

  run(): Promise<RunView> {
    return this.#get<RunView>('/run')
  }

  /** A host's act on the run as it stands. */
  async steer(
    act: { act: 'go'; step: string } | { act: 'pause' | 'resume' | 'add-minute' },
  ): Promise<void> {
    const { version } = await this.run()
    await this.ask(this.coHost, '/run/acts', { ...act, version })
  }

  /** Goes to the first step that shows this. */
  async goTo(shows: string): Promise<void> {
    const { steps } = await this.run()
    const step = steps.find((one) => one.shows === shows || one.key === shows)
    await this.steer({ act: 'go', step: step!.key })
  }

  #at(path: string): string {
    return `/api/teachmeets/${this.id}${path}`
  }

  async #get<View>(path: string): Promise<View> {
    const answer = await this.coHost.context.request.get(this.#school.url + this.#at(path))
    return (await answer.json()) as View
  }

  #post<View>(path: string, data: unknown): Promise<View> {
    return post<View>(this.host.context.request, this.#school.url, path, data)
  }
}
