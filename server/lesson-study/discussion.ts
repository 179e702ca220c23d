import type { RunActInput, RunRoles, RunStep, RunView } from '../../shared/community/run.ts'
import { pupilStepKey } from '../../shared/community/run.ts'
import { AppError } from '../../shared/errors.ts'
import type { LessonId, PersonId } from '../../shared/ids.ts'
import { can } from '../../shared/policy.ts'
import { listClaims } from '../community/chain-queries.ts'
import { findRun } from '../community/run-queries.ts'
import { discussionSteps } from '../community/run-sheet.ts'
import { actOnRun, openRun, runView } from '../community/runs.ts'
import type { Actor } from '../http/actor.ts'
import type { Queryable } from '../storage/storage.ts'
import { hasAct } from './act-queries.ts'
import type { Study, StudyLesson } from './queries.ts'
import type { Change } from './study-change.ts'
import { roleIn } from './study-change.ts'
import { guestsHere, namesOf } from './study-guests.ts'
import { endLesson, lessonOf, sayAct } from './teaching.ts'

const subjectOf = (lesson: LessonId) => ({ kind: 'discussion', subjectId: lesson }) as const

/** The discussion of a lesson as it stands. */
export async function readDiscussion(
  q: Queryable,
  study: Study,
  lesson: LessonId,
  now: number,
): Promise<RunView> {
  const run = await findRun(q, subjectOf(lesson))
  return runView(run, discussionSteps(openPupils(study), 45), { people: namesOf(study), now })
}

/**
 * An act on the discussion of a lesson, by somebody of its study. Its teachers steer, and whoever is its chair. Opening
 * it ends the lesson, if nobody had, so that everybody's notes are there to be read. Returns whether the study itself
 * changed.
 */
export async function actOnDiscussion(
  change: Change,
  lessonId: LessonId,
  { act, actor }: { act: RunActInput; actor: Actor },
): Promise<boolean> {
  const { q, study, now, newId } = change
  const lesson = lessonOf(change, lessonId)
  const run = await findRun(q, subjectOf(lessonId))
  const studyRole = roleIn(study, actor.id)
  if (!can(actor, { action: 'run.steer', studyRole, isChair: run?.roles.chairId === actor.id })) {
    throw new AppError('forbidden', 'The chair and the study’s teachers lead the discussion.')
  }
  const setting = {
    ...{ now, by: actor.id, newId },
    turns: (step: RunStep, roles: RunRoles) =>
      step.key === 'expert'
        ? expertTurns(change, roles.expertId)
        : turnsOf(study, lesson, step, roles),
    nameOf: (id: PersonId) => namesOf(study).find((one) => one.id === id)?.name ?? 'Somebody',
  }
  if (act.act === 'open') {
    const steps = discussionSteps(openPupils(study), act.minutes)
    await openRun(q, run, { steps, ...subjectOf(lessonId) }, setting)
    await endLesson(change, lessonId, { ended: true, by: actor.id })
    await sayAct(change, { kind: 'discussion-opened', lessonId, by: actor.id })
    return true
  }
  if (run === null) throw new AppError('conflict', 'Nobody has opened this discussion yet.')
  if (act.act === 'roles') refuseStrangers(change, act)
  await actOnRun(q, run, act, setting)
  if (act.act === 'go' && act.step === 'teaching') {
    return askPupilsFirst(change, lesson, { steps: run.steps, passed: act.passed, by: actor.id })
  }
  if (act.act !== 'close' && act.act !== 'reopen') return false
  const kind = act.act === 'close' ? 'discussion-closed' : 'discussion-opened'
  await sayAct(change, { kind, lessonId, by: actor.id })
  return true
}

/**
 * Pupils first: whoever comes to the teaching before each case pupil has a claim is asked, once a discussion. It is a
 * courtesy, so anybody who steers may pass it; what was done before it is taken back by the refusal.
 */
async function askPupilsFirst(
  change: Change,
  lesson: StudyLesson,
  { steps, passed, by }: { steps: RunStep[]; passed: boolean; by: PersonId },
): Promise<boolean> {
  const { q, study } = change
  const claims = await listClaims(q, study.row.id)
  const spokenOf = new Set(
    claims
      .filter((claim) => claim.lessonId === lesson.id && claim.droppedAt === null)
      .map((claim) => claim.pupilId),
  )
  const left = openPupils(study).filter(
    (pupil) => !spokenOf.has(pupil.id) && steps.some((step) => step.key === pupilStepKey(pupil.id)),
  )
  if (left.length === 0 || (await hasAct(q, lesson.id, 'pupils-first-passed'))) return false
  const sentence = 'Pupils first. Open anyway?'
  if (!passed) throw new AppError('conflict', sentence, { passed: sentence })
  await sayAct(change, { kind: 'pupils-first-passed', lessonId: lesson.id, by })
  return true
}

const openPupils = (study: Study) => study.pupils.filter((pupil) => pupil.droppedAt === null)

/**
 * Who speaks in a step, in order: about a case pupil whoever watched that pupil, then the others, and whoever taught
 * last, so that the lesson stays everybody's. The invited expert listens and speaks late.
 */
function turnsOf(
  study: Study,
  lesson: StudyLesson,
  { key }: RunStep,
  { noteTakerId, expertId }: RunRoles,
): PersonId[] {
  const isHere = (id: PersonId | null): id is PersonId => id !== null && roleIn(study, id) !== null
  switch (key) {
    case 'quiet':
      return []
    case 'teacher':
      return [lesson.teacherId].filter(isHere)
    case 'decide':
      return [noteTakerId].filter(isHere)
    case 'voice': {
      const talks = lesson.documents.filter((one) => one.kind === 'voice' && !one.isEmpty)
      return talks.map((one) => one.personId).filter(isHere)
    }
    default: {
      const watchers = lesson.observers
        .filter(({ pupilIds }) => pupilIds.some((id) => pupilStepKey(id) === key))
        .map((observer) => observer.personId)
      const observers = lesson.observers.map((observer) => observer.personId)
      const everybody = [...watchers, ...observers, ...study.people.map((person) => person.id)]
      const others = everybody.filter((id) => id !== lesson.teacherId && id !== expertId)
      return [...new Set([...others, lesson.teacherId])].filter(isHere)
    }
  }
}

/** Whoever was named speaks as the expert; else whoever came by a pass, which is what they came for. */
function expertTurns({ study, now }: Change, expertId: PersonId | null): PersonId[] {
  const invited = guestsHere(study, now).map(({ guest }) => guest.id)
  if (expertId === null) return invited
  return roleIn(study, expertId) !== null || invited.includes(expertId) ? [expertId] : []
}

/** The expert may be somebody who came by a pass; chair and note-taker write, so they are the study's own. */
function refuseStrangers(
  { study, now }: Change,
  { chairId, noteTakerId, expertId }: Extract<RunActInput, { act: 'roles' }>,
): void {
  const isIn = (id: PersonId | null | undefined) => !id || roleIn(study, id) !== null
  const isInvited = guestsHere(study, now).some(({ guest }) => guest.id === expertId)
  if (isIn(chairId) && isIn(noteTakerId) && (isInvited || isIn(expertId))) return
  throw new AppError('invalid', 'Choose one of the people of this study.')
}
