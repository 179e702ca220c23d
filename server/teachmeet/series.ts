import { AppError } from '../../shared/errors.ts'
import type { PersonId, SeriesId } from '../../shared/ids.ts'
import type { NewTeachMeet } from '../../shared/teachmeet/api.ts'
import type { ChangeSeries, SeriesView } from '../../shared/teachmeet/series.ts'
import { canAtTeachMeet } from '../../shared/policy.ts'
import { actingNow } from '../accounts/acting.ts'
import { findPerson } from '../accounts/queries.ts'
import { findCommunity, listPeopleById } from '../community/queries.ts'
import type { Actor } from '../http/actor.ts'
import type { AreaDeps } from '../http/area.ts'
import { notFound } from '../http/errors.ts'
import type { Queryable } from '../storage/storage.ts'
import type { MeetRow } from './meet-queries.ts'
import { listHosts, listMeets } from './meet-queries.ts'
import type { SeriesRow } from './series-queries.ts'
import { findSeries, insertSeries, listSeries, updateSeries } from './series-queries.ts'

/** The series that a new TeachMeet is one of: one that is there, a new one, or none. */
export async function joinSeries(
  q: Queryable,
  actor: Actor,
  { seriesId, newSeries }: NewTeachMeet,
  { now }: { now: number },
): Promise<SeriesId | null> {
  if (newSeries !== null) return startSeries(q, actor, { ...newSeries, now })
  if (seriesId === null) return null
  const series = await findSeries(q, seriesId)
  if (series === null) throw new AppError('invalid', 'There is no such series any more.')
  if (series.nextHostId === actor.id) {
    // It is held now by whoever was named; who comes after them is theirs to say.
    await updateSeries(q, series.id, { nextHostId: null })
    return series.id
  }
  if (await hostsSeries(q, series.id, actor.id)) return series.id
  const sentence = 'Whoever has hosted this series can name you as its next host.'
  throw new AppError('forbidden', sentence)
}

async function startSeries(
  q: Queryable,
  actor: Actor,
  { id, title, now }: { id: SeriesId; title: string; now: number },
): Promise<SeriesId> {
  if ((await findSeries(q, id)) !== null) {
    throw new AppError('taken', 'This series could not be added. Please try again.')
  }
  const community = await findCommunity(q)
  if (community === null) throw new Error('somebody is signed in where there is no community')
  await insertSeries(q, {
    ...{ id, title, communityId: community.id, nextHostId: null },
    ...{ createdBy: actor.id, createdAt: now, isExample: false },
  })
  return id
}

/** The TeachMeets of a series, drafts among them, soonest first. */
async function meetsOf(q: Queryable, id: SeriesId): Promise<MeetRow[]> {
  return (await listMeets(q)).filter((meet) => meet.seriesId === id)
}

/** Whether somebody has hosted the newest TeachMeet of a series; of a series without one, whoever began it. */
async function hostsSeries(q: Queryable, id: SeriesId, person: PersonId): Promise<boolean> {
  const newest = (await meetsOf(q, id)).at(-1)
  if (newest === undefined) return (await findSeries(q, id))?.createdBy === person
  const hosts = await listHosts(q, [newest.id])
  // Where all of them have left the school, anybody may go on with it.
  return hosts.length === 0 || hosts.some((host) => host.id === person)
}

/** Names a series anew, or says who hosts its next TeachMeet. */
export async function changeSeries(
  deps: AreaDeps,
  actor: Actor,
  { id, title, nextHostId }: ChangeSeries & { id: SeriesId },
): Promise<SeriesView> {
  const { storage, live } = deps
  await storage.transaction(async (tx) => {
    const q = { db: tx, tables: storage.tables }
    await actingNow(q, actor)
    if ((await findSeries(q, id)) === null) throw notFound()
    if (!(await hostsSeries(q, id, actor.id))) {
      throw new AppError('forbidden', 'A host of its newest TeachMeet can change this.')
    }
    const next = nextHostId ? await findPerson(q, nextHostId) : null
    if (nextHostId && next?.state !== 'active') {
      throw new AppError('invalid', 'Choose a colleague who has an account here.')
    }
    const values = {
      ...(title === undefined ? {} : { title }),
      ...(nextHostId === undefined ? {} : { nextHostId }),
    }
    if (Object.keys(values).length > 0) await updateSeries(q, id, values)
  })
  live.publish({ scope: 'community', noun: 'teachmeets', id: null })
  // Each of them says on its own page who hosts the next one, to guests too.
  for (const meet of await meetsOf(storage, id)) {
    live.publish({ scope: `teachmeet:${meet.id}`, noun: 'teachmeet', id: meet.id })
  }
  const series = await findSeries(storage, id)
  if (series === null) throw notFound()
  return seriesView(series, await readAround(storage, [series]), actor.id)
}

/** Every series, as somebody sees it: a draft is its hosts' alone. */
export async function listSeriesViews(q: Queryable, reader: PersonId): Promise<SeriesView[]> {
  const all = await listSeries(q)
  const around = await readAround(q, all)
  return all.map((series) => seriesView(series, around, reader))
}

/** What is shown with these series, read for all of them at once. */
async function readAround(q: Queryable, all: readonly SeriesRow[]) {
  const ids = all.map((series) => series.id)
  const meets = (await listMeets(q)).filter(({ seriesId }) => seriesId && ids.includes(seriesId))
  const hosts = await listHosts(
    q,
    meets.map((meet) => meet.id),
  )
  const nextHosts = await listPeopleById(
    q,
    all.map((series) => series.nextHostId),
  )
  return { meets, hosts, nextHosts }
}

function seriesView(
  { id, title, nextHostId }: SeriesRow,
  { meets, hosts, nextHosts }: Awaited<ReturnType<typeof readAround>>,
  reader: PersonId,
): SeriesView {
  const isShown = (meet: MeetRow) => {
    const isHost = hosts.some((host) => host.teachMeetId === meet.id && host.id === reader)
    const role = isHost ? 'host' : 'member'
    return canAtTeachMeet({ action: 'teachmeet.read', role, isDraft: meet.state === 'draft' })
  }
  const shown = meets.filter((meet) => meet.seriesId === id && isShown(meet))
  const people = new Map(
    hosts
      .filter((host) => shown.some((meet) => meet.id === host.teachMeetId))
      .map(({ teachMeetId: _, ...person }) => [person.id, person]),
  )
  return {
    ...{ id, title, hosts: [...people.values()] },
    nextHost: nextHosts.find((person) => person.id === nextHostId) ?? null,
    teachMeets: shown.map((meet) => ({
      ...{ id: meet.id, title: meet.title, startsAt: meet.startsAt, state: meet.state },
    })),
  }
}
