import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { VisitView } from '../../shared/community/commitments.ts'
import type { Guest } from '../support/open-house.ts'
import { errorOf, newId } from '../support/study-world.ts'
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

const list = (guest: Guest) => schools.view<VisitView[]>(guest, 'GET', '/visits')
const change = (guest: Guest, { id }: { id: string }, body: object) =>
  schools.ask(guest, 'PATCH', `/visits/${id}`, body)

/** Amira has asked Ben, who has begun to write. */
async function asked(): Promise<VisitView> {
  const body = { id: newId(), visitorId: ben.id, question: 'When does Wren wait?' }
  const visit = await schools.view<VisitView>(amira, 'POST', '/visits', body)
  const answer = await change(ben, visit, { version: 1, saw: 'Wren asked.', take: 'Pairs.' })
  return (await answer.json()) as VisitView
}
async function given(): Promise<VisitView> {
  const answer = await change(ben, await asked(), { version: 2, given: true })
  return (await answer.json()) as VisitView
}

const goings = [
  { who: 'the visited', as: 'moved', goer: () => amira },
  { who: 'the visitor', as: 'moved', goer: () => ben },
  { who: 'the visited', as: 'left', goer: () => amira },
  { who: 'the visitor', as: 'left', goer: () => ben },
] as const

describe.each(goings)('a visit that is asked for when $who has $as', ({ as, goer }) => {
  const go = () =>
    as === 'moved' ? schools.move(goer(), schools.far) : schools.change(goer(), { state: 'left' })
  const stays = () => (goer() === amira ? ben : amira)

  it('has ended for both, in words, and nobody writes in it any more', async () => {
    const visit = await asked()
    await go()
    const [seen] = await list(stays())
    expect(seen).toMatchObject({ id: visit.id, endedAs: as, isElsewhere: false })
    // Whoever stays reads what they wrote themselves, and no draft of the other.
    expect(seen).toMatchObject({ saw: stays() === ben ? 'Wren asked.' : '' })
    const body = stays() === ben ? { saw: 'More' } : { question: 'More?' }
    const late = await errorOf(await change(stays(), visit, { version: 3, ...body }))
    expect([late.status, late.sentence]).toEqual([
      409,
      `This visit has ended, as one of you has ${as === 'left' ? 'left' : 'moved to another school'}.`,
    ])
    if (as === 'left') return
    const [moved] = await list(goer())
    expect(moved).toMatchObject({ id: visit.id, endedAs: 'moved', isElsewhere: true })
    expect(moved).toMatchObject({ question: '', saw: '', take: '', commitmentId: null })
    const theirs = goer() === ben ? { given: true } : { sharing: 'school' }
    expect((await change(goer(), visit, { version: 3, ...theirs })).status).toBe(409)
  })

  it('stays ended when they come back, and either takes it off their lists', async () => {
    const visit = await asked()
    await go()
    await (as === 'moved'
      ? schools.move(goer(), null)
      : schools.change(goer(), { state: 'active' }))
    expect(await list(stays())).toMatchObject([{ endedAs: as, question: 'When does Wren wait?' }])
    expect((await schools.ask(stays(), 'DELETE', `/visits/${visit.id}`)).status).toBe(204)
    expect(await list(stays())).toEqual([])
  })
})

describe('a visit that was given', () => {
  it('stays as it is with the school where it was, and whoever moves keeps that it was', async () => {
    const visit = await given()
    await schools.view(amira, 'PATCH', `/visits/${visit.id}`, { version: 3, sharing: 'school' })
    expect(await list(schools.as('Llyr'))).toHaveLength(1)
    await schools.move(amira, schools.far)
    expect(await list(ben)).toMatchObject([
      { endedAs: null, isElsewhere: false, saw: 'Wren asked.', question: 'When does Wren wait?' },
    ])
    const [kept] = await list(amira)
    expect(kept).toMatchObject({ endedAs: null, isElsewhere: true, visitor: { name: 'Ben' } })
    expect(kept).toMatchObject({ question: '', saw: '', take: '' })
    // What was shared with the old school is nothing to the new one.
    for (const name of ['Nia', 'Lowri']) expect(await list(schools.as(name))).toEqual([])
    const late = await errorOf(await change(amira, visit, { version: 4, sharing: 'school' }))
    expect(late).toMatchObject({ status: 409 })
    // It is theirs to remove, as before.
    expect((await schools.ask(amira, 'DELETE', `/visits/${visit.id}`)).status).toBe(204)
  })

  it('is history to a visitor who moved, without what pupils did', async () => {
    await given()
    await schools.move(ben, schools.far)
    const text = JSON.stringify(await list(ben))
    expect(text).toContain('Amira')
    expect(text).not.toMatch(/Wren|Pairs/)
    expect(await list(amira)).toMatchObject([{ saw: 'Wren asked.', isElsewhere: false }])
    await schools.move(ben, null)
    expect(await list(ben)).toMatchObject([{ saw: 'Wren asked.', isElsewhere: false }])
  })
})
