import type { TeachMeetId } from '../../../shared/ids.ts'
import type { TeachMeetView } from '../../../shared/teachmeet/api.ts'
import { Loaded } from '../../api/loaded.svelte.ts'
import * as meets from '../../api/teachmeets.ts'
import { href } from '../../paths.ts'
import type { MeetVerbs } from './meet-verbs.ts'

/** A TeachMeet as its pages show it: fetched, kept up by /live, and changed by its verbs. Made while a component starts. */
export class OpenMeet {
  readonly id: TeachMeetId
  readonly loaded: Loaded<TeachMeetView>
  readonly #go: (path: string) => void

  constructor(id: TeachMeetId, go: (path: string) => void) {
    this.id = id
    this.#go = go
    this.loaded = new Loaded<TeachMeetView>((signal) => meets.fetchTeachMeet(id, signal), {
      scopes: () => [`teachmeet:${id}`],
      nouns: ['teachmeet', 'guests', 'people'],
      keep: { key: `teachmeet:${id}` },
      // Hosts write on its pages; a draft is theirs alone.
      stays: (view, isOfVisit) => isOfVisit && view.role === 'host',
    })
  }

  get view(): TeachMeetView | null {
    return this.loaded.view
  }

  readonly verbs: MeetVerbs = {
    change: (change, version = this.view?.version ?? 1) =>
      this.#keep(meets.changeTeachMeet(this.id, { ...change, version })),
    act: async (act) => {
      const view = await meets.actAtTeachMeet(this.id, act)
      if (view) this.loaded.set(view)
      else this.#go(href('/teachmeets'))
    },
    come: (as) => this.#keep(meets.come(this.id, as)),
    stayAway: () => this.#keep(meets.stayAway(this.id)),
    draw: (draw) => this.#keep(meets.drawTalks(this.id, draw)),
    addTalk: (talk) => this.#keep(meets.addTalk(this.id, talk)),
    changeTalk: (talk, change) => this.#keep(meets.changeTalk(talk, change)),
    claimTalk: (talk) => this.#keep(meets.claimTalk(talk)),
    setPresence: (talk, presence) => this.#keep(meets.setPresence(talk.id, presence, talk.version)),
  }

  async #keep(answer: Promise<TeachMeetView>): Promise<void> {
    this.loaded.set(await answer)
  }
}
