import type { Dialect } from '../dialect.ts'
import type {
  CommitmentMore,
  ReportMore,
  Sharing,
  Verdict,
} from '../../shared/community/commitments.ts'
import type { ProtocolStep } from '../../shared/community/protocols.ts'
import type {
  ClubId,
  CommitmentId,
  CommunityId,
  IdeaId,
  MeetingId,
  NoticedId,
  PeerVisitId,
  PersonId,
  ProtocolId,
  SchoolId,
  TeachMeetId,
  TryReportId,
  WeeklyIdeaId,
} from '../../shared/ids.ts'

/** What people say they will try, and what they report. */
export const tryingTables = (d: Dialect) => ({
  commitments: d.table(
    'commitments',
    {
      id: d.text('id').$type<CommitmentId>().primaryKey(),
      communityId: d.text('community_id').$type<CommunityId>().notNull(),
      ownerId: d.text('owner_id').$type<PersonId>().notNull(),
      idea: d.text('idea').notNull(),
      /** A class code ("8B"), never a list of names. */
      classCode: d.text('class_code').notNull(),
      /** Calendar day, `YYYY-MM-DD`. */
      dueOn: d.text('due_on'),
      clubId: d.text('club_id').$type<ClubId>(),
      meetingId: d.text('meeting_id').$type<MeetingId>(),
      ideaId: d.text('idea_id').$type<IdeaId>(),
      /** The TeachMeet it was taken away from. */
      teachMeetId: d.text('teachmeet_id').$type<TeachMeetId>(),
      /** The report whose version of the idea this one started from. */
      fromReportId: d.text('from_report_id').$type<TryReportId>(),
      askedById: d.text('asked_by_id').$type<PersonId>(),
      more: d.json<CommitmentMore>('more').notNull(),
      sharing: d.text('sharing').$type<Sharing>().notNull(),
      droppedAt: d.time('dropped_at'),
      createdAt: d.time('created_at').notNull(),
      version: d.integer('version').notNull(),
    },
    (t) => [
      d.index('commitments_owner').on(t.ownerId),
      d.index('commitments_club').on(t.clubId),
      d.index('commitments_from').on(t.fromReportId),
    ],
  ),

  tryReports: d.table(
    'try_reports',
    {
      id: d.text('id').$type<TryReportId>().primaryKey(),
      commitmentId: d.text('commitment_id').$type<CommitmentId>().notNull(),
      happened: d.text('happened').notNull(),
      changed: d.text('changed').notNull(),
      verdict: d.text('verdict').$type<Verdict>(),
      next: d.text('next').notNull(),
      more: d.json<ReportMore>('more').notNull(),
      sharing: d.text('sharing').$type<Sharing>().notNull(),
      createdAt: d.time('created_at').notNull(),
      changedAt: d.time('changed_at').notNull(),
      version: d.integer('version').notNull(),
    },
    (t) => [d.uniqueIndex('try_reports_commitment').on(t.commitmentId)],
  ),

  weeklyIdeas: d.table('weekly_ideas', {
    id: d.text('id').$type<WeeklyIdeaId>().primaryKey(),
    communityId: d.text('community_id').$type<CommunityId>().notNull(),
    clubId: d.text('club_id').$type<ClubId>(),
    reportId: d.text('report_id').$type<TryReportId>(),
    byId: d.text('by_id').$type<PersonId>().notNull(),
    title: d.text('title').notNull(),
    text: d.text('text').notNull(),
    tag: d.text('tag').notNull(),
    createdAt: d.time('created_at').notNull(),
  }),
})

/** What a person keeps for themselves, what a visitor saw, and the school's own protocols. */
export const noticingTables = (d: Dialect) => ({
  noticed: d.table(
    'noticed',
    {
      id: d.text('id').$type<NoticedId>().primaryKey(),
      ownerId: d.text('owner_id').$type<PersonId>().notNull(),
      kind: d.text('kind').$type<'noticed' | 'asked' | 'saw'>().notNull(),
      text: d.text('text').notNull(),
      at: d.time('at').notNull(),
      commitmentId: d.text('commitment_id').$type<CommitmentId>(),
      createdAt: d.time('created_at').notNull(),
      version: d.integer('version').notNull(),
    },
    (t) => [d.index('noticed_owner').on(t.ownerId)],
  ),

  /** Notes of a visit: written by the visitor, owned by whoever was visited. */
  peerVisits: d.table(
    'peer_visits',
    {
      id: d.text('id').$type<PeerVisitId>().primaryKey(),
      visitedId: d.text('visited_id').$type<PersonId>().notNull(),
      visitorId: d.text('visitor_id').$type<PersonId>().notNull(),
      commitmentId: d.text('commitment_id').$type<CommitmentId>(),
      day: d.text('day'),
      question: d.text('question').notNull(),
      saw: d.text('saw').notNull(),
      take: d.text('take').notNull(),
      givenAt: d.time('given_at'),
      sharing: d.text('sharing').$type<Sharing>().notNull(),
      createdAt: d.time('created_at').notNull(),
      version: d.integer('version').notNull(),
      /** The school of both when it was asked for; null: the community's own. What was seen stays with it. */
      schoolId: d.text('school_id').$type<SchoolId>(),
      /** Why it came to nothing before its notes were given; null: it did not. */
      endedAs: d.text('ended_as').$type<'moved' | 'left'>(),
    },
    (t) => [
      d.index('peer_visits_visited').on(t.visitedId),
      d.index('peer_visits_visitor').on(t.visitorId),
    ],
  ),

  protocols: d.table('protocols', {
    id: d.text('id').$type<ProtocolId>().primaryKey(),
    communityId: d.text('community_id').$type<CommunityId>().notNull(),
    title: d.text('title').notNull(),
    about: d.text('about').notNull(),
    rounds: d.text('rounds').$type<'once' | 'each-person'>().notNull(),
    groupMax: d.integer('group_max').notNull(),
    steps: d.json<ProtocolStep[]>('steps').notNull(),
    createdBy: d.text('created_by').$type<PersonId>().notNull(),
    createdAt: d.time('created_at').notNull(),
    changedBy: d.text('changed_by').$type<PersonId>().notNull(),
    version: d.integer('version').notNull(),
    removedAt: d.time('removed_at'),
  }),
})
