import type { CasePupilId } from '../ids.ts'

/** The record of a discussion (templates.md 2.4): a root fragment for each of its fields. Claims and decisions are rows. */
export type RecordField =
  | 'belief'
  | 'stays'
  | 'class'
  | 'helped'
  | 'hindered'
  | 'surprises'
  | 'questions'
  | 'final'
  | 'sharing'

export const recordRoot = (field: RecordField) => `record:${field}`
/** Why what was seen differs from what was expected, and whether progress was enough; for one case pupil. */
export const recordWhyRoot = (pupil: CasePupilId) => `record:why:${pupil}`
