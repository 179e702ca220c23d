import { z } from 'zod'
import type { PersonId } from '../ids.ts'
import {
  communityNameLengthMax,
  mailLengthMax,
  nameLengthMax,
  passwordLengthMax,
  passwordLengthMin,
} from '../limits.ts'
import { showsAsItIs } from './name.ts'
import type { Role } from '../policy.ts'

const nameSchema = z
  .string()
  .trim()
  .min(1, 'Write your name. A first name is fine.')
  .max(nameLengthMax, `Keep the name under ${nameLengthMax} letters.`)
  .refine(showsAsItIs, 'The name has a character that cannot be shown.')

const passwordSchema = z
  .string()
  .min(
    passwordLengthMin,
    `At least ${passwordLengthMin} characters. Three words in a row are good.`,
  )
  .max(passwordLengthMax, `At most ${passwordLengthMax} characters.`)

const mailSchema = z
  .union([z.literal(''), z.email('This does not look like an e-mail address.').max(mailLengthMax)])
  .optional()

/** POST /api/owner → MeView, with a session. */
export const claimServerSchema = z.object({
  secret: z.string().max(200),
  name: nameSchema,
  password: passwordSchema,
  community: z.object({
    name: z.string().trim().min(1, 'Write the name of your school.').max(communityNameLengthMax),
    locale: z.enum(['en-GB', 'cy']),
    timeZone: z.string().max(64),
  }),
})

/** POST /api/session → MeView, with a session. `name` is a name or an e-mail address. */
export const signInSchema = z.object({
  name: z.string().trim().min(1, 'Write your name or e-mail.').max(mailLengthMax),
  password: z.string().min(1, 'Write your password.').max(passwordLengthMax),
})

/** POST /api/invitation/look → InvitationView. A link's secret or a printed code. */
export const lookSchema = z.object({ secret: z.string().trim().min(1).max(200) })

/** POST /api/invitation/join → MeView, with a session. */
export const joinSchema = z.object({
  secret: z.string().trim().min(1).max(200),
  name: nameSchema,
  password: passwordSchema,
  mail: mailSchema,
})

/**
 * POST /api/invitation/accept (lookSchema) → { path }: somebody who is signed in already follows a link into a study or
 * a club; `path` is where it leads, null: Today.
 */

/** POST /api/reset → MeView, with a session: a reset code from a lead and a new password. */
export const resetSchema = z.object({
  secret: z.string().trim().min(1).max(200),
  password: passwordSchema,
})

/** PATCH /api/me → MeView */
export const changeMeSchema = z.object({ name: nameSchema.optional(), mail: mailSchema })

/** POST /api/me/password → 204; ends the person's other sessions. */
export const changePasswordSchema = z.object({
  current: z.string().max(passwordLengthMax),
  next: passwordSchema,
})

export type ClaimServer = z.infer<typeof claimServerSchema>
export type SignIn = z.infer<typeof signInSchema>
export type Join = z.infer<typeof joinSchema>
export type Reset = z.infer<typeof resetSchema>
export type ChangeMe = z.infer<typeof changeMeSchema>
export type ChangePassword = z.infer<typeof changePasswordSchema>

/** DELETE /api/session → 204: signs out here. DELETE /api/me/sessions → 204: signs out everywhere else. */

/** GET /api/door: what anybody may know before they come in. */
export interface DoorView {
  /** Nobody has opened this server yet: only the owner link leads further. */
  isFirstRun: boolean
  /** Somebody looks after it; an example school alone has nobody who does, and whoever owns it names their own. */
  isOwned: boolean
  communityName: string | null
  locale: string
}

/** GET /api/me */
export interface MeView {
  id: PersonId
  name: string
  mail: string | null
  colour: number
  roles: Role[]
  community: { name: string; locale: string; timeZone: string }
  /** What one's school is called in a network of several; null where there is one school alone. */
  school: string | null
  /** Milliseconds since 1970 by the server's clock. */
  serverTime: number
}

export interface PersonView {
  id: PersonId
  name: string
  /** 1–8 */
  colour: number
}

export type InvitationView =
  | {
      kind: 'join'
      communityName: string
      inviter: PersonView | null
      /** The study whoever joins finds themselves in. */
      study: { title: string; people: PersonView[] } | null
      /** The book club likewise, with what it reads. */
      club: { name: string; people: PersonView[]; textTitle: string | null } | null
      /** Only for whoever has an account: who made it may invite to the club, and not to the school. */
      needsAccount: boolean
      expiresAt: number
      /** Where joining leads: the study, the club, or straight to the chapter it reads; null: Today. */
      path: string | null
    }
  | { kind: 'reset'; communityName: string; name: string; expiresAt: number }
  | { kind: 'owner' }
