import { unreachable } from './errors.ts'
import type { ClubDocumentKind, StudyDocumentKind, SyncRole } from './sync/kinds.ts'

/** What a person is on this server. Everybody is a member; an admin or a lead is so besides. */
export type Role = 'admin' | 'lead' | 'member'

/** What a person is in a study. Teachers plan and write together; an observer reads the plan. */
export type StudyRole = 'teacher' | 'observer'

/** What a person is in a club. The chair keeps the time and the order, and need not be senior; nobody has a rank here. */
export type ClubRole = 'chair' | 'member'

export interface PolicyActor {
  roles: readonly Role[]
}

/** An action with what it is done to. `studyRole` is the actor's own in that study, null when they have none. */
export type Request =
  | { action: 'community.read' | 'community.change' | 'community.safeguarding' }
  | { action: 'people.list' | 'people.invite' | 'people.code' | 'people.roles' | 'people.remove' }
  | { action: 'theme.add' | 'theme.change' }
  | { action: 'study.create' }
  /** `hasEmergency`: an admin gave a reason, which the study's people see, and may read for a while. */
  | { action: 'study.read'; studyRole: StudyRole | null; hasEmergency?: boolean }
  /** `study.take-part`: mark a stage, agree, make a claim, propose a decision: everybody who is in the study. */
  | { action: 'study.change' | 'study.people' | 'study.take-part'; studyRole: StudyRole | null }
  | { action: 'emergency.open' }
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
  | { action: 'trying.read'; isOwn: boolean; isInClub: boolean; sharing: 'own' | 'club' | 'school' }
  /** An idea of the week: its writer takes it back, or the chair of its club. */
  | { action: 'weekly.remove'; isOwn: boolean; clubRole: ClubRole | null }
  | { action: 'protocol.add' }
  | { action: 'protocol.change'; isOwn: boolean }

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
      return true
    case 'community.change':
    case 'people.roles':
    case 'people.remove':
    case 'emergency.open':
      return isAdmin
    case 'community.safeguarding':
    case 'people.invite':
    case 'people.code':
    case 'theme.change':
      return leads
    case 'study.read':
      return request.studyRole !== null || (isAdmin && request.hasEmergency === true)
    case 'study.take-part':
      return request.studyRole !== null
    case 'study.change':
    case 'study.people':
      return request.studyRole === 'teacher'
    case 'plan.write':
      return request.studyRole === 'teacher' && !request.frozen
    case 'club.create':
    case 'protocol.add':
      return true
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
      if (request.isOwn || request.sharing === 'school') return true
      return request.sharing === 'club' && request.isInClub
    case 'weekly.remove':
      return request.isOwn || request.clubRole === 'chair'
    case 'protocol.change':
      return request.isOwn || leads
    case 'run.steer':
      return request.studyRole === 'teacher' || (request.studyRole !== null && request.isChair)
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
