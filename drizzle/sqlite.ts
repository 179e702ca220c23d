import { sqliteDialect } from './dialect.ts'
import { accountTables } from './tables/accounts.ts'
import { actionTables, chainTables, runTables, suggestionTables } from './tables/chain.ts'
import { communityTables } from './tables/community.ts'
import { documentTables, snapshotTables } from './tables/documents.ts'
import { guestTables, passActTables, schoolTables } from './tables/guests.ts'
import { studyTables } from './tables/lesson-study.ts'
import { clubTables, ideaTables, meetingTables, textTables } from './tables/reading.ts'
import { keepingTables, lessonTables, studyCourseTables } from './tables/research-lesson.ts'
import {
  chatTables,
  comerTables,
  questionTables,
  spokenTables,
  takeAwayTables,
  talkTableTables,
  teachMeetTables,
} from './tables/teachmeet.ts'
import { noticingTables, tryingTables } from './tables/trying.ts'

// Every table in SQLite’s dialect, under the same names as in postgres.ts.
export const { people, sessions, invitations } = accountTables(sqliteDialect)
export const { communities, themes } = communityTables(sqliteDialect)
export const { documents, documentUpdates, documentHistory, documentQuarantine } =
  documentTables(sqliteDialect)
export const { documentSnapshots, documentClients } = snapshotTables(sqliteDialect)
export const { studies, studyPeople, casePupils } = studyTables(sqliteDialect)
export const { researchLessons, lessonObservers, lessonDocuments, stageMarks } =
  lessonTables(sqliteDialect)
export const { studyActs, lessonMilestones, lessonCover, studyAgreements, studyAgreementSigns } =
  studyCourseTables(sqliteDialect)
export const { retentionHolds, emergencyAccess } = keepingTables(sqliteDialect)
export const { runs } = runTables(sqliteDialect)
export const { claims, decisions } = chainTables(sqliteDialect)
export const { actions, retentionRules } = actionTables(sqliteDialect)
export const { clubs, clubPeople, clubDocuments } = clubTables(sqliteDialect)
export const { texts, chapters, chapterVersions, readingPlaces } = textTables(sqliteDialect)
export const { meetings, meetingGroups, statementMarks } = meetingTables(sqliteDialect)
export const { voteRounds, ideas, ideaDots } = ideaTables(sqliteDialect)
export const { commitments, tryReports, weeklyIdeas } = tryingTables(sqliteDialect)
export const { noticed, peerVisits, protocols } = noticingTables(sqliteDialect)
export const { schools } = schoolTables(sqliteDialect)
export const { passes, joinCodes, guests } = guestTables(sqliteDialect)
export const { passActs } = passActTables(sqliteDialect)
export const { teachMeetSeries, teachMeets } = teachMeetTables(sqliteDialect)
export const { teachMeetHosts, comers } = comerTables(sqliteDialect)
export const { talks, draws } = spokenTables(sqliteDialect)
export const { talkTables, tableSeats } = talkTableTables(sqliteDialect)
export const { chatMessages, moderationActs } = chatTables(sqliteDialect)
export const { meetQuestions, questionVotes } = questionTables(sqliteDialect)
export const { takeAways, meetThanks } = takeAwayTables(sqliteDialect)
export const { suggestions } = suggestionTables(sqliteDialect)
