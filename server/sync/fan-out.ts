import type { Sender } from './frame.ts'
import { encodePresence } from './encode.ts'
import type { Member } from './member.ts'
import type { Presence, PresenceNews } from './presence.ts'

/** A committed update as one message, encoded once for everybody. */
export interface OutgoingUpdate {
  sender: Sender
  message: Uint8Array
}

/** A room, as whoever sends to everybody in it knows it. */
interface Crowd {
  readonly connections: ReadonlySet<Member>
  readonly presence: Presence<Member>
  schedulePresence(): void
}

/**
 * Sends what was committed, and the presence that has changed, to everybody in a room: to our own client in one frame.
 * A stock sender gets its own update back, which is how its provider learns that it is kept.
 */
export function fanOut(room: Crowd, updates: readonly OutgoingUpdate[], now: number): void {
  const news = room.presence.takeNews(now)
  const everything = news.length > 0 ? encodePresence(news.map(({ entry }) => entry)) : null
  const holders = new Set(news.map(({ holder }) => holder))
  for (const connection of room.connections) {
    if (connection.isLoaded) {
      for (const { sender, message } of updates) {
        if (sender !== connection || !connection.isOurs) connection.post(message)
      }
      if (everything !== null) {
        const message = holders.has(connection) ? withoutOwn(news, connection) : everything
        if (message !== null) connection.post(message)
      }
    }
    connection.flush()
  }
  room.schedulePresence()
}

/** Nobody is told of themselves: a client would take it for its own state. */
export function withoutOwn(
  news: readonly PresenceNews<Member>[],
  connection: Member,
): Uint8Array | null {
  const others = news.filter(({ holder }) => holder !== connection)
  return others.length > 0 ? encodePresence(others.map(({ entry }) => entry)) : null
}
