/** What changes the state of a study: an act with a name and a date, shown to its people. */
export type StudyActKind =
  /** The first stage tap; the plan we taught kept itself. */
  | 'lesson-begun'
  | 'lesson-ended'
  /** Ended by mistake: it goes on. */
  | 'lesson-resumed'
  /** Notes are seen at once from now on, or again from the end of the lesson. */
  | 'notes-shared'
  | 'discussion-opened'
  | 'discussion-closed'
  /** The teaching was opened before each case pupil had a claim. */
  | 'pupils-first-passed'
  | 'decision-in-plan'
  | 'decision-taken-out'
  | 'agreement-changed'
  /** An administrator read the study; the reason is in the note. */
  | 'emergency-access'
  /** Nobody planned in it any more, and a lead or an administrator put a colleague in; the note is their name. */
  | 'put-in'
  | 'retention-held'
  /** What is to be deleted stands in the list from now on; the note is `<kind> <day>`. */
  | 'deletion-listed'
  /** Its time had come; the note is the kind. */
  | 'material-deleted'
