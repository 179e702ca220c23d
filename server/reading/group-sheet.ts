import type { Protocol } from '../../shared/community/protocols.ts'
import { roundOf, stepsOf } from '../../shared/community/protocol-steps.ts'
import type { RunStep } from '../../shared/community/run.ts'
import { AppError } from '../../shared/errors.ts'
import type { PersonId } from '../../shared/ids.ts'
import type { RunRow } from '../community/run-queries.ts'

/** How far a group has come in its protocol. */
export type GroupSheet = Pick<RunRow, 'steps' | 'stepKey' | 'doneKeys'>

interface GroupNow {
  /** Those of the group who are here. */
  present: readonly PersonId[]
  /** Whose work or question it is, where a protocol has one presenter. */
  presenter: PersonId | null
}

/**
 * The steps of a group whose people have changed. What was said stays, and so does the turn that is on. Who has gone is
 * passed over in what is left; who has come has a turn at the end of it, in rounds that are not over yet.
 */
export function resettled(
  protocol: Pick<Protocol, 'rounds' | 'steps'>,
  { steps: before, stepKey, doneKeys }: GroupSheet,
  { present, presenter }: GroupNow,
): RunStep[] {
  const isAbout = protocol.rounds === 'each-person'
  const known = isAbout ? [before.map((step) => step.presenterId), present] : []
  const order = [...known.flat(), ...before.flatMap(peopleOf), ...present]
  const all = stepsOrNone(protocol, order, presenter)
  const current = all?.find((step) => step.key === stepKey)
  // The protocol itself has been changed meanwhile, or too many have come: the group ends as it began.
  if (all === null || current === undefined) return before
  const rounds = [...new Set(all.map(roundOf))]
  const on = rounds.indexOf(roundOf(current))
  const knownAt = (step: RunStep) => before.findIndex((one) => one.key === step.key)
  const isHere = (person: PersonId | undefined) => person === undefined || present.includes(person)
  const stays = (step: RunStep) => {
    if (step.key === stepKey || doneKeys.includes(step.key)) return true
    if (!isHere(step.personId) || (isAbout && !isHere(step.presenterId))) return false
    return knownAt(step) >= 0 || rounds.indexOf(roundOf(step)) >= on
  }
  const place = (step: RunStep) => (knownAt(step) < 0 ? Infinity : knownAt(step))
  const kept = all.filter(stays)
  // Within the round that is on, the order in which people sit is kept, and who came last speaks last.
  const isOn = (step: RunStep) => roundOf(step) === roundOf(current)
  const now = kept.filter(isOn).sort((a, b) => (place(a) === place(b) ? 0 : place(a) - place(b)))
  const first = kept.findIndex(isOn)
  return [...kept.slice(0, first), ...now, ...kept.slice(first + now.length)]
}

const peopleOf = ({ presenterId, personId }: RunStep) => [presenterId, personId]

/** Null where there would be more turns than a run holds. */
function stepsOrNone(
  protocol: Pick<Protocol, 'rounds' | 'steps'>,
  order: readonly (PersonId | undefined)[],
  presenter: PersonId | null,
): RunStep[] | null {
  const people = [...new Set(order.filter((person) => person !== undefined))]
  try {
    return stepsOf(protocol, people, presenter)
  } catch (error) {
    if (error instanceof AppError) return null
    throw error
  }
}

/** Whose turn a step is, then who speaks after them: until somebody's next turn, or until nobody's is on. */
export function turnsIn(steps: readonly RunStep[], key: string): PersonId[] {
  const turns: PersonId[] = []
  for (const { personId } of steps.slice(steps.findIndex((step) => step.key === key))) {
    if (personId === undefined || turns.includes(personId)) break
    turns.push(personId)
  }
  return turns
}

/** The step that comes next; null when everybody has had their turns. */
export function nextStep({ steps, stepKey, doneKeys }: GroupSheet): string | null {
  const at = steps.findIndex((step) => step.key === stepKey)
  const isLeft = (step: RunStep) => step.key !== stepKey && !doneKeys.includes(step.key)
  return (steps.slice(at + 1).find(isLeft) ?? steps.find(isLeft))?.key ?? null
}
