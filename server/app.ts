import { Hono } from 'hono'
import type { TimeView } from '../shared/time.ts'
import type { Passwords } from './accounts/password.ts'
import { accountRoutes } from './accounts/routes.ts'
import type { Sessions } from './accounts/session.ts'
import { exampleRoutes } from './admin/demo/remove-demo.ts'
import { actionRoutes } from './community/action-routes.ts'
import { guestRoutes } from './community/guest-routes.ts'
import type { GuestSeats } from './community/guest-seats.ts'
import { passRoutes } from './community/pass-routes.ts'
import { commitmentRoutes } from './community/commitment-routes.ts'
import { communityDoor } from './community/community.ts'
import { noticingRoutes } from './community/noticing-routes.ts'
import { protocolRoutes } from './community/protocol-routes.ts'
import { schoolRoutes } from './community/school-routes.ts'
import { communityRoutes } from './community/routes.ts'
import type { Env } from './http/actor.ts'
import { readActor } from './http/actor.ts'
import { readAddress } from './http/address.ts'
import type { AreaDeps, PassObjects } from './http/area.ts'
import { answerErrors, answerNotFound } from './http/errors.ts'
import { readGuest } from './http/guest.ts'
import type { ClientFiles } from './http/files.ts'
import { serveClient } from './http/files.ts'
import { limitBody, refuseForeign, refuseOddPaths } from './http/guard.ts'
import { setHeaders } from './http/headers.ts'
import { limitRequests } from './http/limits.ts'
import type { Origins } from './http/origins.ts'
import { lessonStudyRoutes } from './lesson-study/routes.ts'
import { studyDoor } from './lesson-study/study-door.ts'
import { readingRoutes } from './reading/routes.ts'
import { clubDoor } from './reading/club-door.ts'
import { ideaRoutes } from './reading/idea-routes.ts'
import { GuestPace } from './teachmeet/guest-pace.ts'
import { teachMeetLiveRoutes } from './teachmeet/live-routes.ts'
import { teachMeetRoutes } from './teachmeet/routes.ts'
import { SharedReads } from './teachmeet/shared-reads.ts'

export interface AppDeps extends AreaDeps {
  sessions: Sessions
  guests: GuestSeats
  objects: PassObjects
  passwords: Passwords
  origins: Origins
  /** The built client; null in development, where vite serves it. */
  files: ClientFiles | null
  /** Where one person may ask more often than limits.ts says: in tests that try every route with every id. */
  requestsPerMinute?: number
  /** Shutting down: /healthz says so, and balancers send nobody else. */
  isStopping: () => boolean
}

/** Everything HTTP, from the first check of a request to its answer. */
export function createApp(deps: AppDeps): Hono<Env> {
  const app = new Hono<Env>()
  app.onError(answerErrors(deps.log))
  app.notFound(answerNotFound)
  app.use(setHeaders(deps.config, deps.origins), refuseOddPaths)

  app.get('/healthz', async (c) => {
    const isWell = !deps.isStopping() && (await deps.storage.isHealthy())
    return c.text(isWell ? 'ok\n' : 'the storage does not answer\n', isWell ? 200 : 503, {
      'Cache-Control': 'no-store',
    })
  })
  app.route('/api', createApi(deps))
  if (deps.files !== null) app.use(serveClient(deps.files))
  return app
}

function createApi(deps: AppDeps): Hono<Env> {
  const studies = studyDoor(deps)
  const doors = { community: communityDoor(deps), studies, clubs: clubDoor(deps) }
  const api = new Hono<Env>()
  api.use(
    readAddress(deps.config.trustedProxies),
    refuseForeign(deps.origins),
    readActor(deps.sessions),
    readGuest(deps.guests),
    limitRequests(deps.requestsPerMinute),
    limitBody,
  )
  // Open to everybody: a tablet whose session has ended still needs to know what time it is.
  api.get('/time', (c) => c.json<TimeView>({ now: deps.clock.now() }))
  api.route('/', accountRoutes({ ...deps, ...doors }))
  api.route('/', communityRoutes({ ...deps, ...doors }))
  api.route('/', schoolRoutes(deps))
  api.route('/', actionRoutes({ ...deps, ...doors }))
  api.route('/', commitmentRoutes({ ...deps, ...doors }))
  api.route('/', noticingRoutes({ ...deps, ...doors }))
  api.route('/', protocolRoutes(deps))
  api.route('/', passRoutes(deps))
  api.route('/', guestRoutes(deps))
  api.route('/', lessonStudyRoutes(deps))
  api.route('/', readingRoutes(deps))
  api.route('/', ideaRoutes(deps))
  const reads = new SharedReads(deps.clock, deps.live)
  const meetDeps = { ...deps, reads, pace: new GuestPace() }
  api.route('/', teachMeetRoutes(meetDeps))
  api.route('/', teachMeetLiveRoutes({ ...meetDeps, ...doors }))
  api.route('/', exampleRoutes(deps))
  return api
}
