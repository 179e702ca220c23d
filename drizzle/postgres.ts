import { postgres } from './dialect.ts'
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

// Every table in PostgreSQL’s dialect, one export each: drizzle-kit reads named exports.
export const { people, sessions, invitations } = accountTables(postgres)
export const { communities, themes } = communityTables(postgres)
export const { documents, documentUpdates, documentHistory, documentQuarantine } =
  documentTables(postgres)
export const { documentSnapshots, documentClients } = snapshotTables(postgres)
export const { studies, studyPeople, casePupils } = studyTables(postgres)
export const { researchLessons, lessonObservers, lessonDocuments, stageMarks } =
  lessonTables(postgres)
export const { studyActs, lessonMilestones, lessonCover, studyAgreements, studyAgreementSigns } =
  studyCourseTables(postgres)
export const { retentionHolds, emergencyAccess } = keepingTables(postgres)
export const { runs } = runTables(postgres)
export const { claims, decisions } = chainTables(postgres)
export const { actions, retentionRules } = actionTables(postgres)
export const { clubs, clubPeople, clubDocuments } = clubTables(postgres)
export const { texts, chapters, chapterVersions, readingPlaces } = textTables(postgres)
export const { meetings, meetingGroups, statementMarks } = meetingTables(postgres)
export const { voteRounds, ideas, ideaDots } = ideaTables(postgres)
export const { commitments, tryReports, weeklyIdeas } = tryingTables(postgres)
export const { noticed, peerVisits, protocols } = noticingTables(postgres)
export const { schools } = schoolTables(postgres)
export const { passes, joinCodes, guests } = guestTables(postgres)
export const { passActs } = passActTables(postgres)
export const { teachMeetSeries, teachMeets } = teachMeetTables(postgres)
export const { teachMeetHosts, comers } = comerTables(postgres)
export const { talks, draws } = spokenTables(postgres)
export const { talkTables, tableSeats } = talkTableTables(postgres)
export const { chatMessages, moderationActs } = chatTables(postgres)
export const { meetQuestions, questionVotes } = questionTables(postgres)
export const { takeAways, meetThanks } = takeAwayTables(postgres)
export const { suggestions } = suggestionTables(postgres)
