import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { StudyView } from '../../shared/lesson-study/api.ts'
import type { CourseView } from '../../shared/lesson-study/course.ts'
import type { LeftBehindView, LeftStudyView } from '../../shared/lesson-study/left-studies.ts'
import type { Guest } from '../support/open-house.ts'
import { errorOf, newId } from '../support/study-world.ts'
import { TwoSchools } from '../support/two-schools.ts'

let schools: TwoSchools
let study: StudyView
beforeEach(async () => {
  schools = await TwoSchools.open()
  study = await schools.study(schools.as('Amira'), [], 'Why a half?')
})
afterEach(async () => {
  expect(schools.house.logged.filter((line) => line.startsWith('ERROR'))).toEqual([])
  await schools.close()
})

const listOf = async (name: string) =>
  schools.view<LeftStudyView[]>(schools.as(name), 'GET', '/left-studies')
const titlesOf = async (name: string) => (await listOf(name)).map(({ title }) => title)
const putIn = (by: string, who: string, id: string = study.id) =>
  schools.ask(schools.as(by), 'POST', `/left-studies/${id}/people`, {
    personId: schools.as(who).id,
  })
const open = (guest: Guest) => schools.ask(guest, 'GET', `/studies/${study.id}`)

const goings = [
  { way: 'moves', go: (who: Guest) => schools.move(who, schools.far) },
  { way: 'leaves the community', go: (who: Guest) => schools.change(who, { state: 'left' }) },
]

describe.each(goings)('a study whose only teacher $way', ({ go }) => {
  it('is named to its school’s lead and to an admin by title and date, and to nobody else', async () => {
    const amira = schools.as('Amira')
    const lesson = `/lessons/${study.lessons[0]!.id}`
    await schools.view(amira, 'PATCH', lesson, { date: '2036-11-30' })
    const path = `/studies/${study.id}/people/${schools.as('Ben').id}`
    await schools.view(amira, 'PUT', path, { role: 'observer' })
    expect(await listOf('Hefin')).toEqual([])
    await go(amira)
    const row = { id: study.id, title: 'Why a half?', schoolId: null, lessonOn: '2036-11-30' }
    const createdAt = expect.any(Number) as number
    expect(await listOf('Hefin')).toEqual([{ ...row, createdAt }])
    expect(await listOf('Llyr')).toEqual([{ ...row, createdAt }])
    expect(await listOf('Lowri')).toEqual([])
    for (const name of ['Ben', 'Nia']) {
      expect((await schools.ask(schools.as(name), 'GET', '/left-studies')).status).toBe(403)
    }
    // Being told of it is no way into it.
    for (const name of ['Hefin', 'Llyr']) expect((await open(schools.as(name))).status).toBe(404)
  })

  it('is taken on by a colleague whom the lead puts in, and keeps who did so', async () => {
    await go(schools.as('Amira'))
    expect((await putIn('Llyr', 'Ben')).status).toBe(200)
    expect(await listOf('Llyr')).toEqual([])
    const ben = schools.as('Ben')
    expect((await schools.view<StudyView>(ben, 'GET', `/studies/${study.id}`)).myRole).toBe(
      'teacher',
    )
    const { acts } = await schools.view<CourseView>(ben, 'GET', `/studies/${study.id}/course`)
    expect(acts[0]).toMatchObject({ kind: 'put-in', by: { name: 'Llyr' }, note: 'Ben' })
    expect((await open(schools.as('Llyr'))).status).toBe(404)
    expect(schools.house.logged.some((line) => line.startsWith('study-put-in'))).toBe(true)
  })

  it('is given to nobody of another school, and by nobody to themselves', async () => {
    await go(schools.as('Amira'))
    expect(await errorOf(await putIn('Llyr', 'Nia'))).toMatchObject({ status: 400 })
    expect(await errorOf(await putIn('Hefin', 'Lowri'))).toMatchObject({ status: 400 })
    expect(await errorOf(await putIn('Llyr', 'Llyr'))).toMatchObject({
      status: 400,
      sentence: 'Nobody puts themselves into a study. Choose a colleague.',
    })
    expect((await putIn('Lowri', 'Nia')).status).toBe(404)
    expect((await putIn('Ben', 'Ben')).status).toBe(403)
    expect((await putIn('Hefin', 'Ben', newId())).status).toBe(404)
    expect(await titlesOf('Hefin')).toEqual(['Why a half?'])
  })
})

describe('two who put somebody in', () => {
  it('are told of each other, and the same said again changes nothing', async () => {
    await schools.move(schools.as('Amira'), schools.far)
    expect((await putIn('Llyr', 'Ben')).status).toBe(200)
    expect((await putIn('Llyr', 'Ben')).status).toBe(200)
    expect(await errorOf(await putIn('Hefin', 'Llyr'))).toMatchObject({
      status: 409,
      sentence: 'Llyr put a colleague into this study a moment before you.',
    })
    const ben = schools.as('Ben')
    const { acts } = await schools.view<CourseView>(ben, 'GET', `/studies/${study.id}/course`)
    expect(acts.filter(({ kind }) => kind === 'put-in')).toHaveLength(1)
  })

  it('find nothing in a study that was never left', async () => {
    expect((await putIn('Hefin', 'Ben')).status).toBe(404)
    expect((await putIn('Llyr', 'Ben')).status).toBe(404)
  })
})

describe('before somebody goes', () => {
  const behind = (by: string, who: string) =>
    schools.ask(schools.as(by), 'GET', `/people/${schools.as(who).id}/left-behind`)

  it('an admin is told how many studies only they plan, and names only those they are in', async () => {
    const amira = schools.as('Amira')
    await schools.study(amira, [schools.as('Ben')], 'Of two')
    const known = await schools.study(amira, [], 'Hefin observes')
    const path = `/studies/${known.id}/people/${schools.as('Hefin').id}`
    await schools.view(amira, 'PUT', path, { role: 'observer' })
    const told = (await (await behind('Hefin', 'Amira')).json()) as LeftBehindView
    expect(told).toEqual({ count: 2, titles: ['Hefin observes'] })
    // One of two is the only one once the other has gone.
    await schools.change(schools.as('Ben'), { state: 'left' })
    expect(await (await behind('Hefin', 'Amira')).json()).toMatchObject({ count: 3 })
    expect(await (await behind('Hefin', 'Nia')).json()).toEqual({ count: 0, titles: [] })
  })

  it('nobody else is told', async () => {
    for (const name of ['Ben', 'Llyr', 'Lowri']) {
      expect((await behind(name, 'Amira')).status).toBe(403)
    }
  })
})

describe('a school that was taken off the list', () => {
  it('leaves its studies to nobody: they are not offered, since nobody could be put in', async () => {
    const nia = schools.as('Nia')
    const far = await schools.study(nia, [], 'Of the far school')
    for (const name of ['Nia', 'Lowri']) await schools.move(schools.as(name), null)
    expect(await titlesOf('Hefin')).toEqual(['Of the far school'])
    const path = `/schools/${schools.far}`
    expect((await schools.ask(schools.as('Hefin'), 'DELETE', path)).status).toBe(204)
    expect(await listOf('Hefin')).toEqual([])
    for (const name of ['Ben', 'Nia']) {
      expect((await putIn('Hefin', name, far.id)).status).toBe(404)
    }
    expect((await schools.ask(nia, 'GET', `/studies/${far.id}`)).status).toBe(404)
  })
})
