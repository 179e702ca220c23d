import { AppError } from '../errors.ts'
import type { PersonId } from '../ids.ts'
import { runStepsMax } from '../limits.ts'
import type { GroupPeople, Protocol, ProtocolStep } from './protocols.ts'
import type { RunStep } from './run.ts'

/**
 * The steps in which a group of these people goes through a protocol: one for each turn, so that every turn has a timer
 * of its own and all have the same time. Keys stay the same whoever comes or goes. Where a protocol has one presenter
 * who is not chosen yet, what they would say belongs to nobody in particular.
 */
export function stepsOf(
  protocol: Pick<Protocol, 'rounds' | 'steps'>,
  people: GroupPeople,
  presenter: PersonId | null = null,
): RunStep[] {
  const rounds = protocol.rounds === 'each-person' ? people : [presenter]
  const steps = rounds.flatMap((one) =>
    protocol.steps.flatMap((step, index) => {
      const key = protocol.rounds === 'each-person' ? `${one}:${index}` : String(index)
      return turnsOf(step, key, inTurn(people, one), one)
    }),
  )
  if (steps.length <= runStepsMax) return steps
  throw new AppError(
    'invalid',
    `This would be more than ${runStepsMax} turns. Take fewer steps, or smaller groups.`,
  )
}

/** How long a protocol takes a group, in minutes. */
export function minutesOf(steps: readonly Pick<RunStep, 'minutes'>[]): number {
  return steps.reduce((sum, step) => sum + step.minutes, 0)
}

/** The round that a step belongs to: all turns of one step, about one person's passage. */
export function roundOf({ key, personId }: RunStep): string {
  return personId !== undefined && key.endsWith(`:${personId}`)
    ? key.slice(0, -personId.length - 1)
    : key
}

/** Begins after whoever presents, so that it is not always the same person who speaks first. */
function inTurn(people: GroupPeople, first: PersonId | null): PersonId[] {
  const start = first === null ? 0 : people.indexOf(first) + 1
  return [...people.slice(start), ...people.slice(0, start)]
}

function turnsOf(
  step: ProtocolStep,
  key: string,
  people: GroupPeople,
  presenter: PersonId | null,
): RunStep[] {
  const one: RunStep = {
    ...{ key, title: step.title, minutes: step.minutes, prompt: step.prompt, shows: step.shows },
    ...(presenter === null ? {} : { presenterId: presenter }),
  }
  const each = (personId: PersonId): RunStep => ({ ...one, key: `${key}:${personId}`, personId })
  switch (step.speakers) {
    case 'all':
    case 'others':
      return [one]
    case 'silent':
      return [{ ...one, isSilent: true }]
    case 'presenter':
      return [presenter === null ? one : { ...one, personId: presenter }]
    case 'each':
      return people.map(each)
    case 'each-other':
      return people.filter((person) => person !== presenter).map(each)
  }
}
