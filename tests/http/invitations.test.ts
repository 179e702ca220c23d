import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ulid } from 'ulid'
import type { InvitationRowView, NewInvitationView } from '../../shared/community/api.ts'
import type { InvitationView } from '../../shared/accounts/api.ts'
import type { StudyView } from '../../shared/lesson-study/api.ts'
import { House, password, type Person } from '../support/house.ts'

const day = 24 * 3_600_000

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
