import { expect } from '@playwright/test'
import { ulid } from 'ulid'
import type { RunView } from '../../../shared/community/run.ts'
import type { ChapterId, ClubId, MeetingId, TextId } from '../../../shared/ids.ts'
import type { ClubView } from '../../../shared/reading/api.ts'
import type { AddMeeting, MeetingView } from '../../../shared/reading/meeting.ts'
import { sayInMeeting } from '../../../shared/reading/meeting.ts'
import { post, type Colleague, type School } from './school.ts'
import { peerOf, send } from './written-notes.ts'

const paragraphs = [
  'Thought begins in what may fairly enough be called a forked-road situation, a situation that is ambiguous, that presents a dilemma, that proposes alternatives.',
  'As long as our activity glides smoothly along from one thing to another, or as long as we permit our imagination to entertain fancies at pleasure, there is no call for reflection.',
  'Difficulty or obstruction in the way of reaching a belief brings us, however, to a pause. In the suspense of uncertainty, we metaphorically climb a tree.',
  'We try to find some standpoint from which we may survey additional facts and, getting a more commanding view of the situation, may decide how the facts stand related to one another.',
]

/** A club of these people with a chapter to read and a meeting; the first of them chairs it. */
export class ClubMeeting {
  readonly #school: School
  readonly #chair: Colleague
  readonly club: ClubId
  readonly meeting: MeetingId

  private constructor(school: School, chair: Colleague, club: ClubId, meeting: MeetingId) {
    this.#school = school
    this.#chair = chair
    this.club = club
    this.meeting = meeting
  }

  static async plan(
    school: School,
    [chair, ...others]: [Colleague, ...Colleague[]],
    meeting: Partial<AddMeeting> = {},
  ): Promise<ClubMeeting> {
    const { request } = chair.context
    const ids = {
      club: ulid() as ClubId,
      text: ulid() as TextId,
      chapter: ulid() as ChapterId,
      meeting: ulid() as MeetingId,
    }
    const add = (path: string, data: unknown) => post<ClubView>(request, school.url, path, data)
    await add('/api/clubs', {
      ...{ id: ids.club, name: 'Thinking about thinking', place: 'Library corner' },
      people: others.map(({ me }) => me.id),
    })
    await add(`/api/clubs/${ids.club}/texts`, {
      ...{ id: ids.text, kind: 'plain', title: 'How We Think', author: 'John Dewey' },
      rights: 'open',
    })
    await add(`/api/texts/${ids.text}/chapters`, {
      ...{ id: ids.chapter, title: 'What is thought?', source: paragraphs.join('\n\n') },
    })
    await add(`/api/clubs/${ids.club}/meetings`, {
      ...{ id: ids.meeting, form: 'short', chapterId: ids.chapter, place: 'Library corner' },
      ...{ passage: { fromBlock: 0, toBlock: 2 }, startsAt: '15:45' },
      date: new Date().toLocaleDateString('sv-SE', { timeZone: 'Europe/London' }),
      ...meeting,
    })
    return new ClubMeeting(school, chair, ids.club, ids.meeting)
  }

  /** A meeting of a club that is there already. */
  static async add(
    school: School,
    chair: Colleague,
    club: ClubId,
    meeting: Partial<AddMeeting>,
  ): Promise<ClubMeeting> {
    const id = ulid() as MeetingId
    const path = `/api/clubs/${club}/meetings`
    await post(chair.context.request, school.url, path, { id, ...meeting })
    return new ClubMeeting(school, chair, club, id)
  }

  get path(): string {
    return `/reading/${this.club}/meetings/${this.meeting}`
  }

  async open(who: Colleague): Promise<void> {
    await who.page.goto(this.path)
    await who.page.getByRole('heading', { name: /^Meeting \d/ }).waitFor()
    await who.page.getByRole('heading', { name: 'Run sheet' }).waitFor()
  }

  view = (who = this.#chair): Promise<MeetingView> =>
    this.#get(who, `/api/meetings/${this.meeting}`)
  run = (who = this.#chair): Promise<RunView> => this.#get(who, `/api/meetings/${this.meeting}/run`)
  groupRun = (group: string, who = this.#chair): Promise<RunView> =>
    this.#get(who, `/api/groups/${group}/run`)

  act(who: Colleague, act: unknown): Promise<RunView> {
    return this.#post(who, `/api/meetings/${this.meeting}/run/acts`, act)
  }

  /** The chair goes to a step, whatever came before. */
  async go(step: string): Promise<RunView> {
    const { version } = await this.run()
    return this.act(this.#chair, { act: 'go', version, step })
  }

  actInGroup(who: Colleague, group: string, act: unknown): Promise<RunView> {
    return this.#post(who, `/api/groups/${group}/run/acts`, act)
  }

  /** Ticks people as here. */
  async here(people: readonly Colleague[]): Promise<void> {
    for (const { me } of people) {
      const path = `/api/meetings/${this.meeting}/people/${me.id}`
      const { url } = this.#school
      const answer = await this.#chair.context.request.put(url + path, {
        data: { isHere: true },
        headers: { origin: url },
      })
      expect(answer.ok(), await answer.text()).toBe(true)
    }
  }

  /** What somebody without this screen writes for everybody. */
  async say(who: Colleague, step: string, text: string): Promise<void> {
    const { documents } = await this.view(who)
    const words = documents.find(({ kind }) => kind === 'meeting-words')!
    const peer = await peerOf(who, this.#school.url, words.id)
    const isKept = await send(peer, (doc) =>
      sayInMeeting(doc, { by: who.me.id, step, text, at: Date.now() }),
    )
    await peer.close()
    expect(isKept).toBe(true)
  }

  async #get<View>({ context }: Colleague, path: string): Promise<View> {
    const answer = await context.request.get(this.#school.url + path)
    expect(answer.ok(), await answer.text()).toBe(true)
    return (await answer.json()) as View
  }

  #post<View>(who: Colleague, path: string, data: unknown): Promise<View> {
    return post<View>(who.context.request, this.#school.url, path, data)
  }
}
