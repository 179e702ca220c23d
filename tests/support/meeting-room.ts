import type { RunAct, RunView } from '../../shared/community/run.ts'
import type { ClubId, MeetingGroupId, MeetingId, PersonId } from '../../shared/ids.ts'
import type { ClubView } from '../../shared/reading/api.ts'
import type { AddMeeting, MeetingGroupView, MeetingView } from '../../shared/reading/meeting.ts'
import { newId, type StudyWorld } from './study-world.ts'

type WithoutVersion<A> = A extends unknown ? Omit<A, 'version'> : never
type Wish = WithoutVersion<RunAct>

/** A meeting of a club, as its people do things in it. The first of them chairs the club. */
export class MeetingRoom {
  readonly world: StudyWorld
  readonly people: readonly PersonId[]
  readonly club: ClubId
  readonly id: MeetingId

  static async open(
    world: StudyWorld,
    people: readonly PersonId[],
    meeting: Partial<AddMeeting> = {},
  ): Promise<MeetingRoom> {
    const [chair, ...others] = people
    const [club, id] = [newId<'club'>(), newId<'meeting'>()]
    await world.view<ClubView>(chair!, 'POST', '/clubs', {
      ...{ id: club, name: 'Tuesday readers', people: others },
    })
    await world.view(chair!, 'POST', `/clubs/${club}/meetings`, { id, ...meeting })
    return new MeetingRoom(world, people, { club, id })
  }

  private constructor(
    world: StudyWorld,
    people: readonly PersonId[],
    { club, id }: { club: ClubId; id: MeetingId },
  ) {
    this.world = world
    this.people = people
    this.club = club
    this.id = id
  }

  get chair(): PersonId {
    return this.people[0]!
  }

  view(reader = this.chair): Promise<MeetingView> {
    return this.world.view(reader, 'GET', `/meetings/${this.id}`)
  }

  run(reader = this.chair): Promise<RunView> {
    return this.world.view(reader, 'GET', `/meetings/${this.id}/run`)
  }

  groupRun(group: MeetingGroupId, reader = this.chair): Promise<RunView> {
    return this.world.view(reader, 'GET', `/groups/${group}/run`)
  }

  askHere(person: PersonId, isHere: boolean, by = person): Promise<Response> {
    return this.world.ask(by, 'PUT', `/meetings/${this.id}/people/${person}`, { isHere })
  }

  /** People come into the room, each with a device of their own. */
  async come(...people: readonly PersonId[]): Promise<void> {
    for (const person of people) await this.askHere(person, true)
  }

  ask(act: RunAct, by = this.chair): Promise<Response> {
    return this.world.ask(by, 'POST', `/meetings/${this.id}/run/acts`, act)
  }

  /** An act on the meeting as it is now. */
  async act(wish: Wish, by = this.chair): Promise<RunView> {
    const { version } = await this.run(by)
    return this.world.view(by, 'POST', `/meetings/${this.id}/run/acts`, { ...wish, version })
  }

  askGroup(group: MeetingGroupId, act: RunAct, by: PersonId): Promise<Response> {
    return this.world.ask(by, 'POST', `/groups/${group}/run/acts`, act)
  }

  async actInGroup(group: MeetingGroupView, wish: Wish): Promise<RunView> {
    const by = group.people[0]!.id
    const { version } = await this.groupRun(group.id, by)
    return this.world.view(by, 'POST', `/groups/${group.id}/run/acts`, { ...wish, version })
  }

  /** Begins, and goes to the text, with everybody named in the room. */
  async reachTheText(...here: readonly PersonId[]): Promise<MeetingGroupView[]> {
    await this.come(...here)
    await this.act({ act: 'open' })
    await this.act({ act: 'go', step: 'text' })
    return (await this.view()).groups
  }
}
