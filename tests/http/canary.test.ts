import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Leaks, Outsider } from '../support/canary-probes.ts'
import { routesOf, tryLive, tryRoutes, trySmuggling, trySockets } from '../support/canary-probes.ts'
import type { CanaryStudy } from '../support/canary-study.ts'
import { marker, plantCanaries } from '../support/canary-study.ts'
import type { Guest } from '../support/open-house.ts'
import { OpenHouse } from '../support/open-house.ts'
import { newId } from '../support/study-world.ts'
import { plantInServer } from '../support/plant-server.ts'

const patience = 300_000

/** A server with a planted study, and everybody who is not in it. */
async function openScene(open: () => Promise<OpenHouse>) {
  const house = await open()
  const head = await house.come('Hefin', { owner: null })
  const guests = new Map<string, Guest>([['the head', head]])
  for (const part of ['teacher', 'observer', 'lead', 'admin', 'member', 'stranger', 'left']) {
    guests.set(part, await house.come(`The ${part}`, { owner: head }))
  }
  const as = (part: string) => guests.get(part)!
  for (const part of ['teacher', 'lead']) {
    await house.setRoles(as(part), { isAdmin: false, isLead: true })
  }
  await house.setRoles(as('admin'), { isAdmin: true, isLead: true })
  await house.view(as('stranger'), 'POST', '/api/studies', { id: newId(), title: 'Another' })
  const [teacher, observer, left] = [as('teacher'), as('observer'), as('left')]
  const scene = await plantCanaries(house, { teacher, observer, left })
  const outsiders: Outsider[] = ['the head', 'lead', 'admin', 'member', 'stranger', 'left'].map(
    (part) => ({ part, guest: as(part) }),
  )
  return { scene, outsiders: [...outsiders, { part: 'anonymous', guest: null }] }
}

/** What the study's people do while everybody else listens. */
async function liveThrough({ house, study, teacher, observer }: CanaryStudy): Promise<void> {
  const lesson = `/api/lessons/${study.lessons[0]!.id}`
  const claim = { id: newId(), text: `${marker} in a later claim` }
  await house.view(teacher, 'PATCH', `/api/studies/${study.id}`, { question: `${marker} again` })
  await house.view(teacher, 'POST', `${lesson}/claims`, claim)
  await house.view(teacher, 'PUT', `${lesson}/notes-shared`, { notesShared: 'at-once' })
  await house.view(teacher, 'POST', `/api/studies/${study.id}/lessons`, { id: newId() })
  const action = { id: newId(), kind: 'todo', text: `${marker} to do` }
  await house.view(teacher, 'POST', '/api/actions', action)
  const noticed = { id: newId(), text: `${marker} in the yard`, at: Date.now() }
  await house.view(teacher, 'POST', '/api/noticed', noticed)
  const tried = { id: newId(), idea: `${marker} again`, passed: true }
  await house.view(teacher, 'POST', '/api/commitments', tried)
  const visit = { id: newId(), visitorId: observer.id, question: `${marker}?` }
  await house.view(teacher, 'POST', '/api/visits', visit)
}

describe('what a study’s people wrote', () => {
  let scene: CanaryStudy
  let outsiders: Outsider[]
  beforeAll(async () => {
    ;({ scene, outsiders } = await openScene(() => OpenHouse.open()))
  }, patience)
  afterAll(() => scene.house.close())

  it('is read by its people, so that silence elsewhere proves something', async () => {
    const { house, teacher, study, ids, documents } = scene
    const paths = ['', '/chain', '/course'].map((path) => `/api/studies/${study.id}${path}`)
    const lists = ['actions', 'studies', 'invitations', 'commitments', 'noticed', 'visits']
    for (const path of [...paths, ...lists.map((list) => `/api/${list}`)]) {
      const answer = await house.ask(teacher, 'GET', path)
      expect((await answer.text()).toLowerCase(), path).toContain(marker)
      // No cache between us and them keeps what was written.
      expect(answer.headers.get('cache-control')).toBe('no-store')
    }
    expect(documents.length).toBeGreaterThan(8)
    expect(ids.size).toBeGreaterThan(40)
    const read = await trySockets(scene, { part: 'teacher', guest: teacher })
    expect(read.length).toBeGreaterThan(documents.length)
  })

  it('reaches nobody else by rows of their own that name it', { timeout: patience }, async () => {
    const stranger = outsiders.find(({ part }) => part === 'stranger')!
    // A person may ask only so often a minute, so each brings in a few.
    for (let from = 0; from < scene.samples.length; from += 12) {
      const guest = await scene.house.come(`Smuggler ${from}`, { owner: outsiders[0]!.guest })
      const smuggler = { part: 'smuggler', guest }
      expect(await trySmuggling(scene, smuggler, scene.samples.slice(from, from + 12))).toEqual([])
      expect(await trySockets(scene, smuggler)).toEqual([])
    }
    expect(await trySockets(scene, stranger)).toEqual([])
  })

  it('reaches nobody else over /live', { timeout: patience }, async () => {
    expect(await tryLive(scene, outsiders, () => liveThrough(scene))).toEqual([])
  })

  it('reaches nobody else by any document’s socket', { timeout: patience }, async () => {
    const leaks: Leaks = []
    for (const outsider of outsiders) leaks.push(...(await trySockets(scene, outsider)))
    expect(leaks).toEqual([])
  })

  it('reaches nobody else by any route with any id', { timeout: patience }, async () => {
    const { house, study, teacher } = scene
    const paths = [`studies/${study.id}`, 'commitments', 'noticed', 'visits']
    const read = () => Promise.all(paths.map((path) => house.view(teacher, 'GET', `/api/${path}`)))
    const before = await read()
    expect(routesOf(scene).length).toBeGreaterThan(40)
    for (const outsider of outsiders) expect(await tryRoutes(scene, outsider)).toEqual([])
    expect(await read()).toEqual(before)
  })

  it('stands in no line of the server’s log', () => {
    expect(scene.house.logged.filter((line) => line.toLowerCase().includes(marker))).toEqual([])
    expect(scene.house.logged.filter((line) => line.startsWith('ERROR'))).toEqual([])
  })
})

/** Rights as somebody might loosen them. */
const faults = [
  {
    name: 'an admin reads every study',
    file: 'shared/policy.ts',
    right: 'request.studyRole !== null || (isAdmin && request.hasEmergency === true)',
    wrong: 'request.studyRole !== null || isAdmin',
  },
  {
    name: 'a document asks only whether somebody is in the study',
    file: 'server/lesson-study/document-queries.ts',
    right: 'eq(t.studyPeople.personId, person),\n',
    wrong: 'eq(t.people.id, t.people.id),\n',
  },
  {
    name: 'a person’s scope is anybody’s',
    file: 'server/lesson-study/study-door.ts',
    right: "if (kind === 'person') return text === person",
    wrong: "if (kind === 'person') return true",
  },
  {
    name: 'an invitation names its study to whoever may invite',
    file: 'server/community/invitation-rows.ts',
    right: 'if ((await studies.findRole(person, id)) === null) continue',
    wrong: 'void person',
  },
]

describe('a right that was loosened is noticed', () => {
  it.each(faults)('$name', { timeout: patience }, async (fault) => {
    const { scene, outsiders } = await openScene(await plantInServer(fault))
    const some = outsiders.filter(({ part }) => ['the head', 'member'].includes(part))
    const leaks: Leaks = await tryLive(scene, some, () => liveThrough(scene))
    for (const outsider of some) {
      leaks.push(...(await tryRoutes(scene, outsider)), ...(await trySockets(scene, outsider)))
    }
    await scene.house.close()
    expect(leaks).not.toEqual([])
  })
})
