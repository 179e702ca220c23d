import type { StudyId } from '../../shared/ids.ts'
import { can } from '../../shared/policy.ts'
import type { Actor } from '../http/actor.ts'
import type { AreaDeps } from '../http/area.ts'
import { notFound } from '../http/errors.ts'
import { lastingFor } from './emergency-queries.ts'
import type { Study } from './queries.ts'
import { findStudy } from './queries.ts'
import { roleIn } from './study-change.ts'

/** A study that somebody may read: one they are in, or, for an admin, one that is open to them in an emergency. */
export async function readableStudy(
  { storage, clock }: Pick<AreaDeps, 'storage' | 'clock'>,
  actor: Actor,
  id: StudyId | null,
): Promise<Study> {
  const study = id && (await findStudy(storage, id))
  if (study === null) throw notFound()
  const studyRole = roleIn(study, actor.id)
  const hasEmergency = lastingFor(study.emergencies, actor.id, clock.now()) !== null
  if (!can(actor, { action: 'study.read', studyRole, hasEmergency })) throw notFound()
  return study
}
