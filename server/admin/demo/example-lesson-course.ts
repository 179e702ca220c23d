import type { Match, NoteKind, Stem } from '../../../shared/lesson-study/observation.ts'
import type { RecordField } from '../../../shared/lesson-study/record.ts'
import type { VoicePrompt } from '../../../shared/lesson-study/voice.ts'
import type { Bird, ExampleName } from './example-people.ts'

/** What happened in a lesson of the example, and what its people made of it; texts in the notation of rich-text.ts. */
export interface ExampleCourse {
  /** Minutes into the lesson at which each stage really began, in the order of the plan; fewer while it goes on. */
  stagesBegan: number[]
  notes: ExampleNote[]
  /** Null while the lesson goes on. */
  after: ExampleAfter | null
}

export interface ExampleNote {
  /** Named where a claim or the shared sheet cites it. */
  key?: string
  by: ExampleName
  /** Minutes into the lesson. */
  minute: number
  /** Null: the class. */
  bird: Bird | null
  stem: Stem
  text: string
  think?: string
  kind?: NoteKind
  match?: Match
  isBrought?: boolean
  /** Colleagues who saw the same. */
  too?: ExampleName[]
  replies?: [by: ExampleName, text: string][]
}

export interface ExampleAfter {
  talks: ExampleTalk[]
  saw: { birds: Record<Bird, string>; patterns: string; cites: [bird: Bird, note: string][] }
  roles: { chair: ExampleName; noteTaker: ExampleName }
  claims: ExampleClaim[]
  decisions: ExampleDecision[]
  record: Partial<Record<RecordField, string>>
}

export interface ExampleTalk {
  by: ExampleName
  birds: Bird[]
  answers: Partial<Record<VoicePrompt, [words: string, paraphrase: string]>>
}

interface ExampleClaim {
  key: string
  by: ExampleName
  bird: Bird | null
  /** Place of the stage in the plan, from 0; null for none. */
  stage: number | null
  text: string
  /** Keys of notes; none: our hunch. */
  notes: string[]
}

export interface ExampleDecision {
  by: ExampleName
  owner: ExampleName
  stage: number | null
  text: string
  claim: string
  isInPlan: boolean
  /** What else it became, and for whom. */
  action?: { kind: 'todo' | 'trying'; text: string; owner: ExampleName }
}
