import type { TalkView } from '../../../../shared/teachmeet/talks.ts'
import { toasts } from '../../../parts/toasts.svelte.ts'
import type { Room } from './room.ts'

/** Whether the speaker has the live page open; somebody a host put down has not come yet. */
export function isSpeakerHere({ documents }: Room, { speaker }: TalkView): boolean {
  if (speaker === null) return false
  return documents.whole?.presence.current.some(({ id }) => id === speaker.id) ?? true
}

/** One tap, and one to take it back. */
export async function moveToEnd({ opened }: Room, talk: TalkView): Promise<void> {
  if (!(await opened.moveTalk(talk, 'absent'))) return
  toasts.show(`${talk.speakerName} speaks at the end.`, async () => {
    const moved = opened.meet.view?.talks.find(({ id }) => id === talk.id)
    if (moved) await opened.moveTalk(moved, talk.presence)
  })
}
