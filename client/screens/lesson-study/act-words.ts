import type { StudyActKind } from '../../../shared/lesson-study/acts.ts'
import type { StudyActView } from '../../../shared/lesson-study/course.ts'

/** What somebody did to a study, as a sentence without the day. */
export function actSentence(act: Pick<StudyActView, 'kind' | 'lesson' | 'by' | 'note'>): string {
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
  'retention-held': (lesson, note) => `kept material of ${lesson} for longer: ${note}`,
  'material-deleted': (lesson) => `deleted material of ${lesson} whose time had come.`,
}
