import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { InvitationView } from '../../shared/accounts/api.ts'
import type { InvitationRowView, NewInvitationView } from '../../shared/community/api.ts'
import type { ClubView } from '../../shared/reading/api.ts'
import { closeCode } from '../../shared/sync/protocol.ts'
import { type Guest, OpenHouse, password } from '../support/open-house.ts'
import { errorOf, newId } from '../support/study-world.ts'
import { SyncPeer } from '../support/sync-peer.ts'

let house: OpenHouse
/** Leads the school; Grace, who leads nobody, chairs the club with Ben in it. */
let olwen: Guest
let grace: Guest
let ben: Guest
let mair: Guest

beforeAll(async () => {
  house = await OpenHouse.open()
  olwen = await house.come('Olwen', { owner: null })
  grace = await house.come('Grace', { owner: olwen })
  ben = await house.come('Ben', { owner: olwen })
  mair = await house.come('Mair', { owner: olwen })
})
afterAll(async () => {
  expect(house.logged.filter((line) => line.startsWith('ERROR'))).toEqual([])
  await house.close()
})

async function newClub(chair: Guest, isOpen: boolean): Promise<ClubView> {
  const [id, text, chapter] = [newId<'club'>(), newId<'text'>(), newId<'chapter'>()]
  await house.view(chair, 'POST', '/api/clubs', { id, name: 'Reading', isOpen, people: [ben.id] })
  const book = { id: text, kind: 'plain', title: 'How We Think', rights: 'own' }
  await house.view(chair, 'POST', `/api/clubs/${id}/texts`, book)
  const words = { id: chapter, title: 'What is thought?', source: 'Some words.' }
  return house.view<ClubView>(chair, 'POST', `/api/texts/${text}/chapters`, words)
}

async function linkTo(club: ClubView, by: Guest): Promise<{ id: string; secret: string }> {
  const body = { kind: 'link', clubId: club.id }
  const made = await house.view<NewInvitationView>(by, 'POST', '/api/invitations', body)
  if (made.kind !== 'link') throw new Error('no link')
  return { id: made.id, secret: made.url.split('#')[1]! }
}

const chapterPath = (club: ClubView) =>
  `/reading/${club.id}/chapters/${club.texts[0]!.chapters[0]!.id}`

const look = (secret: string) =>
  house.ask(null, 'POST', '/api/invitation/look', { secret }).then(async (answer) => {
    return (await answer.json()) as Extract<InvitationView, { kind: 'join' }>
  })

describe('a link to a book club', () => {
  it('brings somebody new from the door straight to the chapter that is read', async () => {
    const club = await newClub(olwen, false)
    const { secret } = await linkTo(club, olwen)
    expect(await look(secret)).toMatchObject({
      club: {
        name: 'Reading',
        textTitle: 'How We Think',
        people: [{ id: olwen.id }, { id: ben.id }],
      },
      ...{ study: null, needsAccount: false, path: chapterPath(club) },
    })
    const body = { secret, name: 'Nia', password }
    expect((await house.ask(null, 'POST', '/api/invitation/join', body)).status).toBe(201)
    const { people } = await house.view<ClubView>(olwen, 'GET', `/api/clubs/${club.id}`)
    expect(people.map((person) => person.name)).toEqual(['Olwen', 'Ben', 'Nia'])
  })

  it('leads to the next chapter by its date, and to the club where nothing is read yet', async () => {
    const club = await newClub(olwen, false)
    const next = { id: newId(), title: 'Next', source: 'Words.', byDay: '2999-01-01' }
    const last = { id: newId(), title: 'Last', source: 'Words.' }
    const text = `/api/texts/${club.texts[0]!.id}`
    for (const chapter of [next, last]) await house.view(olwen, 'POST', `${text}/chapters`, chapter)
    const { secret } = await linkTo(club, olwen)
    expect((await look(secret)).path).toBe(`/reading/${club.id}/chapters/${next.id}`)
    await house.view(olwen, 'DELETE', text)
    expect(await look(secret)).toMatchObject({
      ...{ path: `/reading/${club.id}`, club: { textTitle: null } },
    })
    await house.view(olwen, 'PATCH', `/api/clubs/${club.id}`, { ended: true })
    expect(await look(secret)).toMatchObject({ club: null, path: null })
  })

  it('lets a colleague in who has an account, once, whatever the club’s door', async () => {
    const club = await newClub(olwen, false)
    const { secret } = await linkTo(club, olwen)
    for (let time = 0; time < 2; time++) {
      const answer = await house.view(mair, 'POST', '/api/invitation/accept', { secret })
      expect(answer).toEqual({ path: chapterPath(club) })
    }
    const rows = await house.view<InvitationRowView[]>(olwen, 'GET', '/api/invitations')
    expect(rows[0]).toMatchObject({ clubName: 'Reading', studyTitle: null, uses: 1 })
  })

  it('is made by the chair, and where the club is open by everybody in it', async () => {
    const closed = await newClub(grace, false)
    const open = await newClub(grace, true)
    const ask = async (by: Guest | null, club: { id: string }) => {
      const body = { kind: 'link', clubId: club.id }
      return (await house.ask(by, 'POST', '/api/invitations', body)).status
    }
    expect(await ask(grace, closed)).toBe(201)
    expect([await ask(ben, closed), await ask(ben, open)]).toEqual([403, 201])
    // A lead or an admin who is not in it is a stranger to it.
    expect([await ask(mair, open), await ask(olwen, closed)]).toEqual([404, 404])
    expect([await ask(olwen, { id: newId() }), await ask(null, open)]).toEqual([404, 401])
    const both = { kind: 'link', clubId: open.id, studyId: newId() }
    expect((await house.ask(grace, 'POST', '/api/invitations', both)).status).toBe(403)
  })

  it('opens the club, and not the school, when whoever made it may not invite to the school', async () => {
    const club = await newClub(grace, false)
    const { id, secret } = await linkTo(club, grace)
    expect(await look(secret)).toMatchObject({ needsAccount: true })
    const body = { secret, name: 'Somebody new', password }
    const refused = await house.ask(null, 'POST', '/api/invitation/join', body)
    expect(await errorOf(refused)).toMatchObject({ status: 403 })
    await house.view(mair, 'POST', '/api/invitation/accept', { secret })
    expect(await house.view(mair, 'GET', `/api/clubs/${club.id}`)).toMatchObject({
      myRole: 'member',
    })
    // Whoever made it takes it back; the others do not.
    expect((await house.ask(ben, 'DELETE', `/api/invitations/${id}`)).status).toBe(403)
    expect((await house.ask(grace, 'DELETE', `/api/invitations/${id}`)).status).toBe(204)
    const again = await house.ask(ben, 'POST', '/api/invitation/accept', { secret })
    expect(again.status).toBe(410)
  })
})

describe('somebody who leaves the school', () => {
  it('is let go by every document of their clubs, and has a place again when they come back', async () => {
    const club = await newClub(grace, true)
    const { documents } = club.texts[0]!.chapters[0]!
    const shared = documents.find((one) => one.audience === 'club')!.id
    const theirs = await house.view<ClubView>(ben, 'GET', `/api/clubs/${club.id}`)
    const own = theirs.texts[0]!.chapters[0]!.documents.find((one) => one.audience === 'me')!.id
    const peers = [shared, own].map(
      (document) => new SyncPeer({ base: house.base, guest: ben, document }),
    )
    await Promise.all(peers.map((peer) => peer.sync()))
    await house.view(olwen, 'PATCH', `/api/people/${ben.id}`, { state: 'left' })
    for (const peer of peers) {
      await peer.until(() => peer.closed !== null)
      expect(peer.closed!.code).toBe(closeCode.signIn)
    }
    const path = `/api/clubs/${club.id}`
    const chapter = { id: newId(), title: 'Meanwhile', source: 'Words.' }
    const text = `/api/texts/${club.texts[0]!.id}/chapters`
    const without = await house.view<ClubView>(grace, 'POST', text, chapter)
    expect(without.people.map((person) => person.id)).toEqual([grace.id])
    await house.view(olwen, 'PATCH', `/api/people/${ben.id}`, { state: 'active' })
    const back = await house.view<ClubView>(await house.again(ben), 'GET', path)
    const audiences = back.texts[0]!.chapters.map(({ documents: all }) =>
      all.map((one) => one.audience).sort(),
    )
    expect(audiences).toEqual([
      ['club', 'community', 'me'],
      ['club', 'community', 'me'],
    ])
  })
})
