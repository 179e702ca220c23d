import type { TeachMeetView } from '../../../shared/teachmeet/api.ts'
import { overOf } from './draw-preview.ts'
import { talksThatStand } from './meet-words.ts'

/** One thing to see to. `isDone` is null where the page cannot know: then it is a reminder. */
export interface CheckItem {
  words: string
  isDone: boolean | null
}

export type Phase = 'before' | 'just-before' | 'evening'

export const phases: { phase: Phase; label: string }[] = [
  { phase: 'before', label: 'Before' },
  { phase: 'just-before', label: 'Just before' },
  { phase: 'evening', label: 'On the evening' },
]

const justBeforeMs = 30 * 60_000

/** Which part of the list matters now. */
export function phaseNow(meet: Pick<TeachMeetView, 'state' | 'startsAt'>, now: number): Phase {
  if (meet.state === 'live') return 'evening'
  return now >= meet.startsAt - justBeforeMs && meet.state === 'open' ? 'just-before' : 'before'
}

/** What hosts see to (templates.md 2.8). What the page can see is ticked by itself; nothing is locked by it. */
export function checklistOf(meet: TeachMeetView): Record<Phase, CheckItem[]> {
  const talks = talksThatStand(meet)
  const crew = Object.values(meet.crew).filter((person) => person !== null)
  const seen = (words: string, isDone: boolean): CheckItem => ({ words, isDone })
  const reminder = (words: string): CheckItem => ({ words, isDone: null })
  return {
    before: [
      seen('What it is about and for whom', meet.about !== ''),
      seen('Where, or the link of the video room', meet.place !== '' || meet.videoLink !== ''),
      seen('A second host, who can take over', meet.hosts.length > 1),
      seen('Somebody for time, chat, notes and technology', crew.length === 4),
      seen('Published, so that people can sign up', meet.state !== 'draft'),
      seen('A last day for talks and links', meet.signUpUntil !== null),
      seen('Talks', talks.length > 0),
      seen('All talks fit', talks.length > 0 && overOf(meet) === null),
      reminder('A reminder to the speakers, with what each allows'),
      reminder('Sound and screen tried out'),
    ],
    'just-before': [
      reminder('Speakers in early'),
      reminder('Links open'),
      seen('A page of notes for each talk', talks.length > 0),
      seen('The order drawn, or a number ready to be called out', meet.draw !== null),
      reminder('Timer and sounds tried out'),
      reminder('Join code on the hall screen'),
    ],
    evening: [
      reminder('Welcome, how it works, be kind, leave when you must'),
      reminder('The draw, live'),
      reminder('A minute after each talk for an idea to take away'),
      reminder('Tables, a pause'),
      reminder('The ideas round: everybody writes or says one'),
      reminder('Thanks, the next host, where the notes live'),
    ],
  }
}
