import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listActions } from '../../server/community/action-queries.ts'
import { addAction, changeAction } from '../../server/community/actions.ts'
import { studyDoor } from '../../server/lesson-study/study-door.ts'
import type { ActionView, AddAction } from '../../shared/community/actions.ts'
import { addActionSchema } from '../../shared/community/actions.ts'
import type { ChainView } from '../../shared/community/chain.ts'
import type { ErrorView } from '../../shared/errors.ts'
import type { StudyView } from '../../shared/lesson-study/api.ts'
import { databaseKinds } from '../support/databases.ts'
import { type Guest, OpenHouse } from '../support/open-house.ts'
import { newId, StudyWorld } from '../support/study-world.ts'

describe('to-dos and changes people are trying', () => {
  let house: OpenHouse
  let amira: Guest
  let ben: Guest
  let efa: Guest
  let study: StudyView

  beforeAll(async () => {
    house = await OpenHouse.open()
    amira = await house.come('Amira', { owner: null })
    ben = await house.come('Ben', { owner: amira })
    efa = await house.come('Efa', { owner: amira })
    study = await house.view<StudyView>(amira, 'POST', '/api/studies', {
      ...{ id: newId<'study'>(), title: 'One number or two?', teachers: [ben.id] },
    })
  })
  afterAll(async () => {
    expect(house.logged.filter((line) => line.startsWith('ERROR'))).toEqual([])
    await house.close()
  })

  const add = (guest: Guest, action: Partial<AddAction>) =>
    house.ask(guest, 'POST', '/api/actions', {
      ...{ id: newId<'action'>(), kind: 'todo', text: 'Print four empty number lines on A3' },
      ...action,
    })
  const list = (guest: Guest) => house.view<ActionView[]>(guest, 'GET', '/api/actions')

  it('are accepted once, end with a tick and open again', async () => {
    const id = newId<'action'>()
    const added = await add(ben, { id })
    expect(added.status).toBe(201)
    expect((await add(ben, { id, text: 'Another' })).status).toBe(200)
    expect((await add(amira, { id })).status).toBe(409)
    const path = `/api/actions/${id}`
    const ticked = await house.view<ActionView>(ben, 'PATCH', path, { version: 1, done: true })
    expect(ticked).toMatchObject({ version: 2, doneAt: expect.any(Number) as number })
    const stale = await house.ask(ben, 'PATCH', path, { version: 1, done: false })
    expect(stale.status).toBe(409)
    const open = await house.view<ActionView>(ben, 'PATCH', path, { version: 2, done: false })
    expect(open.doneAt).toBeNull()
    expect((await house.ask(amira, 'PATCH', path, { version: 3, done: true })).status).toBe(404)
    expect(await list(amira)).toEqual([])
    expect(await list(ben)).toHaveLength(1)
  })

  it('come of a decision, for anybody of its study, and say there whose they are', async () => {
    const decision = newId<'decision'>()
    const lesson = study.lessons[0]!
    await house.view(amira, 'POST', `/api/lessons/${lesson.id}/decisions`, {
      ...{ id: decision, text: 'Ask for her reason first.' },
    })
    const trying = { kind: 'trying', ownerId: ben.id, decisionId: decision } as const
    expect((await add(efa, trying)).status).toBe(404)
    const id = newId<'action'>()
    expect((await add(amira, { ...trying, id, text: 'Ask for her reason first.' })).status).toBe(
      201,
    )
    const mine = (await list(ben)).find((one) => one.id === id)!
    expect(mine).toMatchObject({ kind: 'trying', lessonNumber: 1, createdBy: { name: 'Amira' } })
    const chain = await house.view<ChainView>(ben, 'GET', `/api/studies/${study.id}/chain`)
    expect(chain.decisions[0]!.actions).toMatchObject([
      { id, kind: 'trying', owner: { name: 'Ben' } },
    ])
    const ended = await house.view<ActionView>(ben, 'PATCH', `/api/actions/${id}`, {
      ...{ version: 1, done: true, changedForPupils: 'They wait for each other now.' },
    })
    expect(ended.changedForPupils).toBe('They wait for each other now.')
  })

  it('tell whoever gave one to a colleague nothing of what became of it, when they say it again', async () => {
    const id = newId<'action'>()
    const asked = { ownerId: ben.id, lessonId: study.lessons[0]!.id, text: 'Ask Wren first.' }
    const given = (await (await add(amira, { ...asked, id })).json()) as ActionView
    await house.view<ActionView>(ben, 'PATCH', `/api/actions/${id}`, {
      ...{ version: 1, done: true, text: 'Ask Wren, and wait.', changedForPupils: 'She spoke.' },
    })
    const again = await add(amira, { ...asked, id })
    expect([again.status, await again.json()]).toEqual([200, given])
    // Their owner is answered as it is now.
    expect((await list(ben)).find((one) => one.id === id)).toMatchObject({ version: 2 })
  })

  it('are one’s own outside a study, and of its people within', async () => {
    const forBen = await add(efa, { ownerId: ben.id })
    const sentence = 'Choose one of the people of this study.'
    expect((await forBen.json()) as ErrorView).toMatchObject({ code: 'invalid', sentence })
    const toEfa = await add(amira, { ownerId: efa.id, lessonId: study.lessons[0]!.id })
    expect((await toEfa.json()) as ErrorView).toMatchObject({ code: 'invalid', sentence })
    expect((await add(efa, { lessonId: study.lessons[0]!.id })).status).toBe(404)
    expect((await add(efa, { lessonId: newId<'lesson'>() })).status).toBe(404)
    expect((await add(efa, { decisionId: newId<'decision'>() })).status).toBe(404)
  })
})

describe.each(await databaseKinds())('actions on %s', (kind) => {
  let world: StudyWorld

  beforeAll(async () => {
    world = await StudyWorld.open(kind)
  })
  afterAll(() => world.close())

  it('stand soonest first, those without a date last, and what was done last after them', async () => {
    const by = await world.person('Amira')
    const studies = studyDoor(world.deps)
    const acting = { q: world.storage, studies, now: world.clock.now(), by }
    const ids: Record<string, AddAction['id']> = {}
    for (const [text, dueOn] of [
      ['whenever', null],
      ['later', '2026-12-03'],
      ['soon', '2026-11-25'],
      ['done', '2026-11-01'],
      ['done since', null],
    ] as const) {
      const id = newId<'action'>()
      ids[text] = id
      await addAction(acting, addActionSchema.parse({ id, kind: 'todo', text, dueOn }))
    }
    const done = { version: 1, done: true }
    await changeAction(acting, ids.done!, done)
    await changeAction({ ...acting, now: acting.now + 1 }, ids['done since']!, done)
    const listed = await listActions(world.storage, by)
    expect(listed.map((action) => action.text)).toEqual([
      ...['soon', 'later', 'whenever', 'done since', 'done'],
    ])
  })
})
