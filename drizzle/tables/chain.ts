import type { Dialect } from '../dialect.ts'
import type {
  ActionId,
  CasePupilId,
  ClaimId,
  CommunityId,
  DecisionId,
  LessonId,
  PersonId,
  RowId,
  RunId,
  StudyId,
  SuggestionId,
} from '../../shared/ids.ts'
import type { ActionKind } from '../../shared/community/actions.ts'
import type { Citation, DecisionState } from '../../shared/community/chain.ts'
import type { RunKind, RunRoles, RunState, RunStep } from '../../shared/community/run.ts'

/** A protocol run: steps with timers and turns, kept by the server and equal on all screens. */
export const runTables = (d: Dialect) => ({
  runs: d.table(
    'runs',
    {
      id: d.text('id').$type<RunId>().primaryKey(),
      kind: d.text('kind').$type<RunKind>().notNull(),
      /** What it is a run of: a research lesson, for a discussion. */
      subjectId: d.text('subject_id').notNull(),
      steps: d.json<RunStep[]>('steps').notNull(),
      state: d.text('state').$type<RunState>().notNull(),
      /** The step that is on; null before it opened. */
      stepKey: d.text('step_key'),
      stepStartedAt: d.time('step_started_at'),
      /** Length of the step that is on, minutes that were added among it. */
      stepLengthMs: d.integer('step_length_ms').notNull(),
      /** How much of it had gone by when it was paused; null while it runs. */
      pausedAfterMs: d.integer('paused_after_ms'),
      doneKeys: d.json<string[]>('done_keys').notNull(),
      roles: d.json<RunRoles>('roles').notNull(),
      speakerId: d.text('speaker_id').$type<PersonId>(),
      /** Who speaks next, in order. */
      waiting: d.json<PersonId[]>('waiting').notNull(),
      openedAt: d.time('opened_at'),
      openedBy: d.text('opened_by').$type<PersonId>(),
      closedAt: d.time('closed_at'),
      closedBy: d.text('closed_by').$type<PersonId>(),
      /** Raised with every change: two acts on one version cannot both be done. */
      version: d.integer('version').notNull(),
      changedBy: d.text('changed_by').$type<PersonId>().notNull(),
      changedAt: d.time('changed_at').notNull(),
    },
    (t) => [d.uniqueIndex('runs_subject').on(t.kind, t.subjectId)],
  ),
})

/** What an invited expert, or anybody in a study, suggests for a plan. */
export const suggestionTables = (d: Dialect) => ({
  suggestions: d.table(
    'suggestions',
    {
      id: d.text('id').$type<SuggestionId>().primaryKey(),
      lessonId: d.text('lesson_id').$type<LessonId>().notNull(),
      rowId: d.text('row_id').$type<RowId>(),
      field: d.text('field').notNull(),
      text: d.text('text').notNull(),
      byId: d.text('by_id').$type<PersonId>().notNull(),
      state: d.text('state').$type<'open' | 'taken' | 'set-aside'>().notNull(),
      settledBy: d.text('settled_by').$type<PersonId>(),
      settledAt: d.time('settled_at'),
      createdAt: d.time('created_at').notNull(),
      removedAt: d.time('removed_at'),
      version: d.integer('version').notNull(),
    },
    (t) => [d.index('suggestions_lesson').on(t.lessonId)],
  ),
})

export const chainTables = (d: Dialect) => ({
  claims: d.table(
    'claims',
    {
      id: d.text('id').$type<ClaimId>().primaryKey(),
      studyId: d.text('study_id').$type<StudyId>().notNull(),
      lessonId: d.text('lesson_id').$type<LessonId>().notNull(),
      /** The case pupil it is about, the stage it comes from; null where it is about neither. */
      pupilId: d.text('pupil_id').$type<CasePupilId>(),
      rowId: d.text('row_id').$type<RowId>(),
      text: d.text('text').notNull(),
      /** The notes it rests on; none: our hunch. */
      notes: d.json<Citation[]>('notes').notNull(),
      createdBy: d.text('created_by').$type<PersonId>().notNull(),
      createdAt: d.time('created_at').notNull(),
      changedBy: d.text('changed_by').$type<PersonId>().notNull(),
      changedAt: d.time('changed_at').notNull(),
      version: d.integer('version').notNull(),
      droppedAt: d.time('dropped_at'),
    },
    (t) => [d.index('claims_study').on(t.studyId)],
  ),

  decisions: d.table(
    'decisions',
    {
      id: d.text('id').$type<DecisionId>().primaryKey(),
      studyId: d.text('study_id').$type<StudyId>().notNull(),
      /** The lesson it was drawn from. */
      lessonId: d.text('lesson_id').$type<LessonId>().notNull(),
      claimId: d.text('claim_id').$type<ClaimId>(),
      /** The stage it changes; null: the lesson as a whole. */
      rowId: d.text('row_id').$type<RowId>(),
      text: d.text('text').notNull(),
      ownerId: d.text('owner_id').$type<PersonId>(),
      state: d.text('state').$type<DecisionState>().notNull(),
      /** The lesson in whose plan it stands. */
      planLessonId: d.text('plan_lesson_id').$type<LessonId>(),
      stateBy: d.text('state_by').$type<PersonId>().notNull(),
      stateAt: d.time('state_at').notNull(),
      createdBy: d.text('created_by').$type<PersonId>().notNull(),
      createdAt: d.time('created_at').notNull(),
      changedBy: d.text('changed_by').$type<PersonId>().notNull(),
      changedAt: d.time('changed_at').notNull(),
      version: d.integer('version').notNull(),
    },
    (t) => [d.index('decisions_study').on(t.studyId)],
  ),
})

/** What follows for people, and how long raw material is kept. */
export const actionTables = (d: Dialect) => ({
  actions: d.table(
    'actions',
    {
      id: d.text('id').$type<ActionId>().primaryKey(),
      communityId: d.text('community_id').$type<CommunityId>().notNull(),
      kind: d.text('kind').$type<ActionKind>().notNull(),
      text: d.text('text').notNull(),
      ownerId: d.text('owner_id').$type<PersonId>().notNull(),
      /** Calendar day, `YYYY-MM-DD`. */
      dueOn: d.text('due_on'),
      studyId: d.text('study_id').$type<StudyId>(),
      lessonId: d.text('lesson_id').$type<LessonId>(),
      decisionId: d.text('decision_id').$type<DecisionId>(),
      createdBy: d.text('created_by').$type<PersonId>().notNull(),
      createdAt: d.time('created_at').notNull(),
      doneAt: d.time('done_at'),
      doneBy: d.text('done_by').$type<PersonId>(),
      /** "What changed for pupils?", asked at the end of a change we are trying. */
      changedForPupils: d.text('changed_for_pupils').notNull(),
      version: d.integer('version').notNull(),
    },
    (t) => [d.index('actions_owner').on(t.ownerId), d.index('actions_study').on(t.studyId)],
  ),

  /** How many months a kind of raw material is kept; a kind without a row is kept as long as usual. */
  retentionRules: d.table(
    'retention_rules',
    {
      communityId: d.text('community_id').$type<CommunityId>().notNull(),
      kind: d.text('kind').notNull(),
      months: d.integer('months').notNull(),
    },
    (t) => [d.primaryKey({ columns: [t.communityId, t.kind] })],
  ),
})
