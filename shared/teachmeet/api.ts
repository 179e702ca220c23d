import { z } from 'zod'
import type { PersonView } from '../accounts/api.ts'
import { idSchema } from '../community/api.ts'
import type { GuestsOf } from '../community/passes.ts'
import { writtenNameSchema, writtenSchoolSchema } from '../community/written-names.ts'
import type { DocumentId, DrawId, PersonId, SeriesId, TalkId, TeachMeetId } from '../ids.ts'
import {
  chatDaysMax,
  clubPlaceLengthMax,
  linkAddressLengthMax,
  longTextLengthMax,
  seedMax,
  teachMeetMinutesMax,
  teachMeetMinutesMin,
  teachMeetTitleLengthMax,
} from '../limits.ts'
import type { TeachMeetRole } from '../policy.ts'
import type { DrawInput } from './draw.ts'
import type { SheetItem } from './sheet.ts'
import { sheetSchema } from './sheet-schema.ts'
import type { TalkTableView } from './tables.ts'
import type { ComerView, TalkView } from './talks.ts'

/**
 * draft: its hosts prepare it. open: people sign up. called-off: it does not take place, and whoever signed up can read
 * so; it may be opened again. live: it goes on. ended: its notes are tidied, ideas are looked at again. tidied: it can be
 * read.
 */
export type TeachMeetState = 'draft' | 'open' | 'called-off' | 'live' | 'ended' | 'tidied'

const videoLink = z
  .union([
    z.literal(''),
    z.url({ protocol: /^https?$/, error: 'Begin the link of your video tool with https://' }),
  ])
  .refine((text) => text.length <= linkAddressLengthMax, 'The link is too long.')

const facts = {
  title: z
    .string()
    .trim()
    .min(1, 'What is it called? "Winter TeachMeet" is fine.')
    .max(teachMeetTitleLengthMax),
  /** Theme: what it is about, for whom, why. */
  about: z.string().trim().max(longTextLengthMax),
  /** Milliseconds since 1970. */
  startsAt: z.number().int().min(0),
  minutes: z.number().int().min(teachMeetMinutesMin).max(teachMeetMinutesMax),
  /** IANA: in which its times are written; whoever is elsewhere sees their own besides. */
  timeZone: z.string().min(1).max(64),
  place: z.string().trim().max(clubPlaceLengthMax),
  /** Of the school's own video tool; only those who are in see it. */
  videoLink,
  sheet: sheetSchema,
  /** A minute after each talk for an idea to take away. */
  gapMinutes: z.number().int().min(0).max(3),
  /** Questions carry their writer's name, or nobody's. */
  questionsNamed: z.boolean(),
  /** Days after which the chat is wiped. */
  chatDays: z.number().int().min(1).max(chatDaysMax),
  /** Until when talks are taken, in milliseconds; null: until it ends. */
  signUpUntil: z.number().int().nullable(),
  /** Whoever comes by the join code waits until a host lets them in. */
  hasLobby: z.boolean(),
}

/** POST /api/teachmeets → TeachMeetView (201; 200 when repeated). Whoever makes it is its first host. */
export const addTeachMeetSchema = z.object({
  id: idSchema<TeachMeetId>(),
  ...facts,
  about: facts.about.default(''),
  minutes: facts.minutes.default(90),
  place: facts.place.default(''),
  videoLink: facts.videoLink.default(''),
  sheet: facts.sheet.optional(),
  gapMinutes: facts.gapMinutes.default(1),
  questionsNamed: facts.questionsNamed.default(true),
  chatDays: facts.chatDays.default(3),
  signUpUntil: facts.signUpUntil.default(null),
  hasLobby: facts.hasLobby.default(true),
  /** The series it is one of; `newSeries` makes one of that name. */
  seriesId: idSchema<SeriesId>().nullable().default(null),
  newSeries: z
    .object({
      id: idSchema<SeriesId>(),
      title: z.string().trim().min(1).max(teachMeetTitleLengthMax),
    })
    .nullable()
    .default(null),
})

/** PATCH /api/teachmeets/:teachmeet → TeachMeetView; 409 `conflict` when `version` is not the newest. */
export const changeTeachMeetSchema = z
  .object(facts)
  .partial()
  .extend({ version: z.number().int().min(1) })

/**
 * POST /api/teachmeets/:teachmeet/acts → TeachMeetView; hosts. publish: open the sign-up, also of one that was called
 * off (call-off). start: it is live, the run
 * begins. end, tidy. take-over: whoever asks hosts now; hand-over: a co-host does, by one tap. add-host, remove-host.
 * micro-minutes: how long every micro talk is that has not been given. crew: who keeps time, watches chat and questions,
 * keeps notes, helps with the technology (TM-17).
 */
export const teachMeetActSchema = z.discriminatedUnion('act', [
  z.object({ act: z.enum(['publish', 'call-off', 'start', 'end', 'tidy', 'remove', 'take-over']) }),
  z.object({
    act: z.enum(['hand-over', 'add-host', 'remove-host']),
    personId: idSchema<PersonId>(),
  }),
  z.object({ act: z.literal('micro-minutes'), minutes: z.union([z.literal(5), z.literal(7)]) }),
  z.object({
    act: z.literal('crew'),
    role: z.enum(['time', 'chat', 'notes', 'technology']),
    personId: idSchema<PersonId>().nullable(),
  }),
])
export type TeachMeetAct = z.infer<typeof teachMeetActSchema>

/**
 * PUT /api/teachmeets/:teachmeet/me → TeachMeetView: I come, as whom, and whether others may see it in the list.
 * DELETE → I do not come. A guest's name and school are those of their seat where these are empty.
 */
export const comeSchema = z.object({
  shownName: writtenNameSchema.default(''),
  school: writtenSchoolSchema.default(''),
  isListed: z.boolean(),
})

/**
 * POST /api/teachmeets/:teachmeet/draw → TeachMeetView: draws the order, from a number somebody calls out or one of the
 * server's own (null). Before the first talk only; every draw is kept, and how many there were is shown.
 */
export const drawSchema = z.object({
  id: idSchema<DrawId>(),
  seed: z.number().int().min(0).max(seedMax).nullable(),
})

export type AddTeachMeet = z.input<typeof addTeachMeetSchema>
export type NewTeachMeet = z.output<typeof addTeachMeetSchema>
export type ChangeTeachMeet = z.infer<typeof changeTeachMeetSchema>
export type Come = z.input<typeof comeSchema>
export type AskDraw = z.infer<typeof drawSchema>

/** GET /api/teachmeets → TeachMeetRowView[]: what is live, what comes (soonest first), what was (newest first). */
export interface TeachMeetRowView {
  id: TeachMeetId
  title: string
  about: string
  startsAt: number
  /** When it was to begin before it was put off to another time; null where it was not. */
  movedFrom: number | null
  minutes: number
  timeZone: string
  place: string
  state: TeachMeetState
  seriesTitle: string | null
  hosts: PersonView[]
  talkCount: number
  isHost: boolean
  /** Whoever asks comes, speaks. */
  comes: boolean
  speaks: boolean
}

export interface DrawView {
  id: DrawId
  /** 1 for the first draw; each recomputing after it (somebody absent, back, new) counts on. */
  number: number
  /** How often a seed was drawn, this one among them. */
  seedDraws: number
  at: number
  by: PersonView | null
  why: 'drawn' | 'absent' | 'returned' | 'withdrawn' | 'added' | 'minutes'
  /** Everything needed to draw it again; no name is in it. */
  input: DrawInput
  /** The talks in the order that came of it, those that were heard first. */
  order: TalkId[]
}

export interface Crew {
  time: PersonId | null
  chat: PersonId | null
  notes: PersonId | null
  technology: PersonId | null
}

/** GET /api/teachmeets/:teachmeet, also to a guest who is in. */
export interface TeachMeetView {
  id: TeachMeetId
  title: string
  about: string
  startsAt: number
  /** When it was to begin before it was put off to another time; null where it was not. */
  movedFrom: number | null
  minutes: number
  timeZone: string
  place: string
  /** Null to whoever is not in it. */
  videoLink: string | null
  state: TeachMeetState
  sheet: SheetItem[]
  gapMinutes: number
  questionsNamed: boolean
  chatDays: number
  /** When the chat is wiped; null before it has begun. */
  chatUntil: number | null
  signUpUntil: number | null
  hasLobby: boolean
  series: { id: SeriesId; title: string; nextHost: PersonView | null } | null
  hosts: PersonView[]
  /** Who hosts now. */
  hostingId: PersonId
  crew: Crew
  role: TeachMeetRole
  isSilenced: boolean
  talks: TalkView[]
  /** Who comes, as far as they let it be seen; speakers among them. */
  comers: ComerView[]
  comersCount: number
  schoolCount: number
  me: { comes: boolean; isListed: boolean; shownName: string; school: string | null }
  draw: DrawView | null
  tables: TalkTableView[]
  notes: { documentId: DocumentId; epoch: string }
  guests: GuestsOf | null
  startedAt: number | null
  endedAt: number | null
  tidiedAt: number | null
  version: number
}

/** GET /api/teachmeets/:teachmeet/here: how many are on the live page now, and of how many schools; also to guests. */
export interface MeetHereView {
  people: number
  schools: number
}

/** GET /api/teachmeets/:teachmeet/draws → DrawView[]: every draw, newest first; also to guests. */

/** GET /api/teachmeets/:teachmeet/calendar.ics: the event as a calendar file. */

/**
 * GET /api/teachmeets/:teachmeet/run → RunView; POST …/run/acts (runActSchema) → RunView. Step keys: those of the sheet's
 * items; `talk:<talk>` and `idea:<talk>` where its sets are.
 */
export const talkStepKey = (talk: TalkId) => `talk:${talk}`
export const ideaStepKey = (talk: TalkId) => `idea:${talk}`
