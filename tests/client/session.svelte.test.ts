import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { MeView } from '../../shared/accounts/api.ts'
import { ben, amira } from './support/offline-document.ts'

type Answer = 'no network' | 'no answer' | { status: number; body: unknown }

const me = (person: typeof amira): MeView => ({
  ...person,
  mail: null,
  roles: ['member'],
  community: { name: 'Penrallt', locale: 'en-GB', timeZone: 'Europe/London' },
  school: null,
  serverTime: 0,
})
const signedIn = (person = amira): Answer => ({ status: 200, body: me(person) })
const signedOut: Answer = { status: 401, body: { code: 'sign-in', sentence: 'Sign in first.' } }

let answer: Answer
let asked = 0

beforeEach(() => {
  vi.useFakeTimers()
  localStorage.clear()
  asked = 0
  vi.stubGlobal('fetch', (_path: string, { signal }: RequestInit) => {
    asked += 1
    if (answer === 'no network') return Promise.reject(new TypeError('failed'))
    if (answer !== 'no answer') {
      return Promise.resolve(new Response(JSON.stringify(answer.body), { status: answer.status }))
    }
    return new Promise((_, reject) => {
      signal?.addEventListener('abort', () => reject(new TypeError('timed out')))
    })
  })
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

/** A tab that has just been opened on this device. */
async function openTab() {
  vi.resetModules()
  const { session } = await import('../../client/api/session.svelte.ts')
  void session.begin()
  await vi.advanceTimersByTimeAsync(0)
  return session
}

/** An earlier visit with a network. */
async function visit(): Promise<void> {
  answer = signedIn()
  await openTab()
}

it('goes on without a network as whoever was here last, and is confirmed when it returns', async () => {
  await visit()
  answer = 'no network'
  const session = await openTab()
  expect([session.state, session.isOffline, session.me?.name]).toEqual(['in', true, 'Amira'])
  answer = signedIn()
  await vi.advanceTimersByTimeAsync(2_000)
  expect([session.state, session.isOffline]).toEqual(['in', false])
  const before = asked
  await vi.advanceTimersByTimeAsync(120_000)
  expect(asked).toBe(before)
})

it('does not wait long for a network that does not answer', async () => {
  await visit()
  answer = 'no answer'
  const session = await openTab()
  expect(session.state).toBe('unknown')
  await vi.advanceTimersByTimeAsync(1_000)
  expect([session.state, session.isOffline]).toEqual(['in', true])
})

it('asks at once when the network returns', async () => {
  await visit()
  answer = 'no network'
  const session = await openTab()
  await vi.advanceTimersByTimeAsync(300_000)
  answer = signedIn()
  const stop = session.listen()
  window.dispatchEvent(new Event('online'))
  await vi.advanceTimersByTimeAsync(0)
  stop()
  expect(session.isOffline).toBe(false)
})

it('leaves the page open when the session turns out to have ended meanwhile', async () => {
  await visit()
  answer = 'no network'
  const session = await openTab()
  answer = signedOut
  await vi.advanceTimersByTimeAsync(2_000)
  expect([session.state, session.me?.name]).toEqual(['ended', 'Amira'])
  session.enter(me(amira))
  expect([session.state, session.isOffline]).toEqual(['in', false])
})

it('shows the door to whoever is signed out, and to nobody’s device without a network that it cannot be reached', async () => {
  answer = signedOut
  expect((await openTab()).state).toBe('out')
  answer = 'no network'
  const session = await openTab()
  expect([session.state, session.me]).toEqual(['unreachable', null])
  expect(session.sentence).toContain('cannot be reached')
})

it('remembers nobody after signing out', async () => {
  await visit()
  answer = signedIn()
  const session = await openTab()
  answer = { status: 204, body: null }
  vi.stubGlobal('fetch', () => Promise.resolve(new Response(null, { status: 204 })))
  await session.leave()
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('failed')))
  expect((await openTab()).state).toBe('unreachable')
})

it('remembers the one who came in last', async () => {
  await visit()
  answer = signedOut
  const session = await openTab()
  session.enter(me(ben))
  answer = 'no network'
  expect((await openTab()).me?.name).toBe('Ben')
})
