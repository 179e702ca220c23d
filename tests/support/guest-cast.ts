import type { NewPassView, PassScope } from '../../shared/community/passes.ts'
import type { DocumentId, PassId, PersonId, TalkId } from '../../shared/ids.ts'
import type { StudyView } from '../../shared/lesson-study/api.ts'
import type { ClubView } from '../../shared/reading/api.ts'
import type { TeachMeetView } from '../../shared/teachmeet/api.ts'
import type { Clock } from '../../server/sync/ports.ts'
import type { Guest } from './open-house.ts'
import { OpenHouse } from './open-house.ts'
import { newId } from './study-world.ts'

const day = 24 * 3_600_000

/** Everybody who came by a pass, as far as they have come. */
export const guestParts = ['meet guest', 'waiting guest', 'expert guest', 'ended guest'] as const
export type GuestPart = (typeof guestParts)[number]

/**
 * A server with two TeachMeets, a study and a club, all of Olwen's, and a guest of each kind: at the first TeachMeet,
 * at its door, in the study, and one whose pass was taken back.
 */
export class GuestCast {
  readonly house: OpenHouse
  readonly olwen: Guest
  readonly meet: TeachMeetView
  readonly otherMeet: TeachMeetView
  readonly study: StudyView
  readonly club: ClubView
  readonly #guests = new Map<GuestPart, Guest>()
  #came = 0

  static async gather(clock?: Clock, words = ''): Promise<GuestCast> {
    const house = await OpenHouse.open(clock)
    const olwen = await house.come(`Olwen${words}`, { owner: null })
    const at = clock?.now() ?? Date.now()
    const meet = await newMeet(house, olwen, { title: 'Winter TeachMeet', at })
    const otherMeet = await newMeet(house, olwen, { title: `Spring TeachMeet${words}`, at })
    const about = { id: newId<'study'>(), title: `What puzzles us${words}` }
    const study = await house.view<StudyView>(olwen, 'POST', '/api/studies', about)
    const club = await newClub(house, olwen, words)
    const cast = new GuestCast({ house, olwen, meet, otherMeet, study, club })
    for (const part of guestParts) cast.#guests.set(part, await cast.#seat(part, at))
    return cast
  }

  private constructor(parts: {
    house: OpenHouse
    olwen: Guest
    meet: TeachMeetView
    otherMeet: TeachMeetView
    study: StudyView
    club: ClubView
  }) {
    this.house = parts.house
    this.olwen = parts.olwen
    this.meet = parts.meet
    this.otherMeet = parts.otherMeet
    this.study = parts.study
    this.club = parts.club
  }

  as(part: GuestPart): Guest {
    return this.#guests.get(part)!
  }

  /** A pass of Olwen's with its secret. */
  async pass(
    scope: PassScope,
    at: number,
    more: { hasLobby?: boolean; uses?: number; endsAt?: number } = {},
  ) {
    const id = newId<'pass'>()
    const body = { id, scope, endsAt: at + day, ...more }
    const { url } = await this.house.view<NewPassView>(this.olwen, 'POST', '/api/passes', body)
    return { id, secret: url!.split('#')[1]! }
  }

  async enter(secret: string, name = `Visitor ${++this.#came}`): Promise<Guest> {
    const id = newId<'person'>()
    const body = { id, name, secret }
    const answer = await this.house.ask(null, 'POST', '/api/guest/enter', body)
    const cookie = answer.headers.getSetCookie()[0]?.split(';')[0]
    if (cookie === undefined) throw new Error(`${answer.status} ${await answer.text()}`)
    return { id, name, cookie }
  }

  async takeBack(pass: PassId): Promise<void> {
    await this.house.view(this.olwen, 'DELETE', `/api/passes/${pass}`)
  }

  async sendAway(guest: PersonId): Promise<void> {
    await this.house.view(this.olwen, 'POST', `/api/guests/${guest}/acts`, { act: 'remove' })
  }

  async #seat(part: GuestPart, at: number): Promise<Guest> {
    const kind = part === 'expert guest' ? 'study' : 'teachmeet'
    const scope = (
      kind === 'study' ? { kind, id: this.study.id } : { kind, id: this.meet.id }
    ) satisfies PassScope
    const { id, secret } = await this.pass(scope, at, { hasLobby: part === 'waiting guest' })
    const guest = await this.enter(secret, `The ${part}`)
    if (part === 'ended guest') await this.takeBack(id)
    return guest
  }
}

/** A TeachMeet that goes on, with a talk of its host's. */
async function newMeet(
  house: OpenHouse,
  host: Guest,
  { title, at }: { title: string; at: number },
): Promise<TeachMeetView> {
  const id = newId<'teachmeet'>()
  const path = `/api/teachmeets/${id}`
  const facts = { id, title, startsAt: at + 3_600_000, timeZone: 'Europe/London' }
  await house.view(host, 'POST', '/api/teachmeets', facts)
  const talk = { id: newId<'talk'>(), title: `${title}: a talk`, kind: 'nano', minutes: 2 }
  await house.view(host, 'POST', `${path}/acts`, { act: 'publish' })
  await house.view(host, 'POST', `${path}/talks`, talk)
  return house.view<TeachMeetView>(host, 'POST', `${path}/acts`, { act: 'start' })
}

async function newClub(house: OpenHouse, chair: Guest, words: string): Promise<ClubView> {
  const [id, text] = [newId<'club'>(), newId<'text'>()]
  await house.view(chair, 'POST', '/api/clubs', { id, name: `Reading on Mondays${words}` })
  const book = { id: text, title: `How We Think${words}`, kind: 'plain', rights: 'open' }
  await house.view(chair, 'POST', `/api/clubs/${id}/texts`, book)
  const source = `To think is to ask.${words}`
  const chapter = { id: newId<'chapter'>(), title: 'What is thought?', source }
  return house.view<ClubView>(chair, 'POST', `/api/texts/${text}/chapters`, chapter)
}

/** Every document of a cast, by whose it is. */
export function documentsOf(
  cast: GuestCast,
): Record<'meet' | 'otherMeet' | 'study' | 'club', DocumentId[]> {
  const ofMeet = ({ notes, talks }: TeachMeetView) => [
    notes.documentId,
    ...talks.map((talk) => talk.notes.documentId),
  ]
  const [lesson] = cast.study.lessons
  const chapters = cast.club.texts.flatMap((text) => text.chapters)
  return {
    meet: ofMeet(cast.meet),
    otherMeet: ofMeet(cast.otherMeet),
    study: [lesson!.planId, ...lesson!.documents.map((one) => one.id)],
    club: chapters.flatMap((chapter) => chapter.documents.map((one) => one.id)),
  }
}

export const talkOf = (meet: TeachMeetView): TalkId => meet.talks[0]!.id
