import type { z } from 'zod'
import type { inviteSchema, NewInvitationView } from '../../shared/community/api.ts'
import { AppError } from '../../shared/errors.ts'
import type { InvitationId, SchoolId } from '../../shared/ids.ts'
import { invitationDaysMax, linkDaysMax, openInvitationsMax } from '../../shared/limits.ts'
import { can } from '../../shared/policy.ts'
import { newInvitation } from '../accounts/invitation.ts'
import type { Invitation } from '../accounts/invitation-queries.ts'
import { countOpenInvitations, insertInvitations } from '../accounts/invitation-queries.ts'
import { schoolOf } from '../accounts/school-queries.ts'
import { newCode, newLinkSecret } from '../accounts/secret.ts'
import type { Actor } from '../http/actor.ts'
import { notFound } from '../http/errors.ts'
import type { Queryable } from '../storage/storage.ts'
import type { CommunityDeps } from './deps.ts'
import { requireSchool } from './schools.ts'

type InviteRequest = z.output<typeof inviteSchema>
const day = 24 * 3_600_000

/** A link, or a sheet of codes. `address` is where whoever asks has us open, which is where the links should lead. */
export async function invite(
  deps: CommunityDeps,
  actor: Actor,
  request: InviteRequest,
  address: string,
): Promise<NewInvitationView> {
  const schoolId = await schoolFor(deps.storage, actor, request.schoolId)
  if (request.kind === 'codes') {
    return makeCodes(deps, actor, { count: request.count, schoolId }, address)
  }
  await refuseUnlessTheirs(deps, actor, request)
  if (request.studyId !== undefined && schoolId !== (await schoolOf(deps.storage, actor.id))) {
    const sentence = 'People of another school come to a study with a guest pass.'
    throw new AppError('invalid', sentence)
  }
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
    schoolId,
  }
  await keep(deps, [newInvitation(about, more)])
  const id = about.id as InvitationId
  // Behind the # a secret reaches no log, proxy or Referer.
  return { kind: 'link', id, url: `${address}/join#${secret}`, expiresAt: about.expiresAt }
}

/** One's own school where nothing is said; into another only whoever keeps the list of schools invites. */
async function schoolFor(
  q: Queryable,
  actor: Actor,
  asked: SchoolId | null | undefined,
): Promise<SchoolId | null> {
  const own = await schoolOf(q, actor.id)
  if (asked === undefined || asked === own) return own
  if (!can(actor, { action: 'school.change' })) {
    throw new AppError('forbidden', 'Only an admin invites people into another school.')
  }
  await requireSchool(q, asked)
  return asked
}

type LinkRequest = Extract<InviteRequest, { kind: 'link' }>

/** Into a study its teachers invite; into a club whoever chairs it, and where it is open everybody in it. */
async function refuseUnlessTheirs(
  deps: CommunityDeps,
  actor: Actor,
  { studyId, clubId }: LinkRequest,
): Promise<void> {
  if (studyId !== undefined) {
    const studyRole = await deps.studies.findRole(actor.id, studyId)
    if (!can(actor, { action: 'study.read', studyRole })) throw notFound()
    if (!can(actor, { action: 'study.people', studyRole })) {
      throw new AppError('forbidden', 'Those who plan this study invite people to it.')
    }
  }
  if (clubId !== undefined) {
    const clubRole = await deps.clubs.findRole(actor.id, clubId)
    if (!can(actor, { action: 'club.read', clubRole })) throw notFound()
    const club = await deps.clubs.findForInvitation(clubId)
    if (club === null) throw new AppError('conflict', 'This club has ended.')
    if (!club.isOpen && !can(actor, { action: 'club.change', clubRole })) {
      throw new AppError('forbidden', 'Whoever chairs this club invites people to it.')
    }
  }
}

async function makeCodes(
  deps: CommunityDeps,
  actor: Actor,
  { count, schoolId }: { count: number; schoolId: SchoolId | null },
  address: string,
): Promise<NewInvitationView> {
  const now = deps.clock.now()
  const expiresAt = now + invitationDaysMax * day
  const sheet = deps.random.id()
  const codes = Array.from({ length: count }, newCode)
  const rows = codes.map((secret) =>
    newInvitation(
      {
        id: deps.random.id(),
        kind: 'code',
        secret,
        createdBy: actor.id,
        createdAt: now,
        expiresAt,
      },
      { sheet, schoolId },
    ),
  )
  await keep(deps, rows)
  return { kind: 'codes', sheet, codes, joinUrl: `${address}/join`, expiresAt }
}

async function keep(deps: CommunityDeps, rows: Invitation[]): Promise<void> {
  const { storage, clock } = deps
  await storage.transaction(async (tx) => {
    const q: Queryable = { db: tx, tables: storage.tables }
    if ((await countOpenInvitations(q, clock.now())) + rows.length > openInvitationsMax) {
      throw new AppError(
        'conflict',
        `At most ${openInvitationsMax} invitations can be open at once. Take some back first.`,
      )
    }
    // It may have been taken off the list a moment before.
    await requireSchool(q, rows[0]?.schoolId ?? null)
    await insertInvitations(q, rows)
  })
  deps.live.publish({ scope: 'community', noun: 'invitations', id: null })
}
