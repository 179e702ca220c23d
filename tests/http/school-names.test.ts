import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { errorOf, newId } from '../support/study-world.ts'
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

describe('the name of a school', () => {
  it('is not given to the community either', async () => {
    const refused = await schools.ask(as('Hefin'), 'PATCH', '/community', { name: 'ysgol  BELL' })
    expect(await errorOf(refused)).toMatchObject({
      status: 409,
      fields: { name: 'A school of this network has this name already.' },
    })
    const kept = await schools.ask(as('Hefin'), 'PATCH', '/community', { name: 'Ysgol Bell Isaf' })
    expect(kept.status).toBe(200)
  })

  it('is one that can be read, and no longer than there is room for', async () => {
    const add = (name: string) =>
      schools.ask(as('Hefin'), 'POST', '/schools', { id: newId(), name })
    expect((await add('y'.repeat(200))).status).toBe(400)
    expect((await add('   ')).status).toBe(400)
  })
})
