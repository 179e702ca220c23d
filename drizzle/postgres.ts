import { postgres } from './dialect.ts'
import { accountTables } from './tables/accounts.ts'
import { communityTables } from './tables/community.ts'
import { documentTables } from './tables/documents.ts'
import { lessonStudyTables } from './tables/lesson-study.ts'

// Every table in PostgreSQL’s dialect, one export each: drizzle-kit reads named exports.
export const { people, sessions, invitations } = accountTables(postgres)
export const { communities, themes } = communityTables(postgres)
export const {
  documents,
  documentUpdates,
  documentHistory,
  documentSnapshots,
  documentClients,
  documentQuarantine,
} = documentTables(postgres)
export const { studies, studyPeople, researchLessons, lessonObservers, casePupils } =
  lessonStudyTables(postgres)
