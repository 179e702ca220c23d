import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ErrorView } from '../../shared/errors.ts'
import type { StudyView } from '../../shared/lesson-study/api.ts'
import type { ClubView } from '../../shared/reading/api.ts'
import type { TeachMeetView } from '../../shared/teachmeet/api.ts'
import { Cast, parts } from '../support/cast.ts'
import { expectedStatus, routeMatrix } from '../support/route-matrix.ts'

let cast: Cast
/** As it was when it was added; null once somebody was let change it. */
let study: StudyView | null = null
let club: ClubView | null = null
let meet: TeachMeetView | null = null

beforeAll(async () => {
  cast = await Cast.gather()
})
afterAll(async () => {
  expect(cast.house.logged.filter((line) => line.startsWith('ERROR'))).toEqual([])
  await cast.house.close()
})

describe('the matrix of rights, over HTTP', () => {
  it('has every route there is, and none that is not', () => {
    const routes = cast.house.app.routes.map(({ method, path }) => `${method} ${path}`)
    const all = new Set(routes.filter((route) => !route.startsWith('ALL ')))
    expect([...all].sort()).toEqual(Object.keys(routeMatrix).sort())
    // What answers to every method is middleware, on the two roots.
    const middleware = new Set(routes.filter((route) => route.startsWith('ALL ')))
    expect([...middleware].sort()).toEqual(['ALL /*', 'ALL /api/*'])
  })

  describe.each(Object.entries(routeMatrix))('%s', (route, row) => {
    it.each(parts)('for %s', async (part) => {
      study ??= await cast.newStudy()
      club ??= await cast.newClub()
      meet ??= await cast.newMeet()
      const guest = await cast.enter(part)
      const { path, body } = await row.ask({ cast, study, club, meet, guest })
      const isOfClub = 'club' in row.rule
      const isOfMeet = 'teachmeet' in row.rule
      const readOther = () => (isOfMeet ? cast.readMeet(meet!) : cast.read(study!))
      const read = () => (isOfClub ? cast.readClub(club!) : readOther())
      // What a row prepares may be seen in the club already.
      const before = isOfClub || isOfMeet ? await read() : study
      const method = route.split(' ')[0]!
      const answer = await cast.house.ask(guest, method, path, body)
      const text = await answer.text()
      const expected = expectedStatus(row, part)
      expect(answer.status, text).toBe(expected)
      if (expected >= 400) {
        expect((JSON.parse(text) as ErrorView).sentence).toMatch(/^[A-Z].*\.$/s)
        // Whoever was refused changed nothing, and learnt nothing.
        expect(await read()).toEqual(before)
        if (expected === 403 || expected === 404) expect(text).not.toContain(before.id)
      } else if (method !== 'GET') {
        if (isOfClub) {
          await cast.endClub(club)
          club = null
        } else if (isOfMeet) {
          meet = null
        } else if (!('signedIn' in row.rule)) {
          // What is everybody's own changes no study, and nobody can be in any number of them.
          study = null
        }
      }
    })
  })

  it('says the same to everybody who may not know, whatever they ask for', async () => {
    const { id } = await cast.newStudy()
    const bodies = new Set<string>()
    for (const part of ['member', 'stranger', 'lead', 'admin'] as const) {
      for (const path of [`/api/studies/${id}`, '/api/studies/x', '/api/no-such-route']) {
        const answer = await cast.house.ask(await cast.enter(part), 'GET', path)
        bodies.add(`${answer.status} ${await answer.text()}`)
      }
    }
    expect(bodies.size).toBe(1)
  })
})
