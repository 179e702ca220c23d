import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ChapterId, PersonId } from '../../shared/ids.ts'
import { visitMs } from '../../shared/limits.ts'
import type { ChapterView, ClubRowView, ClubView } from '../../shared/reading/api.ts'
import { databaseKinds } from '../support/databases.ts'
import { newId, StudyWorld } from '../support/study-world.ts'

describe.each(await databaseKinds())('book clubs on %s', (kind) => {
  let world: StudyWorld
  let grace: PersonId
  let ben: PersonId
  let club: ClubView
  let chapter: ChapterId

  beforeAll(async () => {
    world = await StudyWorld.open(kind)
    grace = await world.person('Grace')
    ben = await world.person('Ben')
    const id = newId<'club'>()
    await world.view(grace, 'POST', '/clubs', { id, name: 'Reading', people: [ben] })
    const text = { id: newId<'text'>(), kind: 'plain', title: 'How We Think', rights: 'own' }
    await world.view(grace, 'POST', `/clubs/${id}/texts`, text)
    chapter = newId<'chapter'>()
    const words = { id: chapter, title: 'What is thought?', source: 'Some words.' }
    club = await world.view<ClubView>(grace, 'POST', `/texts/${text.id}/chapters`, words)
  })
  afterAll(async () => {
    expect(world.log.errors).toEqual([])
    await world.close()
  })

  it('are added once when a request comes several times at once', async () => {
    const body = { id: newId<'club'>(), name: 'At once' }
    const answers = await Promise.all([1, 2, 3].map(() => world.ask(ben, 'POST', '/clubs', body)))
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 200, 201])
    const text = { id: newId<'text'>(), kind: 'paper', title: 'Oracy', rights: 'quotation' }
    const path = `/clubs/${body.id}/texts`
    const texts = await Promise.all([1, 2, 3].map(() => world.ask(ben, 'POST', path, text)))
    expect(texts.map((answer) => answer.status).sort()).toEqual([200, 200, 201])
    const view = await world.view<ClubView>(ben, 'GET', `/clubs/${body.id}`)
    expect(view.texts).toHaveLength(1)
  })

  it('lose nothing when several people change them at once', async () => {
    const text = `/texts/${club.texts[0]!.id}`
    const isla = await world.person('Isla')
    await Promise.all([
      world.view(grace, 'PATCH', `/clubs/${club.id}`, { name: 'Mondays' }),
      world.view(ben, 'PATCH', `/clubs/${club.id}`, { weeklyTopic: 'Wonder' }),
      world.view(grace, 'PATCH', `/chapters/${chapter}`, { source: 'Grace’s words.' }),
      world.view(ben, 'PATCH', `/chapters/${chapter}`, { source: 'Ben’s words.' }),
      world.view(isla, 'PUT', `/clubs/${club.id}/people/${isla}`),
      ...[grace, ben].map((by) =>
        world.view(by, 'POST', `${text}/chapters`, {
          ...{ id: newId<'chapter'>(), title: 'Next', source: 'Words.' },
        }),
      ),
    ])
    const view = await world.view<ClubView>(isla, 'GET', `/clubs/${club.id}`)
    expect(view).toMatchObject({ name: 'Mondays', weeklyTopic: 'Wonder', myRole: 'member' })
    const chapters = view.texts[0]!.chapters
    expect(chapters.map((one) => one.version)).toEqual([3, 1, 1])
    expect(chapters.map((one) => one.documents.length)).toEqual([3, 3, 3])
  })

  it('keep one place for each reader, and list what is read', async () => {
    const path = `/chapters/${chapter}/place`
    await Promise.all(
      [1, 2, 3].map((sentence) => world.ask(ben, 'PUT', path, { block: 0, sentence })),
    )
    const view = await world.view<ChapterView>(ben, 'GET', `/chapters/${chapter}`)
    expect(view.place).toMatchObject({ block: 0 })
    expect(view.lastHereAt).toBeNull()
    const left = world.clock.now()
    world.clock.runNext(left + visitMs)
    await world.ask(ben, 'PUT', path, { block: 1, sentence: 0 })
    const next = await world.view<ChapterView>(ben, 'GET', `/chapters/${chapter}`)
    expect(next).toMatchObject({ place: { block: 1 }, lastHereAt: left })
    const date = { id: newId<'meeting'>(), date: '2999-01-01', startsAt: '15:45' }
    await world.view(grace, 'POST', `/clubs/${club.id}/meetings`, date)
    const rows = await world.view<ClubRowView[]>(ben, 'GET', '/clubs')
    expect(rows.find((row) => row.id === club.id)).toMatchObject({
      ...{ textTitle: 'How We Think', nextMeeting: { date: '2999-01-01', startsAt: '15:45' } },
    })
  })
})
