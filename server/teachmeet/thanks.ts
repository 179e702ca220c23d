import { deleteThanks, putThanks } from './thanks-queries.ts'
import type { Saying } from './standing.ts'
import { refuseUnheard } from './standing.ts'

/** Says one's thanks to speakers and hosts, in other words too, or takes them back with none. */
export async function sayThanks(saying: Saying, text: string): Promise<void> {
  const { q, meet, me, now } = saying
  refuseUnheard(saying, ['open', 'live', 'ended', 'tidied'])
  if (text === '') await deleteThanks(q, { teachMeetId: meet.id, personId: me })
  else await putThanks(q, { teachMeetId: meet.id, personId: me, text, at: now })
}
