import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CommunityView } from '../../shared/community/api.ts'
import type { SchoolView } from '../../shared/community/schools.ts'
import { newId } from '../support/study-world.ts'
import { TwoSchools } from '../support/two-schools.ts'

let schools: TwoSchools
/** A third school, of which nobody has written a contact. */
const third = newId<'school'>()
const as = (name: string) => schools.as(name)

beforeAll(async () => {
  schools = await TwoSchools.open()
  await schools.view(as('Hefin'), 'POST', '/schools', { id: third, name: 'Ysgol Cwm' })
})
afterAll(async () => {
  expect(schools.house.logged.filter((line) => line.startsWith('ERROR'))).toEqual([])
  await schools.close()
})

const write = (by: string, id: string, safeguardingContact: string) =>
  schools.ask(as(by), 'PATCH', `/schools/${id}`, { safeguardingContact })
const read = (by: string) => schools.view<CommunityView>(as(by), 'GET', '/community')
/** What the list of schools says to somebody, by name: undefined where it is not theirs to keep. */
const listed = async (by: string) => {
  const all = await schools.view<SchoolView[]>(as(by), 'GET', '/schools')
  return all.map((school) => [school.name, school.safeguardingContact])
}

describe('whom a school tells when a pupil may not be safe', () => {
  // Who, the contact of which school, and what is answered.
  const writers: [by: string, place: 'far' | 'third' | 'nowhere', status: number][] = [
    ['Hefin', 'far', 200],
    ['Hefin', 'third', 200],
    ['Hefin', 'nowhere', 404],
    ['Lowri', 'far', 200],
    ['Lowri', 'third', 403],
    ['Lowri', 'nowhere', 404],
    ['Llyr', 'far', 403],
    ['Llyr', 'third', 403],
    ['Nia', 'far', 403],
    ['Amira', 'far', 403],
  ]

  it.each(writers)('%s writes that of the %s school: %s %i', async (by, place, status) => {
    const id = { far: schools.far, third, nowhere: newId() }[place]
    const before = await schools.house.storage.db
      .select()
      .from(schools.house.storage.tables.schools)
    expect((await write(by, id, `${by} said so`)).status).toBe(status)
    const after = await schools.house.storage.db.select().from(schools.house.storage.tables.schools)
    const said = after.filter((school) => school.safeguardingContact === `${by} said so`)
    expect(said.map((school) => school.id)).toEqual(status === 200 ? [id] : [])
    if (status !== 200) expect(after).toEqual(before)
    if (status === 200) expect((await write('Hefin', id, '')).status).toBe(200)
  })

  it('is its lead’s to write, and its name is not', async () => {
    const both = { name: 'Lowri’s', safeguardingContact: 'Lowri' }
    const path = `/schools/${schools.far}`
    expect((await schools.ask(as('Lowri'), 'PATCH', path, both)).status).toBe(403)
    expect((await schools.ask(as('Lowri'), 'PATCH', path, { name: 'Lowri’s' })).status).toBe(403)
    expect((await schools.ask(as('Lowri'), 'PATCH', path, {})).status).toBe(200)
    expect((await schools.ask(as('Nia'), 'PATCH', path, {})).status).toBe(403)
    expect((await write('Lowri', schools.far, 'x'.repeat(301))).status).toBe(400)
    expect(await listed('Lowri')).toEqual([
      ['Ysgol Bell', null],
      ['Ysgol Cwm', undefined],
    ])
  })

  it('is its own, and the community’s where it has none', async () => {
    const told = async (by: string) => {
      const { safeguardingContact, school } = await read(by)
      return [safeguardingContact, school]
    }
    expect(await told('Nia')).toEqual([null, { id: schools.far, safeguardingContact: null }])
    const contact = { safeguardingContact: 'Mrs Parry, room 3' }
    // It stands for every school that has none: not one lead's to write.
    expect((await schools.ask(as('Llyr'), 'PATCH', '/community', contact)).status).toBe(403)
    await schools.view(as('Hefin'), 'PATCH', '/community', contact)
    expect((await write('Lowri', schools.far, ' Mr Bell, the library ')).status).toBe(200)
    const own = { id: schools.far, safeguardingContact: 'Mr Bell, the library' }
    expect(await told('Nia')).toEqual(['Mrs Parry, room 3', own])
    expect(await told('Amira')).toEqual(['Mrs Parry, room 3', null])
    // Whoever moves is told of the contact of where they are.
    await schools.move(as('Nia'), third)
    expect(await told('Nia')).toEqual([
      'Mrs Parry, room 3',
      { id: third, safeguardingContact: null },
    ])
    await schools.move(as('Nia'), schools.far)
    expect((await write('Hefin', schools.far, '')).status).toBe(200)
    expect((await read('Nia')).school?.safeguardingContact).toBeNull()
  })

  it('is said in the list of schools to those who keep it, so that they see where it is missing', async () => {
    await write('Hefin', schools.far, 'Mr Bell, the library')
    expect(await listed('Hefin')).toEqual([
      ['Ysgol Bell', 'Mr Bell, the library'],
      ['Ysgol Cwm', null],
    ])
    expect(await listed('Lowri')).toEqual([
      ['Ysgol Bell', 'Mr Bell, the library'],
      ['Ysgol Cwm', undefined],
    ])
    for (const name of ['Llyr', 'Nia', 'Amira']) {
      expect(await listed(name)).toEqual([
        ['Ysgol Bell', undefined],
        ['Ysgol Cwm', undefined],
      ])
    }
  })

  it('is kept by whoever leads the school now: a lead who has moved no longer', async () => {
    await schools.move(as('Lowri'), third)
    expect((await write('Lowri', schools.far, 'Lowri')).status).toBe(403)
    expect((await write('Lowri', third, 'Lowri, room 1')).status).toBe(403)
    await schools.change(as('Lowri'), { isLead: true })
    expect((await write('Lowri', third, 'Lowri, room 1')).status).toBe(200)
    await schools.change(as('Lowri'), { schoolId: schools.far, isLead: true })
  })

  it('is nothing that an invited expert is told', async () => {
    const study = await schools.study(as('Amira'))
    const expert = await schools.expert(as('Amira'), study)
    for (const path of ['/community', '/schools']) {
      expect((await schools.ask(expert, 'GET', path)).status).toBe(401)
    }
    expect((await schools.ask(expert, 'PATCH', `/schools/${schools.far}`, {})).status).toBe(401)
    expect(await (await schools.ask(expert, 'GET', '/guest/study')).text()).not.toContain('Parry')
  })
})
