import type { StudyActKind } from '../../../shared/lesson-study/acts.ts'
import type { LessonDocumentKind } from '../../../shared/lesson-study/lesson.ts'
import type { StudyActView } from '../../../shared/lesson-study/course.ts'

import { materialLabel, materialWords } from '../../parts/material-words.ts'
import { dayWords } from '../../parts/day-words.ts'

/** What somebody did to a study, as a sentence without the day. */
export function actSentence(act: Pick<StudyActView, 'kind' | 'lesson' | 'by' | 'note'>): string {
  if (act.by === null && act.kind in ownDeeds) {
    return ownDeeds[act.kind as keyof typeof ownDeeds](`lesson ${act.lesson ?? ''}`, act.note)
  }
  const who = act.by?.name ?? 'Somebody who has left'
  return `${who} ${deeds[act.kind](act.lesson === null ? 'the study' : `lesson ${act.lesson}`, act.note)}`
}

const deeds: Record<StudyActKind, (lesson: string, note: string) => string> = {
  'lesson-begun': (lesson) => `began ${lesson}. The plan we taught kept itself.`,
  'lesson-ended': (lesson) => `said that ${lesson} was over.`,
  'lesson-resumed': (lesson) => `said that ${lesson} goes on.`,
  'notes-shared': (lesson, note) =>
    note === 'at-once'
      ? `chose that the notes of ${lesson} are seen as they are written.`
      : `chose that the notes of ${lesson} are seen from its end.`,
  'discussion-opened': (lesson) => `opened the discussion of ${lesson}.`,
  'discussion-closed': (lesson) => `closed the discussion of ${lesson}.`,
  'pupils-first-passed': (lesson) =>
    `opened the teaching of ${lesson} before each case pupil had a claim.`,
  'decision-in-plan': (lesson) => `put a decision from ${lesson} into the next plan.`,
  'decision-taken-out': (lesson) => `took a decision from ${lesson} out of the next plan.`,
  'agreement-changed': () => 'changed the wording of what we agreed.',
  'emergency-access': (_, note) => `read this study as an administrator. The reason given: ${note}`,
  'put-in': (_, note) => `put ${note} into this study, in which nobody planned any more.`,
  'retention-held': (lesson, note) => `kept material of ${lesson} for longer: ${note}`,
  'material-deleted': (lesson) => `deleted material of ${lesson} whose time had come.`,
  'deletion-listed': (lesson) => `listed material of ${lesson} that will be deleted.`,
}

/** What happens by itself when its day has come; the note says what it is about. */
const ownDeeds = {
  'material-deleted': (lesson: string, note: string) =>
    `${materialLabelOf(note)} of ${lesson}: deleted, as agreed.`,
  'deletion-listed': (lesson: string, note: string) =>
    `${materialLabelOf(note)} of ${lesson} will be deleted on ${dayWords(note.split(' ')[1] ?? '')}.`,
}

function materialLabelOf(note: string): string {
  const kind = note.split(' ')[0] as LessonDocumentKind
  return kind in materialWords ? materialLabel(kind) : 'Notes'
}
