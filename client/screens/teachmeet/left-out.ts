import type { TeachMeetView } from '../../../shared/teachmeet/api.ts'
import type { TalkId } from '../../../shared/ids.ts'
import { listNames } from '../../parts/names.ts'
import { talksThatStand } from './meet-words.ts'

/**
 * "Isla and Jonah have not been heard.": who would be left out if it ended now, so that nobody is by mistake. Empty
 * where everybody has been. `on` is the talk that is on, which is heard as it ends.
 */
export function leftOutWords(meet: Pick<TeachMeetView, 'talks'>, on: TalkId | null): string {
  const names = talksThatStand(meet)
    .filter(({ id, heardAt }) => heardAt === null && id !== on)
    .map(({ speakerName }) => speakerName)
  if (names.length === 0) return ''
  return `${listNames(names)} ${names.length === 1 ? 'has' : 'have'} not been heard.`
}
