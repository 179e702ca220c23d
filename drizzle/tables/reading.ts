import type { Dialect } from '../dialect.ts'
import type { StatementMark } from '../../shared/community/protocols.ts'
import type {
  AnnotationId,
  ChapterId,
  ClubId,
  CommunityId,
  DocumentId,
  IdeaId,
  MeetingGroupId,
  MeetingId,
  PersonId,
  TextId,
  VoteRoundId,
} from '../../shared/ids.ts'
import type { Audience } from '../../shared/reading/annotation.ts'
import type { RightsKind, TextKind } from '../../shared/reading/api.ts'
import type { MeetingForm, Passage } from '../../shared/reading/meeting.ts'
import type { ChapterText } from '../../shared/reading/text.ts'
import type { ClubDocumentKind } from '../../shared/sync/kinds.ts'

export const clubTables = (d: Dialect) => ({
  clubs: d.table('clubs', {
    id: d.text('id').$type<ClubId>().primaryKey(),
    communityId: d.text('community_id').$type<CommunityId>().notNull(),
    name: d.text('name').notNull(),
    place: d.text('place').notNull(),
    isOpen: d.flag('is_open').notNull(),
    chairId: d.text('chair_id').$type<PersonId>().notNull(),
    weeklyTopic: d.text('weekly_topic').notNull(),
    weeklyTopicBy: d.text('weekly_topic_by').$type<PersonId>(),
    createdBy: d.text('created_by').$type<PersonId>().notNull(),
    createdAt: d.time('created_at').notNull(),
    changedAt: d.time('changed_at').notNull(),
    endedAt: d.time('ended_at'),
    /** Part of the example community, removed with it. */
    isExample: d.flag('is_example').notNull(),
  }),

  clubPeople: d.table(
    'club_people',
    {
      clubId: d.text('club_id').$type<ClubId>().notNull(),
      personId: d.text('person_id').$type<PersonId>().notNull(),
      /** Order in which names are listed. */
      place: d.integer('place').notNull(),
      since: d.time('since').notNull(),
      /** The others see where they are reading; they chose so. */
      sharesPlace: d.flag('shares_place').notNull(),
    },
    (t) => [
      d.primaryKey({ columns: [t.clubId, t.personId] }),
      d.index('club_people_person').on(t.personId),
    ],
  ),

  /** The documents of a club: of a chapter or of a meeting, for one audience or one person. */
  clubDocuments: d.table(
    'club_documents',
    {
      documentId: d.text('document_id').$type<DocumentId>().primaryKey(),
      clubId: d.text('club_id').$type<ClubId>().notNull(),
      /** The chapter or the meeting it belongs to. */
      subjectId: d.text('subject_id').notNull(),
      kind: d.text('kind').$type<ClubDocumentKind>().notNull(),
      /** Of notes beside a chapter: who reads them; 'club' of a meeting's. */
      audience: d.text('audience').$type<Audience>().notNull(),
      /** Whose it is; the server's id where it is everybody's, so that there is one of each. */
      personId: d.text('person_id').$type<PersonId>().notNull(),
    },
    (t) => [
      d.uniqueIndex('club_documents_one').on(t.subjectId, t.kind, t.audience, t.personId),
      d.index('club_documents_club').on(t.clubId),
    ],
  ),
})

export const textTables = (d: Dialect) => ({
  texts: d.table(
    'texts',
    {
      id: d.text('id').$type<TextId>().primaryKey(),
      clubId: d.text('club_id').$type<ClubId>().notNull(),
      kind: d.text('kind').$type<TextKind>().notNull(),
      title: d.text('title').notNull(),
      author: d.text('author').notNull(),
      rights: d.text('rights').$type<RightsKind>().notNull(),
      rightsNote: d.text('rights_note').notNull(),
      addedBy: d.text('added_by').$type<PersonId>().notNull(),
      addedAt: d.time('added_at').notNull(),
      removedAt: d.time('removed_at'),
    },
    (t) => [d.index('texts_club').on(t.clubId)],
  ),

  chapters: d.table(
    'chapters',
    {
      id: d.text('id').$type<ChapterId>().primaryKey(),
      textId: d.text('text_id').$type<TextId>().notNull(),
      /** Order within the text. */
      place: d.integer('place').notNull(),
      title: d.text('title').notNull(),
      fromPage: d.text('from_page').notNull(),
      toPage: d.text('to_page').notNull(),
      /** Read by then: calendar day, `YYYY-MM-DD`. */
      byDay: d.text('by_day'),
      /** Of its words; 0 where it is on paper. */
      version: d.integer('version').notNull(),
      words: d.integer('words').notNull(),
      addedAt: d.time('added_at').notNull(),
      removedAt: d.time('removed_at'),
    },
    (t) => [d.index('chapters_text').on(t.textId)],
  ),

  /** The words of a chapter, each version of them: as they came, and in numbered sentences. */
  chapterVersions: d.table(
    'chapter_versions',
    {
      chapterId: d.text('chapter_id').$type<ChapterId>().notNull(),
      version: d.integer('version').notNull(),
      source: d.text('source').notNull(),
      text: d.json<ChapterText>('text').notNull(),
      addedBy: d.text('added_by').$type<PersonId>().notNull(),
      addedAt: d.time('added_at').notNull(),
    },
    (t) => [d.primaryKey({ columns: [t.chapterId, t.version] })],
  ),

  /** Where a person has read to, and when they were last there. */
  readingPlaces: d.table(
    'reading_places',
    {
      chapterId: d.text('chapter_id').$type<ChapterId>().notNull(),
      personId: d.text('person_id').$type<PersonId>().notNull(),
      block: d.integer('block').notNull(),
      sentence: d.integer('sentence').notNull(),
      at: d.time('at').notNull(),
      /** When the visit before this one ended; null while there was none. */
      lastVisitAt: d.time('last_visit_at'),
    },
    (t) => [d.primaryKey({ columns: [t.chapterId, t.personId] })],
  ),
})

export const meetingTables = (d: Dialect) => ({
  meetings: d.table(
    'meetings',
    {
      id: d.text('id').$type<MeetingId>().primaryKey(),
      clubId: d.text('club_id').$type<ClubId>().notNull(),
      form: d.text('form').$type<MeetingForm>().notNull(),
      date: d.text('date'),
      startsAt: d.text('starts_at'),
      place: d.text('place').notNull(),
      chapterId: d.text('chapter_id').$type<ChapterId>(),
      passage: d.json<Passage | null>('passage'),
      protocol: d.text('protocol').notNull(),
      chairId: d.text('chair_id').$type<PersonId>(),
      here: d.json<PersonId[]>('here').notNull(),
      /** When the marks of "Do you accept these statements?" were shown; null while they are made. */
      marksShownAt: d.time('marks_shown_at'),
      createdBy: d.text('created_by').$type<PersonId>().notNull(),
      createdAt: d.time('created_at').notNull(),
      removedAt: d.time('removed_at'),
    },
    (t) => [d.index('meetings_club').on(t.clubId)],
  ),

  meetingGroups: d.table(
    'meeting_groups',
    {
      id: d.text('id').$type<MeetingGroupId>().primaryKey(),
      meetingId: d.text('meeting_id').$type<MeetingId>().notNull(),
      stepKey: d.text('step_key').notNull(),
      number: d.integer('number').notNull(),
      people: d.json<PersonId[]>('people').notNull(),
    },
    (t) => [d.uniqueIndex('meeting_groups_one').on(t.meetingId, t.stepKey, t.number)],
  ),

  /** What each marked a statement with: counted by the server, shown to nobody as whose. */
  statementMarks: d.table(
    'statement_marks',
    {
      meetingId: d.text('meeting_id').$type<MeetingId>().notNull(),
      personId: d.text('person_id').$type<PersonId>().notNull(),
      statement: d.integer('statement').notNull(),
      mark: d.text('mark').$type<StatementMark>().notNull(),
    },
    (t) => [d.primaryKey({ columns: [t.meetingId, t.personId, t.statement] })],
  ),
})

export const ideaTables = (d: Dialect) => ({
  voteRounds: d.table(
    'vote_rounds',
    {
      id: d.text('id').$type<VoteRoundId>().primaryKey(),
      clubId: d.text('club_id').$type<ClubId>().notNull(),
      openedAt: d.time('opened_at').notNull(),
      closedAt: d.time('closed_at'),
      closedBy: d.text('closed_by').$type<PersonId>(),
    },
    (t) => [d.index('vote_rounds_club').on(t.clubId)],
  ),

  ideas: d.table(
    'ideas',
    {
      id: d.text('id').$type<IdeaId>().primaryKey(),
      clubId: d.text('club_id').$type<ClubId>().notNull(),
      roundId: d.text('round_id').$type<VoteRoundId>().notNull(),
      title: d.text('title').notNull(),
      why: d.text('why').notNull(),
      chapterId: d.text('chapter_id').$type<ChapterId>(),
      noteId: d.text('note_id').$type<AnnotationId>(),
      noteBy: d.text('note_by').$type<PersonId>(),
      noteDocumentId: d.text('note_document_id').$type<DocumentId>(),
      quote: d.text('quote').notNull(),
      place: d.text('place').notNull(),
      tags: d.json<string[]>('tags').notNull(),
      addedBy: d.text('added_by').$type<PersonId>().notNull(),
      createdAt: d.time('created_at').notNull(),
      parkedAt: d.time('parked_at'),
      /** Dots when its vote was closed; null until then. */
      dots: d.integer('dots'),
      isChosen: d.flag('is_chosen').notNull(),
      changedBy: d.text('changed_by').$type<PersonId>().notNull(),
      version: d.integer('version').notNull(),
    },
    (t) => [d.index('ideas_club').on(t.clubId)],
  ),

  /** Whose dot is where, while a vote is open; forgotten when it is closed. */
  ideaDots: d.table(
    'idea_dots',
    {
      roundId: d.text('round_id').$type<VoteRoundId>().notNull(),
      ideaId: d.text('idea_id').$type<IdeaId>().notNull(),
      personId: d.text('person_id').$type<PersonId>().notNull(),
    },
    (t) => [d.primaryKey({ columns: [t.roundId, t.ideaId, t.personId] })],
  ),
})
