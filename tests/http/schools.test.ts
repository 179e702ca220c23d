import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { MeView } from '../../shared/accounts/api.ts'
import type {
  InvitationRowView,
  MemberView,
  NewInvitationView,
} from '../../shared/community/api.ts'
import type { CommitmentView, WeeklyIdeaView } from '../../shared/community/commitments.ts'
import type { SchoolView } from '../../shared/community/schools.ts'
import type { SchoolId } from '../../shared/ids.ts'
import type { StudyRowView, StudyView } from '../../shared/lesson-study/api.ts'
import type { ClubView } from '../../shared/reading/api.ts'
import type { Guest } from '../support/open-house.ts'
import { OpenHouse, password } from '../support/open-house.ts'
import { errorOf, newId } from '../support/study-world.ts'

let house: OpenHouse
let head: Guest
let amira: Guest
let ben: Guest

beforeAll(async () => {
  house = await OpenHouse.open()
  head = await house.come('Hefin', { owner: null })
  amira = await house.come('Amira', { owner: head })
  ben = await house.come('Ben', { owner: head })
})
afterAll(() => house.close())

const ask = (guest: Guest | null, method: string, path: string, body?: unknown) =>
  house.ask(guest, method, `/api${path}`, body)
const view = <T>(guest: Guest, method: string, path: string, body?: unknown) =>
  house.view<T>(guest, method, `/api${path}`, body)

let count = 0
async function newSchool(): Promise<SchoolView> {
  const body = { id: newId<'school'>(), name: `Ysgol ${(count += 1)}` }
  return view<SchoolView>(head, 'POST', '/schools', body)
}

const move = (guest: Guest, schoolId: SchoolId | null) =>
  view<MemberView>(head, 'PATCH', `/people/${guest.id}`, { schoolId })

/** Somebody who came by an invitation of this kind. */
async function join(by: Guest, name: string, more: object = {}): Promise<Guest> {
  const made = await view<NewInvitationView>(by, 'POST', '/invitations', { kind: 'link', ...more })
  const secret = made.kind === 'link' ? made.url.split('#')[1] : ''
  const answer = await ask(null, 'POST', '/invitation/join', { secret, name, password })
  const cookie = answer.headers.getSetCookie()[0]!.split(';')[0]!
  const { id } = (await answer.json()) as MeView
  return { id, name, cookie }
}

const newStudy = (guest: Guest, teachers: string[] = []) =>
  view<StudyView>(guest, 'POST', '/studies', { id: newId<'study'>(), title: 'Why?', teachers })

describe('one school alone', () => {
  it('hears nothing of schools', async () => {
    expect(await view(amira, 'GET', '/schools')).toEqual([])
    expect((await view<MeView>(amira, 'GET', '/me')).school).toBeNull()
    const people = await view<MemberView[]>(amira, 'GET', '/people')
    expect(people.map(({ schoolName }) => schoolName)).toEqual([null, null, null])
  })
})

describe('the schools of a network', () => {
  it('are added once by their ids, by an admin, and known to everybody', async () => {
    const body = { id: newId<'school'>(), name: 'Bryn Awel' }
    expect((await ask(head, 'POST', '/schools', body)).status).toBe(201)
    expect((await ask(head, 'POST', '/schools', body)).status).toBe(200)
    expect((await ask(amira, 'POST', '/schools', body)).status).toBe(403)
    expect(await view(amira, 'GET', '/schools')).toEqual([{ ...body, people: 0 }])
    expect((await view<MeView>(amira, 'GET', '/me')).school).toBe('Penrallt')
    await ask(head, 'DELETE', `/schools/${body.id}`)
  })

  it('have a name each', async () => {
    const { id, name } = await newSchool()
    const same = await ask(head, 'POST', '/schools', { id: newId(), name: name.toUpperCase() })
    expect(await errorOf(same)).toMatchObject({ status: 409, code: 'taken' })
    const own = await ask(head, 'PATCH', `/schools/${id}`, { name: 'penrallt' })
    expect(own.status).toBe(409)
    const renamed = await view<SchoolView>(head, 'PATCH', `/schools/${id}`, { name: 'Y Garn' })
    expect(renamed.name).toBe('Y Garn')
    expect((await ask(head, 'DELETE', `/schools/${id}`)).status).toBe(204)
  })

  it('are taken off the list when nobody belongs to them, and the ways in end', async () => {
    const { id } = await newSchool()
    const nia = await join(head, 'Nia', { schoolId: id })
    expect((await view<MeView>(nia, 'GET', '/me')).school).toMatch(/^Ysgol/)
    expect((await ask(head, 'DELETE', `/schools/${id}`)).status).toBe(409)
    await move(nia, null)
    const open = { kind: 'link', schoolId: id }
    const made = await view<NewInvitationView>(head, 'POST', '/invitations', open)
    expect((await ask(head, 'DELETE', `/schools/${id}`)).status).toBe(204)
    const secret = made.kind === 'link' ? made.url.split('#')[1] : ''
    const late = await ask(null, 'POST', '/invitation/join', { secret, name: 'Late', password })
    expect(late.status).toBe(410)
    expect((await ask(head, 'POST', '/invitations', open)).status).toBe(400)
    expect((await ask(head, 'PATCH', `/people/${nia.id}`, { schoolId: id })).status).toBe(400)
  })
})

describe('a wall stands between two schools', () => {
  let far: SchoolView
  let nia: Guest
  let lead: Guest
  beforeAll(async () => {
    far = await newSchool()
    nia = await join(head, 'Nia of the valley', { schoolId: far.id })
    lead = await join(head, 'Lowri', { schoolId: far.id })
    await house.setRoles(lead, { isAdmin: false, isLead: true })
  })

  it('puts nobody of another school into a study', async () => {
    const study = await newStudy(amira)
    const path = `/studies/${study.id}/people/${nia.id}`
    expect(await errorOf(await ask(amira, 'PUT', path, { role: 'observer' }))).toMatchObject({
      status: 400,
      sentence: 'Nia of the valley belongs to another school. Give them a guest pass.',
    })
    const body = { id: newId(), title: 'With others', teachers: [nia.id] }
    expect((await ask(amira, 'POST', '/studies', body)).status).toBe(400)
    const foreign = { kind: 'link', studyId: study.id, schoolId: far.id }
    expect((await ask(amira, 'POST', '/invitations', foreign)).status).toBe(403)
    expect(await view(nia, 'GET', '/studies')).toEqual([])
  })

  it('lets a link into a study be followed by its own school', async () => {
    await house.setRoles(amira, { isAdmin: false, isLead: true })
    const study = await newStudy(amira)
    const link = { kind: 'link', studyId: study.id }
    const made = await view<NewInvitationView>(amira, 'POST', '/invitations', link)
    const secret = made.kind === 'link' ? made.url.split('#')[1] : ''
    expect((await ask(nia, 'POST', '/invitation/accept', { secret })).status).toBe(403)
    expect((await ask(nia, 'GET', `/studies/${study.id}`)).status).toBe(404)
    expect((await ask(ben, 'POST', '/invitation/accept', { secret })).status).toBe(200)
    expect((await ask(ben, 'GET', `/studies/${study.id}`)).status).toBe(200)
    await house.setRoles(amira, { isAdmin: false, isLead: false })
  })

  it('lets a lead invite into their own school, and help nobody of another', async () => {
    const gwen = await join(lead, 'Gwen')
    const people = await view<MemberView[]>(amira, 'GET', '/people')
    expect(people.find(({ id }) => id === gwen.id)?.schoolName).toBe(far.name)
    const into = { kind: 'codes', count: 1, schoolId: null }
    expect((await ask(lead, 'POST', '/invitations', into)).status).toBe(403)
    expect((await ask(lead, 'POST', `/people/${amira.id}/reset-code`)).status).toBe(403)
    expect((await ask(lead, 'POST', `/people/${gwen.id}/reset-code`)).status).toBe(201)
    const rows = await view<InvitationRowView[]>(lead, 'GET', '/invitations')
    expect(new Set(rows.map(({ schoolName }) => schoolName))).toEqual(new Set([far.name]))
  })

  it('keeps what is shared with the school and the ideas of the week in one school', async () => {
    const idea = { id: newId(), title: 'Wait', text: 'Count to five.', tag: 'one-liner' }
    const said = await ask(amira, 'POST', '/weekly-ideas', { ...idea, clubId: null })
    expect(said.status).toBe(201)
    expect(await view<WeeklyIdeaView[]>(ben, 'GET', '/weekly-ideas')).toHaveLength(1)
    expect(await view<WeeklyIdeaView[]>(nia, 'GET', '/weekly-ideas')).toEqual([])
    expect((await ask(nia, 'DELETE', `/weekly-ideas/${idea.id}`)).status).toBe(404)
    const visit = { id: newId(), visitorId: ben.id, question: 'Who speaks?' }
    await view(amira, 'POST', '/visits', visit)
    await view(ben, 'PATCH', `/visits/${visit.id}`, { version: 1, saw: 'Pairs', given: true })
    await view(amira, 'PATCH', `/visits/${visit.id}`, { version: 2, sharing: 'school' })
    expect(await view(head, 'GET', '/visits')).toHaveLength(1)
    expect(await view(nia, 'GET', '/visits')).toEqual([])
  })

  it('leaves book clubs and TeachMeets to everybody, but not what is said to one school', async () => {
    const body = { id: newId(), name: 'Mondays', people: [nia.id, ben.id] }
    const club = await view<ClubView>(amira, 'POST', '/clubs', body)
    expect((await ask(nia, 'GET', `/clubs/${club.id}`)).status).toBe(200)
    const say = (sharing: string) =>
      view(amira, 'POST', '/commitments', {
        ...{ id: newId(), idea: `for the ${sharing}`, clubId: club.id, sharing, passed: true },
      })
    await say('club')
    await say('school')
    const heard = async (guest: Guest) => {
      const path = `/clubs/${club.id}/board`
      const { commitments } = await view<{ commitments: CommitmentView[] }>(guest, 'GET', path)
      return commitments.map(({ idea }) => idea).sort()
    }
    expect(await heard(nia)).toEqual(['for the club'])
    expect(await heard(ben)).toEqual(['for the club', 'for the school'])
    expect((await ask(nia, 'GET', '/teachmeets')).status).toBe(200)
  })
})

describe('somebody who moves to another school', () => {
  it('has nothing in the studies of the old one from then on, and all of it when they come back', async () => {
    const far = await newSchool()
    const study = await newStudy(amira, [ben.id])
    const lesson = study.lessons[0]!
    const taught = { teacherId: ben.id, date: '2036-11-30' }
    await view(amira, 'PATCH', `/lessons/${lesson.id}`, taught)
    const link = { kind: 'link' }
    await house.setRoles(ben, { isAdmin: false, isLead: true })
    const made = await view<NewInvitationView>(ben, 'POST', '/invitations', link)
    await move(ben, far.id)
    expect((await ask(ben, 'GET', `/studies/${study.id}`)).status).toBe(404)
    expect((await ask(ben, 'PATCH', `/lessons/${lesson.id}`, { minutes: 45 })).status).toBe(404)
    const ids = async (guest: Guest) =>
      (await view<StudyRowView[]>(guest, 'GET', '/studies')).map(({ id }) => id)
    expect(await ids(ben)).not.toContain(study.id)
    const seen = await view<StudyView>(amira, 'GET', `/studies/${study.id}`)
    expect(seen.people.map(({ id }) => id)).toEqual([amira.id])
    expect(seen.lessons[0]!.teacherId).toBeNull()
    // The link they made into the old school is no way back.
    const secret = made.kind === 'link' ? made.url.split('#')[1] : ''
    expect((await ask(null, 'POST', '/invitation/look', { secret })).status).toBe(410)
    // A study of theirs in the new school is the new school's.
    const own = await newStudy(ben)
    expect((await ask(amira, 'GET', `/studies/${own.id}`)).status).toBe(404)
    await move(ben, null)
    expect((await ask(ben, 'GET', `/studies/${study.id}`)).status).toBe(200)
    expect((await ask(ben, 'GET', `/studies/${own.id}`)).status).toBe(404)
  })
})
