import { unreachable } from './errors.ts'
import type { SyncRole } from './sync/kinds.ts'

/** What a person is on this server. Everybody is a member; an admin or a lead is so besides. */
export type Role = 'admin' | 'lead' | 'member'

/** What a person is in a study. Teachers plan and write together; an observer reads the plan. */
export type StudyRole = 'teacher' | 'observer'

export interface PolicyActor {
  roles: readonly Role[]
}

/** An action with what it is done to. `studyRole` is the actor's own in that study, null when they have none. */
export type Request =
  | { action: 'community.read' | 'community.change' }
  | { action: 'people.list' | 'people.invite' | 'people.code' | 'people.roles' | 'people.remove' }
  | { action: 'theme.add' | 'theme.change' }
  | { action: 'study.create' }
  | { action: 'study.read' | 'study.change' | 'study.people'; studyRole: StudyRole | null }
  | { action: 'plan.read' | 'plan.write'; studyRole: StudyRole | null; frozen: boolean }

/**
 * The one table of rights; HTTP routes, the socket's upgrade and the commit ask it, the client greys out by it.
 * Nobody reads a study by rank (domain.md 3.3): an admin or lead who is not in it is a stranger to it.
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
      return isAdmin
    case 'people.invite':
    case 'people.code':
    case 'theme.change':
      return leads
    case 'study.read':
    case 'plan.read':
      return request.studyRole !== null
    case 'study.change':
    case 'study.people':
      return request.studyRole === 'teacher'
    case 'plan.write':
      return request.studyRole === 'teacher' && !request.frozen
    default:
      return unreachable(request)
  }
}

/** What a person may do on the socket of a plan; null: it does not exist for them. */
export function planSyncRole(studyRole: StudyRole | null, frozen: boolean): SyncRole | null {
  const actor = { roles: ['member'] as const }
  if (!can(actor, { action: 'plan.read', studyRole, frozen })) return null
  return can(actor, { action: 'plan.write', studyRole, frozen }) ? 'writer' : 'reader'
}
