import type { LessonDocumentKind } from '../../shared/lesson-study/lesson.ts'

/** What each kind of material is called, in the middle of a sentence. */
export const materialWords: Record<LessonDocumentKind, string> = {
  observation: 'the observers’ notes',
  voice: 'what pupils said',
  responses: 'the replies beside the notes',
  saw: 'what we saw, written together',
  record: 'the record of the discussion',
  'expert-words': 'what an invited expert said at the end',
}

/** The same at the beginning of a line. */
export function materialLabel(kind: LessonDocumentKind): string {
  const words = materialWords[kind]
  return words.charAt(0).toUpperCase() + words.slice(1)
}
