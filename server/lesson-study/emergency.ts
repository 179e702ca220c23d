import { AppError } from '../../shared/errors.ts'
import type { DocumentId, PersonId, StudyId } from '../../shared/ids.ts'
import type { EmergencyStudyView, OpenEmergency } from '../../shared/lesson-study/emergency.ts'
import { emergencyAccessMinutes } from '../../shared/limits.ts'
import { can } from '../../shared/policy.ts'
import { actingNow, allowedNow } from '../accounts/acting.ts'
import type { Actor } from '../http/actor.ts'
import type { AreaDeps } from '../http/area.ts'
import { notFound } from '../http/errors.ts'
import type { EmergencyRow } from './emergency-queries.ts'
import {
  endEmergencies,
  insertEmergency,
  lastingFor,
  listEmergencyStudies,
  listLasting,
  listStudyIdsOf,
} from './emergency-queries.ts'
import type { Study } from './queries.ts'
import { findStudy } from './queries.ts'
import type { Change } from './study-change.ts'
import { changeStudy, documentsOf, roleIn } from './study-change.ts'
import { sayAct } from './teaching.ts'

/**
 * An admin reads the studies of a colleague for an hour. In each of them it is an act with the reason, which its
 * people see at once; the server's log says that it happened, and not why.
 */
export async function openEmergency(
  deps: AreaDeps,
  actor: Actor,
  { personId, reason }: OpenEmergency,
): Promise<EmergencyStudyView[]> {
  const { storage, clock, log } = deps
  const rows: EmergencyRow[] = []
  for (const studyId of await listStudyIdsOf(storage, personId)) {
    await changeStudy(deps, studyId, async (change) => {
      await allowedNow(change.q, actor, { action: 'emergency.open' })
      // Taken out, or let in, since the list was read.
      if (roleIn(change.study, personId) === null || roleIn(change.study, actor.id) !== null) {
        return false
      }
      rows.push(await grant(change, actor.id, reason))
      return true
    })
  }
  if (rows.length === 0) {
    throw new AppError('conflict', 'There is no study of theirs that you could not read already.')
  }
  log.warn('emergency-access', { by: actor.id, person: personId, studies: rows.length })
  for (const row of rows) endInTime(deps, row)
  const opened = new Set(rows.map((row) => row.studyId))
  const readable = await listEmergencyStudies(storage, actor.id, clock.now())
  return readable.filter((study) => opened.has(study.id))
}

async function grant(change: Change, by: PersonId, reason: string): Promise<EmergencyRow> {
  const { q, study, now, newId } = change
  const until = now + emergencyAccessMinutes * 60_000
  const row = { id: newId(), studyId: study.row.id, personId: by, reason, at: now, until }
  await insertEmergency(q, row)
  await sayAct(change, { kind: 'emergency-access', lessonId: null, by, note: reason })
  return row
}

/** Ends it before its time: a teacher everybody's, whoever has it their own. */
export async function endEmergency(
  deps: AreaDeps,
  asking: Actor,
  studyId: StudyId,
): Promise<{ study: Study; ended: PersonId[] }> {
  const ended = new Set<PersonId>()
  const study = await changeStudy(deps, studyId, async ({ q, study: before, now, rechecked }) => {
    const { emergencies } = before
    const actor = await actingNow(q, asking)
    const studyRole = roleIn(before, actor.id)
    const isOwn = lastingFor(emergencies, actor.id, now) !== null
    if (!can(actor, { action: 'study.read', studyRole, hasEmergency: isOwn })) throw notFound()
    const mayAll = can(actor, { action: 'study.change', studyRole })
    if (!mayAll && !isOwn) {
      throw new AppError('forbidden', 'You can read this study. Its teachers change it.')
    }
    const over = emergencies.filter(
      (one) => one.until > now && (mayAll || one.personId === actor.id),
    )
    await endEmergencies(
      q,
      over.map((one) => one.id),
      now,
    )
    for (const one of over) ended.add(one.personId)
    for (const document of documentsOf(before)) rechecked.add(document)
    return over.length > 0
  })
  await tellWhoReads(deps, study, [...ended])
  return { study, ended: [...ended] }
}

/** After a start: what lasts still ends in time. */
export async function watchEmergencies(deps: AreaDeps): Promise<void> {
  for (const row of await listLasting(deps.storage, deps.clock.now())) endInTime(deps, row)
}

/** The right ends with its time by itself; whoever has something open then is told, and it is closed. */
function endInTime(deps: AreaDeps, { studyId, personId, until }: EmergencyRow): void {
  const { storage, clock, rooms, live, log } = deps
  const end = async () => {
    const study = await findStudy(storage, studyId)
    if (study === null) return
    const documents: DocumentId[] = documentsOf(study)
    await Promise.all(documents.map((document) => rooms.recheckDocument(document)))
    live.publish({ scope: `study:${studyId}`, noun: 'study', id: studyId })
    await tellWhoReads(deps, study, [personId])
  }
  clock.after(Math.max(0, until - clock.now()), () => {
    // Nobody waits for it; every question about rights looks at the time for itself.
    void end().catch((error: unknown) => log.warn('emergency-not-ended', { error: String(error) }))
  })
}

/** What they showed of the study is judged again, and their own list of what they may read is read again. */
async function tellWhoReads(
  { live }: Pick<AreaDeps, 'live'>,
  study: Study,
  people: readonly PersonId[],
): Promise<void> {
  await Promise.all(people.map((person) => live.recheckPerson(person)))
  for (const person of people) {
    live.publish({ scope: `person:${person}`, noun: 'studies', id: study.row.id })
  }
}
