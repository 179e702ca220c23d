import type { TeachMeetView } from '../../../../shared/teachmeet/api.ts'
import type { AfterView, QuestionView } from '../../../../shared/teachmeet/live.ts'
import type { TalkView } from '../../../../shared/teachmeet/talks.ts'
import { listNames } from '../../../parts/names.ts'
import type { CheckItem } from '../checklist.ts'
import { talksInOrder } from '../meet-words.ts'

/** A thing to tidy, and what it is about where there is more to say. */
export interface TidyItem extends CheckItem {
  detail: string
}

/**
 * Talks as they were given; then those of which nobody said so, in the order that was drawn. Withdrawn ones are in
 * neither.
 */
export function talksAsGiven(meet: Pick<TeachMeetView, 'talks' | 'draw'>): TalkView[] {
  const stand = talksInOrder(meet).filter(({ presence }) => presence !== 'withdrawn')
  const late = Number.MAX_SAFE_INTEGER
  return stand.sort((one, other) => (one.heardAt ?? late) - (other.heardAt ?? late))
}

/** What hosts see to within two days (templates.md 2.8). What the page can see is ticked by itself. */
export function tidyList(
  meet: TeachMeetView,
  { talkNotes, thanks }: Pick<AfterView, 'talkNotes' | 'thanks'>,
  open: readonly QuestionView[],
): TidyItem[] {
  const talks = talksAsGiven(meet)
  const titles = (some: readonly TalkView[]) => listNames(some.map(({ title }) => title))
  const bare = talks.filter(
    (talk) => !talkNotes.some(({ talkId, notes }) => talkId === talk.id && notes.length > 0),
  )
  const unpublished = talks.filter(({ mayPublish }) => !mayPublish)
  const next = meet.series?.nextHost
  return [
    {
      words: 'Notes of every talk, read over',
      // That they are tidy only a host can say; that a page is empty can be seen.
      isDone: bare.length > 0 ? false : null,
      detail: bare.length > 0 ? `Nothing is written yet: ${titles(bare)}` : '',
    },
    {
      words: 'Talks for the library',
      isDone: unpublished.length === 0 ? true : null,
      detail:
        unpublished.length === 0
          ? ''
          : `Its speaker has not agreed: ${titles(unpublished)}. No is a fine answer.`,
    },
    { words: 'Questions answered', isDone: open.length === 0, detail: '' },
    {
      words: 'Thanks to the speakers',
      isDone: thanks.some(({ isMine }) => isMine),
      detail: '',
    },
    ...(meet.series === null
      ? []
      : [
          {
            words: 'Who hosts the next one',
            isDone: next !== null,
            detail: next ? next.name : '',
          },
        ]),
  ]
}
