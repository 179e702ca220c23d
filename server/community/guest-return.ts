import type { ReturnLinkView } from '../../shared/community/passes.ts'
import { AppError } from '../../shared/errors.ts'
import type { PersonId } from '../../shared/ids.ts'
import { guestDataDays, takeAwayDueDays } from '../../shared/limits.ts'
import { hashToken, newLinkSecret } from '../accounts/secret.ts'
import { notFound } from '../http/errors.ts'
import type { Guest } from '../http/actor.ts'
import type { CalendarEvent } from './calendar-file.ts'
import { calendarFile } from './calendar-file.ts'
import type { GuestDeps } from './deps.ts'
import { updateGuest } from './guest-queries.ts'
import { localOf, schoolZone } from './school-day.ts'

const day = 24 * 3_600_000
/** How long a link that was just made can be taken into a calendar. */
const shownMs = 3_600_000
const shownMax = 2_000

interface Shown {
  url: string
  title: string
  endsAt: number
  until: number
}

/**
 * A guest's own way back, without an account. Only the hash of its secret is kept; the calendar's file needs the link
 * itself, so what was just made is remembered for an hour, for that guest alone and nowhere but in memory.
 */
export class ReturnLinks {
  readonly #deps: GuestDeps
  readonly #shown = new Map<PersonId, Shown>()

  constructor(deps: GuestDeps) {
    this.#deps = deps
  }

  /** A new link; the one before it ends. `address` is where the guest has us open. */
  async make(guest: Guest, address: string): Promise<ReturnLinkView> {
    const { storage, clock, objects } = this.#deps
    const { kind, id } = guest.scope
    // Whoever is invited to a study comes back by their pass, and only while it holds.
    if (kind === 'study') throw notFound()
    const object = await objects[kind].find(id)
    if (object === null || object.endsAt === null)
      throw new AppError('conflict', 'There is nothing to come back to.')
    const secret = newLinkSecret()
    await updateGuest(storage, guest.id, { returnHash: hashToken(secret) })
    const url = `${address}/back#${secret}`
    const now = clock.now()
    this.#forget(now)
    const { title, endsAt } = object
    this.#shown.set(guest.id, { url, title, endsAt, until: now + shownMs })
    return {
      url,
      endsAt: Math.max(endsAt, now) + guestDataDays * day,
      calendarUrl: `${address}/api/guest/return-link.ics`,
    }
  }

  /** "Did you try it?" in two weeks, with the link in it. */
  async calendar(guest: Guest): Promise<string> {
    const { storage, clock } = this.#deps
    const shown = this.#shown.get(guest.id)
    if (shown === undefined || shown.until <= clock.now()) {
      throw notFound(
        'This link was made a while ago. Make a new one, and the calendar entry with it.',
      )
    }
    const dueAt = shown.endsAt + takeAwayDueDays * day
    const event: CalendarEvent = {
      uid: `${guest.id.toLowerCase()}-tried`,
      summary: 'Did you try it?',
      description: `${shown.title}\nYour ideas, and where to say how it went: ${shown.url}`,
      url: shown.url,
      when: { date: localOf(dueAt, await schoolZone(storage)).slice(0, 10) },
    }
    return calendarFile('TeachMeet', [event], clock.now())
  }

  #forget(now: number): void {
    for (const [guest, { until }] of this.#shown) {
      if (until <= now || this.#shown.size >= shownMax) this.#shown.delete(guest)
    }
  }
}
