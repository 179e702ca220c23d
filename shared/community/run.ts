import { z } from 'zod'
import type { PersonView } from '../accounts/api.ts'
import type { CasePupilId, PersonId, RunId, TalkId } from '../ids.ts'
import { idSchema } from './api.ts'

/** What a run is of: the discussion of a lesson, a meeting of a club, one group within a meeting, a TeachMeet. */
export type RunKind = 'discussion' | 'meeting' | 'group' | 'teachmeet'
export type RunState = 'planned' | 'open' | 'closed'

/** What everybody's screen shows during a step. */
export const stepShows = [
  'norms',
  'last-time',
  'passage',
  'words',
  'ideas',
  'vote',
  'commitments',
  'reports',
  'statements',
  'notes',
  'close',
  'talk',
  'draw',
  'tables',
  'take-aways',
  'pause',
] as const
export type StepShows = (typeof stepShows)[number]

/** One step of a run sheet: what it is called, how long it is meant to take. */
export interface RunStep {
  key: string
  title: string
  /** May be a fraction: half a minute is 0.5. */
  minutes: number
  /** What people are asked, in one or two sentences. */
  prompt?: string
  shows?: StepShows
  /** Nobody speaks: everybody writes or looks. */
  isSilent?: boolean
  /** The step is held in groups by this protocol (its key, or the id of one of the school's own). */
  protocol?: string
  /** Whose turn it is, and whose passage or story it is about; in a group's run. */
  personId?: PersonId
  presenterId?: PersonId
  /** The talk that is given, at a TeachMeet. */
  talkId?: TalkId
}

/** The step of a discussion that is about one case pupil. */
export const pupilStepKey = (pupil: CasePupilId) => `pupil:${pupil}`

export interface RunRoles {
  chairId: PersonId | null
  noteTakerId: PersonId | null
  /** The invited expert, who listens and speaks late. */
  expertId: PersonId | null
}

/**
 * POST /api/lessons/:lesson/run/acts → RunView. One act on the run as somebody saw it: 409 `conflict` when `version`
 * is not the newest, so that two people who press "Next turn" at once pass one turn, not two. Version 0: not opened.
 * Going to the teaching before each case pupil has a claim needs `passed`, once a discussion: without it the 409 names
 * the field `passed`, and the client asks "Pupils first. Open anyway?".
 */
export const runActSchema = z.discriminatedUnion('act', [
  z.object({
    act: z.literal('open'),
    version: z.literal(0),
    minutes: z.union([z.literal(45), z.literal(60)]).default(45),
  }),
  z.object({
    act: z.literal('go'),
    version: z.number().int(),
    step: z.string().max(64),
    passed: z.boolean().default(false),
  }),
  z.object({ act: z.literal('next-turn'), version: z.number().int() }),
  z.object({ act: z.literal('add-minute'), version: z.number().int() }),
  z.object({ act: z.literal('pause'), version: z.number().int() }),
  z.object({ act: z.literal('resume'), version: z.number().int() }),
  z.object({ act: z.literal('close'), version: z.number().int() }),
  z.object({ act: z.literal('reopen'), version: z.number().int() }),
  z.object({
    act: z.literal('roles'),
    version: z.number().int(),
    chairId: idSchema<PersonId>().nullable().optional(),
    noteTakerId: idSchema<PersonId>().nullable().optional(),
    expertId: idSchema<PersonId>().nullable().optional(),
  }),
])
export type RunAct = z.input<typeof runActSchema>
export type RunActInput = z.output<typeof runActSchema>

/** GET /api/lessons/:lesson/run. Times are the server's, in milliseconds since 1970. */
export interface RunView {
  id: RunId | null
  state: RunState
  /** 0 before anybody has opened it. */
  version: number
  steps: RunStep[]
  stepKey: string | null
  doneKeys: string[]
  /** The step that is on: when it began, as if it had never been paused; how long it is. */
  stepStartedAt: number | null
  stepLengthMs: number
  /** How much of it had gone by when it was paused; null while it runs. */
  pausedAfterMs: number | null
  speaker: PersonView | null
  waiting: PersonView[]
  chair: PersonView | null
  noteTaker: PersonView | null
  expert: PersonView | null
  openedAt: number | null
  openedBy: PersonView | null
  closedAt: number | null
  closedBy: PersonView | null
  changedBy: PersonView | null
  /** The server's clock as it answered, for a device that has not measured its own yet. */
  serverNow: number
}
