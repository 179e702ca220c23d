import { unreachable } from './errors.ts'
import type {
  ClubDocumentKind,
  StudyDocumentKind,
  SyncRole,
  TeachMeetDocumentKind,
} from './sync/kinds.ts'

/** What a person is on this server. Everybody is a member; an admin or a lead is so besides. */
export type Role = 'admin' | 'lead' | 'member'

/** What a person is in a study. Teachers plan and write together; an observer reads the plan. */
export type StudyRole = 'teacher' | 'observer'

/** What a person is in a club. The chair keeps the time and the order, and need not be senior; nobody has a rank here. */
export type ClubRole = 'chair' | 'member'

/**
 * What a person is at a TeachMeet. hosts lead it, whoever else of the community comes is a member, and a guest is
 * somebody without an account who was let in by a pass.
 */
export type TeachMeetRole = 'host' | 'member' | 'guest'

/** What a pass lets a guest be: somebody at a TeachMeet, or the invited expert of a study. */
export type PassRole = 'guest' | 'expert'

export interface PolicyActor {
  roles: readonly Role[]
}

/** An action with what it is done to. `studyRole` is the actor's own in that study, null when they have none. */
export type Request =
  | { action: 'community.read' | 'community.change' }
  /** The safeguarding contact, which every school of a network is shown that has none of its own (`isNetwork`). */
  | { action: 'community.safeguarding'; isNetwork: boolean }
  /** The safeguarding contact of one school of a network; `isInSchool`: it is the school of whoever does so. */
  | { action: 'school.safeguarding'; isInSchool: boolean }
  | { action: 'people.list' | 'people.invite' | 'people.code' | 'people.roles' | 'people.remove' }
  | { action: 'theme.add' | 'theme.change' }
  | { action: 'study.create' }
  /** `hasEmergency`: an admin gave a reason, which the study's people see, and may read for a while. */
  | { action: 'study.read'; studyRole: StudyRole | null; hasEmergency?: boolean }
  /** `study.take-part`: mark a stage, agree, make a claim, propose a decision: everybody who is in the study. */
  | { action: 'study.change' | 'study.people' | 'study.take-part'; studyRole: StudyRole | null }
  | { action: 'emergency.open' }
  /** Puts a colleague into a study that was left; `isInSchool`: it is of the school of whoever does so. */
  | { action: 'study.put-in'; isInSchool: boolean }
  /** Steps, turns and timer of a discussion: its teachers, and whoever they made chair. */
  | { action: 'run.steer'; studyRole: StudyRole | null; isChair: boolean }
  | { action: 'plan.write'; studyRole: StudyRole | null; frozen: boolean }
  | { action: 'club.create' }
  /** `club.take-part`: read, annotate, add a text, a card, a dot, a commitment: everybody in it. */
  | { action: 'club.read' | 'club.take-part'; clubRole: ClubRole | null }
  /** The club's name, people, chapter plan and dates; the end of a vote. */
  | { action: 'club.change'; clubRole: ClubRole | null }
  /** Steps, turns and timer of a meeting: the club's chair, and whoever chairs this meeting or this group. */
  | { action: 'meeting.steer'; clubRole: ClubRole | null; isChair: boolean }
  /** A chapter's own words: the club's; everybody's where the text is open. */
  | { action: 'chapter.read'; clubRole: ClubRole | null; isOpenText: boolean }
  /** What somebody tries and reports, and the notes of a visit to them, by what they chose. */
  | {
      action: 'trying.read'
      isOwn: boolean
      isInClub: boolean
      isInSchool: boolean
      sharing: 'own' | 'club' | 'school'
    }
  /** An idea of the week: its writer takes it back, or the chair of its club. */
  | { action: 'weekly.remove'; isOwn: boolean; clubRole: ClubRole | null }
  | { action: 'protocol.add' }
  | { action: 'protocol.change'; isOwn: boolean }
  | { action: 'school.change' }
  /** Passes and guests of an object: whoever hosts the TeachMeet, or teaches in the study. */
  | { action: 'pass.give'; hosts: boolean }
  | { action: 'teachmeet.create' }
  /** A draft is its hosts' alone. */
  | { action: 'teachmeet.read'; role: TeachMeetRole | null; isDraft: boolean }
  /** Sign up, write, ask, take an idea away: everybody who is in it, guests too, while it has not been closed. */
  | {
      action: 'teachmeet.take-part'
      role: TeachMeetRole | null
      isOver: boolean
      isSilenced: boolean
    }
  /** Facts, draw, run, tables, guests, moderation. */
  | { action: 'teachmeet.host'; role: TeachMeetRole | null }
  /** What somebody offers or says themselves: they change it, or a host. */
  | { action: 'teachmeet.own'; role: TeachMeetRole | null; isOwn: boolean }
  /** Suggest a change to a plan: observers, teachers; the invited expert does so by their pass (`canGuest`). */
  | { action: 'suggestion.add'; studyRole: StudyRole | null }
  /** Take a suggestion into the plan or set it aside. */
  | { action: 'suggestion.settle'; studyRole: StudyRole | null; frozen: boolean }

/**
 * The one table of rights; HTTP routes, the socket's upgrade and the commit ask it, the client greys out by it.
 * Nobody reads a study by rank (domain.md 3.3): an admin or lead who is not in it is a stranger to it, but for an
 * emergency that its people are told of.
 * `actor` is null for somebody who is not signed in.
 */
export function can(actor: PolicyActor | null, request: Request): boolean {
  if (actor === null) return false
  const isAdmin = actor.roles.includes('admin')
  const leads = isAdmin || actor.roles.includes('lead')
  switch (request.action) {
    case 'community.read':
    case 'people.list':
    case 'theme.add':
    case 'study.create':
    case 'club.create':
    case 'protocol.add':
    case 'teachmeet.create':
      return true
    case 'community.change':
    case 'people.roles':
    case 'people.remove':
    case 'emergency.open':
      return isAdmin
    case 'people.invite':
    case 'people.code':
    case 'theme.change':
      return leads
    case 'community.safeguarding':
      return isAdmin || (leads && !request.isNetwork)
    case 'school.safeguarding':
    case 'study.put-in':
      return isAdmin || (leads && request.isInSchool)
    case 'study.read':
      return request.studyRole !== null || (isAdmin && request.hasEmergency === true)
    case 'study.take-part':
      return request.studyRole !== null
    case 'study.change':
    case 'study.people':
      return request.studyRole === 'teacher'
    case 'plan.write':
    case 'suggestion.settle':
      return request.studyRole === 'teacher' && !request.frozen
    case 'club.read':
    case 'club.take-part':
      return request.clubRole !== null
    case 'club.change':
      return request.clubRole === 'chair'
    case 'meeting.steer':
      return request.clubRole === 'chair' || (request.clubRole !== null && request.isChair)
    case 'chapter.read':
      return request.clubRole !== null || request.isOpenText
    case 'trying.read':
      if (request.isOwn || (request.sharing === 'school' && request.isInSchool)) return true
      return request.sharing === 'club' && request.isInClub
    case 'weekly.remove':
      return request.isOwn || request.clubRole === 'chair'
    case 'protocol.change':
      return request.isOwn || leads
    case 'school.change':
      return isAdmin
    case 'pass.give':
      return request.hosts
    case 'teachmeet.read':
    case 'teachmeet.take-part':
    case 'teachmeet.host':
    case 'teachmeet.own':
      return canAtTeachMeet(request)
    case 'suggestion.add':
      return request.studyRole !== null
    case 'run.steer':
      return request.studyRole === 'teacher' || (request.studyRole !== null && request.isChair)
    default:
      return unreachable(request)
  }
}

type TeachMeetRequest = Extract<
  Request,
  { action: `teachmeet.${'read' | 'take-part' | 'host' | 'own'}` }
>

/** The part of the table that guests are judged by too: they have no roles on this server, only a pass. */
export function canAtTeachMeet(request: TeachMeetRequest): boolean {
  switch (request.action) {
    case 'teachmeet.read':
      return request.role === 'host' || (request.role !== null && !request.isDraft)
    case 'teachmeet.take-part':
      return request.role !== null && !request.isOver && !request.isSilenced
    case 'teachmeet.host':
      return request.role === 'host'
    case 'teachmeet.own':
      return request.role === 'host' || (request.role !== null && request.isOwn)
    default:
      return unreachable(request)
  }
}

/** Everything the rights on a document hang on, for one person. */
export interface DocumentStanding {
  kind: StudyDocumentKind
  studyRole: StudyRole | null
  frozen: boolean
  /** It is the person's own: their notes, their talks with pupils. */
  isOwn: boolean
  /** The lesson's notes are shown to everybody in the study: it has ended, or the triad chose to see them at once. */
  notesShared: boolean
  /** An admin who is not in the study reads it in an emergency: all of it, and changes nothing. */
  hasEmergency?: boolean
}

/** What a person may do on the socket of a document; null: it does not exist for them. */
export function documentSyncRole(standing: DocumentStanding): SyncRole | null {
  const { kind, studyRole, frozen, isOwn, notesShared } = standing
  if (studyRole === null) return standing.hasEmergency === true ? 'reader' : null
  switch (kind) {
    case 'plan':
      return studyRole === 'teacher' && !frozen ? 'writer' : 'reader'
    case 'observation':
    case 'voice':
      if (isOwn) return frozen ? 'reader' : 'writer'
      return notesShared ? 'reader' : null
    case 'saw':
    case 'responses':
    case 'record':
      return frozen ? 'reader' : 'writer'
    case 'expert-words':
      return 'reader'
    default:
      return unreachable(kind)
  }
}

/** Everything the rights on a document of a club hang on, for one person. */
export interface ClubDocumentStanding {
  kind: ClubDocumentKind
  clubRole: ClubRole | null
  /** The club has ended: it can be read. */
  frozen: boolean
  /** It is the person's own: what they wrote for nobody else. */
  isOwn: boolean
  /** Its notes are for the whole school. */
  isForCommunity: boolean
}

/**
 * What a person may do on the socket of a club's document; null: it does not exist for them. What somebody wrote for
 * themselves is read by nobody else, whatever their role in the club or on the server.
 */
export function clubDocumentSyncRole(standing: ClubDocumentStanding): SyncRole | null {
  const { kind, clubRole, frozen, isOwn, isForCommunity } = standing
  switch (kind) {
    case 'private-notes':
      return isOwn ? 'writer' : null
    case 'annotations':
      if (clubRole === null) return isForCommunity ? 'reader' : null
      return frozen ? 'reader' : 'writer'
    case 'meeting-notes':
    case 'meeting-words':
      if (clubRole === null) return null
      return frozen ? 'reader' : 'writer'
    default:
      return unreachable(kind)
  }
}

/**
 * What an invited expert may do on the socket of a study's document (domain.md 3.3): they read the plan and the record,
 * and write their own closing words; raw notes and talks with pupils do not exist for them.
 */
export function expertDocumentSyncRole({
  kind,
  frozen,
  isOwn,
}: Pick<DocumentStanding, 'kind' | 'frozen' | 'isOwn'>): SyncRole | null {
  switch (kind) {
    case 'plan':
    case 'record':
      return 'reader'
    case 'expert-words':
      if (!isOwn) return null
      return frozen ? 'reader' : 'writer'
    case 'observation':
    case 'voice':
    case 'saw':
    case 'responses':
      return null
    default:
      return unreachable(kind)
  }
}

/** Everything the rights on a document of a TeachMeet hang on, for one person. */
export interface TeachMeetDocumentStanding {
  kind: TeachMeetDocumentKind
  role: TeachMeetRole | null
  isDraft: boolean
  /** It is over and tidied: it can be read. */
  frozen: boolean
  /** It has ended: guests read, members and hosts tidy. */
  hasEnded: boolean
  isSilenced: boolean
}

/** What a person may do on the socket of a TeachMeet's document; null: it does not exist for them. */
export function teachMeetDocumentSyncRole(standing: TeachMeetDocumentStanding): SyncRole | null {
  const { role, isDraft, frozen, hasEnded, isSilenced } = standing
  if (!canAtTeachMeet({ action: 'teachmeet.read', role, isDraft })) return null
  if (frozen || isSilenced || (hasEnded && role === 'guest')) return 'reader'
  return 'writer'
}
