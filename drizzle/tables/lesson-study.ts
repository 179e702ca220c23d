import type { Dialect } from '../dialect.ts'
import type {
  CasePupilId,
  CommunityId,
  PersonId,
  SchoolId,
  StudyId,
  ThemeId,
} from '../../shared/ids.ts'
import type { StudyRole } from '../../shared/policy.ts'

export const studyTables = (d: Dialect) => ({
  studies: d.table(
    'studies',
    {
      id: d.text('id').$type<StudyId>().primaryKey(),
      communityId: d.text('community_id').$type<CommunityId>().notNull(),
      /** The school whose pupils it is about: nobody of another school is let in (features.md PL-23). */
      schoolId: d.text('school_id').$type<SchoolId>(),
      /** "What puzzles us?": the puzzle about pupils' learning in one line. */
      title: d.text('title').notNull(),
      question: d.text('question').notNull(),
      themeId: d.text('theme_id').$type<ThemeId>(),
      /** "Comparing fractions, maths" */
      focus: d.text('focus').notNull(),
      yearGroup: d.text('year_group').notNull(),
      /** A class code ("4B"), never a list of names. */
      classCode: d.text('class_code').notNull(),
      pupilCount: d.integer('pupil_count'),
      setting: d.text('setting').notNull(),
      /** Whom to invite as knowledgeable colleague, in words; a pass of their own comes with TeachMeets. */
      expert: d.text('expert').notNull(),
      createdBy: d.text('created_by').$type<PersonId>().notNull(),
      createdAt: d.time('created_at').notNull(),
      changedAt: d.time('changed_at').notNull(),
      isExample: d.flag('is_example').notNull(),
    },
    (t) => [d.index('studies_community').on(t.communityId)],
  ),

  studyPeople: d.table(
    'study_people',
    {
      studyId: d.text('study_id').$type<StudyId>().notNull(),
      personId: d.text('person_id').$type<PersonId>().notNull(),
      role: d.text('role').$type<StudyRole>().notNull(),
      /** Order in which names are listed and roles rotate. */
      place: d.integer('place').notNull(),
      since: d.time('since').notNull(),
    },
    (t) => [
      d.primaryKey({ columns: [t.studyId, t.personId] }),
      d.index('study_people_person').on(t.personId),
    ],
  ),

  casePupils: d.table(
    'case_pupils',
    {
      id: d.text('id').$type<CasePupilId>().primaryKey(),
      studyId: d.text('study_id').$type<StudyId>().notNull(),
      /** A, B, C … ; there is no column for a name. */
      code: d.text('code').notNull(),
      /** A bird: Wren, Heron, Kestrel … */
      pseudonym: d.text('pseudonym').notNull(),
      /** The group of learners this pupil stands for. */
      learnerGroup: d.text('learner_group').notNull(),
      droppedAt: d.time('dropped_at'),
      createdAt: d.time('created_at').notNull(),
    },
    (t) => [d.index('case_pupils_study').on(t.studyId)],
  ),
})
