import { sqliteDialect } from './dialect.ts'
import { accountTables } from './tables/accounts.ts'
import { communityTables } from './tables/community.ts'
import { documentTables } from './tables/documents.ts'
import { lessonStudyTables } from './tables/lesson-study.ts'

// Every table in SQLite’s dialect, under the same names as in postgres.ts.
export const { people, sessions, invitations } = accountTables(sqliteDialect)
export const { communities, themes } = communityTables(sqliteDialect)
export const {
  documents,
  documentUpdates,
  documentHistory,
  documentSnapshots,
  documentClients,
  documentQuarantine,
} = documentTables(sqliteDialect)
export const { studies, studyPeople, researchLessons, lessonObservers, casePupils } =
  lessonStudyTables(sqliteDialect)
