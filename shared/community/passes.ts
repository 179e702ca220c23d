import { z } from 'zod'
import type { PersonView } from '../accounts/api.ts'
import { lookSchema } from '../accounts/api.ts'
import { showsAsItIs } from '../accounts/name.ts'
import type { PassId, PersonId, StudyId, TeachMeetId } from '../ids.ts'
import { passLabelLengthMax, passUsesMax, pinLengthMax, pinLengthMin } from '../limits.ts'
import type { PassRole } from '../policy.ts'
import { idSchema } from './api.ts'
import { writtenSchoolSchema } from './written-names.ts'

/** The one object a pass is for. */
export type PassScope = { kind: 'teachmeet'; id: TeachMeetId } | { kind: 'study'; id: StudyId }

const scopeSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('teachmeet'), id: idSchema<TeachMeetId>() }),
  z.object({ kind: z.literal('study'), id: idSchema<StudyId>() }),
])

const pinSchema = z
  .string()
  .trim()
  .regex(/^\d*$/, 'A PIN is made of digits.')
  .refine(
    (pin) => pin === '' || (pin.length >= pinLengthMin && pin.length <= pinLengthMax),
    `A PIN has ${pinLengthMin} to ${pinLengthMax} digits.`,
  )

/**
 * POST /api/passes → NewPassView (201; 200 without the secret when repeated). A pass for a study is for one person,
 * the invited expert; one for a TeachMeet is for up to `uses` people. Its role follows from its scope.
 */
export const addPassSchema = z.object({
  id: idSchema<PassId>(),
  scope: scopeSchema,
  /** Whom it is for, as those who may see it read it: "Dr Hale, Bangor", "Tolverne School". */
  label: z.string().trim().max(passLabelLengthMax).default(''),
  /** When it ends, in milliseconds since 1970; for a TeachMeet at most a week after it. */
  endsAt: z.number().int(),
  uses: z.number().int().min(1).max(passUsesMax).default(1),
  /** Told by telephone; empty: none. */
  pin: pinSchema.default(''),
  /** Whoever comes waits until somebody lets them in. */
  hasLobby: z.boolean().default(false),
})
export type AddPass = z.input<typeof addPassSchema>
export type NewPass = z.output<typeof addPassSchema>

/** What was just made: the only time its link is shown. The secret stands in the fragment, which no server log sees. */
export interface NewPassView {
  pass: PassView
  /** Null when the request was a repeat. */
  url: string | null
}

/** GET /api/passes?teachmeet=… or ?study=… → PassView[], newest first. DELETE /api/passes/:pass → PassView: takes it back. */
export interface PassView {
  id: PassId
  scope: PassScope
  role: PassRole
  label: string
  createdBy: PersonView | null
  createdAt: number
  endsAt: number
  uses: number
  usesMax: number
  hasPin: boolean
  hasLobby: boolean
  lastUsedAt: number | null
  state: 'open' | 'used' | 'ended' | 'revoked'
}

/** A guest as those see them who let them in. waiting: at the door. in. refused, removed: sent away. left: by themselves. */
export type GuestState = 'waiting' | 'in' | 'refused' | 'removed' | 'left'

/** GET /api/guests?teachmeet=… or ?study=… → GuestView[]: those who wait first, then by name. */
export interface GuestView extends PersonView {
  isGuest: true
  school: string | null
  state: GuestState
  passId: PassId
  passLabel: string
  cameAt: number
  lastSeenAt: number
}

/** POST /api/guests/:guest/acts → GuestView. Who waits is let in or refused; who is in is removed, which ends their seat at once. */
export const guestActSchema = z.object({ act: z.enum(['let-in', 'refuse', 'remove']) })
export type GuestAct = z.infer<typeof guestActSchema>

/** GET /api/passes/:pass/acts → PassActView[], newest first: everything that was done with a pass. */
export interface PassActView {
  at: number
  act:
    | 'made'
    | 'entered'
    | 'came-back'
    | 'waited'
    | 'let-in'
    | 'refused'
    | 'removed'
    | 'left'
    | 'wrong-pin'
    | 'opened-document'
    | 'revoked'
  guest: { id: PersonId; name: string } | null
  by: PersonView | null
}

/**
 * GET /api/teachmeets/:teachmeet/join-code → JoinCodeView; POST makes a new one, and the old one ends. Hosts, and the
 * hall's screen, while the TeachMeet's doors are open. `url` is for the QR code and leads straight in; the six letters
 * are for typing, and whoever comes by them waits in the lobby where the TeachMeet has one.
 */
export interface JoinCodeView {
  code: string
  url: string
  endsAt: number
}

const nameSchema = z
  .string()
  .trim()
  .min(1, 'Write your name. A first name is fine.')
  .max(32, 'Keep the name under 32 letters.')
  .refine(showsAsItIs, 'The name has a character that cannot be shown.')

/** POST /api/guest/look → GuestDoorView: what somebody holding a link's secret or a join code may see before they enter. */
export const guestLookSchema = lookSchema

/**
 * POST /api/guest/enter → GuestMeView, with a guest's seat. `id` is the guest's own, made by the browser, so that a
 * repeated request makes one guest. 409 `conflict` with the field `pin`: the pass has a PIN and it was not the right one.
 */
export const guestEnterSchema = z.object({
  id: idSchema<PersonId>(),
  secret: z.string().trim().min(1).max(200),
  pin: pinSchema.default(''),
  name: nameSchema,
  school: writtenSchoolSchema.default(''),
})
export type GuestEnter = z.input<typeof guestEnterSchema>
export type EnteringGuest = z.output<typeof guestEnterSchema>

/** POST /api/guest/return (lookSchema) → GuestMeView: a private return link leads the same guest in again. */

export interface GuestDoorView {
  scope: PassScope
  role: PassRole
  title: string
  /** Who gave the pass or hosts. */
  host: PersonView | null
  communityName: string
  timeZone: string
  /** Begin and end of a TeachMeet; null for a study. */
  startsAt: number | null
  meetEndsAt: number | null
  /** A TeachMeet that does not take place. */
  isCalledOff: boolean
  /** How many people, of how many schools, are there or come. */
  people: PersonView[]
  peopleCount: number
  schoolCount: number
  needsPin: boolean
  needsLobby: boolean
  /** Until when the pass holds. */
  endsAt: number
  /** Of a pass for one person who has been in before: they are called this and need not say it again. */
  knownAs: string | null
}

/**
 * GET /api/guest/me → GuestMeView; 401 `sign-in` when there is no seat. DELETE /api/guest/me → 204: leaves.
 * While `waiting` nothing of the object can be read; /live tells `person:<id>` 'me' when that changes.
 */
export interface GuestMeView {
  id: PersonId
  name: string
  school: string | null
  colour: number
  state: 'waiting' | 'in'
  scope: PassScope
  role: PassRole
  title: string
  host: PersonView | null
  /** Where the seat leads. */
  path: string
  /** Until when the pass holds. */
  endsAt: number
  community: { name: string; locale: string; timeZone: string }
  serverTime: number
}

/** POST /api/guest/return-link → ReturnLinkView: the guest's own way back, shown once; a new one ends the old. */
export interface ReturnLinkView {
  url: string
  endsAt: number
  /** Of the calendar entry "Did you try it?" in two weeks, with the link in it: GET that address. */
  calendarUrl: string
}

/** "2 guests may read this": on the page of what a pass is for, for everybody who is in it (features.md PR-05). */
export interface GuestsOf {
  count: number
  guests: { id: PersonId; name: string; school: string | null; endsAt: number }[]
}
