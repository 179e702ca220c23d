import { ulid } from 'ulid'
import type { PersonId } from '../../shared/ids.ts'
import { request } from '../api/http.ts'
import { Outbox } from './outbox.svelte.ts'
import { DeviceRequests } from './waiting-requests.ts'

let here: { person: PersonId; outbox: Outbox; stop: () => void } | null = null

/** The outbox of whoever is at this tab: one person, and so one of these. What earlier visits left is sent by it. */
export function outboxOf(person: PersonId): Outbox {
  if (here?.person === person) return here.outbox
  here?.stop()
  const outbox = makeOutbox(person)
  const events = new AbortController()
  const { signal } = events
  window.addEventListener('online', outbox.wake, { signal })
  const wakeWhenSeen = () => {
    if (!document.hidden) outbox.wake()
  }
  document.addEventListener('visibilitychange', wakeWhenSeen, { signal })
  const warn = (event: BeforeUnloadEvent) => {
    if (outbox.needsLeaveWarning) event.preventDefault()
  }
  window.addEventListener('beforeunload', warn, { signal })
  const stop = () => {
    events.abort()
    void outbox.close()
  }
  here = { person, outbox, stop }
  return outbox
}

function makeOutbox(person: PersonId): Outbox {
  const name = `staffroom-outbox/${person}`
  const channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel(name)
  return new Outbox({
    store: new DeviceRequests(person),
    fetch: ({ method, path, body }) => request(method, path, body),
    random: () => Math.random(),
    name: () => ulid(),
    after: (ms, run) => {
      const timer = setTimeout(run, ms)
      return () => clearTimeout(timer)
    },
    // Where there are no locks two tabs may send the same; the server takes an id once.
    alone: async (task) => {
      if (navigator.locks === undefined) return task()
      await navigator.locks.request(name, task)
    },
    others: {
      tell: () => channel?.postMessage('changed'),
      listen: (changed) => {
        channel?.addEventListener('message', changed)
        return () => channel?.close()
      },
    },
  })
}
