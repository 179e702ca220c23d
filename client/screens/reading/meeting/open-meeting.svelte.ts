import { untrack } from 'svelte'
import type { ProtocolView, StatementMark } from '../../../../shared/community/protocols.ts'
import type { RunStep } from '../../../../shared/community/run.ts'
import type { ClubId, MeetingGroupId, MeetingId, PersonId } from '../../../../shared/ids.ts'
import { can } from '../../../../shared/policy.ts'
import type { ChapterView, ClubView } from '../../../../shared/reading/api.ts'
import type {
  ChangeMeeting,
  MeetingGroupView,
  MeetingView,
} from '../../../../shared/reading/meeting.ts'
import { mayStandIn } from '../../../../shared/reading/stand-in.ts'
import { Loaded } from '../../../api/loaded.svelte.ts'
import * as api from '../../../api/meetings.ts'
import { OpenRun, type RunWish } from '../../../api/open-run.svelte.ts'
import { session } from '../../../api/session.svelte.ts'
import { fetchChapter, fetchClub } from '../../../api/reading.ts'
import { goesThrough } from '../../../api/goes-through.ts'

/**
 * A meeting of a club as its screens show it: its facts, its run and its club, kept up by /live and changed by its
 * verbs, which say in a toast what did not go through. Made while a component starts.
 */
export class OpenMeeting {
  readonly clubId: ClubId
  readonly id: MeetingId
  readonly club: Loaded<ClubView>
  readonly meeting: Loaded<MeetingView>
  readonly run: OpenRun
  readonly protocols: Loaded<ProtocolView[]>

  /**
   * `isOnlyRead`: nobody writes on the screen, so that nobody stays on it who may not read it any more. `hasUnsent`:
   * whether words of whoever is here are in this page or on this device only.
   */
  constructor(
    clubId: ClubId,
    id: MeetingId,
    { isOnlyRead, hasUnsent }: { isOnlyRead: boolean; hasUnsent: () => boolean },
  ) {
    this.clubId = clubId
    this.id = id
    const scopes = () => [`club:${clubId}`] as const
    const stays = (_view: unknown, isOfVisit: boolean) => !isOnlyRead && (isOfVisit || hasUnsent())
    this.club = new Loaded<ClubView>((signal) => fetchClub(clubId, signal), {
      ...{ scopes, nouns: ['club', 'people'], keep: { key: `club:${clubId}` }, stays },
      former: (view) => ({ ...view, myRole: null }),
    })
    this.meeting = new Loaded<MeetingView>((signal) => api.fetchMeeting(id, signal), {
      // One's own marks are told to oneself alone.
      scopes: () => [...scopes(), ...(session.me ? [`person:${session.me.id}` as const] : [])],
      nouns: ['meeting', 'club'],
      keep: { key: `meeting:${id}` },
      stays,
    })
    this.protocols = new Loaded<ProtocolView[]>((signal) => api.fetchProtocols(signal), {
      ...{ scopes: () => ['community'] as const, nouns: ['protocols'], keep: { key: 'protocols' } },
    })
    this.run = new OpenRun({
      fetch: (signal) => api.fetchMeetingRun(id, signal),
      act: (act) => api.actOnMeeting(id, act),
      ...{ scopes, nouns: ['run'], key: `run:${id}` },
    })
  }

  /** The step that is on; null before the meeting has begun. */
  get step(): RunStep | null {
    const { view } = this.run
    return view?.steps.find(({ key }) => key === view.stepKey) ?? null
  }

  /** The groups of a step, in the order of their numbers. */
  groupsOf(stepKey: string | null): MeetingGroupView[] {
    const groups = this.meeting.view?.groups ?? []
    return groups
      .filter((group) => group.stepKey === stepKey)
      .sort((one, other) => one.number - other.number)
  }

  /** Whether somebody may change steps, turns and the form: the club's chair, and whoever chairs this meeting. */
  maySteer(me: PersonId): boolean {
    const isChair = this.meeting.view?.chair?.id === me || (this.run.view?.chair?.id ?? null) === me
    const clubRole = this.club.view?.myRole ?? null
    return can({ roles: ['member'] }, { action: 'meeting.steer', clubRole, isChair })
  }

  /** Whether somebody may begin it because nobody who chairs it is here; they chair it then. */
  mayStandIn(me: PersonId): boolean {
    const [club, meeting] = [this.club.view, this.meeting.view]
    if (!club || !meeting || club.myRole === null) return false
    const chairs = [club.chair?.id ?? null, meeting.chair?.id ?? null]
    return mayStandIn(me, { here: meeting.here.map(({ id }) => id), chairs })
  }

  async act(wish: RunWish): Promise<boolean> {
    const isDone = await goesThrough(this.run.act(wish), this.run.loaded)
    // Groups are made with the step they belong to, and the state is told by the meeting, too.
    if (isDone) void this.meeting.refresh()
    return isDone
  }

  sayHere(person: PersonId, isHere: boolean): Promise<boolean> {
    return this.#keep(api.sayHere(this.id, person, isHere))
  }

  mark(statement: number, mark: StatementMark): Promise<boolean> {
    return this.#keep(api.markStatement(this.id, statement, mark))
  }

  move(group: MeetingGroupId, person: PersonId): Promise<boolean> {
    return this.#keep(api.moveToGroup(this.id, group, person))
  }

  async change(change: ChangeMeeting): Promise<boolean> {
    const answer = api.changeMeeting(this.id, change).then((view) => this.club.set(view))
    if (!(await goesThrough(answer, this.meeting))) return false
    await Promise.all([this.meeting.refresh(), this.run.loaded.refresh()])
    return true
  }

  #keep(answer: Promise<MeetingView>): Promise<boolean> {
    return goesThrough(
      answer.then((view) => this.meeting.set(view)),
      this.meeting,
    )
  }
}

/** The run of one group. Made while a component starts. */
export const openGroup = (club: ClubId, group: MeetingGroupId) =>
  new OpenRun({
    fetch: (signal) => api.fetchGroupRun(group, signal),
    act: (act) => api.actOnGroup(group, act),
    scopes: () => [`club:${club}`],
    nouns: ['run', 'meeting'],
    key: `run:${group}`,
  })

/** The chapter a meeting talks about. Made while a component starts; a meeting whose chapter changes makes it anew. */
export function openChapter({ chapterId, clubId }: Pick<MeetingView, 'chapterId' | 'clubId'>) {
  if (chapterId === null) return null
  return untrack(
    () =>
      new Loaded<ChapterView>((signal) => fetchChapter(chapterId, signal), {
        scopes: () => [`club:${clubId}`],
        nouns: ['club'],
        keep: { key: `chapter:${chapterId}` },
        stays: () => true, // with the page
      }),
  )
}
