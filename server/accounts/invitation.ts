import { AppError } from '../../shared/errors.ts'
import type { PersonId } from '../../shared/ids.ts'
import {
  codeTriesPerMinuteMax,
  codeTriesPerMinuteServerMax,
  ownerLinkHoursMax,
} from '../../shared/limits.ts'
import { can } from '../../shared/policy.ts'
import { Tries } from '../http/limits.ts'
import type { Queryable } from '../storage/storage.ts'
import type { Clock } from '../sync/ports.ts'
import type { Invitation } from './invitation-queries.ts'
import { findInvitation, insertInvitations, revokeOpenInvitations } from './invitation-queries.ts'
import { findPerson, rolesOf } from './queries.ts'
import { hashSecret, newLinkSecret } from './secret.ts'

/** Whether a way in is still good, in the words the list of invitations uses. */
export function invitationState(
  invitation: Invitation,
  now: number,
): 'open' | 'used' | 'expired' | 'revoked' {
  if (invitation.revokedAt !== null) return 'revoked'
  if (invitation.uses >= invitation.usesMax) return 'used'
  return invitation.expiresAt <= now ? 'expired' : 'open'
}

/** Whoever made a link to a club may invite to the club; to the school only if they may do that besides. */
export async function needsAccount(
  q: Queryable,
  { clubId, createdBy }: Invitation,
): Promise<boolean> {
  if (clubId === null) return false
  const creator = createdBy && (await findPerson(q, createdBy))
  if (!creator || creator.state !== 'active') return true
  return !can({ roles: rolesOf(creator) }, { action: 'people.invite' })
}

export function accountNeeded(): AppError {
  return new AppError(
    'forbidden',
    'This link is for colleagues who have an account here. Sign in, then open it again, or ask a lead for a way in.',
  )
}

export function ofAnotherSchool(): AppError {
  const sentence =
    'This study belongs to another school. Ask whoever sent the link for a guest pass.'
  return new AppError('forbidden', sentence)
}

export function endedInvitation(): AppError {
  return new AppError(
    'ended',
    'This link or code was used up, has run out or was taken back. Ask whoever gave it to you for a new one.',
  )
}

/** Recognises secrets, and few wrong ones a minute. */
export class SecretCheck {
  readonly #q: Queryable
  readonly #clock: Clock
  readonly #perAddress = new Tries(
    codeTriesPerMinuteMax,
    'That is a lot of codes in a minute. Wait a minute, then try again.',
  )
  readonly #perServer = new Tries(
    codeTriesPerMinuteServerMax,
    'Many codes are being tried just now. Wait a minute, then try again.',
  )

  constructor(q: Queryable, clock: Clock) {
    this.#q = q
    this.#clock = clock
  }

  /** The open invitation of one of these kinds that the secret belongs to. Only secrets that open nothing count. */
  async find(
    secret: string,
    kinds: readonly Invitation['kind'][],
    address: string,
  ): Promise<Invitation> {
    await this.#perAddress.take(address)
    await this.#perServer.take('server')
    const invitation = await findInvitation(this.#q, hashSecret(secret))
    if (invitation === null || !kinds.includes(invitation.kind)) {
      throw new AppError(
        'not-found',
        'We do not know this link or code. Check it letter by letter, or ask for a new one.',
      )
    }
    if (invitationState(invitation, this.#clock.now()) !== 'open') throw endedInvitation()
    await this.#perAddress.giveBack(address)
    await this.#perServer.giveBack('server')
    return invitation
  }
}

/** Makes the one-time owner link's secret; the ones before it end. */
export async function makeOwnerSecret(
  q: Queryable,
  { id, now }: { id: string; now: number },
): Promise<string> {
  const secret = newLinkSecret()
  await revokeOpenInvitations(q, 'owner', null, now)
  await insertInvitations(q, [
    newInvitation({
      id,
      kind: 'owner',
      secret,
      createdBy: null,
      createdAt: now,
      expiresAt: now + ownerLinkHoursMax * 3_600_000,
    }),
  ])
  return secret
}

interface NewInvitation {
  id: string
  kind: Invitation['kind']
  secret: string
  createdBy: PersonId | null
  createdAt: number
  expiresAt: number
}

/** A row for a way in that one person may use once; what is special about it goes into `more`. */
export function newInvitation(
  { secret, ...invitation }: NewInvitation,
  more: Partial<Invitation> = {},
): Invitation {
  return {
    ...invitation,
    secretHash: hashSecret(secret),
    personId: null,
    studyId: null,
    studyRole: null,
    clubId: null,
    schoolId: null,
    sheet: null,
    usesMax: 1,
    uses: 0,
    revokedAt: null,
    ...more,
  }
}
