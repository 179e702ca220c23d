import { WebSocket } from 'ws'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { DocumentId } from '../../shared/ids.ts'
import type { StudyView } from '../../shared/lesson-study/api.ts'
import type { CourseView } from '../../shared/lesson-study/course.ts'
import type { EmergencyStudyView } from '../../shared/lesson-study/emergency.ts'
import type { LiveChange } from '../../shared/live.ts'
import { closeCode } from '../../shared/sync/protocol.ts'
import { Cast } from '../support/cast.ts'
import { MovingClock } from '../support/moving-clock.ts'
import type { Guest } from '../support/open-house.ts'
import { routeMatrix } from '../support/route-matrix.ts'
import { errorOf } from '../support/study-world.ts'
import { SyncPeer } from '../support/sync-peer.ts'

const reason = 'A pupil may not be safe; the safeguarding lead asked for it.'
const minute = 60_000
const clock = new MovingClock()
let cast: Cast
let admin: Guest
const peers: SyncPeer[] = []

beforeAll(async () => {
  cast = await Cast.gather(clock)
  admin = cast.as('admin')
})
afterAll(async () => {
  await Promise.all(peers.map((peer) => peer.close()))
  expect(cast.house.logged.filter((line) => line.startsWith('ERROR'))).toEqual([])
  await cast.house.close()
  clock.stop()
})

const open = (guest: Guest, personId: string, why = reason) =>
  cast.house.ask(guest, 'POST', '/api/emergency', { personId, reason: why })
const look = (guest: Guest, study: StudyView) =>
  cast.house.ask(guest, 'GET', `/api/studies/${study.id}`)
const view = (guest: Guest, study: StudyView) =>
  cast.house.view<StudyView>(guest, 'GET', `/api/studies/${study.id}`)
const readable = async (guest: Guest) =>
  cast.house.view<EmergencyStudyView[]>(guest, 'GET', '/api/emergency')

async function connect(guest: Guest, document: DocumentId): Promise<SyncPeer> {
  const peer = new SyncPeer({ base: cast.house.base, guest, document })
  peers.push(peer)
  await peer.sync()
  return peer
}

/** A study in which the teacher wrote something, open to the admin. */
async function openStudy(): Promise<StudyView> {
  const study = await cast.newStudy()
  const writer = await connect(cast.as('teacher'), study.lessons[0]!.planId)
  writer.send({ kind: 'update', update: writer.newText('Wren counts on her fingers') })
  await writer.until(() => writer.hears('saved').length > 0)
  expect((await look(admin, study)).status).toBe(404)
  expect((await open(admin, cast.as('teacher').id)).status).toBe(201)
  return study
}

describe('reading in an emergency', () => {
  it('asks for a reason, of an admin, about somebody who is in a study', async () => {
    const teacher = cast.as('teacher').id
    expect((await open(cast.as('lead'), teacher)).status).toBe(403)
    expect(await errorOf(await open(admin, teacher, ' short '))).toMatchObject({
      status: 400,
      fields: { reason: expect.stringContaining('Say in a sentence') as string },
    })
    expect((await open(admin, cast.bystander.id)).status).toBe(409)
    expect(await readable(admin)).toEqual([])
  })

  it('shows all there is, and lets nothing be changed', async () => {
    const study = await openStudy()
    const seen = await view(admin, study)
    expect(seen).toMatchObject({ myRole: null, emergencies: [{ by: { id: admin.id }, reason }] })
    // Notes that even colleagues do not see yet are there.
    expect(seen.lessons[0]!.documents).toHaveLength(7)
    for (const path of ['chain', 'course', 'calendar.ics']) {
      expect((await cast.house.ask(admin, 'GET', `/api/studies/${study.id}/${path}`)).status).toBe(
        200,
      )
    }
    const rows = Object.entries(routeMatrix).filter(
      ([route, { rule }]) =>
        'study' in rule && !route.startsWith('GET') && !route.endsWith('emergency'),
    )
    expect(rows.length).toBeGreaterThan(15)
    const club = await cast.newClub()
    const meet = await cast.newMeet()
    for (const [route, row] of rows) {
      const { path, body } = await row.ask({ cast, study, club, meet, guest: admin })
      const answer = await cast.house.ask(admin, route.split(' ')[0]!, path, body)
      expect(answer.status, route).toBe(404)
    }
    for (const { id } of [{ id: seen.lessons[0]!.planId }, ...seen.lessons[0]!.documents]) {
      const reader = await connect(admin, id)
      expect(reader.hears('hello')[0]!.hello.role).toBe('reader')
      reader.send({ kind: 'update', update: reader.newText('by rank') })
      await reader.until(() => reader.hears('refused').length > 0)
    }
    const plan = await connect(admin, study.lessons[0]!.planId)
    expect(plan.text()).toContain('Wren counts')
  })

  it('is shown to everybody in the study, with the reason, and kept in what happened', async () => {
    const study = await openStudy()
    for (const part of ['teacher', 'observer'] as const) {
      const { emergencies } = await view(cast.as(part), study)
      expect(emergencies).toEqual([
        {
          by: { id: admin.id, name: admin.name, colour: expect.any(Number) as number },
          reason,
          until: expect.any(Number) as number,
        },
      ])
      const left = emergencies[0]!.until - clock.now()
      expect(left).toBeGreaterThan(58 * minute)
      expect(left).toBeLessThanOrEqual(60 * minute)
    }
    const course = await cast.house.view<CourseView>(
      cast.as('observer'),
      'GET',
      `/api/studies/${study.id}/course`,
    )
    expect(course.acts[0]).toMatchObject({
      kind: 'emergency-access',
      by: { id: admin.id },
      note: reason,
    })
    const logged = cast.house.logged.filter((line) => line.startsWith('emergency-access'))
    expect(logged.length).toBeGreaterThan(0)
    expect(cast.house.logged.join()).not.toContain(reason)
  })

  it('makes the study nobody’s who only reads it: it is in no list of theirs but that of emergencies', async () => {
    const study = await openStudy()
    for (const path of ['/api/studies', '/api/today', '/api/actions']) {
      const answer = await cast.house.ask(admin, 'GET', path)
      expect(await answer.text()).not.toContain(study.id)
    }
    expect((await readable(admin)).map(({ id }) => id)).toContain(study.id)
    expect(await readable(cast.owner)).toEqual([])
    expect((await look(cast.owner, study)).status).toBe(404)
    // Another study of another colleague stays closed.
    const [other] = await cast.house.view<{ id: string }[]>(
      cast.as('stranger'),
      'GET',
      '/api/studies',
    )
    expect((await cast.house.ask(admin, 'GET', `/api/studies/${other!.id}`)).status).toBe(404)
  })

  it.each(['teacher', 'admin'] as const)('is ended by the %s at once', async (part) => {
    const study = await openStudy()
    const reader = await connect(admin, study.lessons[0]!.planId)
    const path = `/api/studies/${study.id}/emergency`
    expect((await cast.house.ask(cast.as('observer'), 'DELETE', path)).status).toBe(403)
    expect((await cast.house.ask(cast.as('lead'), 'DELETE', path)).status).toBe(404)
    const ended = await cast.house.ask(cast.as(part), 'DELETE', path)
    expect(ended.status).toBe(part === 'teacher' ? 200 : 204)
    await reader.until(() => reader.closed !== null)
    expect(reader.closed!.code).toBe(closeCode.noAccess)
    expect((await look(admin, study)).status).toBe(404)
    expect((await view(cast.as('teacher'), study)).emergencies).toEqual([])
  })

  it('ends by itself within two seconds of its hour, on what is open too', async () => {
    const study = await openStudy()
    // A socket that answers no ping for so long would be closed for that.
    clock.move(59.8 * minute)
    const reader = await connect(admin, study.lessons[0]!.planId)
    const heard: LiveChange[] = []
    const socket = new WebSocket(`${cast.house.base.replace(/^http/, 'ws')}/live`, {
      headers: { cookie: admin.cookie },
    })
    socket.on('message', (data: Buffer) => heard.push(JSON.parse(data.toString()) as LiveChange))
    await new Promise((resolve) => socket.on('open', resolve))
    socket.send(JSON.stringify({ watch: [`study:${study.id}`] }))
    await expect
      .poll(() => {
        cast.house.live.publish({ scope: `study:${study.id}`, noun: 'here', id: null })
        return heard.length
      })
      .toBeGreaterThan(0)
    expect((await look(admin, study)).status).toBe(200)
    expect(reader.closed).toBeNull()
    clock.move(0.2 * minute)
    const endedAt = Date.now()
    expect((await look(admin, study)).status).toBe(404)
    await reader.until(() => reader.closed !== null)
    expect(Date.now() - endedAt).toBeLessThan(2_000)
    await expect.poll(() => heard.at(-1)?.noun).toBe('study')
    heard.length = 0
    cast.house.live.publish({ scope: `study:${study.id}`, noun: 'here', id: null })
    cast.house.live.publish({ scope: `person:${admin.id}`, noun: 'me', id: null })
    const again = await connect(admin, study.lessons[0]!.planId)
    expect(again.closed!.code).toBe(closeCode.gone)
    expect(heard.filter(({ noun }) => noun === 'here')).toEqual([])
    expect(await readable(admin)).toEqual([])
    socket.close()
  })

  it('is over for whoever is an admin no longer', async () => {
    const study = await openStudy()
    await cast.house.setRoles(admin, { isAdmin: false, isLead: true })
    expect((await look(admin, study)).status).toBe(404)
    const closed = await connect(admin, study.lessons[0]!.planId)
    expect(closed.closed!.code).toBe(closeCode.gone)
    await cast.house.setRoles(admin, { isAdmin: true, isLead: false })
  })

  it('does not open a study that somebody is added to later', async () => {
    await openStudy()
    const later = await cast.newStudy()
    expect((await look(admin, later)).status).toBe(404)
  })
})
