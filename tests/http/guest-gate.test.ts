import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { PersonId } from '../../shared/ids.ts'
import type { LiveScope } from '../../shared/live.ts'
import { MeetWorld } from '../support/meet-world.ts'
import { newId } from '../support/study-world.ts'
import type { Rights } from '../../server/sync/ports.ts'
import { gateDocuments, gateWatching } from '../../server/community/guest-gate.ts'
import { updateGuest } from '../../server/community/guest-queries.ts'
import { updatePass } from '../../server/community/pass-queries.ts'

/**
 * The gate alone: whatever stands behind it would let everybody in, and says that it was asked. What areas ask again
 * themselves must not hide that a check here is gone.
 */
let meet: MeetWorld
let asked: string[]
let inside: PersonId
let waiting: PersonId

beforeEach(async () => {
  meet = await MeetWorld.open({ state: 'live' })
  inside = await meet.guest('Ffion')
  waiting = await meet.guest('Huw', { state: 'waiting' })
  asked = []
})
afterEach(() => meet.close())

const allowing = (name: string): Rights => ({
  find: (person) => {
    asked.push(`${name} ${person}`)
    return Promise.resolve({ role: 'editor', aclVersion: 1 } as never)
  },
})
const parts = () => ({ storage: meet.world.storage, clock: meet.world.clock })
const find = (person: PersonId) =>
  gateDocuments(parts(), {
    people: allowing('people'),
    guests: { teachmeet: allowing('teachmeet'), study: allowing('study') },
  }).find(person, newId<'document'>())

const watch = (person: PersonId, scope: LiveScope) =>
  gateWatching(parts(), (who) => {
    asked.push(`people ${who}`)
    return Promise.resolve(true)
  })(person, scope)

/** Ways in which a guest is not in. */
const ends: [string, (guest: PersonId) => Promise<void>][] = [
  ['was refused', (guest) => updateGuest(meet.world.storage, guest, { state: 'refused' })],
  ['was removed', (guest) => updateGuest(meet.world.storage, guest, { state: 'removed' })],
  ['has left', (guest) => updateGuest(meet.world.storage, guest, { state: 'left' })],
  ['was wiped', (guest) => updateGuest(meet.world.storage, guest, { wipedAt: 1 })],
  ['came by a pass that was taken back', (guest) => changePassOf(guest, { revokedAt: 1 })],
  ['came by a pass that has ended', (guest) => changePassOf(guest, { endsAt: 1 })],
]

async function changePassOf(guest: PersonId, change: { revokedAt?: number; endsAt?: number }) {
  const { storage } = meet.world
  const rows = await storage.db.select().from(storage.tables.guests)
  await updatePass(storage, rows.find((row) => row.id === guest)!.passId, change)
}

describe('the gate before documents', () => {
  it('asks for a guest who is in only the area their pass is for, and for people those of people', async () => {
    expect(await find(inside)).not.toBeNull()
    expect(await find(meet.members[0])).not.toBeNull()
    expect(asked).toEqual([`teachmeet ${inside}`, `people ${meet.members[0]}`])
  })

  it('refuses a guest who waits without asking anybody', async () => {
    expect(await find(waiting)).toBeNull()
    expect(asked).toEqual([])
  })

  it.each(ends)('refuses a guest who %s without asking anybody', async (_, end) => {
    await end(inside)
    expect(await find(inside)).toBeNull()
    expect(asked).toEqual([])
  })
})

describe('the gate before what is told', () => {
  const own = (person: PersonId): LiveScope => `person:${person}`
  const scopes = (): LiveScope[] => [
    `teachmeet:${meet.id}`,
    ...['community' as const, own(meet.gwen), `teachmeet:${newId<'teachmeet'>()}` as const],
    `study:${newId<'study'>()}`,
  ]
  const heard = async (person: PersonId) => {
    const all: LiveScope[] = []
    for (const scope of [own(person), ...scopes()]) if (await watch(person, scope)) all.push(scope)
    return all
  }

  it('tells a guest who is in of themselves and of their object, and asks nobody', async () => {
    expect(await heard(inside)).toEqual([own(inside), `teachmeet:${meet.id}`])
    expect(asked).toEqual([])
    expect(await heard(meet.members[0])).toHaveLength(6)
  })

  it('tells a guest who waits of themselves alone', async () => {
    expect(await heard(waiting)).toEqual([own(waiting)])
    expect(asked).toEqual([])
  })

  it.each(ends)('tells nothing to a guest who %s', async (_, end) => {
    await end(inside)
    expect(await heard(inside)).toEqual([])
    expect(asked).toEqual([])
  })
})
