import type { ReportMore } from '../../shared/community/commitments.ts'

export type ReportUseful = Exclude<keyof ReportMore, 'tried' | 'because'>

/** What stands behind "Add when useful" of a report, in the order in which it is offered (templates.md 2.7). */
export const reportPrompts: readonly { key: ReportUseful; label: string }[] = [
  { key: 'lessons', label: 'Lessons and class' },
  { key: 'did', label: 'What I did' },
  { key: 'pupils', label: 'What pupils did or said' },
  { key: 'worked', label: 'What worked, for whom' },
  { key: 'modified', label: 'What I modified, and why' },
  { key: 'evidence', label: 'Evidence: work, notes, none' },
  { key: 'advice', label: 'Advice to a colleague' },
]

export const triedLabels: Record<NonNullable<ReportMore['tried']>, string> = {
  yes: 'Yes',
  partly: 'Partly',
  no: 'No',
}

/** "Partly, because the bell went." */
export function triedWords({ tried, because }: ReportMore): string {
  if (tried === undefined) return ''
  const reason = because?.trim() ?? ''
  return reason === '' ? triedLabels[tried] : `${triedLabels[tried]}, because ${reason}`
}
