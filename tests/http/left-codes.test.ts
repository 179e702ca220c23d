import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ResetCodeView } from '../../shared/community/api.ts'
import { password } from '../support/open-house.ts'
import { TwoSchools } from '../support/two-schools.ts'

let schools: TwoSchools
const as = (name: string) => schools.as(name)
beforeEach(async () => {
  schools = await TwoSchools.open()
})
afterEach(async () => {
  expect(schools.house.logged.filter((line) => line.startsWith('ERROR'))).toEqual([])
  await schools.close()
})

describe('a code for a new password', () => {
  const goings = [
    { way: 'moved to another school', go: () => schools.move(as('Llyr'), schools.far) },
    { way: 'left', go: () => schools.change(as('Llyr'), { state: 'left' }) },
    { way: 'ended leading', go: () => schools.change(as('Llyr'), { isLead: false }) },
  ]

  it.each(goings)('is dead once the lead who gave it has $way', async ({ go }) => {
    const path = `/people/${as('Amira').id}/reset-code`
    const { code } = await schools.view<ResetCodeView>(as('Llyr'), 'POST', path)
    await go()
    // Whoever holds it would come in as Amira, behind a wall they no longer belong to.
    const answer = await schools.ask(null, 'POST', '/reset', { secret: code, password })
    expect(answer.status).toBe(410)
    expect((await schools.ask(as('Amira'), 'GET', '/me')).status).toBe(200)
  })
})
