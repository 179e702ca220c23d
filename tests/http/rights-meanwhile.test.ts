import { and, eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { InvitationRowView, NewInvitationView } from '../../shared/community/api.ts'
import type { ClubId, PersonId, StudyId, TeachMeetId } from '../../shared/ids.ts'
import { changePerson } from '../../server/accounts/queries.ts'
import { meanwhile } from '../support/meanwhile.ts'
import type { Guest } from '../support/open-house.ts'
import { password } from '../support/open-house.ts'
import { newId } from '../support/study-world.ts'
import { TwoSchools } from '../support/two-schools.ts'

/** What there is to be changed, all of it by its id. */
interface Known {
  club: ClubId
  study: StudyId
  meet: TeachMeetId
  link: string
  sheet: string
  theme: string
  protocol: string
  pass: string
  waiting: PersonId
}

let schools: TwoSchools
let known: Known
const as = (name: string) => schools.as(name)
const steps = [{ title: 'Talk', minutes: 5, prompt: '', speakers: 'all' }]
const protocolBody = { title: 'Ours', steps }

beforeAll(async () => {
  schools = await TwoSchools.open()
  const [hefin, amira, llyr] = [as('Hefin'), as('Amira'), as('Llyr')]
  const club = { id: newId<'club'>(), name: 'Mondays', isOpen: false, people: [llyr.id] }
  await schools.view(amira, 'POST', '/clubs', club)
  const study = await schools.study(llyr)
  const meet = { id: newId<'teachmeet'>(), title: 'Winter', startsAt: Date.now() + 86_400_000 }
  await schools.view(amira, 'POST', '/teachmeets', { ...meet, timeZone: 'Europe/London' })
  await schools.view(amira, 'POST', `/teachmeets/${meet.id}/acts`, { act: 'publish' })
  const scope = { kind: 'teachmeet', id: meet.id }
  const pass = { id: newId(), scope, endsAt: Date.now() + 86_400_000, hasLobby: true }
  const given = await schools.view<{ url: string }>(amira, 'POST', '/passes', pass)
  const waiting = { id: newId<'person'>(), secret: given.url.split('#')[1], name: 'Ffion' }
  await schools.ask(null, 'POST', '/guest/enter', waiting)
  const theme = { id: newId(), title: 'Talk' }
  await schools.view(amira, 'POST', '/themes', theme)
  const protocol = { id: newId(), ...protocolBody }
  await schools.view(amira, 'POST', '/protocols', protocol)
  await schools.view<NewInvitationView>(hefin, 'POST', '/invitations', { kind: 'link' })
  await schools.view<NewInvitationView>(hefin, 'POST', '/invitations', { kind: 'codes', count: 1 })
  const rows = await schools.view<InvitationRowView[]>(hefin, 'GET', '/invitations')
  known = {
    ...{ club: club.id, study: study.id, meet: meet.id, pass: pass.id, theme: theme.id },
    ...{ waiting: waiting.id, protocol: protocol.id },
    link: rows.find(({ kind, state }) => kind === 'link' && state === 'open')!.id,
    sheet: rows.find(({ kind }) => kind === 'code')!.sheet!,
  }
})
afterAll(() => schools.close())
beforeEach(async () => {
  const { house } = schools
  await house.setRoles(as('Hefin'), { isAdmin: true, isLead: true })
  for (const name of ['Llyr', 'Lowri'])
    await house.setRoles(as(name), { isAdmin: false, isLead: true })
  await changePerson(house.storage, as('Llyr').id, { state: 'active' })
})

const db = () => schools.house.storage
const endsLeading = (name: string) => () =>
  schools.house.setRoles(as(name), { isAdmin: false, isLead: false })
const leaves = (name: string) => () => changePerson(db(), as(name).id, { state: 'left' })

async function leavesStudy() {
  const { studyPeople: t } = db().tables
  await db()
    .db.delete(t)
    .where(and(eq(t.studyId, known.study), eq(t.personId, as('Llyr').id)))
}

async function endsChairing() {
  const { clubs: t } = db().tables
  await db()
    .db.update(t)
    .set({ chairId: as('Llyr').id })
    .where(eq(t.id, known.club))
}

async function endsHosting() {
  const { teachMeetHosts: t } = db().tables
  await db().db.delete(t).where(eq(t.teachMeetId, known.meet))
}

async function hostsAgain() {
  const { teachMeetHosts: t } = db().tables
  const row = { teachMeetId: known.meet, personId: as('Amira').id, since: 1 }
  await db().db.insert(t).values(row).onConflictDoNothing()
}

interface Attempt {
  what: string
  who: string
  happens: () => Promise<unknown>
  ask: (known: Known) => [method: string, path: string, body?: unknown]
  status: number
}

const lead = (what: string, ask: Attempt['ask']): Attempt => ({
  ...{ what: `a lead who stopped leading ${what}`, who: 'Llyr', ask, status: 403 },
  happens: endsLeading('Llyr'),
})
const admin = (what: string, ask: Attempt['ask']): Attempt => ({
  ...{ what: `an admin who stopped being one ${what}`, who: 'Hefin', ask, status: 403 },
  happens: endsLeading('Hefin'),
})
const host = (what: string, ask: Attempt['ask']): Attempt => ({
  ...{ what: `a host who stopped hosting ${what}`, who: 'Amira', ask, status: 403 },
  happens: endsHosting,
})

const attempts: Attempt[] = [
  lead('makes a link', () => ['POST', '/invitations', { kind: 'link' }]),
  lead('makes codes', () => ['POST', '/invitations', { kind: 'codes', count: 2 }]),
  lead('takes back a link', (k) => ['DELETE', `/invitations/${k.link}`]),
  lead('takes back a sheet', (k) => ['DELETE', `/invitations/sheets/${k.sheet}`]),
  lead('gives a code for a password', () => ['POST', `/people/${as('Ben').id}/reset-code`]),
  lead('closes a theme', (k) => ['DELETE', `/themes/${k.theme}`]),
  lead('changes a protocol', (k) => [
    ...(['PUT', `/protocols/${k.protocol}`] as const),
    { version: 1, ...protocolBody, title: 'Mine' },
  ]),
  lead('removes a protocol', (k) => ['DELETE', `/protocols/${k.protocol}`]),
  admin('makes somebody lead', () => ['PATCH', `/people/${as('Ben').id}`, { isLead: true }]),
  admin('moves somebody', () => ['PATCH', `/people/${as('Ben').id}`, { schoolId: schools.far }]),
  admin('helps somebody of another school', () => ['POST', `/people/${as('Nia').id}/reset-code`]),
  admin('adds a school', () => ['POST', '/schools', { id: newId(), name: 'Third' }]),
  admin('renames a school', () => ['PATCH', `/schools/${schools.far}`, { name: 'Third' }]),
  admin('takes a school off the list', () => ['DELETE', `/schools/${schools.far}`]),
  admin('renames the community', () => ['PATCH', '/community', { name: 'Third' }]),
  admin('says whom all schools tell', () => ['PATCH', '/community', { safeguardingContact: 'I' }]),
  admin('invites into another school', () => [
    ...(['POST', '/invitations'] as const),
    { kind: 'link', schoolId: schools.far },
  ]),
  host('takes a pass back', (k) => ['DELETE', `/passes/${k.pass}`]),
  host('lets a guest in', (k) => ['POST', `/guests/${k.waiting}/acts`, { act: 'let-in' }]),
  host('makes a code', (k) => ['POST', `/teachmeets/${k.meet}/join-code`]),
  {
    ...{ what: 'a lead who stopped leading says whom a school tells', who: 'Lowri', status: 403 },
    happens: endsLeading('Lowri'),
    ask: () => ['PATCH', `/schools/${schools.far}`, { safeguardingContact: 'Lowri' }],
  },
  {
    ...{ what: 'a lead who left makes a link', who: 'Llyr', happens: leaves('Llyr'), status: 401 },
    ask: () => ['POST', '/invitations', { kind: 'link' }],
  },
  {
    ...{ what: 'a teacher who left a study invites into it', who: 'Llyr', status: 404 },
    ...{ happens: leavesStudy, ask: (k) => inviteTo({ studyId: k.study }) },
  },
  {
    ...{ what: 'a chair who stopped chairing invites to the club', who: 'Amira', status: 403 },
    ...{ happens: endsChairing, ask: (k) => inviteTo({ clubId: k.club }) },
  },
]

function inviteTo(what: object): [string, string, object] {
  return ['POST', '/invitations', { kind: 'link', ...what }]
}

/** Everything that an attempt could have changed, as the database has it. */
async function rows(): Promise<unknown> {
  const { db: query, tables: t } = db()
  return {
    invitations: await query.select().from(t.invitations),
    people: await query.select().from(t.people),
    places: [await query.select().from(t.communities), await query.select().from(t.schools)],
    words: [await query.select().from(t.themes), await query.select().from(t.protocols)],
    passes: [await query.select().from(t.passes), await query.select().from(t.passActs)],
    codes: await query.select().from(t.joinCodes),
    guests: (await query.select().from(t.guests)).map(({ id, state }) => [id, state]),
  }
}

describe('a right that ended while the request was on its way', () => {
  it.each(attempts)('counts as ended: $what', async ({ who, happens, ask, status }) => {
    await hostsAgain()
    let before: unknown
    const told = meanwhile(db(), async () => {
      await happens()
      before = await rows()
    })
    const [method, path, body] = ask(known)
    const answer = await schools.ask(as(who), method, path, body)
    expect([answer.status, await answer.text()]).toEqual([status, expect.any(String)])
    expect(told.wasSoon).toBe(true)
    expect(await rows()).toEqual(before)
  })

  it('makes a link of somebody who was moved one into the school they are in now', async () => {
    const told = meanwhile(db(), () => changePerson(db(), as('Llyr').id, { schoolId: schools.far }))
    const { id } = await schools.view<{ id: string }>(as('Llyr'), 'POST', '/invitations', {
      kind: 'link',
    })
    expect(told.wasSoon).toBe(true)
    const { invitations: t } = db().tables
    const [row] = await db().db.select().from(t).where(eq(t.id, id))
    expect(row?.schoolId).toBe(schools.far)
    await changePerson(db(), as('Llyr').id, { schoolId: null })
  })
})

describe('a way in that ended while the password was hashed', () => {
  const sessionsOf = async (guest: Guest) => {
    const { sessions: t } = db().tables
    return db().db.select().from(t).where(eq(t.personId, guest.id))
  }
  const changes = (guest: Guest) => () => changePerson(db(), guest.id, { passwordHash: 'another' })

  it('lets nobody join by a club’s link of somebody who may not invite to the school any more', async () => {
    const chair = as('Lowri')
    const club = { id: newId(), name: 'Tuesdays', people: [] }
    await schools.view(chair, 'POST', '/clubs', club)
    const made = await schools.view<{ url: string }>(...[chair, ...inviteTo({ clubId: club.id })])
    const told = meanwhile(db(), endsLeading('Lowri'))
    const body = { secret: made.url.split('#')[1], name: 'A stranger', password }
    const answer = await schools.ask(null, 'POST', '/invitation/join', body)
    expect([answer.status, told.wasSoon]).toEqual([403, true])
  })

  it('starts no session by a password that was another by then', async () => {
    const ben = as('Ben')
    const before = await sessionsOf(ben)
    const told = meanwhile(db(), changes(ben))
    const answer = await schools.ask(null, 'POST', '/session', { name: 'Ben', password })
    expect(((await answer.json()) as { code: string }).code).toBe('wrong-password')
    expect(told.wasSoon).toBe(true)
    expect(await sessionsOf(ben)).toEqual(before)
  })

  it('changes no password by one that was another by then', async () => {
    const nia = as('Nia')
    const told = meanwhile(db(), changes(nia))
    const body = { current: password, next: 'four words in here' }
    const answer = await schools.ask(nia, 'POST', '/me/password', body)
    expect(((await answer.json()) as { code: string }).code).toBe('wrong-password')
    expect(told.wasSoon).toBe(true)
    const { people: t } = db().tables
    const [row] = await db().db.select().from(t).where(eq(t.id, nia.id))
    expect(row?.passwordHash).toBe('another')
  })
})
