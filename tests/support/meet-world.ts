import type { RunAct, RunView } from '../../shared/community/run.ts'
import type { PassId, PersonId, TalkId, TeachMeetId } from '../../shared/ids.ts'
import type {
  AddTeachMeet,
  TeachMeetAct,
  TeachMeetState,
  TeachMeetView,
} from '../../shared/teachmeet/api.ts'
import type { AddTalk } from '../../shared/teachmeet/talks.ts'
import type { Storage } from '../../server/storage/storage.ts'
import { newId, StudyWorld } from './study-world.ts'

const hourMs = 60 * 60_000

type WithoutVersion<A> = A extends unknown ? Omit<A, 'version'> : never
type Wish = WithoutVersion<RunAct>

interface Wanted {
  /** As far as it has come; `open` when it is not said. */
  state?: TeachMeetState
  facts?: Partial<AddTeachMeet>
}

/**
 * A TeachMeet of two hosts in a community with three members more, over a real database; guests come when they are
 * asked for. Gwen has made it, Idris hosts with her.
 */
export class MeetWorld {
  readonly world: StudyWorld
  readonly id: TeachMeetId
  readonly gwen: PersonId
  readonly idris: PersonId
  readonly members: readonly [PersonId, PersonId, PersonId]
  #pass: PassId | null = null

  static async open(wanted: Wanted = {}, kind: Storage['kind'] = 'sqlite'): Promise<MeetWorld> {
    const world = await StudyWorld.open(kind)
    const names = ['Gwen', 'Idris', 'Carys', 'Dylan', 'Elin']
    const people: PersonId[] = []
    for (const name of names) people.push(await world.person(name))
    const meet = new MeetWorld(world, people)
    await meet.#make(wanted)
    return meet
  }

  private constructor(world: StudyWorld, people: readonly PersonId[]) {
    const [gwen, idris, ...members] = people as [PersonId, PersonId, PersonId, PersonId, PersonId]
    this.world = world
    this.id = newId<'teachmeet'>()
    this.gwen = gwen
    this.idris = idris
    this.members = members
  }

  get path(): string {
    return `/teachmeets/${this.id}`
  }

  async #make({ state = 'open', facts = {} }: Wanted): Promise<void> {
    const startsAt = this.world.clock.now() + hourMs
    const asked = { id: this.id, title: 'Winter TeachMeet', startsAt, timeZone: 'Europe/London' }
    await this.world.view(this.gwen, 'POST', '/teachmeets', { ...asked, ...facts })
    await this.act(this.gwen, { act: 'add-host', personId: this.idris })
    const states: TeachMeetState[] = ['draft', 'open', 'live', 'ended', 'tidied']
    const acts = ['publish', 'start', 'end', 'tidy'] as const
    for (const act of acts.slice(0, states.indexOf(state))) await this.act(this.gwen, { act })
  }

  view(reader = this.gwen): Promise<TeachMeetView> {
    return this.world.view(reader, 'GET', this.path)
  }

  act(by: PersonId, act: TeachMeetAct): Promise<TeachMeetView> {
    return this.world.view(by, 'POST', `${this.path}/acts`, act)
  }

  /** Somebody offers a talk; answers its id. */
  async talk(by: PersonId, about: Partial<AddTalk> = {}): Promise<TalkId> {
    const card = { id: newId<'talk'>(), title: 'Exit tickets', kind: 'nano', minutes: 2 }
    const asked = { ...card, ...about }
    await this.world.view(by, 'POST', `${this.path}/talks`, asked)
    return asked.id
  }

  draw(by: PersonId, seed: number | null = 4817): Promise<TeachMeetView> {
    return this.world.view(by, 'POST', `${this.path}/draw`, { id: newId<'draw'>(), seed })
  }

  run(reader = this.gwen): Promise<RunView> {
    return this.world.view(reader, 'GET', `${this.path}/run`)
  }

  /** An act on the run as it is now. */
  async runAct(by: PersonId, wish: Wish): Promise<RunView> {
    const { version } = await this.run(by)
    return this.world.view(by, 'POST', `${this.path}/run/acts`, { ...wish, version })
  }

  /** Goes on to the step after the one that is on. */
  async next(by = this.gwen): Promise<RunView> {
    const { steps, stepKey } = await this.run(by)
    const step = steps[steps.findIndex((one) => one.key === stepKey) + 1]
    if (step === undefined) throw new Error('this is the last step')
    return this.runAct(by, { act: 'go', step: step.key })
  }

  /** Somebody without an account who was let in; or who waits at the door. */
  async guest(
    name: string,
    { school = null, state = 'in' }: { school?: string | null; state?: 'in' | 'waiting' } = {},
  ): Promise<PersonId> {
    const { storage } = this.world
    const now = this.world.clock.now()
    const passId = await this.#openPass()
    const id = newId<'person'>()
    const own = { id, name, school, colour: 3 }
    await storage.db.insert(storage.tables.guests).values({
      ...{ ...own, passId, state, tokenHash: null, returnHash: null },
      ...{ cameAt: now, lastSeenAt: now, wipedAt: null },
    })
    const scope = { kind: 'teachmeet', id: this.id } as const
    this.world.seat({ ...own, passId, scope, role: 'guest', state, sessionKey: id })
    return id
  }

  async #openPass(): Promise<PassId> {
    if (this.#pass !== null) return this.#pass
    const { storage } = this.world
    const now = this.world.clock.now()
    const id = newId<'pass'>()
    await storage.db.insert(storage.tables.passes).values({
      ...{ id, scopeKind: 'teachmeet', scopeId: this.id, role: 'guest', label: '' },
      ...{ secretHash: id, pinHash: null, wrongPins: 0, hasLobby: false, isJoinCode: false },
      ...{ createdBy: this.gwen, createdAt: now, endsAt: now + 30 * 24 * hourMs },
      ...{ usesMax: 500, uses: 0, lastUsedAt: null, revokedAt: null, isExample: false },
    })
    this.#pass = id
    return id
  }

  close(): Promise<void> {
    return this.world.close()
  }
}
