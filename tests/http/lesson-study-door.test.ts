import { afterAll, beforeAll, expect, it } from 'vitest'
import type { StudyDoor } from '../../server/http/area.ts'
import { studyDoor } from '../../server/lesson-study/study-door.ts'
import type { PersonId } from '../../shared/ids.ts'
import { studyPeopleMax } from '../../shared/limits.ts'
import { newId, StudyWorld } from '../support/study-world.ts'

let world: StudyWorld
let door: StudyDoor
let amira: PersonId
let ben: PersonId

beforeAll(async () => {
  world = await StudyWorld.open()
  door = studyDoor(world.deps)
  amira = await world.person('Amira')
  ben = await world.person('Ben')
})
afterAll(async () => {
  expect(world.log.errors).toEqual([])
  await world.close()
})

it('tells whoever holds an invitation the title and who is in it, and nothing of a study that is gone', async () => {
  const study = await world.study(amira)
  expect(await door.findForInvitation(study.id)).toEqual({
    title: study.title,
    people: [{ id: amira, name: 'Amira', colour: 1 }],
  })
  expect(await door.findForInvitation(newId<'study'>())).toBeNull()
  expect(await door.findRole(amira, study.id)).toBe('teacher')
  expect(await door.findRole(ben, study.id)).toBeNull()
  expect(await door.findRole(amira, newId<'study'>())).toBeNull()
})

it('lets somebody who joined in, once, with open editors judged again', async () => {
  const study = await world.study(amira)
  world.published.length = 0
  await door.join(ben, study.id, 'observer')
  expect(await door.findRole(ben, study.id)).toBe('observer')
  expect(world.rechecked.documents).toContain(study.lessons[0]!.planId)
  expect(world.published).toContainEqual({ scope: `person:${ben}`, noun: 'studies', id: null })
  // A second link does not raise whoever is in it already, nor lower them.
  await door.join(ben, study.id, 'teacher')
  expect(await door.findRole(ben, study.id)).toBe('observer')
})

it('leaves the account as it is when the study is full', async () => {
  const study = await world.study(amira)
  for (let n = 1; n < studyPeopleMax; n++) {
    const person = await world.person(`Person ${n}`)
    await world.view(amira, 'PUT', `/studies/${study.id}/people/${person}`, { role: 'observer' })
  }
  await door.join(ben, study.id, 'teacher')
  expect(await door.findRole(ben, study.id)).toBeNull()
  const refused = await world.ask(amira, 'PUT', `/studies/${study.id}/people/${ben}`, {
    role: 'teacher',
  })
  expect(refused.status).toBe(409)
})
