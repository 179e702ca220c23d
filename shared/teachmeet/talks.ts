import { z } from 'zod'
import type { PersonView } from '../accounts/api.ts'
import { idSchema } from '../community/api.ts'
import { writtenNameSchema, writtenSchoolSchema } from '../community/written-names.ts'
import type { DocumentId, PersonId, TalkId, TeachMeetId } from '../ids.ts'
import {
  linkAddressLengthMax,
  shortTextLengthMax,
  talkLinesLengthMax,
  talkTitleLengthMax,
} from '../limits.ts'
import type { Licence, Presence, TalkKind } from './talk-kinds.ts'
import { licences, presences, talkKinds, talkMinutes } from './talk-kinds.ts'

const link = z
  .union([z.literal(''), z.url({ protocol: /^https?$/, error: 'Begin the link with https://' })])
  .refine((text) => text.length <= linkAddressLengthMax, 'The link is too long.')

const card = {
  title: z.string().trim().min(1, 'What is your talk called?').max(talkTitleLengthMax),
  kind: z.enum(talkKinds),
  minutes: z.union([z.literal(2), z.literal(5), z.literal(7), z.literal(15)]),
  /** Three lines about it. */
  lines: z.string().trim().max(talkLinesLengthMax),
  link,
  licence: z.enum(licences),
  /** Asked before and withdrawn at any time; no is no. */
  mayRecord: z.boolean(),
  mayStream: z.boolean(),
  /** The talk may stand in the library afterwards. */
  mayPublish: z.boolean(),
  /** What the speaker needs; hosts read it. */
  needs: z.string().trim().max(shortTextLengthMax),
}

const fits = ({ kind, minutes }: { kind: TalkKind; minutes: number }) =>
  (talkMinutes[kind] as readonly number[]).includes(minutes)

/**
 * POST /api/teachmeets/:teachmeet/talks → TeachMeetView (201; 200 when repeated). Whoever offers it speaks; a host may
 * put down the talk of somebody who is not here yet (`speakerName`), and it is theirs once they claim it.
 */
export const addTalkSchema = z
  .object({
    id: idSchema<TalkId>(),
    ...card,
    lines: card.lines.default(''),
    link: card.link.default(''),
    licence: card.licence.default('unsaid'),
    mayRecord: card.mayRecord.default(false),
    mayStream: card.mayStream.default(false),
    mayPublish: card.mayPublish.default(false),
    needs: card.needs.default(''),
    /** Only from a host, for somebody else. */
    speakerName: writtenNameSchema.default(''),
    speakerSchool: writtenSchoolSchema.default(''),
  })
  .refine(fits, { path: ['minutes'], error: 'This kind of talk is not that long.' })

/** PATCH /api/talks/:talk → TeachMeetView; 409 `conflict` when `version` is not the newest. Consent is the speaker's alone. */
export const changeTalkSchema = z
  .object(card)
  .partial()
  .extend({ version: z.number().int().min(1) })

/** PUT /api/talks/:talk/presence → TeachMeetView. "Move to the end", "Back again"; the speaker withdraws. */
export const presenceSchema = z.object({
  presence: z.enum(presences),
  version: z.number().int().min(1),
})

/**
 * PUT /api/talks/:talk/speaker → TeachMeetView: whoever a host has put down a talk for takes it as theirs. DELETE: it is
 * nobody's again, and nobody has consented to anything; by the speaker or a host.
 */

export type AddTalk = z.input<typeof addTalkSchema>
export type NewTalk = z.output<typeof addTalkSchema>
export type ChangeTalk = z.infer<typeof changeTalkSchema>

/** A person at a TeachMeet as others see them: a guest is shown as one. */
export interface ComerView extends PersonView {
  school: string | null
  isGuest: boolean
}

export interface TalkView {
  id: TalkId
  /** The number its ticket is drawn by: 1 for who signed up first. */
  number: number
  /** Null for somebody a host put down who has not come yet. */
  speaker: ComerView | null
  /** As it is shown: the speaker's own name, or the one a host put down. */
  speakerName: string
  speakerSchool: string | null
  title: string
  kind: TalkKind
  minutes: number
  lines: string
  link: string
  licence: Licence
  mayRecord: boolean
  mayStream: boolean
  mayPublish: boolean
  /** Only to its speaker and the hosts. */
  needs: string | null
  presence: Presence
  /** It has been given. */
  heardAt: number | null
  notes: { documentId: DocumentId; epoch: string }
  isMine: boolean
  version: number
}

/** GET /api/talks → SharedTalkView[]: talks that their speakers let stand in the library, newest first. */
export interface SharedTalkView {
  id: TalkId
  teachMeetId: TeachMeetId
  teachMeetTitle: string
  heldAt: number
  speakerName: string
  speakerSchool: string | null
  speakerId: PersonId | null
  title: string
  kind: TalkKind
  lines: string
  link: string
  licence: Licence
  /** The words of its notes, paragraph by paragraph. */
  notes: string[]
}
