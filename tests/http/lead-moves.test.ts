import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { MemberView } from '../../shared/community/api.ts'
import { TwoSchools } from '../support/two-schools.ts'

let schools: TwoSchools
const as = (name: string) => schools.as(name)
beforeAll(async () => {
  schools = await TwoSchools.open()
})
afterAll(async () => {
  expect(schools.house.logged.filter((line) => line.startsWith('ERROR'))).toEqual([])
  await schools.close()
})

const invites = async (name: string) =>
  (await schools.ask(as(name), 'POST', '/invitations', { kind: 'link' })).status

describe('a lead who is moved to another school', () => {
  it('is a member there, and leads nothing when they come back', async () => {
    const moved = await schools.move(as('Llyr'), schools.far)
    expect(moved.roles).toEqual(['member'])
    expect(await invites('Llyr')).toBe(403)
    const back = await schools.move(as('Llyr'), null)
    expect([back.roles, await invites('Llyr')]).toEqual([['member'], 403])
  })

  it('leads there where whoever moves them says so', async () => {
    const moved = await schools.change(as('Lowri'), { schoolId: null, isLead: true })
    expect([moved.roles, await invites('Lowri')]).toEqual([['lead', 'member'], 201])
  })

  it('leads on where the school that is said is the one they are in', async () => {
    const same = await schools.change(as('Lowri'), { schoolId: null })
    expect(same.roles).toEqual(['lead', 'member'])
  })

  it('looks after the server as before: there is always somebody who does', async () => {
    const moved = await schools.move(as('Hefin'), schools.far)
    expect(moved.roles).toEqual(['admin', 'member'])
    expect(await schools.view<MemberView[]>(as('Hefin'), 'GET', '/people')).not.toEqual([])
    const path = `/people/${as('Hefin').id}`
    const last = await schools.ask(as('Hefin'), 'PATCH', path, { schoolId: null, isAdmin: false })
    expect(last.status).toBe(409)
    expect(await last.text()).toContain('Make another person an admin first.')
  })
})
