import type { MemberView } from '../../shared/community/api.ts'
import type { GuestMeView, NewPassView } from '../../shared/community/passes.ts'
import type { PassId, SchoolId } from '../../shared/ids.ts'
import type { StudyView } from '../../shared/lesson-study/api.ts'
import type { Guest } from './open-house.ts'
import { OpenHouse } from './open-house.ts'
import { newId } from './study-world.ts'

/** A network of two schools: the community's own, of Hefin (admin), Amira, Ben and Llyr (lead); and Nia's and Lowri's (lead). */
export class TwoSchools {
  readonly house: OpenHouse
  readonly far: SchoolId
  readonly #people: ReadonlyMap<string, Guest>

  static async open(house?: OpenHouse): Promise<TwoSchools> {
    const opened = house ?? (await OpenHouse.open())
    const head = await opened.come('Hefin', { owner: null })
    const people = new Map([['Hefin', head]])
    for (const name of ['Amira', 'Ben', 'Llyr', 'Nia', 'Lowri']) {
      people.set(name, await opened.come(name, { owner: head }))
    }
    const far = newId<'school'>()
    await opened.view(head, 'POST', '/api/schools', { id: far, name: 'Ysgol Bell' })
    const schools = new TwoSchools(opened, far, people)
    for (const name of ['Nia', 'Lowri']) await schools.move(schools.as(name), far)
    for (const name of ['Llyr', 'Lowri']) {
      await opened.setRoles(schools.as(name), { isAdmin: false, isLead: true })
    }
    return schools
  }

  private constructor(house: OpenHouse, far: SchoolId, people: ReadonlyMap<string, Guest>) {
    this.house = house
    this.far = far
    this.#people = people
  }

  as(name: string): Guest {
    return this.#people.get(name)!
  }

  ask(guest: Guest | null, method: string, path: string, body?: unknown): Promise<Response> {
    return this.house.ask(guest, method, `/api${path}`, body)
  }

  view<T>(guest: Guest, method: string, path: string, body?: unknown): Promise<T> {
    return this.house.view<T>(guest, method, `/api${path}`, body)
  }

  change(guest: Guest, change: object): Promise<MemberView> {
    return this.view<MemberView>(this.as('Hefin'), 'PATCH', `/people/${guest.id}`, change)
  }

  move(guest: Guest, schoolId: SchoolId | null): Promise<MemberView> {
    return this.change(guest, { schoolId })
  }

  study(guest: Guest, teachers: readonly Guest[] = [], title = 'Why?'): Promise<StudyView> {
    const body = { id: newId<'study'>(), title, teachers: teachers.map(({ id }) => id) }
    return this.view<StudyView>(guest, 'POST', '/studies', body)
  }

  /** An expert who has come in by a pass that this teacher gave. */
  async expert(giver: Guest, { id }: Pick<StudyView, 'id'>): Promise<Guest & { pass: PassId }> {
    const pass = newId<'pass'>()
    const scope = { kind: 'study', id }
    const endsAt = Date.now() + 86_400_000
    const asked = { id: pass, scope, endsAt, label: 'Dr Hale' }
    const { url } = await this.view<NewPassView>(giver, 'POST', '/passes', asked)
    const body = { id: newId<'person'>(), secret: url!.split('#')[1], name: 'Dr Hale' }
    const answer = await this.ask(null, 'POST', '/guest/enter', body)
    const cookie = answer.headers.getSetCookie()[0]!.split(';')[0]!
    const me = (await answer.json()) as GuestMeView
    return { id: me.id, name: me.name, cookie, pass }
  }

  close(): Promise<void> {
    return this.house.close()
  }
}
