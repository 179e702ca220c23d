import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { NewInvitationView } from '../../shared/community/api.ts'
import type { PassActView, PassView } from '../../shared/community/passes.ts'
import type { StudyView } from '../../shared/lesson-study/api.ts'
import { closeCode } from '../../shared/sync/protocol.ts'
import type { Guest } from '../support/open-house.ts'
import { SyncPeer } from '../support/sync-peer.ts'
import { TwoSchools } from '../support/two-schools.ts'

let schools: TwoSchools
let amira: Guest
let ben: Guest
beforeEach(async () => {
  schools = await TwoSchools.open()
  amira = schools.as('Amira')
  ben = schools.as('Ben')
})
afterEach(async () => {
  expect(schools.house.logged.filter((line) => line.startsWith('ERROR'))).toEqual([])
  await schools.close()
})

/** Both ways of leaving a study's school, and of coming back to it. */
const ways = [
  {
    way: 'moves to another school',
    go: () => schools.move(amira, schools.far),
    come: () => schools.move(amira, null),
  },
  {
    way: 'leaves the community',
    go: () => schools.change(amira, { state: 'left' }),
    come: () => schools.change(amira, { state: 'active' }),
  },
]

describe.each(ways)('whoever $way', ({ go, come }) => {
  it('takes the passes to their studies along, and the guest who is in goes at once', async () => {
    const study = await schools.study(amira, [ben])
    const guest = await schools.expert(amira, study)
    const kept = await schools.expert(ben, study)
    const { documents } = (await schools.view<StudyView>(ben, 'GET', `/studies/${study.id}`))
      .lessons[0]!
    const words = documents.find(
      ({ kind, person }) => kind === 'expert-words' && person?.id === guest.id,
    )!
    const peer = new SyncPeer({ base: schools.house.base, guest, document: words.id })
    await peer.sync()
    expect(peer.closed).toBeNull()
    const saved = peer.hears('saved').length
    const gone = Date.now()
    await go()
    peer.send({ kind: 'update', update: peer.newText('too late') })
    await peer.until(() => peer.closed !== null)
    expect(Date.now() - gone).toBeLessThan(2000)
    expect([peer.closed?.code, peer.hears('saved').length]).toEqual([closeCode.signIn, saved])
    expect((await schools.ask(guest, 'GET', '/guest/study')).status).toBe(401)
    // Another's pass to the same study is theirs.
    expect((await schools.ask(kept, 'GET', '/guest/study')).status).toBe(200)
    const passes = `/passes?study=${study.id}`
    const states = (await schools.view<PassView[]>(ben, 'GET', passes)).map(
      ({ id, state }) => [id, state] as const,
    )
    expect(new Map(states)).toEqual(
      new Map([
        [guest.pass, 'revoked'],
        [kept.pass, 'open'],
      ]),
    )
    const acts = await schools.view<PassActView[]>(ben, 'GET', `/passes/${guest.pass}/acts`)
    expect(acts[0]).toMatchObject({ act: 'revoked', by: { name: 'Hefin' } })
    // Coming back does not open it again.
    await come()
    expect((await schools.ask(guest, 'GET', '/guest/study')).status).toBe(401)
  })

  it('takes along the links they made', async () => {
    await schools.house.setRoles(amira, { isAdmin: false, isLead: true })
    const made = await schools.view<NewInvitationView>(amira, 'POST', '/invitations', {
      kind: 'link',
    })
    const secret = made.kind === 'link' ? made.url.split('#')[1] : ''
    await go()
    expect((await schools.ask(null, 'POST', '/invitation/look', { secret })).status).toBe(410)
  })

  it('teaches no lesson that is still to come', async () => {
    const study = await schools.study(ben, [amira])
    const lesson = `/lessons/${study.lessons[0]!.id}`
    await schools.view(ben, 'PATCH', lesson, { teacherId: amira.id, date: '2036-11-30' })
    await go()
    const seen = await schools.view<StudyView>(ben, 'GET', `/studies/${study.id}`)
    expect(seen.lessons[0]!.teacherId).toBeNull()
  })
})

it('the last teacher who is here cannot leave the study to one who has left', async () => {
  const study = await schools.study(amira, [ben])
  await schools.change(amira, { state: 'left' })
  const path = `/studies/${study.id}/people/${ben.id}`
  expect((await schools.ask(ben, 'DELETE', path)).status).toBe(409)
  expect((await schools.ask(ben, 'PUT', path, { role: 'observer' })).status).toBe(409)
})
