import type { RunView } from '../../../../shared/community/run.ts'
import type { TeachMeetView } from '../../../../shared/teachmeet/api.ts'
import type { KnownTime } from '../../../../shared/time.ts'
import { leftOf } from '../../../parts/run-words.ts'
import { zonedTime } from '../../../parts/zoned-time.ts'
import { stepsToCome } from './meet-order.ts'

const minuteMs = 60_000
/** Less is made up for by the next pause. */
const lateMinutesMin = 2

type Planned = Pick<TeachMeetView, 'startsAt' | 'startedAt' | 'minutes' | 'timeZone'>

/**
 * "At this pace it ends at 20:41, 11 minutes late.": if everything that is to come takes as long as it may. Empty while
 * the evening is in time, and where nobody knows the time.
 */
export function lateWords(meet: Planned, run: RunView, time: KnownTime): string {
  if (run.state !== 'open' || time.trust === 'unknown') return ''
  const ends = endOf(run, time.now)
  const late = Math.round((ends - plannedEnd(meet)) / minuteMs)
  if (late < lateMinutesMin) return ''
  return `At this pace it ends at ${zonedTime(ends, meet.timeZone).time}, ${late} minutes late.`
}

function endOf(run: RunView, now: number): number {
  const minutes = stepsToCome(run).reduce((sum, step) => sum + step.minutes, 0)
  return now + Math.max(0, leftOf(run, now)) + minutes * minuteMs
}

/** Where it began when it should have been over, it is held at another time than it was planned for. */
function plannedEnd({ startsAt, startedAt, minutes }: Planned): number {
  const end = startsAt + minutes * minuteMs
  return startedAt !== null && startedAt >= end ? startedAt + minutes * minuteMs : end
}

/** How many minutes shorter micro talks would save, of those that are still to come. */
export function microSaves({ talks }: Pick<TeachMeetView, 'talks'>, run: RunView): number {
  const coming = new Set(
    stepsToCome(run).flatMap(({ shows, talkId }) => (shows === 'talk' ? [talkId] : [])),
  )
  return talks
    .filter(({ id, kind }) => kind === 'micro' && coming.has(id))
    .reduce((sum, { minutes }) => sum + minutes - 5, 0)
}
