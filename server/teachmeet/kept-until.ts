import { guestDataDays } from '../../shared/limits.ts'
import type { MeetRow } from './meet-queries.ts'

const minuteMs = 60_000
const dayMs = 24 * 60 * minuteMs

type Ending = Pick<MeetRow, 'endedAt' | 'startsAt' | 'minutes' | 'chatDays'>

/** When it was over: as its hosts said, or as it was planned where nobody has said so. */
const endOf = ({ endedAt, startsAt, minutes }: Ending) => endedAt ?? startsAt + minutes * minuteMs

/** Until when the chat of a TeachMeet is kept. */
export const chatKeptUntil = (meet: Ending): number => endOf(meet) + meet.chatDays * dayMs

/** Until when it is known who its guests were. */
export const guestsKeptUntil = (meet: Ending): number => endOf(meet) + guestDataDays * dayMs
