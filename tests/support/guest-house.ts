import type {
  AddPass,
  GuestDoorView,
  GuestMeView,
  GuestView,
  JoinCodeView,
  NewPassView,
  PassActView,
  PassScope,
} from '../../shared/community/passes.ts'
import type { PassId, PersonId } from '../../shared/ids.ts'
import type { StudyView } from '../../shared/lesson-study/api.ts'
import type { TeachMeetView } from '../../shared/teachmeet/api.ts'
import type { Storage } from '../../server/storage/storage.ts'
import type { Person } from './house.ts'
import { House } from './house.ts'
import { newId } from './study-world.ts'

const day = 24 * 3_600_000

/** Somebody who came by a pass, in a browser of their own. */
export interface Seated {
  id: PersonId
  me: GuestMeView
  cookie: string
}

/** A school with a TeachMeet of Olwen's that is open, and a study of hers; and what people do about guests. */
export class GuestHouse {
  readonly house: House
  readonly olwen: Person
  /** Has an account, and is not in the study. */
  readonly ben: Person
  readonly meet: PassScope
  readonly study: PassScope
  #browsers = 0

  static async open(
    facts: { hasLobby?: boolean } = {},
    kind: Storage['kind'] = 'sqlite',
  ): Promise<GuestHouse> {
    const house = await House.open({}, null, kind)
    const olwen = await house.claim('Olwen')
    const ben = await house.join(olwen, 'Ben')
    const id = newId<'teachmeet'>()
    const startsAt = house.clock.now() + day
    const about = { id, title: 'Winter TeachMeet', startsAt, timeZone: 'Europe/London', ...facts }
    const { cookie } = olwen
    await house.send('/api/teachmeets', { body: about, cookie })
    await house.send(`/api/teachmeets/${id}/acts`, { body: { act: 'publish' }, cookie })
    const title = 'What puzzles us about halves?'
    const study = newId<'study'>()
    await house.send<StudyView>('/api/studies', { body: { id: study, title }, cookie })
    return new GuestHouse({ house, olwen, ben, meet: { kind: 'teachmeet', id }, study })
  }

  private constructor(parts: {
    house: House
    olwen: Person
    ben: Person
    meet: PassScope
    study: StudyView['id']
  }) {
    this.house = parts.house
    this.olwen = parts.olwen
    this.ben = parts.ben
    this.meet = parts.meet
    this.study = { kind: 'study', id: parts.study }
  }

  get now(): number {
    return this.house.clock.now()
  }

  /** A pass of Olwen's with its secret. */
  async pass(
    scope: PassScope,
    more: Partial<AddPass> = {},
  ): Promise<{ id: PassId; secret: string }> {
    const id = newId<'pass'>()
    const body = { id, scope, endsAt: this.now + 2 * day, ...more }
    const sent = { body, cookie: this.olwen.cookie }
    const answer = await this.house.send<NewPassView>('/api/passes', sent)
    if (answer.status !== 201) throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`)
    return { id, secret: answer.body.url!.split('#')[1]! }
  }

  look(secret: string, from?: string) {
    return this.house.send<GuestDoorView>('/api/guest/look', { body: { secret }, ...by(from) })
  }

  /** Asks to come in; what is answered, whatever it is. */
  ask(
    secret: string,
    more: Partial<Record<'name' | 'school' | 'pin' | 'cookie' | 'from', string>> & {
      id?: PersonId
    } = {},
  ) {
    const { cookie, from, ...rest } = more
    const body = { id: newId<'person'>(), name: 'Hale', secret, ...rest }
    const sent = { body, ...(cookie ? { cookie } : {}), ...by(from ?? this.#address()) }
    return this.house.send<GuestMeView>('/api/guest/enter', sent)
  }

  async enter(secret: string, more: Parameters<GuestHouse['ask']>[1] = {}): Promise<Seated> {
    return seated(await this.ask(secret, more))
  }

  async return(secret: string): Promise<Seated> {
    const sent = { body: { secret }, ...by(this.#address()) }
    return seated(await this.house.send<GuestMeView>('/api/guest/return', sent))
  }

  me(cookie: string) {
    return this.house.send<GuestMeView>('/api/guest/me', { cookie })
  }

  async code(): Promise<{ typed: string; shown: string; endsAt: number }> {
    const sent = { method: 'POST', cookie: this.olwen.cookie }
    const path = `/api/teachmeets/${this.meet.id}/join-code`
    const { body } = await this.house.send<JoinCodeView>(path, sent)
    return { typed: body.code, shown: body.url.split('#')[1]!, endsAt: body.endsAt }
  }

  async act(guest: PersonId, act: string, by = this.olwen) {
    const sent = { body: { act }, cookie: by.cookie }
    return this.house.send<GuestView>(`/api/guests/${guest}/acts`, sent)
  }

  async guests(scope = this.meet): Promise<GuestView[]> {
    const path = `/api/guests?${scope.kind}=${scope.id}`
    return (await this.house.send<GuestView[]>(path, { cookie: this.olwen.cookie })).body
  }

  async acts(pass: PassId): Promise<PassActView['act'][]> {
    const path = `/api/passes/${pass}/acts`
    const { body } = await this.house.send<PassActView[]>(path, { cookie: this.olwen.cookie })
    return body.map(({ act }) => act).reverse()
  }

  /** What hosts do with the TeachMeet itself. */
  meetAct(act: 'start' | 'end' | 'tidy') {
    const sent = { body: { act }, cookie: this.olwen.cookie }
    return this.house.send<TeachMeetView>(`/api/teachmeets/${this.meet.id}/acts`, sent)
  }

  async close(): Promise<void> {
    await this.house.close()
  }

  /** Everybody comes from an address of their own, unless they are told to share one. */
  #address(): string {
    this.#browsers += 1
    return `198.51.${this.#browsers >> 8}.${this.#browsers & 255}`
  }
}

const by = (from: string | undefined) => (from === undefined ? {} : { from })

function seated(answer: { status: number; body: GuestMeView; cookie: string | null }): Seated {
  if (answer.status !== 200 || answer.cookie === null) {
    throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`)
  }
  return { id: answer.body.id, me: answer.body, cookie: answer.cookie }
}
