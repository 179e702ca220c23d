import type { PersonId } from '../../shared/ids.ts'
import type { LiveChange } from '../../shared/live.ts'
import { live as liveOfThisTab, type Live } from './live.ts'

/** What somebody is told of themselves when they are put in somewhere or taken out, or come to another school. */
const nouns: readonly LiveChange['noun'][] = ['studies', 'clubs', 'teachmeets', 'me']

/**
 * Calls back when a right of a person may have come or gone, and when such news may have been missed, until the returned
 * function is called.
 */
export function watchRights(
  person: PersonId,
  heard: () => void,
  live: Pick<Live, 'watch'> = liveOfThisTab,
): () => void {
  return live.watch([`person:${person}`], (change) => {
    if (change === 'everything' || nouns.includes(change.noun)) heard()
  })
}
