import type { TeachMeetRowView } from '../../../shared/teachmeet/api.ts'
import { Loaded } from '../../api/loaded.svelte.ts'
import { session } from '../../api/session.svelte.ts'
import { fetchTeachMeets } from '../../api/teachmeets.ts'

/** What is live, and what one hosts, speaks at or comes to. Made while a component starts. */
export class MyTeachMeets {
  readonly #meets = new Loaded<TeachMeetRowView[]>(fetchTeachMeets, {
    scopes: () => ['community', ...(session.me ? [`person:${session.me.id}` as const] : [])],
    nouns: ['teachmeets', 'teachmeet', 'people'],
    keep: { key: 'teachmeets' },
  })

  /** Whether it is known by now, so that nobody is shown an empty page for a moment. */
  get isKnown(): boolean {
    return ['ready', 'offline', 'failed'].includes(this.#meets.state)
  }

  get rows(): TeachMeetRowView[] {
    return (this.#meets.view ?? []).filter(
      ({ state, startsAt, minutes, isHost, comes, speaks }) =>
        state === 'live' ||
        (state === 'draft' && isHost) ||
        // One whose time went by and that nobody started is no longer to come.
        ((state === 'open' || state === 'called-off') &&
          startsAt + minutes * 60_000 > Date.now() &&
          (isHost || comes || speaks)),
    )
  }
}
