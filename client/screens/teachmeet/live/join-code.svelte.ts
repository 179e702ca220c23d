import type { JoinCodeView } from '../../../../shared/community/passes.ts'
import type { TeachMeetId } from '../../../../shared/ids.ts'
import { fetchJoinCode } from '../../../api/guests.ts'
import { Loaded } from '../../../api/loaded.svelte.ts'

/** The join code of a TeachMeet, as long as it holds. */
class JoinCode {
  readonly loaded: Loaded<JoinCodeView>

  constructor(id: TeachMeetId) {
    this.loaded = new Loaded<JoinCodeView>((signal) => fetchJoinCode(id, signal), {
      scopes: () => [`teachmeet:${id}`],
      nouns: ['guests', 'teachmeet'],
    })
  }

  /** Null where there is none, or its hour is over. */
  current(now: number): JoinCodeView | null {
    const { view } = this.loaded
    return view !== null && view.endsAt > now ? view : null
  }
}

/** Made while a component starts. */
export const openJoinCode = (id: TeachMeetId) => new JoinCode(id)
