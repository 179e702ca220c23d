import type { Dialect } from '../dialect.ts'
import type {
  AgreementId,
  CasePupilId,
  DocumentId,
  LessonId,
  PersonId,
  RowId,
  StageMarkId,
  StudyId,
} from '../../shared/ids.ts'
import type { LessonDocumentKind, NotesShared } from '../../shared/lesson-study/lesson.ts'
import type { MilestoneKind } from '../../shared/lesson-study/milestones.ts'
import type { StudyActKind } from '../../shared/lesson-study/acts.ts'

export const lessonTables = (d: Dialect) => ({
  researchLessons: d.table(
    'research_lessons',
    {
      id: d.text('id').$type<LessonId>().primaryKey(),
      studyId: d.text('study_id').$type<StudyId>().notNull(),
      /** 1, 2 or 3 */
      number: d.integer('number').notNull(),
      planId: d.text('plan_id').$type<DocumentId>().notNull(),
      /** Local calendar day in the community's time zone, `YYYY-MM-DD`. */
      date: d.text('date'),
      /** Local clock time, `HH:MM`. */
      startsAt: d.text('starts_at'),
      /** Length of the lesson in minutes. */
      minutes: d.integer('minutes').notNull(),
      teacherId: d.text('teacher_id').$type<PersonId>(),
      createdAt: d.time('created_at').notNull(),
      /** The first stage tap, by the server's clock; the plan we taught keeps itself with it. */
      begunAt: d.time('begun_at'),
      begunBy: d.text('begun_by').$type<PersonId>(),
      endedAt: d.time('ended_at'),
      endedBy: d.text('ended_by').$type<PersonId>(),
      /** When observers see one another's notes; null is 'end'. */
      notesShared: d.text('notes_shared').$type<NotesShared>(),
    },
    (t) => [
      d.uniqueIndex('research_lessons_number').on(t.studyId, t.number),
      d.uniqueIndex('research_lessons_plan').on(t.planId),
    ],
  ),

  lessonObservers: d.table(
    'lesson_observers',
    {
      lessonId: d.text('lesson_id').$type<LessonId>().notNull(),
      personId: d.text('person_id').$type<PersonId>().notNull(),
      /** The case pupils this observer watches; empty: the class. */
      pupilIds: d.json<CasePupilId[]>('pupil_ids').notNull(),
    },
    (t) => [d.primaryKey({ columns: [t.lessonId, t.personId] })],
  ),

  /** The documents of a lesson besides its plan. */
  lessonDocuments: d.table(
    'lesson_documents',
    {
      documentId: d.text('document_id').$type<DocumentId>().primaryKey(),
      lessonId: d.text('lesson_id').$type<LessonId>().notNull(),
      kind: d.text('kind').$type<LessonDocumentKind>().notNull(),
      /** Whose it is; the server's id where it is everybody's, so that there is one of each. */
      personId: d.text('person_id').$type<PersonId>().notNull(),
      /** When its time had come (retention) and its content was deleted. */
      removedAt: d.time('removed_at'),
    },
    (t) => [d.uniqueIndex('lesson_documents_one').on(t.lessonId, t.kind, t.personId)],
  ),

  stageMarks: d.table(
    'stage_marks',
    {
      id: d.text('id').$type<StageMarkId>().primaryKey(),
      lessonId: d.text('lesson_id').$type<LessonId>().notNull(),
      rowId: d.text('row_id').$type<RowId>().notNull(),
      /** When the stage began, by the server's clock as the device knew it. */
      at: d.time('at').notNull(),
      personId: d.text('person_id').$type<PersonId>().notNull(),
      receivedAt: d.time('received_at').notNull(),
      removedAt: d.time('removed_at'),
    },
    (t) => [d.index('stage_marks_lesson').on(t.lessonId)],
  ),
})

/** What people did to a study, with name and date; dates that were moved; who needs cover; what was agreed. */
export const studyCourseTables = (d: Dialect) => ({
  studyActs: d.table(
    'study_acts',
    {
      id: d.text('id').primaryKey(),
      studyId: d.text('study_id').$type<StudyId>().notNull(),
      lessonId: d.text('lesson_id').$type<LessonId>(),
      kind: d.text('kind').$type<StudyActKind>().notNull(),
      personId: d.text('person_id').$type<PersonId>().notNull(),
      at: d.time('at').notNull(),
      note: d.text('note').notNull(),
    },
    (t) => [d.index('study_acts_study').on(t.studyId)],
  ),

  lessonMilestones: d.table(
    'lesson_milestones',
    {
      lessonId: d.text('lesson_id').$type<LessonId>().notNull(),
      kind: d.text('kind').$type<MilestoneKind>().notNull(),
      date: d.text('date').notNull(),
      startsAt: d.text('starts_at'),
      movedBy: d.text('moved_by').$type<PersonId>().notNull(),
      movedAt: d.time('moved_at').notNull(),
    },
    (t) => [d.primaryKey({ columns: [t.lessonId, t.kind] })],
  ),

  lessonCover: d.table(
    'lesson_cover',
    {
      lessonId: d.text('lesson_id').$type<LessonId>().notNull(),
      personId: d.text('person_id').$type<PersonId>().notNull(),
      /** The class that is without its teacher meanwhile ("3A"). */
      classCode: d.text('class_code').notNull(),
      /** Who takes it, in words. */
      coveredBy: d.text('covered_by').notNull(),
    },
    (t) => [d.primaryKey({ columns: [t.lessonId, t.personId] })],
  ),

  studyAgreements: d.table(
    'study_agreements',
    {
      id: d.text('id').$type<AgreementId>().primaryKey(),
      studyId: d.text('study_id').$type<StudyId>().notNull(),
      /** 1, 2, …: a changed wording is a new version, to be agreed anew. */
      version: d.integer('version').notNull(),
      norms: d.json<string[]>('norms').notNull(),
      createdBy: d.text('created_by').$type<PersonId>().notNull(),
      createdAt: d.time('created_at').notNull(),
    },
    (t) => [d.uniqueIndex('study_agreements_version').on(t.studyId, t.version)],
  ),

  studyAgreementSigns: d.table(
    'study_agreement_signs',
    {
      agreementId: d.text('agreement_id').$type<AgreementId>().notNull(),
      personId: d.text('person_id').$type<PersonId>().notNull(),
      at: d.time('at').notNull(),
    },
    (t) => [d.primaryKey({ columns: [t.agreementId, t.personId] })],
  ),
})

/** How long raw material is kept, and who looked at it without being in the study. */
export const keepingTables = (d: Dialect) => ({
  retentionHolds: d.table(
    'retention_holds',
    {
      lessonId: d.text('lesson_id').$type<LessonId>().notNull(),
      kind: d.text('kind').$type<LessonDocumentKind>().notNull(),
      /** Kept until this calendar day. */
      until: d.text('until').notNull(),
      reason: d.text('reason').notNull(),
      personId: d.text('person_id').$type<PersonId>().notNull(),
      at: d.time('at').notNull(),
    },
    (t) => [d.primaryKey({ columns: [t.lessonId, t.kind] })],
  ),

  emergencyAccess: d.table(
    'emergency_access',
    {
      id: d.text('id').primaryKey(),
      studyId: d.text('study_id').$type<StudyId>().notNull(),
      personId: d.text('person_id').$type<PersonId>().notNull(),
      reason: d.text('reason').notNull(),
      at: d.time('at').notNull(),
      until: d.time('until').notNull(),
    },
    (t) => [d.index('emergency_access_study').on(t.studyId)],
  ),
})
