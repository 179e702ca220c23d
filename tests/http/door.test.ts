import { describe, expect, it } from 'vitest'
import type { DoorView, InvitationView, MeView } from '../../shared/accounts/api.ts'
import { databaseKinds } from '../support/databases.ts'
import { House, password, school } from '../support/house.ts'

const hour = 3_600_000

describe.each(await databaseKinds())('on %s', (kind) => {
  describe('the first start', () => {
    it('lets the holder of the owner link found the community, once', async () => {
      const house = await House.open({}, null, kind)
      try {
        const door = await house.send<DoorView>('/api/door')
        expect(door.body).toMatchObject({ isFirstRun: true, communityName: null, locale: 'en-GB' })
        const secret = await house.ownerSecret()
        const look = await house.send<InvitationView>('/api/invitation/look', { body: { secret } })
        expect(look.body).toEqual({ kind: 'owner' })

        const body = { secret, name: ' Olwen ', password, community: school }
        const claimed = await house.send<MeView>('/api/owner', { body })
        expect(claimed.status).toBe(201)
        expect(claimed.body).toMatchObject({
          name: 'Olwen',
          roles: ['admin', 'lead', 'member'],
          community: school,
          mail: null,
          serverTime: house.clock.now(),
        })
        const again = await house.refusal('/api/owner', { body: { ...body, name: 'Mallory' } })
        expect(again).toMatchObject({ status: 410, code: 'ended' })
        const me = await house.send<MeView>('/api/me', { cookie: claimed.cookie })
        expect(me.body.id).toBe(claimed.body.id)
        const after = await house.send<DoorView>('/api/door')
        expect(after.body).toMatchObject({ isFirstRun: false, communityName: school.name })
      } finally {
        await house.close()
      }
    })

    it('ends the link after 48 hours, and the older one when a new one is made', async () => {
      const house = await House.open({}, null, kind)
      try {
        const older = await house.ownerSecret()
        const secret = await house.ownerSecret()
        const body = { name: 'Olwen', password, community: school }
        expect(
          await house.refusal('/api/owner', { body: { ...body, secret: older } }),
        ).toMatchObject({ status: 410 })
        house.pass(48 * hour)
        expect(await house.refusal('/api/owner', { body: { ...body, secret } })).toMatchObject({
          status: 410,
        })
        const wrong = await house.refusal('/api/owner', { body: { ...body, secret: 'guess' } })
        expect(wrong).toMatchObject({ status: 404, code: 'not-found' })
      } finally {
        await house.close()
      }
    })

    it('says which field to mend', async () => {
      const house = await House.open({}, null, kind)
      try {
        const secret = await house.ownerSecret()
        const community = { name: ' ', locale: 'en-GB', timeZone: 'Europe/London' }
        const short = { secret, name: '', password: 'short', community }
        const refused = await house.refusal('/api/owner', { body: short })
        expect(refused).toMatchObject({ status: 400, code: 'invalid' })
        expect(refused.fields).toEqual({
          name: 'Write your name. A first name is fine.',
          password: 'At least 10 characters. Three words in a row are good.',
          'community.name': 'Write the name of your school.',
        })
        const zone = await house.refusal('/api/owner', {
          body: { ...short, name: 'Olwen', password, community: { ...school, timeZone: 'Mars' } },
        })
        expect(zone.fields).toEqual({
          'community.timeZone': 'Choose a time zone, like Europe/London.',
        })
      } finally {
        await house.close()
      }
    })

    it('lets whoever runs the machine back in by a later owner link', async () => {
      const house = await House.open({}, null, kind)
      try {
        const owner = await house.claim('Olwen')
        const secret = await house.ownerSecret()
        const back = await house.send<MeView>('/api/owner', {
          body: { secret, name: 'olwen', password: 'quite another one', community: school },
        })
        expect(back.body).toMatchObject({ id: owner.me.id, name: 'Olwen' })
        expect((await house.send('/api/me', { cookie: owner.cookie })).status).toBe(401)
        const before = { name: 'Olwen', password }
        expect((await house.send('/api/session', { body: before })).status).toBe(401)
      } finally {
        await house.close()
      }
    })
  })

  describe('tries', () => {
    it('at one name from one address end after ten wrong ones a minute', async () => {
      const house = await House.open({}, null, kind)
      try {
        const owner = await house.claim()
        const guess = { body: { name: 'Olwen', password: 'is it this one?' } }
        for (let i = 0; i < 10; i++) {
          expect((await house.refusal('/api/session', guess)).status).toBe(401)
        }
        const last = await house.send<{ sentence: string }>('/api/session', {
          body: { name: 'OLWEN', password },
        })
        expect(last.status).toBe(429)
        expect(last.body.sentence).toBe(
          'That is a lot of tries for one name. Wait a minute, then try again.',
        )
        expect(last.headers.get('retry-after')).toBe('60')
        // Somebody else's address, and somebody else's name, are not held up by it.
        const elsewhere = { body: { name: 'Olwen', password }, from: '192.0.2.9' }
        expect((await house.send('/api/session', elsewhere)).status).toBe(201)
        await house.join(owner, 'Ben')
        const ben = { body: { name: 'Ben', password } }
        expect((await house.send('/api/session', ben)).status).toBe(201)
      } finally {
        await house.close()
      }
    })

    it('that are right do not count: a staff of thirty comes in through one address', async () => {
      const house = await House.open({}, null, kind)
      try {
        const owner = await house.claim()
        const secret = await house.linkSecret(owner, { uses: 30 })
        const statuses: number[] = []
        for (let i = 0; i < 30; i++) {
          const body = { secret, name: `Teacher ${i}`, password }
          statuses.push((await house.send('/api/invitation/join', { body })).status)
        }
        expect(new Set(statuses)).toEqual(new Set([201]))
      } finally {
        await house.close()
      }
    })

    it('at codes end after ten wrong ones from an address, and a hundred from anywhere', async () => {
      const house = await House.open({}, null, kind)
      try {
        await house.claim()
        const guess = (from: string) =>
          house.refusal('/api/invitation/look', { body: { secret: 'AAAA-AAAA-AAAA' }, from })
        for (let i = 0; i < 10; i++) expect((await guess('192.0.2.1')).status).toBe(404)
        expect(await guess('192.0.2.1')).toMatchObject({ status: 429, code: 'too-many' })
        // One /64 of IPv6 is one subscriber.
        for (let i = 0; i < 10; i++) expect((await guess(`2001:db8::${i}`)).status).toBe(404)
        expect((await guess('2001:db8::ffff')).status).toBe(429)
        for (let i = 0; i < 80; i++) expect((await guess(`198.51.100.${i}`)).status).toBe(404)
        expect((await guess('203.0.113.7')).status).toBe(429)
      } finally {
        await house.close()
      }
    })
  })
})
