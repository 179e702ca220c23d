import type { AnnotationKind } from '../../../../shared/reading/annotation.ts'

/** What marking words is called, kind by kind, in the order of the bar. */
export const kindActs: readonly { kind: AnnotationKind; label: string }[] = [
  { kind: 'highlight', label: 'Highlight' },
  { kind: 'comment', label: 'Comment' },
  { kind: 'question', label: 'Question' },
  { kind: 'doubt', label: 'Doubt' },
  { kind: 'idea', label: 'Best idea' },
  { kind: 'class', label: 'In my class' },
]

/** What a note is called that is there. */
export const kindNames: Record<AnnotationKind, string> = {
  highlight: 'Highlight',
  comment: 'Comment',
  question: 'Question',
  doubt: 'Doubt',
  idea: 'Best idea',
  class: 'In my class',
}
