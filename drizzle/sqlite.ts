import { sqliteDialect } from './dialect.ts'
import { accountTables } from './tables/accounts.ts'
import { communityTables } from './tables/community.ts'
import { documentTables, snapshotTables } from './tables/documents.ts'
import { lessonTables, studyTables } from './tables/lesson-study.ts'

// Every table in SQLite’s dialect, under the same names as in postgres.ts.
export const { people, sessions, invitations } = accountTables(sqliteDialect)
export const { communities, themes } = communityTables(sqliteDialect)
export const { documents, documentUpdates, documentHistory, documentQuarantine } =
  documentTables(sqliteDialect)
export const { documentSnapshots, documentClients } = snapshotTables(sqliteDialect)
export const { studies, studyPeople, casePupils } = studyTables(sqliteDialect)
export const { researchLessons, lessonObservers } = lessonTables(sqliteDialect)
