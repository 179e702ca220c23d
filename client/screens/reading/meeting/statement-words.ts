import type { StatementMark, StatementMarks } from '../../../../shared/community/protocols.ts'

export const markLabels: Record<StatementMark, string> = {
  wholeheartedly: 'Wholeheartedly',
  but: 'With a but',
  not: 'Not',
}

/** "4 wholeheartedly, 2 with a but, 1 not": marks, never people. */
export function spreadWords({ wholeheartedly, but, not }: StatementMarks): string {
  return `${wholeheartedly} wholeheartedly, ${but} with a but, ${not} not`
}
