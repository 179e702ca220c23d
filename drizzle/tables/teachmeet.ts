import type { Dialect } from '../dialect.ts'
import type {
  CommitmentId,
  CommunityId,
  DocumentId,
  DrawId,
  MessageId,
  PersonId,
  QuestionId,
  SeriesId,
  TakeAwayId,
  TalkId,
  TalkTableId,
  TeachMeetId,
} from '../../shared/ids.ts'
import type { Crew, DrawView, TeachMeetState } from '../../shared/teachmeet/api.ts'
import type { DrawInput } from '../../shared/teachmeet/draw.ts'
import type { SheetItem } from '../../shared/teachmeet/sheet.ts'
import type { Licence, Presence, TalkKind } from '../../shared/teachmeet/talk-kinds.ts'

/** A TeachMeet, and the series it may be one of. */
export const teachMeetTables = (d: Dialect) => ({
  teachMeetSeries: d.table('teachmeet_series', {
    id: d.text('id').$type<SeriesId>().primaryKey(),
    communityId: d.text('community_id').$type<CommunityId>().notNull(),
    title: d.text('title').notNull(),
    nextHostId: d.text('next_host_id').$type<PersonId>(),
    createdBy: d.text('created_by').$type<PersonId>().notNull(),
    createdAt: d.time('created_at').notNull(),
    isExample: d.flag('is_example').notNull(),
  }),

  teachMeets: d.table(
    'teachmeets',
    {
      id: d.text('id').$type<TeachMeetId>().primaryKey(),
      communityId: d.text('community_id').$type<CommunityId>().notNull(),
      seriesId: d.text('series_id').$type<SeriesId>(),
      title: d.text('title').notNull(),
      about: d.text('about').notNull(),
      startsAt: d.time('starts_at').notNull(),
      /** When it was to begin, as whoever signed up had read it. */
      movedFrom: d.time('moved_from'),
      minutes: d.integer('minutes').notNull(),
      timeZone: d.text('time_zone').notNull(),
      place: d.text('place').notNull(),
      videoLink: d.text('video_link').notNull(),
      sheet: d.json<SheetItem[]>('sheet').notNull(),
      gapMinutes: d.integer('gap_minutes').notNull(),
      questionsNamed: d.flag('questions_named').notNull(),
      chatDays: d.integer('chat_days').notNull(),
      isChatLocked: d.flag('is_chat_locked').notNull(),
      hasLobby: d.flag('has_lobby').notNull(),
      signUpUntil: d.time('sign_up_until'),
      state: d.text('state').$type<TeachMeetState>().notNull(),
      hostingId: d.text('hosting_id').$type<PersonId>().notNull(),
      crew: d.json<Crew>('crew').notNull(),
      notesId: d.text('notes_id').$type<DocumentId>().notNull(),
      createdBy: d.text('created_by').$type<PersonId>().notNull(),
      createdAt: d.time('created_at').notNull(),
      startedAt: d.time('started_at'),
      endedAt: d.time('ended_at'),
      tidiedAt: d.time('tidied_at'),
      /** The chat is gone; the guests' names are. */
      chatWipedAt: d.time('chat_wiped_at'),
      guestsWipedAt: d.time('guests_wiped_at'),
      removedAt: d.time('removed_at'),
      version: d.integer('version').notNull(),
      isExample: d.flag('is_example').notNull(),
    },
    (t) => [d.index('teachmeets_community').on(t.communityId)],
  ),
})

/** Who hosts it, and who comes: people with an account and guests alike. */
export const comerTables = (d: Dialect) => ({
  teachMeetHosts: d.table(
    'teachmeet_hosts',
    {
      teachMeetId: d.text('teachmeet_id').$type<TeachMeetId>().notNull(),
      personId: d.text('person_id').$type<PersonId>().notNull(),
      since: d.time('since').notNull(),
    },
    (t) => [d.primaryKey({ columns: [t.teachMeetId, t.personId] })],
  ),

  comers: d.table(
    'comers',
    {
      teachMeetId: d.text('teachmeet_id').$type<TeachMeetId>().notNull(),
      personId: d.text('person_id').$type<PersonId>().notNull(),
      /** As they want to be shown here; empty: their own name. */
      shownName: d.text('shown_name').notNull(),
      school: d.text('school'),
      isListed: d.flag('is_listed').notNull(),
      isGuest: d.flag('is_guest').notNull(),
      silencedAt: d.time('silenced_at'),
      createdAt: d.time('created_at').notNull(),
    },
    (t) => [d.primaryKey({ columns: [t.teachMeetId, t.personId] })],
  ),
})

/** The talks, and the draws of their order. */
export const spokenTables = (d: Dialect) => ({
  talks: d.table(
    'talks',
    {
      id: d.text('id').$type<TalkId>().primaryKey(),
      teachMeetId: d.text('teachmeet_id').$type<TeachMeetId>().notNull(),
      number: d.integer('number').notNull(),
      /** Null until the person a host put down has come. */
      speakerId: d.text('speaker_id').$type<PersonId>(),
      speakerName: d.text('speaker_name').notNull(),
      speakerSchool: d.text('speaker_school'),
      title: d.text('title').notNull(),
      kind: d.text('kind').$type<TalkKind>().notNull(),
      minutes: d.integer('minutes').notNull(),
      lines: d.text('lines').notNull(),
      link: d.text('link').notNull(),
      licence: d.text('licence').$type<Licence>().notNull(),
      mayRecord: d.flag('may_record').notNull(),
      mayStream: d.flag('may_stream').notNull(),
      mayPublish: d.flag('may_publish').notNull(),
      needs: d.text('needs').notNull(),
      presence: d.text('presence').$type<Presence>().notNull(),
      heardAt: d.time('heard_at'),
      notesId: d.text('notes_id').$type<DocumentId>().notNull(),
      createdBy: d.text('created_by').$type<PersonId>().notNull(),
      createdAt: d.time('created_at').notNull(),
      version: d.integer('version').notNull(),
    },
    (t) => [
      d.uniqueIndex('talks_number').on(t.teachMeetId, t.number),
      d.index('talks_notes').on(t.notesId),
    ],
  ),

  draws: d.table(
    'draws',
    {
      id: d.text('id').$type<DrawId>().primaryKey(),
      teachMeetId: d.text('teachmeet_id').$type<TeachMeetId>().notNull(),
      number: d.integer('number').notNull(),
      seed: d.integer('seed').notNull(),
      why: d.text('why').$type<DrawView['why']>().notNull(),
      input: d.json<DrawInput>('input').notNull(),
      order: d.json<TalkId[]>('talk_order').notNull(),
      by: d.text('by_id').$type<PersonId>().notNull(),
      at: d.time('at').notNull(),
    },
    (t) => [d.uniqueIndex('draws_number').on(t.teachMeetId, t.number)],
  ),
})

/** Break-out tables, and who sits where. */
export const talkTableTables = (d: Dialect) => ({
  talkTables: d.table(
    'talk_tables',
    {
      id: d.text('id').$type<TalkTableId>().primaryKey(),
      teachMeetId: d.text('teachmeet_id').$type<TeachMeetId>().notNull(),
      number: d.integer('number').notNull(),
      theme: d.text('theme').notNull(),
      notesId: d.text('notes_id').$type<DocumentId>().notNull(),
      createdAt: d.time('created_at').notNull(),
      removedAt: d.time('removed_at'),
    },
    (t) => [
      d.index('talk_tables_teachmeet').on(t.teachMeetId),
      d.index('talk_tables_notes').on(t.notesId),
    ],
  ),

  tableSeats: d.table(
    'table_seats',
    {
      teachMeetId: d.text('teachmeet_id').$type<TeachMeetId>().notNull(),
      personId: d.text('person_id').$type<PersonId>().notNull(),
      tableId: d.text('table_id').$type<TalkTableId>().notNull(),
      since: d.time('since').notNull(),
    },
    (t) => [d.primaryKey({ columns: [t.teachMeetId, t.personId] })],
  ),
})

/** The chat, and what hosts did about it. */
export const chatTables = (d: Dialect) => ({
  chatMessages: d.table(
    'chat_messages',
    {
      id: d.text('id').$type<MessageId>().primaryKey(),
      teachMeetId: d.text('teachmeet_id').$type<TeachMeetId>().notNull(),
      /** Counts what came or changed, within its TeachMeet: a page asks for what is newer than it has. */
      cursor: d.integer('cursor').notNull(),
      byId: d.text('by_id').$type<PersonId>().notNull(),
      text: d.text('text').notNull(),
      at: d.time('at').notNull(),
      hiddenAt: d.time('hidden_at'),
      hiddenBy: d.text('hidden_by').$type<PersonId>(),
    },
    (t) => [d.index('chat_messages_cursor').on(t.teachMeetId, t.cursor)],
  ),

  moderationActs: d.table(
    'moderation_acts',
    {
      id: d.text('id').primaryKey(),
      teachMeetId: d.text('teachmeet_id').$type<TeachMeetId>().notNull(),
      at: d.time('at').notNull(),
      act: d.text('act').notNull(),
      byId: d.text('by_id').$type<PersonId>().notNull(),
      aboutId: d.text('about_id').$type<PersonId>(),
      /** The words that were hidden, for as long as the chat is kept. */
      words: d.text('words').notNull(),
      reason: d.text('reason').notNull(),
    },
    (t) => [d.index('moderation_acts_teachmeet').on(t.teachMeetId)],
  ),
})

/** Questions and their votes. */
export const questionTables = (d: Dialect) => ({
  meetQuestions: d.table(
    'meet_questions',
    {
      id: d.text('id').$type<QuestionId>().primaryKey(),
      teachMeetId: d.text('teachmeet_id').$type<TeachMeetId>().notNull(),
      talkId: d.text('talk_id').$type<TalkId>(),
      byId: d.text('by_id').$type<PersonId>().notNull(),
      text: d.text('text').notNull(),
      at: d.time('at').notNull(),
      answeredAt: d.time('answered_at'),
      hiddenAt: d.time('hidden_at'),
    },
    (t) => [d.index('meet_questions_teachmeet').on(t.teachMeetId)],
  ),

  questionVotes: d.table(
    'question_votes',
    {
      questionId: d.text('question_id').$type<QuestionId>().notNull(),
      personId: d.text('person_id').$type<PersonId>().notNull(),
    },
    (t) => [d.primaryKey({ columns: [t.questionId, t.personId] })],
  ),
})

/** What people take away, and their thanks. */
export const takeAwayTables = (d: Dialect) => ({
  takeAways: d.table(
    'take_aways',
    {
      id: d.text('id').$type<TakeAwayId>().primaryKey(),
      teachMeetId: d.text('teachmeet_id').$type<TeachMeetId>().notNull(),
      talkId: d.text('talk_id').$type<TalkId>(),
      byId: d.text('by_id').$type<PersonId>().notNull(),
      text: d.text('text').notNull(),
      classCode: d.text('class_code').notNull(),
      dueOn: d.text('due_on').notNull(),
      /** Of somebody with an account: what it became in their own school. */
      commitmentId: d.text('commitment_id').$type<CommitmentId>(),
      /** A guest's answer to "Did you try it?". */
      tried: d.text('tried').$type<'yes' | 'partly' | 'no'>(),
      happened: d.text('happened').notNull(),
      at: d.time('at').notNull(),
      removedAt: d.time('removed_at'),
      version: d.integer('version').notNull(),
    },
    (t) => [d.index('take_aways_teachmeet').on(t.teachMeetId)],
  ),

  meetThanks: d.table(
    'meet_thanks',
    {
      teachMeetId: d.text('teachmeet_id').$type<TeachMeetId>().notNull(),
      personId: d.text('person_id').$type<PersonId>().notNull(),
      text: d.text('text').notNull(),
      at: d.time('at').notNull(),
    },
    (t) => [d.primaryKey({ columns: [t.teachMeetId, t.personId] })],
  ),
})
