import type { PersonView } from '../../shared/accounts/api.ts'
import type { GuestsOf } from '../../shared/community/passes.ts'
import type { Placed } from '../community/guest-queries.ts'
import { holds } from '../community/guest-queries.ts'
import { shownName } from '../community/guest-views.ts'
import type { Study } from './queries.ts'

/** The invited experts of a study whose pass lets them be here. */
export function guestsHere({ guests }: Pick<Study, 'guests'>, now: number): Placed[] {
  return guests.filter((placed) => placed.guest.state === 'in' && holds(placed, now))
}

/** Everybody whose name a study may need: its people, and whoever came to it by a pass, also once they have gone. */
export function namesOf({ people, guests }: Pick<Study, 'people' | 'guests'>): PersonView[] {
  const invited = guests.map(({ guest }) => ({ ...guest, name: shownName(guest) }))
  return [...people, ...invited].map(({ id, name, colour }) => ({ id, name, colour }))
}

/** "1 guest may read this", for everybody in the study. */
export function studyGuestViews(study: Pick<Study, 'guests'>, now: number): GuestsOf['guests'] {
  return guestsHere(study, now).map(({ guest, pass }) => ({
    ...{ id: guest.id, name: shownName(guest), school: guest.school, endsAt: pass.endsAt },
  }))
}
