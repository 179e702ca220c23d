import type { ClubId } from '../../../shared/ids.ts'
import type { ClubView } from '../../../shared/reading/api.ts'
import { Loaded } from '../../api/loaded.svelte.ts'
import * as meetings from '../../api/meetings.ts'
import * as reading from '../../api/reading.ts'
import { href } from '../../paths.ts'
import type { ClubVerbs } from './club-verbs.ts'

/** A club as its page shows it: fetched, kept up by /live, and changed by its verbs. Made while a component starts. */
export class OpenClub {
  readonly id: ClubId
  readonly loaded: Loaded<ClubView>
  readonly #go: (path: string) => void

  constructor(id: ClubId, go: (path: string) => void) {
    this.id = id
    this.#go = go
    this.loaded = new Loaded<ClubView>((signal) => reading.fetchClub(id, signal), {
      scopes: () => [`club:${id}`],
      // A meeting that opens or closes moves within the list; a turn within it does not.
      nouns: ['club', 'meeting', 'people'],
      keep: { key: `club:${id}` },
      // Its people write on its page.
      stays: (view, isOfVisit) => isOfVisit && view.myRole !== null,
      former: (view) => ({ ...view, myRole: null }),
    })
  }

  get view(): ClubView | null {
    return this.loaded.view
  }

  readonly verbs: ClubVerbs = {
    change: (change) => this.#keep(reading.changeClub(this.id, change)),
    putPerson: (person) => this.#keep(reading.putClubPerson(this.id, person)),
    removePerson: async (person) => {
      const view = await reading.removeClubPerson(this.id, person)
      if (view) this.loaded.set(view)
      else this.#go(href('/reading'))
    },
    takeChair: () => this.#keep(reading.takeChair(this.id)),
    addText: (text) => this.#keep(reading.addText(this.id, text)),
    changeText: (text, change) => this.#keep(reading.changeText(text, change)),
    removeText: (text) => this.#keep(reading.removeText(text)),
    restoreText: (text) => this.#keep(reading.restoreText(text)),
    addChapter: (text, chapter) => this.#keep(reading.addChapter(text, chapter)),
    changeChapter: (chapter, change) => this.#keep(reading.changeChapter(chapter, change)),
    addMeeting: (meeting) => this.#keep(meetings.addMeeting(this.id, meeting)),
    changeMeeting: (meeting, change) => this.#keep(meetings.changeMeeting(meeting, change)),
  }

  async #keep(answer: Promise<ClubView>): Promise<void> {
    this.loaded.set(await answer)
  }
}
