import type { PersonView } from '../../shared/accounts/api.ts'
import type { PassScope } from '../../shared/community/passes.ts'
import type {
  ClubId,
  IdeaId,
  LessonId,
  MeetingId,
  PersonId,
  SchoolId,
  StudyId,
} from '../../shared/ids.ts'
import type { LiveChange, LiveScope } from '../../shared/live.ts'
import type { ClubRole, StudyRole } from '../../shared/policy.ts'
import type { Config } from '../config.ts'
import type { Queryable, Storage } from '../storage/storage.ts'
import type { Clock, Log, Random } from '../sync/ports.ts'
import type { OpenRooms } from '../sync/rooms-port.ts'

/** What an area's routes are given. Ids of rows the server makes: `random.id()`, a ULID. */
export interface AreaDeps {
  storage: Storage
  clock: Clock
  random: Random
  log: Log
  rooms: OpenRooms
  live: Live
  config: Config
}

/** Tells open browsers what has changed (server/live keeps this). */
export interface Live {
  /** To everybody who watches the scope and may. Say it after the row is kept. Returns how many tabs were told. */
  publish(change: LiveChange): number
  /** Calls back with every change before anybody is told of it. */
  onChange(heard: (change: LiveChange) => void): void
  /**
   * A person's roles, or their place in a study, have changed: what they watch is judged again, and they are told of
   * what they no longer see, so that they fetch it and find it gone.
   */
  recheckPerson(person: PersonId): Promise<void>
  /** A session was ended: its connections close with 4401. */
  closeSession(sessionKey: string): void
}

/**
 * What inviting and joining need to know of studies. Areas call downwards only (architecture.md), so accounts and
 * community are given this; server/lesson-study/study-door.ts makes it: `studyDoor(deps: AreaDeps): StudyDoor`.
 */
export interface StudyDoor {
  /** What a person is in a study, null when they are not in it or there is none; `q` within a transaction. */
  findRole(person: PersonId, study: StudyId, q?: Queryable): Promise<StudyRole | null>
  /** Which studies these lessons belong to, and which of their lessons they are. */
  findLessons(
    q: Queryable,
    lessons: readonly LessonId[],
  ): Promise<{ id: LessonId; studyId: StudyId; number: number }[]>
  /** What somebody holding an invitation may see before they come in; null when the study is gone. */
  findForInvitation(study: StudyId): Promise<{ title: string; people: PersonView[] } | null>
  /** Puts somebody who joined into the study (once: a second time changes nothing), and tells /live. */
  join(person: PersonId, study: StudyId, role: StudyRole): Promise<void>
  /**
   * Somebody belongs to another school from this transaction on, has left the community, or is back: what may be done in
   * their studies is judged anew. Returns what to do once that is kept.
   */
  cameOrWent(person: PersonId, q: Queryable): Promise<() => Promise<void>>
}

/**
 * What inviting, joining and trying need to know of book clubs; server/reading/club-door.ts makes it:
 * `clubDoor(deps: AreaDeps): ClubDoor`.
 */
export interface ClubDoor {
  /** What a person is in a club, null when they are not in it or there is none; `q` within a transaction. */
  findRole(person: PersonId, club: ClubId, q?: Queryable): Promise<ClubRole | null>
  /** The clubs a person is in. */
  listOf(person: PersonId, q?: Queryable): Promise<ClubId[]>
  /** What a club is called; the whole school knows. Null when it is gone. */
  findName(club: ClubId, q?: Queryable): Promise<string | null>
  /** Whether a meeting and a card are of this club; null asks nothing. */
  holds(
    club: ClubId,
    what: { meetingId: MeetingId | null; ideaId: IdeaId | null },
    q?: Queryable,
  ): Promise<boolean>
  /** What somebody holding an invitation may see before they come in; null when the club is gone or has ended; `q` within a transaction. */
  findForInvitation(club: ClubId, q?: Queryable): Promise<InvitedClub | null>
  /** Puts somebody who joined into the club (once: a second time changes nothing), and tells /live. */
  join(person: PersonId, club: ClubId): Promise<void>
  /** Somebody has left the school or come back: their clubs are made complete again, and their people told. */
  renew(person: PersonId): Promise<void>
}

/** A club as whoever holds an invitation sees it. */
export interface InvitedClub {
  name: string
  people: PersonView[]
  isOpen: boolean
  /** What is read now. */
  textTitle: string | null
  /** Where it leads: the chapter that is read now, else the club. */
  path: string
}

/**
 * What passes need to know of what they are for. Each area whose objects guests may come to makes one:
 * server/teachmeet/pass-object.ts and server/lesson-study/pass-object.ts.
 */
export interface PassObjectDoor {
  /** The object as whoever holds a pass may see it before they enter; null when it is gone, or takes no guests now. */
  find(id: string, q?: Queryable): Promise<PassObject | null>
  /** Whether this person may give passes to it, let guests in and send them away. */
  hosts(person: PersonId, id: string, q?: Queryable): Promise<boolean>
  /** Whether this person is in it, and so may know who the guests are. */
  isIn(person: PersonId, id: string, q?: Queryable): Promise<boolean>
  /** The colours of those with an account who are in it, so that a guest is given another. */
  coloursIn(id: string, q: Queryable): Promise<number[]>
  /** A guest has come in, gone or been sent away, and this is kept: open pages are told, documents judged again. */
  guestsChanged(id: string, guest: PersonId): Promise<void>
}

export interface PassObject {
  title: string
  host: PersonView | null
  /** It does not take place; a guest may come all the same, and read so. */
  isCalledOff: boolean
  /** Everybody who leads it: no guest is called like one of them. */
  leaders: PersonView[]
  /** Of a TeachMeet, in milliseconds; null for a study. */
  startsAt: number | null
  endsAt: number | null
  /** A pass to it ends at the latest then. */
  passesEndAt: number
  /** Whoever comes by a join code waits. */
  hasLobby: boolean
  /** Join codes are given: its doors are open. */
  takesCodes: boolean
  /** Guests may come in only now: a TeachMeet's sign-up is open, or it goes on, or it can be read again. */
  people: PersonView[]
  peopleCount: number
  schoolCount: number
  /** Where a guest's seat leads. */
  path: string
}

export type PassObjects = Record<PassScope['kind'], PassObjectDoor>

/** What the door needs to know of the community; server/community/queries.ts keeps it. */
export interface CommunityDoor {
  /** The one community on this server; null before anybody has come in. */
  find(q: Queryable): Promise<{ name: string; locale: string; timeZone: string } | null>
  /** What a school is called in a network of several; null where there is one school alone. */
  findSchoolName(q: Queryable, school: SchoolId | null): Promise<string | null>
  found(q: Queryable, community: { name: string; locale: string; timeZone: string }): Promise<void>
}

/** Whether a person may be told of changes in a scope; asked when they watch it and when their rights change. */
export type MayWatch = (person: PersonId, scope: LiveScope) => Promise<boolean>
