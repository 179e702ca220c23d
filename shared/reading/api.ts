import { z } from 'zod'
import type { PersonView } from '../accounts/api.ts'
import { idSchema } from '../community/api.ts'
import type { ChapterId, ClubId, PersonId, TextId } from '../ids.ts'
import {
  chapterSourceBytesMax,
  clubNameLengthMax,
  clubPlaceLengthMax,
  pageNameLengthMax,
  rightsNoteLengthMax,
  textTitleLengthMax,
} from '../limits.ts'
import type { ClubRole } from '../policy.ts'
import type { ClubDocumentView } from './club-document.ts'
import type { MeetingView } from './meeting.ts'
import type { ChapterText } from './text.ts'

/** paper: a book people hold; nothing of it is kept here but page numbers and short quotes. */
const textKinds = ['paper', 'plain', 'markdown'] as const
export type TextKind = (typeof textKinds)[number]

/** own: the school has a licence. open: anybody may read it. quotation: only short quotes may be kept. */
const rightsKinds = ['own', 'open', 'quotation'] as const
export type RightsKind = (typeof rightsKinds)[number]

const clubName = z.string().trim().min(1, 'Give the club a name.').max(clubNameLengthMax)
const place = z.string().trim().max(clubPlaceLengthMax)
const title = z.string().trim().min(1, 'Write the title.').max(textTitleLengthMax)
const day = z.iso.date('Write the date as year-month-day.').nullable()
const page = z.string().trim().max(pageNameLengthMax)

/** POST /api/clubs → ClubView (201; 200 when repeated): whoever makes it chairs it, until they hand over. */
export const addClubSchema = z.object({
  id: idSchema<ClubId>(),
  name: clubName,
  place: place.default(''),
  /** Anybody of the school may join by themselves. */
  isOpen: z.boolean().default(true),
  people: z.array(idSchema<PersonId>()).max(60).default([]),
})

/** PATCH /api/clubs/:club → ClubView; only what is named changes. */
export const changeClubSchema = z.object({
  name: clubName.optional(),
  place: place.optional(),
  isOpen: z.boolean().optional(),
  /** What the club talks about this week, for clubs that meet online; everybody in it may say. */
  weeklyTopic: z.string().trim().max(textTitleLengthMax).optional(),
  chairId: idSchema<PersonId>().optional(),
  ended: z.boolean().optional(),
})

/**
 * PUT /api/clubs/:club/people/:person → ClubView (204 where it is gone for whoever asks): the chair puts somebody in,
 * or somebody joins an open club. DELETE: the chair takes somebody out, or somebody leaves.
 * PUT /api/clubs/:club/chair → ClubView: somebody of the club takes the chair where whoever had it has left.
 * PUT /api/clubs/:club/shares-place (sharesPlaceSchema) → ClubView: whether the others see where one is reading.
 */
export const sharesPlaceSchema = z.object({ sharesPlace: z.boolean() })

/** POST /api/clubs/:club/texts → ClubView (201; 200 when repeated). */
export const addTextSchema = z.object({
  id: idSchema<TextId>(),
  kind: z.enum(textKinds),
  title,
  author: z.string().trim().max(textTitleLengthMax).default(''),
  rights: z.enum(rightsKinds),
  rightsNote: z.string().trim().max(rightsNoteLengthMax).default(''),
})

/** PATCH /api/texts/:text → ClubView. DELETE takes it off the shelf: its notes stay kept, and it can be put back. */
export const changeTextSchema = z.object({
  title: title.optional(),
  author: z.string().trim().max(textTitleLengthMax).optional(),
  rights: z.enum(rightsKinds).optional(),
  rightsNote: z.string().trim().max(rightsNoteLengthMax).optional(),
})

const source = z
  .string()
  .max(chapterSourceBytesMax, 'That is a long chapter. Bring it in parts of at most 60,000 words.')

/**
 * POST /api/texts/:text/chapters → ClubView (201; 200 when repeated). `source` is the chapter's words, for a text that
 * is not on paper: plain text or Markdown. `byDay`: read by then (the chapter plan).
 */
export const addChapterSchema = z.object({
  id: idSchema<ChapterId>(),
  title,
  source: source.optional(),
  fromPage: page.default(''),
  toPage: page.default(''),
  byDay: day.default(null),
})

/** PATCH /api/chapters/:chapter → ClubView. A new `source` makes a new version; notes find their quotes in it. */
export const changeChapterSchema = z.object({
  title: title.optional(),
  source: source.optional(),
  fromPage: page.optional(),
  toPage: page.optional(),
  byDay: day.optional(),
  removed: z.boolean().optional(),
})

/** PUT /api/chapters/:chapter/place → 204: where one has read to, for one's other devices; nobody else is told. */
export const placeSchema = z.object({
  /** Index of the block, and of the sentence within it. */
  block: z.number().int().min(0),
  sentence: z.number().int().min(0),
})

export type AddClub = z.input<typeof addClubSchema>
export type NewClub = z.output<typeof addClubSchema>
export type ChangeClub = z.infer<typeof changeClubSchema>
export type AddText = z.input<typeof addTextSchema>
export type NewText = z.output<typeof addTextSchema>
export type ChangeText = z.infer<typeof changeTextSchema>
export type AddChapter = z.input<typeof addChapterSchema>
export type NewChapter = z.output<typeof addChapterSchema>
export type ChangeChapter = z.infer<typeof changeChapterSchema>
export type Place = z.infer<typeof placeSchema>

export interface ChapterRowView {
  id: ChapterId
  textId: TextId
  title: string
  fromPage: string
  toPage: string
  byDay: string | null
  /** 0 where the chapter is on paper. */
  version: number
  /** Some 200 words a minute; null on paper. */
  minutes: number | null
  /** The documents with its notes: the club's, the school's, one's own. */
  documents: ClubDocumentView[]
}

export interface TextView {
  id: TextId
  kind: TextKind
  title: string
  author: string
  rights: RightsKind
  rightsNote: string
  addedBy: PersonView | null
  isRemoved: boolean
  chapters: ChapterRowView[]
}

/** GET /api/clubs/:club, of a club one is in. People by name: nobody's job or rank is shown. */
export interface ClubView {
  id: ClubId
  name: string
  place: string
  isOpen: boolean
  /** The server gives no view to whoever is in no club; null on a page that stayed with somebody who was. */
  myRole: ClubRole | null
  chair: PersonView | null
  people: PersonView[]
  weeklyTopic: string
  weeklyTopicBy: PersonView | null
  sharesPlace: boolean
  texts: TextView[]
  /** By date, without one last. */
  meetings: MeetingView[]
  endedAt: number | null
  createdAt: number
  changedAt: number
}

/** GET /api/clubs → ClubRowView[]: those one is in, then the school's others. */
export interface ClubRowView {
  id: ClubId
  name: string
  place: string
  isMember: boolean
  isOpen: boolean
  chair: PersonView | null
  people: PersonView[]
  /** Who is in one of its documents now; of one's own clubs. */
  hereNow: PersonView[]
  /** "How We Think", what is read now or was added last. */
  textTitle: string | null
  chapter: { id: ChapterId; title: string; byDay: string | null } | null
  nextMeeting: { date: string; startsAt: string | null } | null
  endedAt: number | null
}

/**
 * GET /api/chapters/:chapter → ChapterView: a club's people all of it; others of the school what was written for them,
 * with the words of a text that is open.
 */
export interface ChapterView extends ChapterRowView {
  clubId: ClubId
  clubName: string
  /** Where the club meets, as on its own page; `place` is where one reads. */
  clubPlace: string
  clubRole: ClubRole | null
  textKind: TextKind
  textTitle: string
  author: string
  rights: RightsKind
  rightsNote: string
  /** Null on paper, and where it may only be read by the club. */
  text: ChapterText | null
  /** Who writes beside it, in the order in which their colours are told apart; with those who have left. */
  people: PersonView[]
  chairId: PersonId | null
  place: Place | null
  sharesPlace: boolean
  /** When one last left it, before this visit; null: never here before. */
  lastHereAt: number | null
  /** When the club last met; null: not yet. */
  lastMetAt: number | null
  nextMeeting: { date: string; startsAt: string | null } | null
}
