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

/** Words that stand nowhere else: at the first TeachMeet, in the study, and wherever no guest may be. */
export const words = { meet: 'bandicoot', study: 'numbat', other: 'wombat' } as const

interface Gathering {
  clock?: Clock
  open?: () => Promise<OpenHouse>
}

export interface CastMeet extends TeachMeetView {
  /** Something of its host's of each kind that is said there. */
  rows: Record<'message' | 'question' | 'takeAway' | 'table', string>
}

/**
 * A server with two TeachMeets, a study and a club, all of Olwen's, and a guest of each kind: at the first TeachMeet,
 * at its door, in the study, and one whose pass was taken back.
 */
export class GuestCast {
  readonly house: OpenHouse
  readonly olwen: Guest
  readonly meet: CastMeet
  readonly otherMeet: CastMeet
  readonly study: StudyView
  readonly otherStudy: StudyView
  readonly club: ClubView
  readonly #guests = new Map<GuestPart, Guest>()
  #came = 0

  static async gather({ clock, open = () => OpenHouse.open(clock) }: Gathering = {}) {
    const house = await open()
    const olwen = await house.come('Olwen', { owner: null })
    const at = clock?.now() ?? Date.now()
    const meet = await newMeet(house, olwen, { title: 'Winter TeachMeet', at, word: words.meet })
    const title = `Spring TeachMeet ${words.other}`
    const otherMeet = await newMeet(house, olwen, { title, at, word: words.other })
    const about = { id: newId<'study'>(), title: `What puzzles us: ${words.study}` }
    const study = await house.view<StudyView>(olwen, 'POST', '/api/studies', about)
    const another = { id: newId<'study'>(), title: `What puzzles them: ${words.other}` }
    const otherStudy = await house.view<StudyView>(olwen, 'POST', '/api/studies', another)
    const club = await newClub(house, olwen)
    await house.come(`Byron ${words.other}`, { owner: olwen })
    const cast = new GuestCast({ house, olwen, meet, otherMeet, study, otherStudy, club })
    for (const part of guestParts) cast.#guests.set(part, await cast.#seat(part, at))
    return cast
  }

  private constructor(parts: {
    house: OpenHouse
    olwen: Guest
    meet: CastMeet
    otherMeet: CastMeet
    study: StudyView
    otherStudy: StudyView
    club: ClubView
  }) {
    this.house = parts.house
    this.olwen = parts.olwen
    this.meet = parts.meet
    this.otherMeet = parts.otherMeet
    this.study = parts.study
    this.otherStudy = parts.otherStudy
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

/** A TeachMeet that goes on, with a talk of its host's, and something of each kind that is said there. */
async function newMeet(
  house: OpenHouse,
  host: Guest,
  { title, at, word }: { title: string; at: number; word: string },
): Promise<CastMeet> {
  const id = newId<'teachmeet'>()
  const path = `/api/teachmeets/${id}`
  const post = <T>(end: string, body: unknown) => house.view<T>(host, 'POST', `${path}${end}`, body)
  const facts = { id, title, startsAt: at + 3_600_000, timeZone: 'Europe/London', about: word }
  await house.view(host, 'POST', '/api/teachmeets', facts)
  const talk = { id: newId<'talk'>(), title: `Exit tickets ${word}`, kind: 'nano', minutes: 2 }
  await post('/acts', { act: 'publish' })
  await post('/talks', talk)
  await post('/acts', { act: 'start' })
  const rows = { message: newId(), question: newId(), takeAway: newId(), table: newId() }
  await post('/chat', { id: rows.message, text: word })
  await post('/questions', { id: rows.question, text: word })
  await post('/take-aways', { id: rows.takeAway, text: word })
  await post('/tables', { id: rows.table, theme: word })
  return { ...(await house.view<TeachMeetView>(host, 'GET', path)), rows }
}

async function newClub(house: OpenHouse, chair: Guest): Promise<ClubView> {
  const [id, text] = [newId<'club'>(), newId<'text'>()]
  const word = words.other
  await house.view(chair, 'POST', '/api/clubs', { id, name: `Reading on Mondays ${word}` })
  const book = { id: text, title: `How We Think ${word}`, kind: 'plain', rights: 'open' }
  await house.view(chair, 'POST', `/api/clubs/${id}/texts`, book)
  const chapter = { id: newId<'chapter'>(), title: 'What is thought?', source: `To ask. ${word}` }
  return house.view<ClubView>(chair, 'POST', `/api/texts/${text}/chapters`, chapter)
}

/** Every document of a cast, by whose it is. */
export function documentsOf(
  cast: GuestCast,
): Record<'meet' | 'otherMeet' | 'study' | 'otherStudy' | 'club', DocumentId[]> {
  const ofMeet = ({ notes, talks }: TeachMeetView) => [
    notes.documentId,
    ...talks.map((talk) => talk.notes.documentId),
  ]
  const ofStudy = ({ lessons }: StudyView) =>
    lessons.flatMap((lesson) => [lesson.planId, ...lesson.documents.map((one) => one.id)])
  const chapters = cast.club.texts.flatMap((text) => text.chapters)
  return {
    meet: ofMeet(cast.meet),
    otherMeet: ofMeet(cast.otherMeet),
    study: ofStudy(cast.study),
    otherStudy: ofStudy(cast.otherStudy),
    club: chapters.flatMap((chapter) => chapter.documents.map((one) => one.id)),
  }
}

export const talkOf = (meet: TeachMeetView): TalkId => meet.talks[0]!.id
