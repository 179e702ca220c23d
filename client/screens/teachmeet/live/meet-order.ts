import type { RunStep, RunView } from '../../../../shared/community/run.ts'
import type { TeachMeetView } from '../../../../shared/teachmeet/api.ts'
import type { TalkView } from '../../../../shared/teachmeet/talks.ts'

/** One line of the running order: a talk, or what stands between talks. */
export interface OrderLine {
  key: string
  /** Null before the TeachMeet has begun, when there are talks and no steps yet. */
  step: RunStep | null
  talk: TalkView | null
}

export interface RunningOrder {
  now: OrderLine | null
  next: OrderLine | null
  later: OrderLine[]
  heard: TalkView[]
}

/** The minute after a talk belongs to it and has no line of its own. */
const isIdeaMinute = (step: RunStep) => step.shows === 'take-aways' && step.talkId !== undefined

export function runningOrder(meet: TeachMeetView, run: RunView): RunningOrder {
  const talks = new Map(meet.talks.map((talk) => [talk.id, talk]))
  const heard = meet.talks
    .filter(({ heardAt }) => heardAt !== null)
    .sort((a, b) => (a.heardAt ?? 0) - (b.heardAt ?? 0))
  if (run.state !== 'open') {
    const later = run.state === 'planned' ? drawnTalks(meet) : []
    return { now: null, next: null, later: later.map(lineOfTalk), heard }
  }
  const line = (step: RunStep): OrderLine => {
    const talk = step.talkId ? (talks.get(step.talkId) ?? null) : null
    return { key: step.key, step, talk }
  }
  const current = run.steps.find(({ key }) => key === run.stepKey)
  const [next = null, ...later] = stepsToCome(run)
    .filter((step) => !isIdeaMinute(step))
    .map(line)
  return {
    now: current ? line(current) : null,
    ...{ next, later },
    heard: heard.filter(({ id }) => id !== current?.talkId),
  }
}

/** The step that "Next" goes to; null where the one that is on is the last. */
export function nextStep(run: RunView): RunStep | null {
  return stepsToCome(run)[0] ?? null
}

/** What has not been yet: first what follows the step that is on, then what was left out before it. */
export function stepsToCome({ steps, stepKey, doneKeys }: RunView): RunStep[] {
  const at = steps.findIndex(({ key }) => key === stepKey)
  const isToCome = ({ key }: RunStep) => key !== stepKey && !doneKeys.includes(key)
  return [...steps.slice(at + 1), ...steps.slice(0, Math.max(at, 0))].filter(isToCome)
}

/** The talks as the newest draw has them; before any, as they were signed up. */
function drawnTalks({ talks, draw }: TeachMeetView): TalkView[] {
  const order = draw?.order ?? []
  const place = ({ id, number }: TalkView) => {
    const index = order.indexOf(id)
    return index < 0 ? order.length + number : index
  }
  return talks
    .filter(({ presence }) => presence !== 'withdrawn')
    .sort((a, b) => place(a) - place(b))
}

const lineOfTalk = (talk: TalkView): OrderLine => ({ key: talk.id, step: null, talk })
