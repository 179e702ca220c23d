import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ulid } from 'ulid'
import type {
  CommunityView,
  InvitationRowView,
  MemberView,
  NewInvitationView,
  ResetCodeView,
  ThemeView,
} from '../../shared/community/api.ts'
import type { InvitationView } from '../../shared/accounts/api.ts'
import type { StudyView } from '../../shared/lesson-study/api.ts'
import { House, password, type Person } from '../support/house.ts'

const hour = 3_600_000
const day = 24 * hour

let house: House
let admin: Person
let lead: Person
let member: Person

beforeAll(async () => {
  house = await House.open()
  admin = await house.claim('Olwen')
  lead = await house.join(admin, 'Lleu')
  member = await house.join(admin, 'Mair')
  expect(await house.setRoles(admin, lead, { isLead: true })).toBe(200)
})
afterAll(() => house.close())

const id = () => ulid()

describe('rights', () => {
  type Row = [method: string, path: string, body: unknown, statuses: number[]]
  // anonymous, member, lead, admin
  const rows: () => Row[] = () => [
    ['GET', '/api/community', undefined, [401, 200, 200, 200]],
    ['PATCH', '/api/community', { name: 'Penrallt Fields' }, [401, 403, 403, 200]],
    ['GET', '/api/people', undefined, [401, 200, 200, 200]],
    ['PATCH', `/api/people/${member.me.id}`, { isLead: false }, [401, 403, 403, 200]],
    ['POST', `/api/people/${member.me.id}/reset-code`, {}, [401, 403, 201, 201]],
    ['POST', `/api/people/${admin.me.id}/reset-code`, {}, [401, 403, 403, 201]],
    ['GET', '/api/invitations', undefined, [401, 403, 200, 200]],
    ['POST', '/api/invitations', { kind: 'codes', count: 1 }, [401, 403, 201, 201]],
    ['POST', '/api/invitations', { kind: 'link' }, [401, 403, 201, 201]],
    ['DELETE', `/api/invitations/${id()}`, undefined, [401, 403, 404, 404]],
    ['DELETE', `/api/invitations/sheets/${id()}`, undefined, [401, 403, 404, 404]],
    ['GET', '/api/themes', undefined, [401, 200, 200, 200]],
    ['POST', '/api/themes', { id: id(), title: 'Talk' }, [401, 201, 409, 409]],
    ['DELETE', `/api/themes/${id()}`, undefined, [401, 403, 404, 404]],
  ]

  it('are what the table of policy.ts says, route by route and role by role', async () => {
    for (const [method, path, body, expected] of rows()) {
      const cookies = [null, member.cookie, lead.cookie, admin.cookie]
      const found: number[] = []
      for (const cookie of cookies) {
        found.push((await house.send(path, { method, body, cookie })).status)
      }
      expect([method, path, ...found]).toEqual([method, path, ...expected])
    }
  })
})

describe('the community', () => {
  it('is named anew by an admin, field by field', async () => {
    const patch = (body: unknown) =>
      house.send<CommunityView>('/api/community', { method: 'PATCH', body, cookie: admin.cookie })
    expect((await patch({ locale: 'cy' })).body).toEqual({
      name: 'Penrallt Fields',
      locale: 'cy',
      timeZone: 'Europe/London',
      safeguardingContact: null,
      school: null,
      hasExample: false,
    })
    expect((await patch({ locale: 'en-GB', timeZone: 'Europe/Dublin' })).body.timeZone).toBe(
      'Europe/Dublin',
    )
    const refused = await house.refusal('/api/community', {
      method: 'PATCH',
      body: { timeZone: 'Nowhere/Land', locale: 'xx' },
      cookie: admin.cookie,
    })
    expect(refused.fields).toEqual({ locale: 'Choose one of what is offered.' })
  })

  it('says whom to tell when a pupil may not be safe; whoever leads keeps it, everybody reads it', async () => {
    const patch = (cookie: string, body: unknown) =>
      house.send<CommunityView>('/api/community', { method: 'PATCH', body, cookie })
    const contact = { safeguardingContact: ' Mrs Parry, room 3 ' }
    expect((await patch(member.cookie, contact)).status).toBe(403)
    expect((await patch(lead.cookie, contact)).body.safeguardingContact).toBe('Mrs Parry, room 3')
    expect((await patch(lead.cookie, { ...contact, name: 'Mine' })).status).toBe(403)
    const read = await house.send<CommunityView>('/api/community', { cookie: member.cookie })
    expect(read.body).toMatchObject({
      name: 'Penrallt Fields',
      safeguardingContact: 'Mrs Parry, room 3',
    })
    const long = { safeguardingContact: 'x'.repeat(301) }
    expect((await patch(admin.cookie, long)).status).toBe(400)
    const none = await patch(admin.cookie, { safeguardingContact: '' })
    expect(none.body.safeguardingContact).toBeNull()
  })

  it('keeps a theme once, however often it is sent', async () => {
    const theme = { id: id(), title: '  Talking about fractions ' }
    const add = (cookie: string, body: unknown) =>
      house.send<ThemeView>('/api/themes', { body, cookie })
    expect((await add(member.cookie, theme)).body).toEqual({
      id: theme.id,
      title: 'Talking about fractions',
    })
    expect((await add(member.cookie, theme)).status).toBe(201)
    expect((await add(lead.cookie, theme)).status).toBe(409)
    const listed = await house.send<ThemeView[]>('/api/themes', { cookie: lead.cookie })
    expect(listed.body.filter(({ id }) => id === theme.id)).toHaveLength(1)
    const close = { method: 'DELETE', cookie: lead.cookie }
    expect((await house.send(`/api/themes/${theme.id}`, close)).status).toBe(204)
    expect((await house.send(`/api/themes/${theme.id}`, close)).status).toBe(404)
    const wrong = await house.refusal('/api/themes', {
      body: { id: 'mine', title: '' },
      cookie: member.cookie,
    })
    expect(wrong.fields).toEqual({
      id: 'This is not an id of ours.',
      title: 'Write the theme in one line.',
    })
  })
})

describe('people', () => {
  it('are listed with what they are only for those who may change it', async () => {
    const asMember = await house.send<MemberView[]>('/api/people', { cookie: member.cookie })
    expect(asMember.body.map(({ name, roles }) => [name, roles])).toEqual([
      ['Lleu', []],
      ['Mair', []],
      ['Olwen', []],
    ])
    const asAdmin = await house.send<MemberView[]>('/api/people', { cookie: admin.cookie })
    expect(asAdmin.body.map(({ name, roles }) => [name, roles])).toEqual([
      ['Lleu', ['lead', 'member']],
      ['Mair', ['member']],
      ['Olwen', ['admin', 'lead', 'member']],
    ])
    expect(asMember.body.map(({ colour }) => colour).sort()).toEqual([1, 2, 3])
  })

  it('who leave are signed out at once, keep their name, and can come back', async () => {
    const gone = await house.join(admin, 'Gwilym')
    expect(await house.setRoles(admin, gone, { state: 'left' })).toBe(200)
    expect((await house.send('/api/me', { cookie: gone.cookie })).status).toBe(401)
    expect(house.rooms.rechecked).toContain(gone.me.id)
    const seen = await house.send<MemberView[]>('/api/people', { cookie: member.cookie })
    expect(seen.body.map(({ name }) => name)).not.toContain('Gwilym')
    const signIn = { body: { name: 'Gwilym', password } }
    expect(await house.refusal('/api/session', signIn)).toMatchObject({
      status: 403,
      sentence: 'Your place here was closed. An admin can open it again.',
    })
    const reset = `/api/people/${gone.me.id}/reset-code`
    expect((await house.send(reset, { method: 'POST', cookie: admin.cookie })).status).toBe(404)
    expect(await house.setRoles(admin, gone, { state: 'active' })).toBe(200)
    expect((await house.send('/api/session', signIn)).status).toBe(201)
  })

  it('never lose the last who can look after the server', async () => {
    const refused = await house.refusal(`/api/people/${admin.me.id}`, {
      method: 'PATCH',
      body: { isAdmin: false },
      cookie: admin.cookie,
    })
    expect(refused).toMatchObject({ status: 409, code: 'conflict' })
    expect(await house.setRoles(admin, admin, { state: 'left' })).toBe(409)
    const other = await house.join(admin, 'Non')
    expect(await house.setRoles(admin, other, { isAdmin: true })).toBe(200)
    expect(await house.setRoles(other, admin, { isAdmin: false })).toBe(200)
    expect(await house.setRoles(admin, other, { isAdmin: false })).toBe(403)
    expect(await house.setRoles(other, admin, { isAdmin: true })).toBe(200)
    expect(await house.setRoles(admin, other, { isAdmin: false })).toBe(200)
  })

  it('cannot be raised by a reset code that was made while they were less', async () => {
    const rising = await house.join(admin, 'Rhiannon')
    const { body } = await house.send<ResetCodeView>(`/api/people/${rising.me.id}/reset-code`, {
      method: 'POST',
      cookie: lead.cookie,
    })
    expect(body.joinUrl).toBe('http://localhost:3000/reset')
    await house.setRoles(admin, rising, { isAdmin: true })
    const reset = { body: { secret: body.code, password: 'taken over quietly' } }
    expect(await house.refusal('/api/reset', reset)).toMatchObject({ status: 410 })
    await house.setRoles(admin, rising, { isAdmin: false })
  })
})

describe('invitations', () => {
  const invite = (body: unknown, cookie = lead.cookie, headers = {}) =>
    house.send<NewInvitationView>('/api/invitations', { body, cookie, headers })

  it('print as codes, one person each, good for thirty days', async () => {
    const { body } = await invite({ kind: 'codes', count: 3 })
    if (body.kind !== 'codes') throw new Error('codes were asked for')
    expect(new Set(body.codes).size).toBe(3)
    expect(body.joinUrl).toBe('http://localhost:3000/join')
    const [first, second] = body.codes
    const spoken = first!.toLowerCase().replaceAll('-', '')
    const join = (secret: string, name: string) =>
      house.send('/api/invitation/join', { body: { secret, name, password } })
    expect((await join(spoken, 'Tegwen')).status).toBe(201)
    expect((await join(first!, 'Twm')).status).toBe(410)
    house.pass(30 * day)
    expect((await join(second!, 'Twm')).status).toBe(410)
    admin = await comeBack('Olwen')
    lead = await comeBack('Lleu')
    member = await comeBack('Mair')
    const { body: rows } = await house.send<InvitationRowView[]>('/api/invitations', {
      cookie: lead.cookie,
    })
    const states = rows.filter((row) => row.sheet === body.sheet).map((row) => row.state)
    expect(states.sort()).toEqual(['expired', 'expired', 'used'])
    // Nothing of a secret is shown again, nor kept.
    const { invitations } = house.storage.tables
    const kept = JSON.stringify([rows, await house.storage.db.select().from(invitations)])
    for (const code of body.codes) expect(kept).not.toContain(code)
  })

  it('are taken back one by one or by the sheet', async () => {
    const { body: sheet } = await invite({ kind: 'codes', count: 2 })
    const { body: link } = await invite({ kind: 'link' })
    if (sheet.kind !== 'codes' || link.kind !== 'link') throw new Error('what was asked for')
    const take = (path: string) => house.send(path, { method: 'DELETE', cookie: lead.cookie })
    expect((await take(`/api/invitations/sheets/${sheet.sheet}`)).status).toBe(204)
    expect((await take(`/api/invitations/${link.id}`)).status).toBe(204)
    expect((await take(`/api/invitations/${link.id}`)).status).toBe(404)
    for (const secret of [...sheet.codes, link.url.split('#')[1]]) {
      const look = await house.refusal('/api/invitation/look', { body: { secret } })
      expect(look.code).toBe('ended')
    }
  })

  it('lead to the address by which whoever asks has us open, if it is one of ours', async () => {
    const url = async (origin: string) => {
      const { body } = await invite({ kind: 'link' }, lead.cookie, { origin })
      return body.kind === 'link' ? body.url.split('/join')[0] : null
    }
    expect(await url('http://10.1.2.3:3000')).toBe('http://10.1.2.3:3000')
    expect(await url('http://desk.local:3000')).toBe('http://desk.local:3000')
  })

  it('end a link after a week', async () => {
    const secret = await house.linkSecret(lead)
    house.pass(7 * day)
    const look = await house.refusal('/api/invitation/look', { body: { secret } })
    expect(look).toMatchObject({ status: 410, code: 'ended' })
  })

  it('have a bound on how many are open', async () => {
    const statuses: number[] = []
    for (let i = 0; i < 3; i++) {
      statuses.push((await invite({ kind: 'codes', count: 200 })).status)
    }
    expect(statuses).toEqual([201, 201, 409])
    expect((await invite({ kind: 'codes', count: 201 })).status).toBe(400)
    house.pass(31 * day)
    admin = await comeBack('Olwen')
    lead = await comeBack('Lleu')
  })

  it('take whoever joins straight into the study, if whoever invites plans it', async () => {
    const studyId = id()
    const study = { id: studyId, title: 'Why is a half bigger than a third?' }
    expect((await house.send('/api/studies', { body: study, cookie: lead.cookie })).status).toBe(
      201,
    )
    // An admin who is not in it does not know of it.
    const stranger = await house.refusal('/api/invitations', {
      body: { kind: 'link', studyId },
      cookie: admin.cookie,
    })
    expect(stranger.status).toBe(404)

    const secret = await house.linkSecret(lead, { studyId, uses: 2 })
    const look = await house.send<InvitationView>('/api/invitation/look', { body: { secret } })
    expect(look.body).toMatchObject({
      study: { title: study.title, people: [{ name: 'Lleu' }] },
      path: `/studies/${studyId}`,
    })
    const joined = await house.send('/api/invitation/join', {
      body: { secret, name: 'Ysolt', password },
    })
    const seen = await house.send<StudyView>(`/api/studies/${studyId}`, { cookie: joined.cookie })
    expect(seen.body.myRole).toBe('teacher')

    // Somebody who has an account already follows the same link, twice, and uses it up once.
    member = await comeBack('Mair')
    for (let i = 0; i < 2; i++) {
      const accept = await house.send('/api/invitation/accept', {
        body: { secret },
        cookie: member.cookie,
      })
      expect([accept.status, accept.body]).toEqual(
        i === 0 ? [200, { path: `/studies/${studyId}` }] : [410, expect.anything()],
      )
    }
    const asMember = await house.send(`/api/studies/${studyId}`, { cookie: member.cookie })
    expect(asMember.status).toBe(200)
    const rows = await house.send<InvitationRowView[]>('/api/invitations', { cookie: lead.cookie })
    expect(rows.body.find((row) => row.studyTitle !== null)).toMatchObject({
      studyTitle: study.title,
      uses: 2,
      state: 'used',
      createdBy: { name: 'Lleu' },
    })
    const asAdmin = await house.send<InvitationRowView[]>('/api/invitations', {
      cookie: admin.cookie,
    })
    expect(asAdmin.body.every((row) => row.studyTitle === null)).toBe(true)
  })
})

async function comeBack(name: string): Promise<Person> {
  const answer = await house.send<Person['me']>('/api/session', { body: { name, password } })
  return { me: answer.body, cookie: answer.cookie! }
}
