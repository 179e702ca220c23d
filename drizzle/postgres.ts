import { postgres } from './dialect.ts'
import { accountTables } from './tables/accounts.ts'
import { actionTables, chainTables, runTables } from './tables/chain.ts'
import { communityTables } from './tables/community.ts'
import { documentTables, snapshotTables } from './tables/documents.ts'
import { studyTables } from './tables/lesson-study.ts'
import { clubTables, ideaTables, meetingTables, textTables } from './tables/reading.ts'
import { keepingTables, lessonTables, studyCourseTables } from './tables/research-lesson.ts'
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
