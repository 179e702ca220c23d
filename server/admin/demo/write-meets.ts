import type { SeriesId, TeachMeetId } from '../../../shared/ids.ts'
import { momentOf } from '../../community/school-day.ts'
import type { Queryable, Storage } from '../../storage/storage.ts'
import type { Clock } from '../../sync/ports.ts'
import {
  listLiveExamples,
  placeLiveMeet,
  placePastMeet,
  placeStep,
} from '../example-meet-time-queries.ts'
import { markExample } from '../example-queries.ts'
import { autumn } from './autumn-teachmeet.ts'
import { winter } from './winter-teachmeet.ts'
import { openMeet, writeMeet } from './write-meet.ts'
import { addSchoolDays } from './write-study.ts'
import type { Writing } from './writing.ts'
import { together, visitorOf } from './writing.ts'

const minuteMs = 60_000
/** How much of the talk that is on has gone by: 2:48 of seven minutes are left. */
const goneMs = 252_000
/** Welcome, draw, and what has been heard, before that. */
const beforeMs = 11 * minuteMs

/** A series of two: one was held two weeks ago, one is on. Who hosts the next is known. */
export async function writeMeets(storage: Storage, writing: Writing): Promise<void> {
  const { clock, random, timeZone } = writing
  const seriesId = random.id() as SeriesId
  const newSeries = { id: seriesId, title: 'Valley TeachMeets' }
  const past = await openMeet(writing, autumn, { startsAt: clock.now(), newSeries })
  const startsAt = beginning(clock.now())
  const live = await openMeet(writing, winter, { startsAt, seriesId })
  await markExample(storage, { teachMeets: [past, live], series: [seriesId] })
  const nextHostId = visitorOf(writing, 'Cerys').id
  await visitorOf(writing, winter.host).ask('PATCH', `/api/series/${seriesId}`, { nextHostId })
  await together([writeMeet(writing, past, autumn), writeMeet(writing, live, winter)])
  const heldAt = momentOf(addSchoolDays(clock.now(), -10), '16:00', timeZone)
  await inOne(storage, async (q) => {
    await placePastMeet(q, past, heldAt)
    await placeLiveMeet(q, live, startsAt)
    await placeStep(q, live, goneMs)
  })
}

/** The TeachMeet of the example that is on, or null when its hosts have ended it. */
export async function findLiveMeet(storage: Storage): Promise<TeachMeetId | null> {
  return (await listLiveExamples(storage))[0]?.id ?? null
}

/** Loaded on another day, it is held today: what people have said and done since then stays as it is. */
export async function holdToday(storage: Storage, clock: Clock): Promise<void> {
  const now = clock.now()
  await inOne(storage, async (q) => {
    for (const { id, startsAt, minutes } of await listLiveExamples(q)) {
      if (now < startsAt + minutes * minuteMs) continue
      await placeLiveMeet(q, id, beginning(now))
    }
  })
}

/** A time as people choose them: five past, ten past. */
function beginning(now: number): number {
  const step = 5 * minuteMs
  return Math.floor((now - goneMs - beforeMs) / step) * step
}

function inOne(storage: Storage, work: (q: Queryable) => Promise<void>): Promise<void> {
  return storage.transaction((tx) => work({ db: tx, tables: storage.tables }))
}
