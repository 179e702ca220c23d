import type { StudyView } from '../../shared/lesson-study/api.ts'
import { findStudy } from '../../server/lesson-study/queries.ts'
import { studyView } from '../../server/lesson-study/views.ts'
import { findClub } from '../../server/reading/club-queries.ts'
import { clubView } from '../../server/reading/club-views.ts'
import { findMeet } from '../../server/teachmeet/meet-queries.ts'
import { meetView } from '../../server/teachmeet/meet-views.ts'
import { SharedReads } from '../../server/teachmeet/shared-reads.ts'
import type { Clock } from '../../server/sync/ports.ts'
import type { ClubRole, PolicyActor, Role, StudyRole, TeachMeetRole } from '../../shared/policy.ts'
import type { ClubView } from '../../shared/reading/api.ts'
import type { TeachMeetView } from '../../shared/teachmeet/api.ts'
import { type Guest, OpenHouse } from './open-house.ts'
import { newId } from './study-world.ts'

/**
 * Everybody the matrix asks for. `stranger` is in a study and a club of their own; `member`, `lead` and `admin` are in
 * none. The teacher chairs the club, the observer is in it.
 */
export const parts = [
  'anonymous',
  'member',
  'stranger',
  'observer',
  'teacher',
  'lead',
  'admin',
] as const
export type Part = (typeof parts)[number]

interface Standing {
  roles: Role[] | null
  studyRole: StudyRole | null
  clubRole: ClubRole | null
  /** At a TeachMeet that the teacher hosts; everybody with an account is in it. */
  meetRole: TeachMeetRole | null
}

/** What policy.ts is told of each. */
export const standing: Record<Part, Standing> = {
  anonymous: { roles: null, studyRole: null, clubRole: null, meetRole: null },
  member: { roles: ['member'], studyRole: null, clubRole: null, meetRole: 'member' },
  stranger: { roles: ['member'], studyRole: null, clubRole: null, meetRole: 'member' },
  observer: { roles: ['member'], studyRole: 'observer', clubRole: 'member', meetRole: 'member' },
  teacher: { roles: ['member'], studyRole: 'teacher', clubRole: 'chair', meetRole: 'host' },
  lead: { roles: ['lead', 'member'], studyRole: null, clubRole: null, meetRole: 'member' },
  admin: { roles: ['admin', 'member'], studyRole: null, clubRole: null, meetRole: 'member' },
}

export function actorOf(part: Part): PolicyActor | null {
  const { roles } = standing[part]
  return roles && { roles }
}

/** A server with one of each, and studies and clubs that the teacher keeps with the observer. */
export class Cast {
  readonly house: OpenHouse
  /** Who set everything up: an admin, a lead, in no study. */
  readonly owner: Guest
  /** A colleague who is in no study and plays no part. */
  readonly bystander: Guest
  readonly #guests: ReadonlyMap<Part, Guest>

  static async gather(clock?: Clock): Promise<Cast> {
    const house = await OpenHouse.open(clock)
    const owner = await house.come('Olwen', { owner: null })
    const bystander = await house.come('Byron', { owner })
    const guests = new Map<Part, Guest>()
    for (const part of parts) {
      if (part !== 'anonymous') guests.set(part, await house.come(`The ${part}`, { owner }))
    }
    const cast = new Cast(house, owner, bystander, guests)
    await house.setRoles(cast.as('lead'), { isAdmin: false, isLead: true })
    await house.setRoles(cast.as('admin'), { isAdmin: true, isLead: false })
    await cast.newStudy('stranger', null)
    await cast.newClub('stranger', null)
    return cast
  }

  private constructor(
    house: OpenHouse,
    owner: Guest,
    bystander: Guest,
    guests: ReadonlyMap<Part, Guest>,
  ) {
    this.house = house
    this.owner = owner
    this.bystander = bystander
    this.#guests = guests
  }

  /**
   * The study as its teacher sees it now. Read past the routes, because the matrix looks so often that it would be asked
   * to wait a minute.
   */
  async read({ id }: StudyView): Promise<StudyView> {
    const { storage, deps } = this.house
    const study = await findStudy(storage, id)
    const reader = { id: this.as('teacher').id, now: deps.clock.now() }
    const view = study && studyView(study, reader)
    if (view === null) throw new Error('the teacher is in no such study')
    return view
  }

  /** Who plays a part; for a session that lasts, `enter`. */
  as(part: Exclude<Part, 'anonymous'>): Guest {
    return this.#guests.get(part)!
  }

  /** The part in a browser of its own, so that what ends a session ends no other test. */
  async enter(part: Part): Promise<Guest | null> {
    return part === 'anonymous' ? null : this.house.again(this.as(part))
  }

  /** A study of `teacher`, and of whoever observes. */
  async newStudy(
    teacher: 'teacher' | 'stranger' = 'teacher',
    observer: 'observer' | null = 'observer',
  ): Promise<StudyView> {
    const { house } = this
    const guest = await house.again(this.as(teacher))
    const id = newId<'study'>()
    const study = await house.view<StudyView>(guest, 'POST', '/api/studies', {
      id,
      title: 'What puzzles us',
    })
    if (observer === null) return study
    const path = `/api/studies/${id}/people/${this.as(observer).id}`
    return house.view<StudyView>(guest, 'PUT', path, { role: 'observer' })
  }

  /** The club as whoever chairs it sees it now, past the routes likewise. */
  async readClub({ id }: ClubView): Promise<ClubView> {
    const { storage } = this.house
    const club = await findClub(storage, id)
    const view = club && (await clubView(storage, club, this.as('teacher').id))
    if (view === null) throw new Error('the teacher chairs no such club')
    return view
  }

  /**
   * A club that nobody joins by themselves, of `chair` and whoever is in it, with a chapter that only they may read and
   * a book on paper.
   */
  async newClub(
    chair: 'teacher' | 'stranger' = 'teacher',
    member: 'observer' | null = 'observer',
  ): Promise<ClubView> {
    const { house } = this
    const guest = await house.again(this.as(chair))
    const people = member === null ? [] : [this.as(member).id]
    const [id, text, paper] = [newId<'club'>(), newId<'text'>(), newId<'text'>()]
    const ask = (path: string, body: unknown) => house.view<ClubView>(guest, 'POST', path, body)
    await ask('/api/clubs', { id, name: 'Reading on Mondays', isOpen: false, people })
    const book = { title: 'How We Think', kind: 'plain', rights: 'own' }
    await ask(`/api/clubs/${id}/texts`, { id: text, ...book })
    const source = 'No words are oftener on our lips.\n\nTo think is to ask. It takes time.'
    const chapter = { id: newId<'chapter'>(), title: 'What is thought?', source }
    await ask(`/api/texts/${text}/chapters`, chapter)
    const held = { title: 'A book on paper', kind: 'paper', rights: 'quotation' }
    return ask(`/api/clubs/${id}/texts`, { id: paper, ...held })
  }

  /** A TeachMeet that the teacher hosts, with its sign-up open. */
  async newMeet(): Promise<TeachMeetView> {
    const { house } = this
    const host = await house.again(this.as('teacher'))
    const id = newId<'teachmeet'>()
    const startsAt = Date.UTC(2031, 0, 15, 18)
    const facts = { id, title: 'Winter TeachMeet', startsAt, timeZone: 'Europe/London' }
    await house.view(host, 'POST', '/api/teachmeets', facts)
    return house.view(host, 'POST', `/api/teachmeets/${id}/acts`, { act: 'publish' })
  }

  /** The TeachMeet as its host sees it now; read past the routes, as a club is. */
  async readMeet({ id }: TeachMeetView): Promise<TeachMeetView> {
    const meet = await findMeet(this.house.storage, id)
    if (meet === null) throw new Error('the teacher hosts no such TeachMeet')
    const { deps } = this.house
    const reads = new SharedReads(deps.clock, deps.live)
    return meetView({ ...deps, reads }, meet.row, { id: this.as('teacher').id, role: 'host' })
  }

  /** It need not be read any more: nobody can be in any number of clubs that go on. */
  async endClub(club: ClubView): Promise<void> {
    const chair = await this.house.again(this.as('teacher'))
    await this.house.view(chair, 'PATCH', `/api/clubs/${club.id}`, { ended: true })
  }
}
