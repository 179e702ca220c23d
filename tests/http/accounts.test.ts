import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hashToken } from '../../server/accounts/secret.ts'
import type { InvitationView, MeView } from '../../shared/accounts/api.ts'
import type { ResetCodeView } from '../../shared/community/api.ts'
import { databaseKinds } from '../support/databases.ts'
import { House, password, school, type Person } from '../support/house.ts'

const day = 24 * 3_600_000
const keyOf = (cookie: string) => hashToken(cookie.split('=')[1]!)

describe.each(await databaseKinds())('on %s', (kind) => {
  describe('accounts', () => {
    let house: House
    let owner: Person
    beforeAll(async () => {
      house = await House.open({}, null, kind)
      owner = await house.claim()
    })
    afterAll(() => house.close())

    it('join by a link, with a name, a password and no mail', async () => {
      const secret = await house.linkSecret(owner, { uses: 2 })
      const look = await house.send<InvitationView>('/api/invitation/look', { body: { secret } })
      expect(look.body).toMatchObject({
        kind: 'join',
        communityName: school.name,
        inviter: { name: 'Olwen' },
        study: null,
        path: null,
      })
      const ben = await house.send<MeView>('/api/invitation/join', {
        body: { secret, name: 'Ben', password, mail: '' },
      })
      expect(ben.body).toMatchObject({ name: 'Ben', roles: ['member'], mail: null })
      const taken = await house.refusal('/api/invitation/join', {
        body: { secret, name: 'BEN', password },
      })
      expect(taken).toMatchObject({
        status: 409,
        code: 'taken',
        fields: { name: 'Someone here is called Ben already. Add a letter, like BEN T.' },
      })
      // The refused name did not use the link up.
      const cerys = await house.send('/api/invitation/join', {
        body: { secret, name: 'Cerys', password },
      })
      expect(cerys.status).toBe(201)
      const third = await house.refusal('/api/invitation/join', {
        body: { secret, name: 'Dafydd', password },
      })
      expect(third).toMatchObject({ status: 410, code: 'ended' })
    })

    it('let only as many in as a link has uses, however many come at once', async () => {
      const secret = await house.linkSecret(owner, { uses: 2 })
      const answers = await Promise.all(
        ['Rhys', 'Siwan', 'Tomos', 'Una'].map((name) =>
          house.send('/api/invitation/join', { body: { secret, name, password } }),
        ),
      )
      expect(answers.map((answer) => answer.status).sort()).toEqual([201, 201, 410, 410])
    })

    it('sign in by a name in any spelling of it, or by mail', async () => {
      await house.join(owner, 'Siân Élan', { mail: 'Sian@school.example' })
      for (const name of ['Siân Élan', 'sian  elan', ' SIAN ELAN', 'sian@SCHOOL.example']) {
        const answer = await house.send<MeView>('/api/session', { body: { name, password } })
        expect([name, answer.status]).toEqual([name, 201])
        expect(answer.body.name).toBe('Siân Élan')
      }
      const lookalike = await house.refusal('/api/invitation/join', {
        body: { secret: await house.linkSecret(owner), name: 'Sіan Elan', password },
      })
      expect(lookalike.code).toBe('taken')
    })

    it('are told the same about a wrong password and an unknown name', async () => {
      const wrong = await house.refusal('/api/session', {
        body: { name: 'Olwen', password: 'not this one' },
      })
      const unknown = await house.refusal('/api/session', {
        body: { name: 'Nobody', password: 'not this one' },
      })
      expect(wrong).toEqual(unknown)
      expect(wrong).toMatchObject({ status: 401, code: 'wrong-password' })
    })

    it('keep their session in a cookie scripts cannot read, whose token is nowhere on disk', async () => {
      const answer = await house.send('/api/session', { body: { name: 'Olwen', password } })
      const set = answer.headers.get('set-cookie')!
      expect(set).toMatch(/^staffroom=[\w-]{43}; /)
      expect(set).toMatch(/; HttpOnly/)
      expect(set).toMatch(/; SameSite=Lax/)
      expect(set).toMatch(/; Path=\//)
      expect(set).not.toMatch(/Secure|Domain/)
      const { sessions } = house.storage.tables
      const kept = JSON.stringify(await house.storage.db.select().from(sessions))
      expect(kept).not.toContain(answer.cookie!.split('=')[1])
      expect(kept).toContain(keyOf(answer.cookie!))
    })

    it('stay signed in for thirty days after the last visit', async () => {
      const gwen = await house.join(owner, 'Gwen')
      house.pass(29 * day)
      const visit = await house.send('/api/me', { cookie: gwen.cookie })
      expect(visit.status).toBe(200)
      expect(visit.cookie).toBe(gwen.cookie)
      house.pass(29 * day)
      expect((await house.send('/api/me', { cookie: gwen.cookie })).status).toBe(200)
      house.pass(30 * day)
      const late = await house.refusal('/api/me', { cookie: gwen.cookie })
      expect(late).toMatchObject({ status: 401, code: 'sign-in' })
      owner.cookie = (
        await house.send('/api/session', { body: { name: 'Olwen', password } })
      ).cookie!
    })

    it('have at most twenty sessions, the one unused for longest ending first', async () => {
      const huw = await house.join(owner, 'Huw')
      for (let i = 0; i < 20; i++) {
        house.pass(1_000)
        await house.send('/api/session', { body: { name: 'Huw', password } })
      }
      expect((await house.send('/api/me', { cookie: huw.cookie })).status).toBe(401)
      expect(house.rooms.closed).toContain(keyOf(huw.cookie))
    })

    it('sign out here, or everywhere else', async () => {
      const ifan = await house.join(owner, 'Ifan')
      const other = await house.send('/api/session', { body: { name: 'Ifan', password } })
      const elsewhere = await house.send('/api/me/sessions', {
        method: 'DELETE',
        cookie: ifan.cookie,
      })
      expect(elsewhere.status).toBe(204)
      expect((await house.send('/api/me', { cookie: other.cookie })).status).toBe(401)
      expect(house.rooms.closed).toContain(keyOf(other.cookie!))

      const out = await house.send('/api/session', { method: 'DELETE', cookie: ifan.cookie })
      expect(out.status).toBe(204)
      expect(out.headers.get('set-cookie')).toMatch(/^staffroom=; Max-Age=0/)
      expect((await house.send('/api/me', { cookie: ifan.cookie })).status).toBe(401)
      expect(house.rooms.closed).toContain(keyOf(ifan.cookie))
    })

    it('change their name and mail, each being one person’s', async () => {
      const lowri = await house.join(owner, 'Lowri')
      const { cookie } = lowri
      const patch = (body: unknown) =>
        house.send<MeView>('/api/me', { method: 'PATCH', body, cookie })
      expect((await patch({ name: 'Lowri M', mail: 'lowri@school.example' })).body).toMatchObject({
        name: 'Lowri M',
        mail: 'lowri@school.example',
      })
      expect((await patch({ mail: '' })).body).toMatchObject({ name: 'Lowri M', mail: null })
      expect((await patch({})).status).toBe(200)
      const taken = await house.refusal('/api/me', {
        method: 'PATCH',
        body: { name: 'olwen' },
        cookie,
      })
      expect(taken).toMatchObject({ status: 409, code: 'taken' })
      const odd = await house.refusal('/api/me', {
        method: 'PATCH',
        body: { name: 'Ol\u202ewen', mail: 'nowhere' },
        cookie,
      })
      expect(odd.fields).toEqual({
        name: 'The name has a character that cannot be shown.',
        mail: 'This does not look like an e-mail address.',
      })
    })

    it('change their password, which signs out every other browser of theirs', async () => {
      const megan = await house.join(owner, 'Megan')
      const other = await house.send('/api/session', { body: { name: 'Megan', password } })
      const change = (body: unknown) =>
        house.refusal('/api/me/password', { body, cookie: megan.cookie })
      const next = 'another three words'
      expect(await change({ current: 'a wrong one', next })).toMatchObject({
        status: 401,
        code: 'wrong-password',
        fields: { current: 'This is not your present password.' },
      })
      expect((await change({ current: password, next })).status).toBe(204)
      expect((await house.send('/api/me', { cookie: megan.cookie })).status).toBe(200)
      expect((await house.send('/api/me', { cookie: other.cookie })).status).toBe(401)
      expect(house.rooms.closed).toContain(keyOf(other.cookie!))
      expect(house.rooms.closed).not.toContain(keyOf(megan.cookie))
      const signIn = await house.send('/api/session', { body: { name: 'Megan', password: next } })
      expect(signIn.status).toBe(201)
    })

    it('get a new password by a code, in any case and spacing, once', async () => {
      const nia = await house.join(owner, 'Nia')
      const { body: issued } = await house.send<ResetCodeView>(
        `/api/people/${nia.me.id}/reset-code`,
        { method: 'POST', cookie: owner.cookie },
      )
      expect(issued.code).toMatch(
        /^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/,
      )
      const typed = issued.code
        .toLowerCase()
        .replaceAll('-', ' ')
        .replaceAll('0', 'o')
        .replaceAll('1', 'l')
      const look = await house.send<InvitationView>('/api/invitation/look', {
        body: { secret: typed },
      })
      expect(look.body).toMatchObject({ kind: 'reset', name: 'Nia' })
      const body = { secret: typed, password: 'a fresh new start' }
      const reset = await house.send<MeView>('/api/reset', { body })
      expect(reset.body).toMatchObject({ id: nia.me.id })
      expect((await house.send('/api/me', { cookie: nia.cookie })).status).toBe(401)
      expect((await house.send('/api/me', { cookie: reset.cookie })).status).toBe(200)
      expect(await house.refusal('/api/reset', { body })).toMatchObject({ status: 410 })
      // A reset code is no invitation.
      const join = await house.refusal('/api/invitation/join', {
        body: { secret: issued.code, name: 'Mallory', password },
      })
      expect(join.status).toBe(404)
    })

    it('need to be signed in for what is theirs', async () => {
      for (const [method, path] of [
        ['GET', '/api/me'],
        ['PATCH', '/api/me'],
        ['POST', '/api/me/password'],
        ['DELETE', '/api/me/sessions'],
        ['POST', '/api/invitation/accept'],
      ] as const) {
        const sent = method === 'GET' || method === 'DELETE' ? { method } : { method, body: {} }
        expect([path, (await house.refusal(path, sent)).code]).toEqual([path, 'sign-in'])
      }
      const bad = await house.refusal('/api/me', { cookie: `staffroom=${'x'.repeat(5_000)}` })
      expect(bad.code).toBe('sign-in')
    })
  })
})
