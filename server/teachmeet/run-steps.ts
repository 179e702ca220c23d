import type { RunStep, StepShows } from '../../shared/community/run.ts'
import type { PersonId, TalkId } from '../../shared/ids.ts'
import { ideaStepKey, talkStepKey } from '../../shared/teachmeet/api.ts'
import type { SheetItem, SheetKind } from '../../shared/teachmeet/sheet.ts'

/** A talk that is still to be given. */
export interface ComingTalk {
  id: TalkId
  title: string
  minutes: number
  speakerId: PersonId | null
  /** In which part of the evening the draw put it, from 1. */
  set: number
}

/** What the steps of a TeachMeet are made of. */
export interface Programme {
  sheet: readonly SheetItem[]
  gapMinutes: number
  /** In the order in which they come. */
  talks: readonly ComingTalk[]
  isDrawn: boolean
}

const shows: Record<SheetKind, StepShows> = {
  welcome: 'notes',
  draw: 'draw',
  // What a set is before anybody has drawn: the draw is what it waits for.
  set: 'draw',
  tables: 'tables',
  pause: 'pause',
  ideas: 'take-aways',
  close: 'close',
  other: 'notes',
}

/** The steps of the whole evening. Before the draw each set is a step that asks for it, so that nobody is passed over. */
export function plannedSteps(programme: Programme): RunStep[] {
  const steps = stepsFrom(programme, 0)
  return steps.length > 0 ? steps : stepsFrom({ ...programme, isDrawn: false }, 0)
}

interface Standing {
  steps: readonly RunStep[]
  stepKey: string | null
  doneKeys: readonly string[]
}

/**
 * The steps once the order, the sheet or a talk has changed: what is done and what is on stays, the rest is made anew.
 * `programme.talks` are those that are neither heard nor on. A part of the sheet that was passed over stays where it was.
 */
export function redrawnSteps(run: Standing, programme: Programme): RunStep[] {
  const current = run.steps.find((step) => step.key === run.stepKey)
  if (current === undefined) return plannedSteps(programme)
  const idea = ideaAfter(current, programme)
  const ideas = idea === null ? [] : [idea]
  const kept = keptSteps(run, programme).filter((step) => step.key !== idea?.key)
  const coming = [...ideas, ...comingSteps(run, programme)]
  return [...kept, current, ...without(coming, [...kept, current])]
}

/** The same when the talk that is on is given up for now, and is one of those still to come. */
export function passedSteps(run: Standing, programme: Programme) {
  const kept = keptSteps(run, programme)
  return { kept, coming: without(comingSteps(run, programme), kept) }
}

/** What is done, and parts of the sheet that were passed over; what is on is not among them. */
function keptSteps({ steps, stepKey, doneKeys }: Standing, { sheet }: Programme): RunStep[] {
  const index = steps.findIndex((step) => step.key === stepKey)
  const isPassedOver = ({ key }: RunStep, place: number) =>
    place < index && sheet.some((item) => item.key === key && item.kind !== 'set')
  return steps.filter(
    (step, place) =>
      step.key !== stepKey && (doneKeys.includes(step.key) || isPassedOver(step, place)),
  )
}

function comingSteps({ steps, stepKey }: Standing, programme: Programme): RunStep[] {
  const index = steps.findIndex((step) => step.key === stepKey)
  return stepsFrom(programme, placeAfter(steps.slice(0, index + 1), programme.sheet))
}

function without(steps: readonly RunStep[], known: readonly RunStep[]): RunStep[] {
  return steps.filter((step) => !known.some((other) => other.key === step.key))
}

/** The minute for an idea that follows the talk which is on. */
function ideaAfter({ talkId, key }: RunStep, { gapMinutes }: Programme): RunStep | null {
  if (talkId === undefined || key !== talkStepKey(talkId)) return null
  return gapMinutes > 0 ? ideaStep(talkId, gapMinutes) : null
}

/** From which item of the sheet the evening goes on, when it has come to the last of these steps. */
function placeAfter(steps: readonly RunStep[], sheet: readonly SheetItem[]): number {
  const places = steps.map((step) => sheet.findIndex((item) => item.key === step.key))
  const here = places.at(-1)!
  if (here >= 0) return sheet[here]!.kind === 'set' ? here : here + 1
  const before = places.findLast((place) => place >= 0) ?? -1
  if (steps.at(-1)!.talkId === undefined) return before + 1
  // A talk stands in the set that follows what came before it.
  const from = before >= 0 && sheet[before]!.kind === 'set' ? before : before + 1
  const set = sheet.findIndex((item, place) => place >= from && item.kind === 'set')
  return set >= 0 ? set : before + 1
}

/** The steps from an item of the sheet on. Talks of sets that are over come in the next one; without one, at once. */
function stepsFrom({ sheet, gapMinutes, talks, isDrawn }: Programme, from: number): RunStep[] {
  const sets = sheet.flatMap((item, place) => (item.kind === 'set' ? [place] : []))
  const left = sets.filter((place) => place >= from)
  const placeOf = ({ set }: ComingTalk) => left.find((place) => sets.indexOf(place) + 1 >= set)
  const talksAt = (place: number | undefined) =>
    talks
      .filter((talk) => (placeOf(talk) ?? left.at(-1)) === place)
      .flatMap((talk) => talkSteps(talk, gapMinutes))
  const items = sheet.slice(from).flatMap((item, offset) => {
    if (item.kind !== 'set') return [fixedStep(item)]
    return isDrawn ? talksAt(from + offset) : [fixedStep(item)]
  })
  return left.length > 0 ? items : [...talksAt(undefined), ...items]
}

function fixedStep({ key, kind, title, minutes, prompt }: SheetItem): RunStep {
  return { key, title, minutes, ...(prompt === '' ? {} : { prompt }), shows: shows[kind] }
}

function talkSteps({ id, title, minutes, speakerId }: ComingTalk, gapMinutes: number): RunStep[] {
  const talk: RunStep = {
    ...{ key: talkStepKey(id), title, minutes, shows: 'talk', talkId: id },
    ...(speakerId === null ? {} : { personId: speakerId }),
  }
  return gapMinutes > 0 ? [talk, ideaStep(id, gapMinutes)] : [talk]
}

const ideaStep = (talkId: TalkId, minutes: number): RunStep => ({
  ...{ key: ideaStepKey(talkId), title: 'An idea to take away', minutes, talkId },
  ...{ prompt: 'What of this will you try?', shows: 'take-aways' },
})
