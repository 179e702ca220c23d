import { z } from 'zod'
import type { PersonView } from '../accounts/api.ts'
import type { PersonId, ProtocolId } from '../ids.ts'
import {
  protocolNameLengthMax,
  protocolPromptLengthMax,
  protocolStepsMax,
  runStepMinutesMax,
} from '../limits.ts'
import { idSchema } from './api.ts'
import type { StepShows } from './run.ts'
import { stepShows } from './run.ts'

/**
 * Who speaks in a step of a protocol. all: whoever likes. silent: nobody. presenter: whose passage or story it is.
 * others: everybody but the presenter, freely. each: everybody in turn. each-other: everybody but the presenter, in turn.
 */
export const speakers = ['all', 'silent', 'presenter', 'others', 'each', 'each-other'] as const
export type Speakers = (typeof speakers)[number]

export interface ProtocolStep {
  title: string
  /** Of the step; of each turn, where people take turns. */
  minutes: number
  prompt: string
  speakers: Speakers
  shows: StepShows
}

/** How a group talks: steps with timers and turns. `rounds` says that all its steps come once for each person. */
export interface Protocol {
  key: string
  title: string
  /** When it is a good choice, in a sentence or two. */
  about: string
  steps: readonly ProtocolStep[]
  rounds: 'once' | 'each-person'
  /** How many people one group holds well. */
  groupMax: number
}

const step = z.object({
  title: z.string().trim().min(1, 'Give the step a name.').max(protocolNameLengthMax),
  minutes: z.number().min(0.5, 'Half a minute at least.').max(runStepMinutesMax),
  prompt: z.string().trim().max(protocolPromptLengthMax).default(''),
  speakers: z.enum(speakers),
  shows: z.enum(stepShows).default('notes'),
})

const body = {
  title: z.string().trim().min(1, 'Give the protocol a name.').max(protocolNameLengthMax),
  about: z.string().trim().max(protocolPromptLengthMax).default(''),
  rounds: z.enum(['once', 'each-person']).default('once'),
  groupMax: z.number().int().min(2).max(12).default(6),
  steps: z.array(step).min(1, 'A protocol needs a step.').max(protocolStepsMax),
}

/** POST /api/protocols → ProtocolView (201; 200 when repeated): one of the school's own, made from steps. */
export const addProtocolSchema = z.object({ id: idSchema<ProtocolId>(), ...body })

/** PUT /api/protocols/:protocol → ProtocolView; 409 `conflict` when `version` is not the newest. DELETE removes it. */
export const changeProtocolSchema = z.object({ version: z.number().int().min(1), ...body })

export type AddProtocol = z.input<typeof addProtocolSchema>
export type NewProtocol = z.output<typeof addProtocolSchema>
export type ChangeProtocol = z.input<typeof changeProtocolSchema>

/** GET /api/protocols → ProtocolView[]: the school's own, by title. Those that come with the product are in code. */
export interface ProtocolView extends Omit<Protocol, 'key'> {
  id: ProtocolId
  createdBy: PersonView | null
  version: number
}

/** How many marks a statement drew, once the silent part is over; null until then. Never whose. */
export interface StatementMarks {
  wholeheartedly: number
  but: number
  not: number
}

export const statementMarks = ['wholeheartedly', 'but', 'not'] as const
export type StatementMark = (typeof statementMarks)[number]

/** A group's people in the order of their turns. */
export type GroupPeople = readonly PersonId[]
