import type { DrawInput } from './draw.ts'
import { drawVersion } from './draw.ts'
import type { SheetItem } from './sheet.ts'
import { fixedMinutes } from './sheet.ts'
import type { TalkView } from './talks.ts'

type DrawnTalk = Pick<TalkView, 'number' | 'kind' | 'minutes' | 'speakerSchool' | 'presence'>

/** What the order of these talks is drawn from; the client makes the same to warn of what does not fit. */
export function drawInputOf(
  {
    sheet,
    minutes,
    gapMinutes,
  }: { sheet: readonly SheetItem[]; minutes: number; gapMinutes: number },
  {
    talks,
    heard,
    seed,
  }: {
    talks: readonly DrawnTalk[]
    /** Numbers of those that were heard, in order; the one that is on now is last. */
    heard: readonly number[]
    seed: number
  },
): DrawInput {
  return {
    version: drawVersion,
    seed,
    talks: talks.map(({ number, kind, minutes: length, speakerSchool, presence }) => ({
      ...{ number, kind, minutes: length },
      ...{ school: speakerSchool, state: presence },
    })),
    heard: [...heard],
    talkMinutes: Math.max(0, minutes - fixedMinutes(sheet)),
    gapMinutes,
    sets: sheet.filter((item) => item.kind === 'set').length,
  }
}
