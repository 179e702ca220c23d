import type { TakeAwayView } from '../../../../shared/teachmeet/live.ts'
import { triedLabels } from '../../../trying/report-words.ts'

type Tried = NonNullable<TakeAwayView['tried']>

export const triedOptions = (Object.entries(triedLabels) as [Tried, string][]).map(
  ([value, label]) => ({ value, label }),
)

/** What somebody has said of what they took along: "Partly. The bell went." Empty where they have not. */
export const toldWords = ({ tried, happened }: Pick<TakeAwayView, 'tried' | 'happened'>): string =>
  [tried === null ? '' : `${triedLabels[tried]}.`, happened.trim()]
    .filter((part) => part !== '')
    .join(' ')
