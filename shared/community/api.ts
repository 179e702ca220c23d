import { z } from 'zod'
import type { PersonView } from '../accounts/api.ts'
import type { ClubId, InvitationId, SchoolId, StudyId, ThemeId } from '../ids.ts'
import { isId } from '../ids.ts'
import {
  codesPerSheetMax,
  communityNameLengthMax,
  invitationUsesMax,
  safeguardingContactLengthMax,
  themeLengthMax,
} from '../limits.ts'
import type { Role } from '../policy.ts'

/** An id in a request: a ULID, branded by the type asked for. */
export const idSchema = <T extends string>() => z.custom<T>(isId, 'This is not an id of ours.')

/** Of an invitation: the school whoever comes belongs to, null being the community's own; unsaid, that of whoever invites. Only an admin names another. */
const intoSchool = idSchema<SchoolId>().nullable().optional()

/** PATCH /api/community → CommunityView; whoever leads keeps the safeguarding contact, an admin the rest. */
export const changeCommunitySchema = z.object({
  name: z
    .string()
    .trim()
    .min(1, 'Write the name of your school.')
    .max(communityNameLengthMax)
    .optional(),
  locale: z.enum(['en-GB', 'cy']).optional(),
  timeZone: z.string().max(64).optional(),
  /** Whom to tell, and how: "Mrs Parry, room 3, or 01286 555 0100". Empty takes it away. */
  safeguardingContact: z.string().trim().max(safeguardingContactLengthMax).optional(),
})

/**
 * POST /api/invitations → NewInvitationView. A link may be used by several people; codes are printed, one person each.
 * `studyId` takes whoever joins straight into that study, `clubId` into that book club. A link to a club that somebody
 * made who may not invite people to the school is good for whoever has an account.
 */
export const inviteSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('link'),
    uses: z.number().int().min(1).max(invitationUsesMax).default(20),
    studyId: idSchema<StudyId>().optional(),
    studyRole: z.enum(['teacher', 'observer']).default('teacher'),
    clubId: idSchema<ClubId>().optional(),
    schoolId: intoSchool,
  }),
  z.object({
    kind: z.literal('codes'),
    count: z.number().int().min(1).max(codesPerSheetMax),
    schoolId: intoSchool,
  }),
])

/** DELETE /api/invitations/:id takes a link or code back, DELETE /api/invitations/sheets/:sheet a whole sheet → 204 */

/** PATCH /api/people/:id → MemberView */
export const changePersonSchema = z.object({
  isAdmin: z.boolean().optional(),
  isLead: z.boolean().optional(),
  state: z.enum(['active', 'left']).optional(),
  /**
   * The school of the network they belong to from now on; null: the community's own. A lead who moves is a member there
   * where `isLead` says nothing.
   */
  schoolId: idSchema<SchoolId>().nullable().optional(),
})

/** POST /api/themes → ThemeView; the id is made by the client and accepted once. DELETE /api/themes/:id closes it → 204 */
export const addThemeSchema = z.object({
  id: idSchema<ThemeId>(),
  title: z.string().trim().min(1, 'Write the theme in one line.').max(themeLengthMax),
})

export type ChangeCommunity = z.infer<typeof changeCommunitySchema>
export type Invite = z.input<typeof inviteSchema>
export type ChangePerson = z.infer<typeof changePersonSchema>
export type AddTheme = z.infer<typeof addThemeSchema>

/** GET /api/community */
export interface CommunityView {
  name: string
  locale: string
  timeZone: string
  /** Null until somebody has said it. Of a school of a network that has one of its own, that one stands instead. */
  safeguardingContact: string | null
  /** The school that whoever asks belongs to; null: the community's own. */
  school: { id: SchoolId; safeguardingContact: string | null } | null
  hasExample: boolean
}

/** GET /api/people → MemberView[]; roles and state only for those who may change them. */
export interface MemberView extends PersonView {
  roles: Role[]
  state: 'active' | 'left'
  isExample: boolean
  /** Null: the community's own. */
  schoolId: SchoolId | null
  /** Null where there is one school alone. */
  schoolName: string | null
}

/**
 * GET /api/invitations → InvitationRowView[]; the secrets are shown once, when they are made.
 * DELETE /api/invitations/:id → 204: takes a link or code back.
 */
export interface InvitationRowView {
  id: InvitationId
  kind: 'link' | 'code'
  sheet: string | null
  studyTitle: string | null
  clubName: string | null
  /** The school it leads into; null where there is one school alone. */
  schoolName: string | null
  createdBy: PersonView | null
  createdAt: number
  expiresAt: number
  uses: number
  usesMax: number
  state: 'open' | 'used' | 'expired' | 'revoked'
}

/** What was just made: the only time its secrets are shown. */
export type NewInvitationView =
  | { kind: 'link'; id: InvitationId; url: string; expiresAt: number }
  | { kind: 'codes'; sheet: string; codes: string[]; joinUrl: string; expiresAt: number }

/** POST /api/people/:id/reset-code */
export interface ResetCodeView {
  code: string
  joinUrl: string
  expiresAt: number
}

/** GET /api/themes → ThemeView[] */
export interface ThemeView {
  id: ThemeId
  title: string
}
