import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ulid } from 'ulid'
import type {
  CommunityView,
  MemberView,
  ResetCodeView,
  ThemeView,
} from '../../shared/community/api.ts'
import { House, password, type Person } from '../support/house.ts'

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
