import { WebSocket } from 'ws'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { StudyView } from '../../shared/lesson-study/api.ts'
import type { LiveChange, LiveScope } from '../../shared/live.ts'
import type { ClubView } from '../../shared/reading/api.ts'
import { closeCode } from '../../shared/sync/protocol.ts'
import { Cast, parts, standing } from '../support/cast.ts'
import { newId } from '../support/study-world.ts'

let cast: Cast
let study: StudyView
let club: ClubView

beforeAll(async () => {
  cast = await Cast.gather()
  study = await cast.newStudy()
  club = await cast.newClub()
})
afterAll(async () => {
  expect(cast.house.logged.filter((line) => line.startsWith('ERROR'))).toEqual([])
  await cast.house.close()
})

describe.each(parts)('/live for %s', (part) => {
  it('tells of what they may read, and of nothing else', async () => {
    const guest = await cast.enter(part)
    const socket = new WebSocket(`${cast.house.base.replace(/^http/, 'ws')}/live`, {
      headers: guest ? { cookie: guest.cookie } : {},
    })
    const heard: LiveChange[] = []
    socket.on('message', (data: Buffer) => heard.push(JSON.parse(data.toString()) as LiveChange))
    const closed = new Promise<number>((resolve) => socket.on('close', resolve))
    if (guest === null) {
      expect(await closed).toBe(closeCode.signIn)
      return
    }
    const scopes: LiveScope[] = [
      'community',
      `study:${study.id}`,
      `study:${newId<'study'>()}`,
      `club:${club.id}`,
      `club:${newId<'club'>()}`,
      `person:${guest.id}`,
      `person:${cast.owner.id}`,
    ]
    await new Promise((resolve) => socket.on('open', resolve))
    socket.send(JSON.stringify({ watch: scopes }))
    const { live } = cast.house
    // Scopes are granted all at once: when one is heard, each has been judged.
    await expect
      .poll(() => {
        live.publish({ scope: 'community', noun: 'community', id: null })
        return heard.length
      })
      .toBeGreaterThan(0)
    const now = newId<'person'>()
    for (const scope of scopes) live.publish({ scope, noun: 'here', id: now })
    live.publish({ scope: 'community', noun: 'me', id: now })
    await expect.poll(() => heard.at(-1)).toEqual({ scope: 'community', noun: 'me', id: now })
    const told = heard.filter(({ noun, id }) => noun === 'here' && id === now)
    const { studyRole, clubRole } = standing[part]
    expect(told.map(({ scope }) => scope)).toEqual([
      'community',
      ...(studyRole === null ? [] : [`study:${study.id}`]),
      ...(clubRole === null ? [] : [`club:${club.id}`]),
      `person:${guest.id}`,
    ])
    socket.close()
    await closed
  })
})

it('tells a tab of what changed while its page was fetched, where it may watch, each thing once', async () => {
  const guest = await cast.enter('teacher')
  const { live, base } = cast.house
  const others = `study:${newId<'study'>()}` as const
  const just = newId<'person'>()
  for (const scope of ['community', others] as const) {
    live.publish({ scope, noun: 'people', id: just })
    live.publish({ scope, noun: 'people', id: just })
  }
  const socket = new WebSocket(`${base.replace(/^http/, 'ws')}/live`, {
    headers: { cookie: guest!.cookie },
  })
  const heard: LiveChange[] = []
  socket.on('message', (data: Buffer) => heard.push(JSON.parse(data.toString()) as LiveChange))
  await new Promise((resolve) => socket.on('open', resolve))
  socket.send(JSON.stringify({ watch: ['community', others] }))
  await expect.poll(() => heard.some(({ id }) => id === just)).toBe(true)
  live.publish({ scope: 'community', noun: 'me', id: just })
  await expect.poll(() => heard.at(-1)?.noun).toBe('me')
  expect(heard.filter(({ noun, id }) => noun === 'people' && id === just)).toEqual([
    { scope: 'community', noun: 'people', id: just },
  ])
  socket.close()
})
