import type { PersonId, TeachMeetId } from '../../shared/ids.ts'
import type { TeachMeetRole } from '../../shared/policy.ts'
import { canAtTeachMeet } from '../../shared/policy.ts'
import type { TeachMeetView } from '../../shared/teachmeet/api.ts'
import type { ComerView } from '../../shared/teachmeet/talks.ts'
import { guestsOf } from '../community/guest-views.ts'
import { listPeopleById } from '../community/queries.ts'
import { notFound } from '../http/errors.ts'
import type { Clock } from '../sync/ports.ts'
import type { Queryable } from '../storage/storage.ts'
import { attendanceOf } from './attendance.ts'
import { findComer, listComers } from './comer-queries.ts'
import { findEpochs } from './document-queries.ts'
import { newestDrawView } from './draw-views.ts'
import type { MeetDeps } from './live-deps.ts'
import type { Meet, MeetRow } from './meet-queries.ts'
import { findMeet } from './meet-queries.ts'
import { findSeries } from './series-queries.ts'
import { laidTables } from './table-views.ts'
import { signedUpTalks } from './talk-views.ts'

const dayMs = 24 * 60 * 60 * 1_000

interface Reader {
  id: PersonId
  role: TeachMeetRole
}

/** A TeachMeet as somebody sees it who is in it. */
export async function meetView(
  { storage, clock, reads }: Pick<MeetDeps, 'storage' | 'clock' | 'reads'>,
  row: MeetRow,
  reader: Reader,
): Promise<TeachMeetView> {
  const read = () => readForAll(storage, row.id, clock)
  const { talks, tables, shown, ...shared } = await reads.get(row, { noun: 'teachmeet' }, read)
  return {
    ...shared,
    role: reader.role,
    talks: talks.map(({ speakerId, needs, ...talk }) => {
      const isMine = speakerId === reader.id
      const maySeeNeeds = canAtTeachMeet({ ...reader, action: 'teachmeet.own', isOwn: isMine })
      return { ...talk, isMine, needs: maySeeNeeds ? needs : null }
    }),
    tables: tables.map(({ sitting, ...table }) => ({ ...table, isMine: sitting.has(reader.id) })),
    ...(await ownPart(storage, { id: row.id, reader: reader.id, shown })),
  }
}

/** What is the same for everybody who may read it. */
async function readForAll(q: Queryable, id: TeachMeetId, clock: Pick<Clock, 'now'>) {
  const meet = await findMeet(q, id)
  if (meet === null) throw notFound()
  const { row, hosts } = meet
  const people = await attendanceOf(q, id)
  const epochs = await findEpochs(q, [row.notesId])
  return {
    ...factsOf(meet),
    ...{ hosts, hostingId: row.hostingId, crew: row.crew },
    series: await seriesOf(q, meet),
    ...{ comers: people.listed, comersCount: people.count, schoolCount: people.schools },
    draw: await newestDrawView(q, id),
    notes: { documentId: row.notesId, epoch: epochs.get(row.notesId) ?? '' },
    guests: await guestsOf(q, { kind: 'teachmeet', id }, clock.now()),
    talks: await signedUpTalks(q, id),
    tables: await laidTables(q, id),
    shown: people.shown,
  }
}

function factsOf({ row }: Meet) {
  const { id, title, about, startsAt, minutes, timeZone, place, videoLink, state, sheet } = row
  const { gapMinutes, questionsNamed, chatDays, signUpUntil, hasLobby, endedAt, movedFrom } = row
  return {
    ...{ id, title, about, startsAt, minutes, timeZone, place, videoLink, state, sheet },
    ...{ gapMinutes, questionsNamed, chatDays, signUpUntil, hasLobby, movedFrom },
    chatUntil: endedAt === null ? null : endedAt + chatDays * dayMs,
    ...{ startedAt: row.startedAt, endedAt, tidiedAt: row.tidiedAt, version: row.version },
  }
}

async function seriesOf(q: Queryable, { row }: Meet) {
  const series = row.seriesId && (await findSeries(q, row.seriesId))
  if (series === null) return null
  const [nextHost] = await listPeopleById(q, [series.nextHostId])
  return { id: series.id, title: series.title, nextHost: nextHost ?? null }
}

interface Own {
  id: TeachMeetId
  reader: PersonId
  /** Everybody who comes. */
  shown: ReadonlyMap<PersonId, ComerView>
}

/** What whoever asks has said of themselves here; before that, how they would be shown. */
async function ownPart(q: Queryable, { id, reader, shown }: Own) {
  const comer = await findComer(q, id, reader)
  const self = shown.get(reader) ?? (await listComers(q, id, [reader]))[0]
  return {
    isSilenced: (comer?.silencedAt ?? null) !== null,
    me: {
      comes: comer !== null,
      isListed: comer?.isListed ?? false,
      shownName: self?.name ?? '',
      school: self?.school ?? null,
    },
  }
}
