import { postgres } from './dialect.ts'
import { accountTables } from './tables/accounts.ts'
import { communityTables } from './tables/community.ts'
import { documentTables, snapshotTables } from './tables/documents.ts'
import { lessonTables, studyTables } from './tables/lesson-study.ts'

// Every table in PostgreSQL’s dialect, one export each: drizzle-kit reads named exports.
export const { people, sessions, invitations } = accountTables(postgres)
export const { communities, themes } = communityTables(postgres)
export const { documents, documentUpdates, documentHistory, documentQuarantine } =
  documentTables(postgres)
export const { documentSnapshots, documentClients } = snapshotTables(postgres)
export const { studies, studyPeople, casePupils } = studyTables(postgres)
export const { researchLessons, lessonObservers } = lessonTables(postgres)
