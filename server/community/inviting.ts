import type { z } from 'zod'
import type { inviteSchema, NewInvitationView } from '../../shared/community/api.ts'
import { AppError } from '../../shared/errors.ts'
import type { InvitationId, SchoolId } from '../../shared/ids.ts'
import { invitationDaysMax, linkDaysMax, openInvitationsMax } from '../../shared/limits.ts'
import { can } from '../../shared/policy.ts'
import { actingNow } from '../accounts/acting.ts'
import { newInvitation } from '../accounts/invitation.ts'
import type { Invitation } from '../accounts/invitation-queries.ts'
import { countOpenInvitations, insertInvitations } from '../accounts/invitation-queries.ts'
import { schoolOf } from '../accounts/school-queries.ts'
import { newCode, newLinkSecret } from '../accounts/secret.ts'
import type { Actor } from '../http/actor.ts'
import { requireRight } from '../http/actor.ts'
import { notFound } from '../http/errors.ts'
import type { Queryable } from '../storage/storage.ts'
import type { CommunityDeps } from './deps.ts'
import { requireSchool } from './schools.ts'

type InviteRequest = z.output<typeof inviteSchema>
const day = 24 * 3_600_000

/** A link, or a sheet of codes. `address` is where whoever asks has us open, which is where the links should lead. */
export function invite(
  deps: CommunityDeps,
  actor: Actor,
  request: InviteRequest,
  address: string,
): Promise<NewInvitationView> {
  return request.kind === 'codes'
    ? makeCodes(deps, actor, request, address)
    : makeLink(deps, actor, request, address)
}

type LinkRequest = Extract<InviteRequest, { kind: 'link' }>
type CodesRequest = Extract<InviteRequest, { kind: 'codes' }>

async function makeLink(
  deps: CommunityDeps,
  actor: Actor,
  request: LinkRequest,
  address: string,
): Promise<NewInvitationView> {
  const secret = newLinkSecret()
  const now = deps.clock.now()
  const about = {
    id: deps.random.id(),
    kind: 'link' as const,
    secret,
    createdBy: actor.id,
    createdAt: now,
    expiresAt: now + linkDaysMax * day,
  }
  const more = {
    usesMax: request.uses,
    studyId: request.studyId ?? null,
    studyRole: request.studyId === undefined ? null : request.studyRole,
    clubId: request.clubId ?? null,
  }
  await keep(deps, actor, request, (schoolId) => [newInvitation(about, { ...more, schoolId })])
  const id = about.id as InvitationId
  // Behind the # a secret reaches no log, proxy or Referer.
  return { kind: 'link', id, url: `${address}/join#${secret}`, expiresAt: about.expiresAt }
}

/** Where somebody may invite to what they ask for: into which school. */
async function schoolFor(
  deps: CommunityDeps,
  q: Queryable,
  actor: Actor,
  request: InviteRequest,
): Promise<SchoolId | null> {
  // Whoever may invite to a club need not be a lead; such a link opens the club, and not the school.
  const isToClub = request.kind === 'link' && request.clubId !== undefined
  if (!isToClub || request.studyId !== undefined) requireRight(actor, { action: 'people.invite' })
  const own = await schoolOf(q, actor.id)
  const into = request.schoolId === undefined ? own : request.schoolId
  // Into another only whoever keeps the list of schools invites.
  if (into !== own && !can(actor, { action: 'school.change' })) {
    throw new AppError('forbidden', 'Only an admin invites people into another school.')
  }
  await requireSchool(q, into)
  if (request.kind === 'codes') return into
  await refuseUnlessTheirs(deps, q, actor, request)
  if (request.studyId !== undefined && into !== own) {
    const sentence = 'People of another school come to a study with a guest pass.'
    throw new AppError('invalid', sentence)
  }
  return into
}

/** Into a study its teachers invite; into a club whoever chairs it, and where it is open everybody in it. */
async function refuseUnlessTheirs(
  deps: CommunityDeps,
  q: Queryable,
  actor: Actor,
  { studyId, clubId }: LinkRequest,
): Promise<void> {
  if (studyId !== undefined) {
    const studyRole = await deps.studies.findRole(actor.id, studyId, q)
    if (!can(actor, { action: 'study.read', studyRole })) throw notFound()
    if (!can(actor, { action: 'study.people', studyRole })) {
      throw new AppError('forbidden', 'Those who plan this study invite people to it.')
    }
  }
  if (clubId !== undefined) {
    const clubRole = await deps.clubs.findRole(actor.id, clubId, q)
    if (!can(actor, { action: 'club.read', clubRole })) throw notFound()
    const club = await deps.clubs.findForInvitation(clubId, q)
    if (club === null) throw new AppError('conflict', 'This club has ended.')
    if (!club.isOpen && !can(actor, { action: 'club.change', clubRole })) {
      throw new AppError('forbidden', 'Whoever chairs this club invites people to it.')
    }
  }
}

async function makeCodes(
  deps: CommunityDeps,
  actor: Actor,
  request: CodesRequest,
  address: string,
): Promise<NewInvitationView> {
  const now = deps.clock.now()
  const expiresAt = now + invitationDaysMax * day
  const sheet = deps.random.id()
  const codes = Array.from({ length: request.count }, newCode)
  const about = { kind: 'code' as const, createdBy: actor.id, createdAt: now, expiresAt }
  await keep(deps, actor, request, (schoolId) =>
    codes.map((secret) =>
      newInvitation({ ...about, id: deps.random.id(), secret }, { sheet, schoolId }),
    ),
  )
  return { kind: 'codes', sheet, codes, joinUrl: `${address}/join`, expiresAt }
}

/** Keeps what is made for a school, where whoever asks may still invite to it at that moment. */
async function keep(
  deps: CommunityDeps,
  asking: Actor,
  request: InviteRequest,
  rowsFor: (school: SchoolId | null) => Invitation[],
): Promise<void> {
  const { storage, clock } = deps
  await storage.transaction(async (tx) => {
    const q: Queryable = { db: tx, tables: storage.tables }
    const actor = await actingNow(q, asking)
    const rows = rowsFor(await schoolFor(deps, q, actor, request))
    if ((await countOpenInvitations(q, clock.now())) + rows.length > openInvitationsMax) {
      throw new AppError(
        'conflict',
        `At most ${openInvitationsMax} invitations can be open at once. Take some back first.`,
      )
    }
    await insertInvitations(q, rows)
  })
  deps.live.publish({ scope: 'community', noun: 'invitations', id: null })
}
