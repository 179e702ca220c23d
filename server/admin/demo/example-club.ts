import type { Verdict } from '../../../shared/community/commitments.ts'
import type { AnnotationKind, Audience } from '../../../shared/reading/annotation.ts'
import type { ExampleName } from './example-people.ts'

/** A note beside the chapter: the words it is about, as they stand there, and what was written. */
export interface ExampleNote {
  key: string
  by: ExampleName
  quote: string
  kind: AnnotationKind
  text: string
  audience: Audience
  tags?: readonly string[]
  replies?: readonly { by: ExampleName; text: string }[]
}

export interface ExampleIdea {
  key: string
  by: ExampleName
  title: string
  why: string
  /** The note it came from. */
  note: string | null
  dots: readonly ExampleName[]
}

export interface ExampleTry {
  key: string
  by: ExampleName
  idea: string
  /** The card it came from. */
  card: string | null
  classCode: string
  /** Days from today. */
  dueIn: number
  /** The report whose version it starts from. */
  from: string | null
  report: { happened: string; changed: string; verdict: Verdict; next: string } | null
}
