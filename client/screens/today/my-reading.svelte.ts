import type { CommitmentView } from '../../../shared/community/commitments.ts'
import type { ClubRowView } from '../../../shared/reading/api.ts'
import { Loaded } from '../../api/loaded.svelte.ts'
import { fetchClubs } from '../../api/reading.ts'
import { session } from '../../api/session.svelte.ts'
import { fetchCommitments } from '../../api/trying.ts'

const ofWhoIsHere = () => (session.me ? [`person:${session.me.id}` as const] : [])

/** One's own book clubs and what one is trying, kept up by /live. Made while a component starts. */
export class MyReading {
  readonly #clubs = new Loaded<ClubRowView[]>(fetchClubs, {
    scopes: (view) => [
      ...ofWhoIsHere(),
      ...(view?.filter((club) => club.isMember).map(({ id }) => `club:${id}` as const) ?? []),
    ],
    nouns: ['club', 'clubs', 'here', 'meeting', 'people'],
    keep: { key: 'clubs' },
  })
  readonly #commitments = new Loaded<CommitmentView[]>(fetchCommitments, {
    scopes: ofWhoIsHere,
    nouns: ['commitments'],
    keep: { key: 'commitments' },
  })

  /** Whether it is known by now, so that nobody is shown an empty page for a moment. */
  get isKnown(): boolean {
    const settled = ['ready', 'offline', 'failed']
    return settled.includes(this.#clubs.state) && settled.includes(this.#commitments.state)
  }

  get clubs(): ClubRowView[] {
    return (this.#clubs.view ?? []).filter((club) => club.isMember && club.endedAt === null)
  }

  /** What is open, soonest first, as the server gives it. */
  get trying(): CommitmentView[] {
    return (this.#commitments.view ?? []).filter(({ state }) => state === 'trying')
  }
}
