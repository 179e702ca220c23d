import type { PersonId } from '../../shared/ids.ts'
import { canAtTeachMeet } from '../../shared/policy.ts'
import type { TeachMeetRowView, TeachMeetState } from '../../shared/teachmeet/api.ts'
import type { Queryable } from '../storage/storage.ts'
import { listComingOf } from './comer-queries.ts'
import type { MeetRow } from './meet-queries.ts'
import { listHosts, listMeets } from './meet-queries.ts'
import { listSeriesTitles } from './series-queries.ts'
import { countTalks, listSpeakingOf } from './talk-queries.ts'

const places: Record<TeachMeetState, number> = {
  ...{ live: 0, draft: 1, open: 1, 'called-off': 1, ended: 2, tidied: 2 },
}

/** The TeachMeets that somebody with an account may know of: what is live, what comes, what was. */
export async function meetRows(q: Queryable, reader: PersonId): Promise<TeachMeetRowView[]> {
  const rows = await listMeets(q)
  const ids = rows.map((row) => row.id)
  const [hosts, talks] = [await listHosts(q, ids), await countTalks(q, ids)]
  const titles = await listSeriesTitles(
    q,
    rows.map((row) => row.seriesId),
  )
  const coming = await listComingOf(q, reader)
  const speaking = await listSpeakingOf(q, reader)
  const views = rows.map((row): TeachMeetRowView => {
    const { id, title, about, startsAt, movedFrom, minutes, timeZone, place, state } = row
    const own = hosts.filter((host) => host.teachMeetId === id)
    return {
      ...{ id, title, about, startsAt, movedFrom, minutes, timeZone, place, state },
      seriesTitle: titles.get(row.seriesId) ?? null,
      hosts: own.map(({ teachMeetId: _, ...person }) => person),
      talkCount: talks.get(id) ?? 0,
      isHost: own.some((host) => host.id === reader),
      ...{ comes: coming.includes(id), speaks: speaking.includes(id) },
    }
  })
  return views.filter(isShown).toSorted(inOrder)
}

function isShown({ state, isHost }: TeachMeetRowView): boolean {
  const role = isHost ? 'host' : 'member'
  return canAtTeachMeet({ action: 'teachmeet.read', role, isDraft: state === 'draft' })
}

type Timed = Pick<MeetRow, 'state' | 'startsAt'>

/** What comes soonest first, what was newest first. */
function inOrder(a: Timed, b: Timed): number {
  const apart = places[a.state] - places[b.state]
  if (apart !== 0) return apart
  return places[a.state] === 2 ? b.startsAt - a.startsAt : a.startsAt - b.startsAt
}
