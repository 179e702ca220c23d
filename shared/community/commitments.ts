import { z } from 'zod'
import type { PersonView } from '../accounts/api.ts'
import type {
  ClubId,
  CommitmentId,
  IdeaId,
  MeetingId,
  NoticedId,
  PeerVisitId,
  PersonId,
  TryReportId,
  WeeklyIdeaId,
} from '../ids.ts'
import {
  classCodeLengthMax,
  ideaTitleLengthMax,
  noticedLengthMax,
  tagLengthMax,
  tryTextLengthMax,
  weeklyIdeaLengthMax,
  weeklyIdeaWordsMax,
} from '../limits.ts'
import { idSchema } from './api.ts'

/** Who may see it besides its owner: the club it was made in, or the school. `own`: nobody. */
const sharings = ['own', 'club', 'school'] as const
export type Sharing = (typeof sharings)[number]

/** trying: said. reported: there is a report. dropped: let go. */
export type CommitmentState = 'trying' | 'reported' | 'dropped'

const verdicts = ['keep', 'change', 'drop'] as const
export type Verdict = (typeof verdicts)[number]

const short = z.string().trim().max(tryTextLengthMax)
const day = z.iso.date('Write the date as year-month-day.').nullable()

/** What stands behind "Add when useful" of a commitment (templates.md 2.6). */
const commitmentMore = z
  .object({
    /** What I will do. */
    doing: short,
    /** From when to when. */
    span: short,
    /** What I will stop, or do less of, to make room. */
    lessOf: short,
    /** What I hope to see in pupils. */
    hope: short,
    /** How I will know. */
    evidence: short,
    /** Help I want: a visit, a resource, cover. */
    help: short,
  })
  .partial()
export type CommitmentMore = z.infer<typeof commitmentMore>

const idea = z.string().trim().min(1, 'Write the idea you will try.').max(ideaTitleLengthMax)
const classCode = z.string().trim().max(classCodeLengthMax)

/**
 * POST /api/commitments → CommitmentView (201; 200 when repeated). Two open at most is usual: past it the answer is 409
 * `conflict` that names the field `passed`, and the client asks once "You are trying two things already. Add a third?".
 */
export const addCommitmentSchema = z.object({
  id: idSchema<CommitmentId>(),
  idea,
  classCode: classCode.default(''),
  dueOn: day.default(null),
  clubId: idSchema<ClubId>().nullable().default(null),
  meetingId: idSchema<MeetingId>().nullable().default(null),
  ideaId: idSchema<IdeaId>().nullable().default(null),
  /** The report whose version of the idea this one starts from. */
  fromReportId: idSchema<TryReportId>().nullable().default(null),
  /** One person who will ask me. */
  askedById: idSchema<PersonId>().nullable().default(null),
  more: commitmentMore.default({}),
  sharing: z.enum(sharings).default('club'),
  passed: z.boolean().default(false),
})

/** PATCH /api/commitments/:commitment → CommitmentView; 409 `conflict` when `version` is not the newest. */
export const changeCommitmentSchema = z.object({
  version: z.number().int().min(1),
  idea: idea.optional(),
  classCode: classCode.optional(),
  dueOn: day.optional(),
  askedById: idSchema<PersonId>().nullable().optional(),
  more: commitmentMore.optional(),
  sharing: z.enum(sharings).optional(),
  /** Lets it go, or takes it up again. */
  dropped: z.boolean().optional(),
})

/** What stands behind "Add when useful" of a report (templates.md 2.7). */
const reportMore = z
  .object({
    tried: z.enum(['yes', 'partly', 'no']),
    because: short,
    lessons: short,
    did: short,
    pupils: short,
    worked: short,
    modified: short,
    evidence: short,
    advice: short,
  })
  .partial()
export type ReportMore = z.infer<typeof reportMore>

const reportBody = {
  happened: z.string().trim().min(1, 'Two lines is plenty: what happened?').max(tryTextLengthMax),
  changed: short.default(''),
  verdict: z.enum(verdicts).nullable().default(null),
  /** What comes next, in a sentence: "Let a pupil make the second road." */
  next: short.default(''),
  more: reportMore.default({}),
  sharing: z.enum(sharings).default('club'),
}

/** PUT /api/commitments/:commitment/report → CommitmentView. Version 0 makes it, once; later ones change it. */
export const reportSchema = z.object({
  id: idSchema<TryReportId>(),
  version: z.number().int().min(0),
  ...reportBody,
})

export type AddCommitment = z.input<typeof addCommitmentSchema>
export type NewCommitment = z.output<typeof addCommitmentSchema>
export type ChangeCommitment = z.infer<typeof changeCommitmentSchema>
export type PutReport = z.input<typeof reportSchema>
export type NewReport = z.output<typeof reportSchema>

export interface ReportView {
  id: TryReportId
  happened: string
  changed: string
  verdict: Verdict | null
  next: string
  more: ReportMore
  sharing: Sharing
  createdAt: number
  changedAt: number
  version: number
}

/** A version of an idea that another started from; null where its reader may not see that report. */
export interface LineageLink {
  reportId: TryReportId
  commitmentId: CommitmentId
  idea: string
  owner: PersonView | null
}

/** GET /api/commitments → CommitmentView[] of whoever asks: open ones soonest first, then what was reported last. */
export interface CommitmentView {
  id: CommitmentId
  owner: PersonView | null
  idea: string
  classCode: string
  dueOn: string | null
  clubId: ClubId | null
  meetingId: MeetingId | null
  ideaId: IdeaId | null
  askedBy: PersonView | null
  more: CommitmentMore
  sharing: Sharing
  state: CommitmentState
  /** "Changed from Owen's version". */
  from: LineageLink | null
  /** Who takes this version further: "Mair is changing it next". */
  next: LineageLink[]
  report: ReportView | null
  createdAt: number
  version: number
}

const words = (text: string) => text.split(/\s+/u).filter((word) => word !== '').length

/** POST /api/weekly-ideas → WeeklyIdeaView (201): 90 words to the whole school. DELETE takes one's own back. */
export const addWeeklyIdeaSchema = z.object({
  id: idSchema<WeeklyIdeaId>(),
  clubId: idSchema<ClubId>().nullable().default(null),
  reportId: idSchema<TryReportId>().nullable().default(null),
  title: idea,
  text: z
    .string()
    .trim()
    .min(1, 'Write the idea in a few sentences.')
    .max(weeklyIdeaLengthMax)
    .refine(
      (text) => words(text) <= weeklyIdeaWordsMax,
      `Ninety words are read in the corridor. Shorten it a little.`,
    ),
  tag: z.string().trim().max(tagLengthMax).default(''),
})
export type AddWeeklyIdea = z.input<typeof addWeeklyIdeaSchema>
export type NewWeeklyIdea = z.output<typeof addWeeklyIdeaSchema>

/** GET /api/weekly-ideas → WeeklyIdeaView[]: newest first, the last twelve. */
export interface WeeklyIdeaView {
  id: WeeklyIdeaId
  clubName: string | null
  by: PersonView | null
  title: string
  text: string
  tag: string
  createdAt: number
}

/** POST /api/noticed → NoticedView (201; 200 when repeated): "I noticed…", for oneself, in ten seconds. */
export const addNoticedSchema = z.object({
  id: idSchema<NoticedId>(),
  kind: z.enum(['noticed', 'asked', 'saw']).default('noticed'),
  text: z.string().trim().min(1, 'A few words are enough.').max(noticedLengthMax),
  /** When it was noticed, by the server's clock as the device knew it. */
  at: z.number().int().min(0),
})

/** PATCH /api/noticed/:noticed → NoticedView: attached to something one is trying, or its words changed. DELETE removes. */
export const changeNoticedSchema = z.object({
  version: z.number().int().min(1),
  text: z.string().trim().min(1, 'A few words are enough.').max(noticedLengthMax).optional(),
  commitmentId: idSchema<CommitmentId>().nullable().optional(),
})
export type AddNoticed = z.input<typeof addNoticedSchema>
export type NewNoticed = z.output<typeof addNoticedSchema>
export type ChangeNoticed = z.infer<typeof changeNoticedSchema>

/** GET /api/noticed → NoticedView[] of whoever asks, newest first. Nobody else ever sees one. */
export interface NoticedView {
  id: NoticedId
  kind: 'noticed' | 'asked' | 'saw'
  text: string
  at: number
  commitmentId: CommitmentId | null
  version: number
}

/** POST /api/visits → VisitView: the visited teacher asks a colleague to come and watch with their question. */
export const addVisitSchema = z.object({
  id: idSchema<PeerVisitId>(),
  visitorId: idSchema<PersonId>(),
  commitmentId: idSchema<CommitmentId>().nullable().default(null),
  day: day.default(null),
  question: z
    .string()
    .trim()
    .min(1, 'What should your visitor look out for?')
    .max(tryTextLengthMax),
})

/**
 * PATCH /api/visits/:visit → VisitView; 409 `conflict` when `version` is not the newest. The visited teacher changes
 * question, day and sharing; the visitor writes what they saw and take, and hands it over (`given`), after which only
 * the visited teacher may share or remove it (RD-25: notes belong to the visited). DELETE removes it: the visited only.
 */
export const changeVisitSchema = z.object({
  version: z.number().int().min(1),
  /** What the visited teacher asked to have watched. */
  question: short.optional(),
  day: day.optional(),
  /** What I saw pupils do; no judgement. */
  saw: short.optional(),
  /** What I take for my own class. */
  take: short.optional(),
  given: z.literal(true).optional(),
  sharing: z.enum(sharings).optional(),
})
export type AddVisit = z.input<typeof addVisitSchema>
export type NewVisit = z.output<typeof addVisitSchema>
export type ChangeVisit = z.infer<typeof changeVisitSchema>

/** GET /api/visits → VisitView[]: those to me and those I make, newest first; shared ones of my clubs' people besides. */
export interface VisitView {
  id: PeerVisitId
  visited: PersonView | null
  visitor: PersonView | null
  commitmentId: CommitmentId | null
  day: string | null
  question: string
  /** Empty for the visited until it is handed over. */
  saw: string
  take: string
  givenAt: number | null
  sharing: Sharing
  version: number
  /** It came to nothing before its notes were given: one of the two moved to another school, or left. */
  endedAs: 'moved' | 'left' | null
  /** It was in another school than that of whoever reads this: they keep that it was, and nothing of the lesson. */
  isElsewhere: boolean
}
