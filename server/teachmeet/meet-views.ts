import type { DocumentId, PersonId } from '../../shared/ids.ts'
import type { TeachMeetRole } from '../../shared/policy.ts'
import type { TeachMeetView } from '../../shared/teachmeet/api.ts'
import { guestsOf } from '../community/guest-views.ts'
import { listPeopleById } from '../community/queries.ts'
import type { AreaDeps } from '../http/area.ts'
import { attendanceOf, countSchools } from './attendance.ts'
import { findComer, listComers } from './comer-queries.ts'
import { findEpochs } from './document-queries.ts'
import { newestDrawView } from './draw-views.ts'
import type { Meet } from './meet-queries.ts'
import { findSeries } from './series-queries.ts'
import { SharedReads } from './shared-reads.ts'
import { tableViews } from './table-views.ts'
import { listTalkViews } from './talk-views.ts'

const dayMs = 24 * 60 * 60 * 1_000

interface Reader {
  id: PersonId
  role: TeachMeetRole
}

/** A TeachMeet as somebody sees it who is in it. */
export async function meetView(
  deps: Pick<AreaDeps, 'storage' | 'rooms' | 'clock'>,
  meet: Meet,
  reader: Reader,
): Promise<TeachMeetView> {
  const { row, hosts } = meet
  const people = await attendanceOf(deps.storage, row.id)
  return {
    ...factsOf(meet),
    ...{ hosts, hostingId: row.hostingId, crew: row.crew, role: reader.role },
    series: await seriesOf(deps, meet),
    talks: await listTalkViews(deps.storage, meet, reader),
    ...{ comers: people.listed, comersCount: people.count, schoolCount: people.schools },
    ...(await ownPart(deps, meet, reader.id)),
    draw: await newestDrawView(deps.storage, row.id),
    tables: await tableViews(deps.storage, row.id, reader.id),
    notes: await notesOf(deps, row.notesId),
    here: await hereOf(deps, meet),
    guests: await guestsOf(deps.storage, { kind: 'teachmeet', id: row.id }, deps.clock.now()),
  }
}

function factsOf({ row }: Meet) {
  const { id, title, about, startsAt, minutes, timeZone, place, videoLink, state, sheet } = row
  const { gapMinutes, questionsNamed, chatDays, signUpUntil, hasLobby, endedAt } = row
  return {
    ...{ id, title, about, startsAt, minutes, timeZone, place, videoLink, state, sheet },
    ...{ gapMinutes, questionsNamed, chatDays, signUpUntil, hasLobby },
    chatUntil: endedAt === null ? null : endedAt + chatDays * dayMs,
    ...{ startedAt: row.startedAt, endedAt, tidiedAt: row.tidiedAt, version: row.version },
  }
}

async function seriesOf({ storage }: Pick<AreaDeps, 'storage'>, { row }: Meet) {
  const series = row.seriesId && (await findSeries(storage, row.seriesId))
  if (series === null) return null
  const [nextHost] = await listPeopleById(storage, [series.nextHostId])
  return { id: series.id, title: series.title, nextHost: nextHost ?? null }
}

/** What whoever asks has said of themselves here; before that, how they would be shown. */
async function ownPart({ storage }: Pick<AreaDeps, 'storage'>, { row }: Meet, reader: PersonId) {
  const comer = await findComer(storage, row.id, reader)
  const [shown] = await listComers(storage, row.id, [reader])
  return {
    isSilenced: (comer?.silencedAt ?? null) !== null,
    me: {
      comes: comer !== null,
      isListed: comer?.isListed ?? false,
      shownName: shown?.name ?? '',
      school: shown?.school ?? null,
    },
  }
}

async function notesOf({ storage }: Pick<AreaDeps, 'storage'>, documentId: DocumentId) {
  const epochs = await findEpochs(storage, [documentId])
  return { documentId, epoch: epochs.get(documentId) ?? '' }
}

/** Of how many schools those are who are here, by the database in which it was read. */
const reads = new WeakMap<AreaDeps['storage'], SharedReads>()

/** Who has the live page open: its notes are the room in which they are. */
async function hereOf(deps: Pick<AreaDeps, 'storage' | 'rooms' | 'clock'>, meet: Meet) {
  const { id, notesId } = meet.row
  const ids = deps.rooms.peopleIn(notesId).map((person) => person.id)
  // With three hundred here, each look would read three hundred; and all look when one of them comes.
  const known = reads.get(deps.storage) ?? new SharedReads(deps.clock)
  reads.set(deps.storage, known)
  const schools = await known.get(meet.row, `here ${ids.join()}`, async () =>
    countSchools(await listComers(deps.storage, id, ids)),
  )
  return { people: ids.length, schools }
}
