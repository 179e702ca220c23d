import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { MeView } from '../../shared/accounts/api.ts'
import type { GuestMeView } from '../../shared/community/passes.ts'
import type { PersonId, TeachMeetId } from '../../shared/ids.ts'

const id = '01KEGX0000000000000000MEET' as TeachMeetId
const seat: GuestMeView = {
  ...{ id: '01KEGX000000000000000TOM0S' as PersonId, name: 'Tomos', school: null, colour: 3 },
  ...{ state: 'in', scope: { kind: 'teachmeet', id }, role: 'guest', title: 'Winter TeachMeet' },
  ...{ host: null, path: `/teachmeets/${id}`, endsAt: 0, serverTime: 0 },
  community: { name: 'Penrallt', locale: 'en-GB', timeZone: 'Europe/London' },
}

/** What the server knows of the seat; every other route is none of a guest's. */
let held: GuestMeView | null | 'no network'

beforeEach(() => {
  vi.resetModules()
  localStorage.clear()
  sessionStorage.clear()
  held = seat
  vi.stubGlobal(
    'WebSocket',
    class {
      close() {}
      send() {}
    },
  )
  vi.stubGlobal('fetch', (path: string, { method }: RequestInit) => {
    if (held === 'no network') return Promise.reject(new TypeError('failed'))
    if (method === 'DELETE') return Promise.resolve(new Response(null, { status: 204 }))
    const isSeat = path === '/api/guest/me' && held !== null
    const body = isSeat ? held : { code: 'sign-in', sentence: 'Sign in first.' }
    return Promise.resolve(new Response(JSON.stringify(body), { status: isSeat ? 200 : 401 }))
  })
})
afterEach(() => vi.unstubAllGlobals())

async function openTab() {
  const { session } = await import('../../client/api/session.svelte.ts')
  await session.begin()
  return session
}

/** A route that wants an account is asked, and answers that nobody is signed in. */
async function askSomethingElse(): Promise<void> {
  const { request } = await import('../../client/api/http.ts')
  await request('GET', '/api/people').catch(() => undefined)
}

it('takes whoever has no account and a seat for a guest, and keeps nothing of them', async () => {
  const session = await openTab()
  expect([session.state, session.me, session.who?.name]).toEqual(['in', null, 'Tomos'])
  const { mayKeepHere } = await import('../../client/sync/stays-here.ts')
  expect(mayKeepHere()).toBe(false)
  expect({ ...localStorage }).toEqual({})
})

it('goes on while the seat holds, though a route that is not theirs knows nobody', async () => {
  const session = await openTab()
  await askSomethingElse()
  await vi.waitFor(() => expect(session.state).toBe('in'))
  held = null
  await askSomethingElse()
  await vi.waitFor(() => expect(session.state).toBe('ended'))
  expect(session.guest?.name).toBe('Tomos')
})

it('does not end the seat because the network is away', async () => {
  const session = await openTab()
  held = 'no network'
  await session.lookAgain()
  expect(session.state).toBe('in')
})

it('waits at the door, and is in when that changes', async () => {
  held = { ...seat, state: 'waiting' }
  const session = await openTab()
  expect(session.state).toBe('waiting')
  held = seat
  await session.lookAgain()
  expect(session.state).toBe('in')
})

it('is at the door without account and seat', async () => {
  held = null
  const session = await openTab()
  expect([session.state, session.who]).toEqual(['out', null])
})

const lastSeat = async () => (await import('../../client/api/last-seat.ts')).readLastSeat()

it('knows in its tab what a seat that has ended was for and when, and nothing of whose it was', async () => {
  const session = await openTab()
  expect(await lastSeat()).toMatchObject({ title: 'Winter TeachMeet', endedAt: null })
  held = null
  await session.lookAgain()
  vi.resetModules()
  expect((await openTab()).state).toBe('out')
  const known = await lastSeat()
  expect(known).toMatchObject({ kind: 'teachmeet', title: 'Winter TeachMeet', wasIn: true })
  expect(known?.endedAt).toBeGreaterThan(Date.now() - 60_000)
  const kept = JSON.stringify([{ ...sessionStorage }, { ...localStorage }])
  for (const own of ['Tomos', seat.id, id]) expect(kept).not.toContain(own)
  expect(await lastSeat()).not.toBeNull()
})

it('tells once of a seat that was left, and keeps nothing then', async () => {
  const session = await openTab()
  held = null // what /live tells of it comes before the answer
  const left = session.leave()
  await session.lookAgain()
  await left
  expect(session.state).toBe('in')
  expect(await lastSeat()).toMatchObject({ title: 'Winter TeachMeet', hasLeft: true })
  expect({ ...sessionStorage }).toEqual({})
})

it('forgets the seat when somebody with an account is at the tab', async () => {
  const session = await openTab()
  const { community } = seat
  session.enter({ id: seat.id, name: 'Ben', colour: 1, roles: [], community } as unknown as MeView)
  expect({ ...sessionStorage }).toEqual({})
})
