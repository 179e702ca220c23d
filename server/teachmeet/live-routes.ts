import { Hono } from 'hono'
import type { Env } from '../http/actor.ts'
import type { ClubDoor } from '../http/area.ts'
import { afterRoutes } from './after-routes.ts'
import { chatRoutes } from './chat-routes.ts'
import type { LiveDeps, MeetDeps } from './live-deps.ts'
import { LiveNews } from './live-news.ts'
import { moderationRoutes } from './moderation-routes.ts'
import { NotesWords } from './notes-words.ts'
import { questionRoutes } from './question-routes.ts'
import { tableRoutes } from './table-routes.ts'
import { takeAwayRoutes } from './take-away-routes.ts'

/**
 * What happens at and after a TeachMeet, to members and guests alike: shared/teachmeet/live.ts and tables.ts say what
 * each route takes and gives.
 */
export function teachMeetLiveRoutes(given: MeetDeps & { clubs: ClubDoor }): Hono<Env> {
  const words = new NotesWords(given.storage)
  const deps: LiveDeps = { ...given, news: new LiveNews(given), words }
  return new Hono<Env>()
    .route('/', chatRoutes(deps))
    .route('/', questionRoutes(deps))
    .route('/', takeAwayRoutes(deps))
    .route('/', tableRoutes(deps))
    .route('/', moderationRoutes(deps))
    .route('/', afterRoutes(deps))
}
