import type { ChangeStudy, StudyView } from '../../../shared/lesson-study/api.ts'
import { longTextLengthMax, pupilCountMax, shortTextLengthMax } from '../../../shared/limits.ts'

/** A short row of the study that stands in the head of the plan once somebody has filled it. */
export interface HeadRow {
  key: 'focus' | 'yearGroup' | 'classCode' | 'pupilCount' | 'setting' | 'expert' | 'question'
  label: string
  /** Rows of one group stand behind one word, with commas between them. */
  group: string
  hint: string
  lengthMax: number
  /** What stands behind the value where it is read. */
  unit?: string
  read(study: StudyView): string
  /** The change to ask for; a sentence when the words cannot be taken. */
  write(text: string): ChangeStudy | { problem: string }
}

const text = (
  key: 'focus' | 'yearGroup' | 'classCode' | 'setting' | 'expert' | 'question',
  label: string,
  hint: string,
  { group = label, lengthMax = shortTextLengthMax } = {},
): HeadRow => ({
  key,
  label,
  group,
  hint,
  lengthMax,
  read: (study) => study[key],
  write: (words) => ({ [key]: words }),
})

export const questionRow = text(
  'question',
  'Research question',
  'If we do …, will pupils … better than now? How would we see it?',
  { lengthMax: longTextLengthMax },
)

/** In the order they are read and offered. */
export const headRows: HeadRow[] = [
  text('focus', 'Focus', 'Comparing fractions, maths'),
  text('classCode', 'Class', '4B'),
  text('yearGroup', 'Year group', 'Year 4', { group: 'Class' }),
  {
    key: 'pupilCount',
    label: 'Number of pupils',
    group: 'Class',
    unit: 'pupils',
    hint: '28',
    lengthMax: 2,
    read: (study) => (study.pupilCount === null ? '' : String(study.pupilCount)),
    write: (words) => {
      if (words === '') return { pupilCount: null }
      const count = Number(words)
      return Number.isInteger(count) && count >= 1 && count <= pupilCountMax
        ? { pupilCount: count }
        : { problem: `Write a number from 1 to ${pupilCountMax}.` }
    },
  },
  text('setting', 'Setting', 'Mixed groups, tables of four'),
  text('expert', 'Invited expert', 'Who listens and speaks late, and when they come'),
]

/** The rows in their groups, in order. */
export function groupsOf(rows: readonly HeadRow[]): { group: string; rows: HeadRow[] }[] {
  return [...new Set(rows.map((row) => row.group))].map((group) => ({
    group,
    rows: rows.filter((row) => row.group === group),
  }))
}

/** What a head row's words become, thrown when they cannot be taken. */
export function changeOf(row: HeadRow, words: string): ChangeStudy {
  const change = row.write(words)
  if ('problem' in change) throw new Error(change.problem)
  return change
}
