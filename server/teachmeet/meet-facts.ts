import { AppError } from '../../shared/errors.ts'
import type { ChangeTeachMeet } from '../../shared/teachmeet/api.ts'
import { requireTimeZone } from '../community/community.ts'
import type { ComerChange } from './meet-change.ts'
import type { MeetRow } from './meet-queries.ts'
import { updateMeet } from './meet-queries.ts'
import { refuseNaming } from './questions.ts'

/** Later than anybody plans, and earlier than where calendars end. */
const startsAtMax = Date.UTC(2100, 0, 1)

/** Refuses facts that have their form and make no sense. */
export function refuseFacts({
  timeZone,
  startsAt,
}: Partial<Pick<MeetRow, 'timeZone' | 'startsAt'>>): void {
  if (timeZone !== undefined) requireTimeZone(timeZone)
  if (startsAt === undefined || startsAt < startsAtMax) return
  const sentence = 'Choose a date in this century.'
  throw new AppError('invalid', sentence, { startsAt: sentence })
}

/** What is made of the talks' order depends on these. */
const ofTheDraw = ['sheet', 'minutes', 'gapMinutes'] as const

/**
 * Changes what is said of a TeachMeet, by a host who has seen it as it is. Answers whether the order of talks is to be
 * looked at again.
 */
export async function changeFacts(
  { q, meet }: ComerChange,
  { version, ...asked }: ChangeTeachMeet,
): Promise<{ isChanged: boolean; isOrderTouched: boolean }> {
  const { row } = meet
  if (version !== row.version) throw staleFacts()
  if (row.state === 'tidied') {
    throw new AppError('conflict', 'This TeachMeet has been tidied. It stays as it is.')
  }
  refuseFacts({
    ...(asked.timeZone === undefined ? {} : { timeZone: asked.timeZone }),
    ...(asked.startsAt === undefined ? {} : { startsAt: asked.startsAt }),
  })
  const changed = Object.entries(asked).filter(
    ([name, value]) =>
      value !== undefined &&
      JSON.stringify(value) !== JSON.stringify(row[name as keyof typeof row]),
  )
  if (changed.length === 0) return { isChanged: false, isOrderTouched: false }
  if (asked.questionsNamed === true && !row.questionsNamed) await refuseNaming(q, row.id)
  const isMoved = row.state !== 'draft' && changed.some(([name]) => name === 'startsAt')
  await updateMeet(q, row.id, {
    ...Object.fromEntries(changed),
    // Whoever signed up has the old time in mind, so the page says both.
    ...(isMoved ? { movedFrom: row.startsAt } : {}),
  })
  const isOrderTouched = changed.some(([name]) => (ofTheDraw as readonly string[]).includes(name))
  return { isChanged: true, isOrderTouched }
}

/** Of several hosts it is not kept which of them it was, and it may have been the same one in another window. */
function staleFacts(): AppError {
  const sentence =
    'This was changed a moment before you: by another host, or by you in another window. Look at it again.'
  return new AppError('conflict', sentence)
}
