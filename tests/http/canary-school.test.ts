import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Leaks, Outsider } from '../support/canary-probes.ts'
import { tryLive, tryRoutes, trySockets } from '../support/canary-probes.ts'
import type { CanaryStudy } from '../support/canary-study.ts'
import { marker, plantCanaries } from '../support/canary-study.ts'
import type { Guest } from '../support/open-house.ts'
import { OpenHouse } from '../support/open-house.ts'
import { plantInServer } from '../support/plant-server.ts'
import { newId } from '../support/study-world.ts'
import { SyncPeer } from '../support/sync-peer.ts'

const patience = 300_000

interface Wall {
  scene: CanaryStudy
  outsiders: Outsider[]
  /** Teaches in the study, and moves to the other school. */
  moved: Guest
  move: () => Promise<unknown>
}

/** A planted study of one school, and everybody of another: among them whoever taught in the study until they moved. */
async function openScene(open: () => Promise<OpenHouse> = () => OpenHouse.open()): Promise<Wall> {
  const house = await open()
  const head = await house.come('Hefin', { owner: null })
  const guests = new Map<string, Guest>()
  for (const part of ['teacher', 'observer', 'left', 'far', 'far lead', 'moved']) {
    guests.set(part, await house.come(`The ${part}`, { owner: head }))
  }
  const as = (part: string) => guests.get(part)!
  const far = newId<'school'>()
  await house.view(head, 'POST', '/api/schools', { id: far, name: 'Ysgol Bell' })
  const put = (guest: Guest, schoolId: string) =>
    house.view(head, 'PATCH', `/api/people/${guest.id}`, { schoolId })
  for (const part of ['far', 'far lead']) await put(as(part), far)
  for (const part of ['teacher', 'far lead']) {
    await house.setRoles(as(part), { isAdmin: false, isLead: true })
  }
  const [teacher, observer, left, moved] = [as('teacher'), as('observer'), as('left'), as('moved')]
  const scene = await plantCanaries(house, { teacher, observer, left })
  const place = `/api/studies/${scene.study.id}/people/${moved.id}`
  await house.view(teacher, 'PUT', place, { role: 'teacher' })
  const outsiders = ['far', 'far lead', 'moved'].map((part) => ({ part, guest: as(part) }))
  return { scene, outsiders, moved, move: () => put(moved, far) }
}

/** What the study's people do while the other school listens. */
async function liveThrough({ house, study, teacher, observer }: CanaryStudy): Promise<void> {
  const lesson = `/api/lessons/${study.lessons[0]!.id}`
  await house.view(teacher, 'PATCH', `/api/studies/${study.id}`, { question: `${marker} again` })
  await house.view(teacher, 'PUT', `${lesson}/notes-shared`, { notesShared: 'at-once' })
  await house.view(teacher, 'POST', `/api/studies/${study.id}/lessons`, { id: newId() })
  const visit = { id: newId(), visitorId: observer.id, question: `${marker}?` }
  await house.view(teacher, 'POST', '/api/visits', visit)
}

/** The documents of the study that somebody can open now, each held open. */
async function openAll({ house, documents }: CanaryStudy, guest: Guest): Promise<SyncPeer[]> {
  const peers = documents.map(({ id }) => new SyncPeer({ base: house.base, guest, document: id }))
  for (const peer of peers) await peer.sync()
  return peers.filter((peer) => peer.closed === null)
}

describe('what a study of one school says', () => {
  let wall: Wall
  beforeAll(async () => {
    wall = await openScene()
  }, patience)
  afterAll(() => wall.scene.house.close())

  it('is shut to its teacher as they move, while they type', { timeout: patience }, async () => {
    const { scene, moved, move } = wall
    const { house, study } = scene
    expect((await house.ask(moved, 'GET', `/api/studies/${study.id}`)).status).toBe(200)
    const peers = await openAll(scene, moved)
    // Plan, notes and talks that are shown, what we saw, replies and the record.
    expect(peers.length).toBeGreaterThan(5)
    await move()
    for (const peer of peers) {
      const saved = peer.hears('saved').length
      peer.send({ kind: 'update', update: peer.newText('too late') })
      await peer.until(() => peer.closed !== null)
      expect([peer.closed?.code, peer.hears('saved').length]).toEqual([4403, saved])
    }
    expect((await house.ask(moved, 'GET', `/api/studies/${study.id}`)).status).toBe(404)
  })

  it('reaches nobody of another school by any socket', { timeout: patience }, async () => {
    const leaks: Leaks = []
    for (const outsider of wall.outsiders) leaks.push(...(await trySockets(wall.scene, outsider)))
    expect(leaks).toEqual([])
  })

  it('reaches nobody of another school over /live', { timeout: patience }, async () => {
    const { scene, outsiders } = wall
    expect(await tryLive(scene, outsiders, () => liveThrough(scene))).toEqual([])
  })

  it('reaches nobody of another school by any route', { timeout: patience }, async () => {
    for (const outsider of wall.outsiders) {
      expect(await tryRoutes(wall.scene, outsider)).toEqual([])
    }
    expect(wall.scene.house.logged.filter((line) => line.startsWith('ERROR'))).toEqual([])
  })
})

/** The wall with a hole in it. */
const faults = [
  {
    name: 'a place in a study outlasts the school',
    file: 'server/lesson-study/queries.ts',
    right:
      "eq(t.people.state, 'active'),\n        ofOneSchool(t.people.schoolId, t.studies.schoolId),\n      ),\n    )\n  return found?.role",
    wrong: "eq(t.people.state, 'active'),\n      ),\n    )\n  return found?.role",
  },
  {
    name: 'a document asks for the place and not for the school',
    file: 'server/lesson-study/document-queries.ts',
    right:
      "eq(t.people.state, 'active'),\n        ofOneSchool(t.people.schoolId, t.studies.schoolId),",
    wrong: "eq(t.people.state, 'active'),",
  },
  {
    name: 'the people of a study are of any school',
    file: 'server/lesson-study/queries.ts',
    right:
      'inArray(t.studyPeople.studyId, studyIds),\n        ofOneSchool(t.people.schoolId, t.studies.schoolId),',
    wrong: 'inArray(t.studyPeople.studyId, studyIds),',
  },
  {
    name: 'the list of studies is of any school',
    file: 'server/lesson-study/queries.ts',
    right:
      'and(eq(t.studyPeople.personId, personId), ofOneSchool(t.people.schoolId, t.studies.schoolId)),',
    wrong: 'eq(t.studyPeople.personId, personId),',
  },
]

describe('a hole in the wall is noticed', () => {
  it.each(faults)('$name', { timeout: patience }, async (fault) => {
    const { scene, moved, move } = await openScene(await plantInServer(fault))
    await move()
    const one = { part: 'moved', guest: moved }
    // The quick ones first: one leak is enough.
    const leaks = await tryLive(scene, [one], () => liveThrough(scene))
    if (leaks.length === 0) leaks.push(...(await trySockets(scene, one)))
    for (const path of ['/api/studies', '/api/today', `/api/studies/${scene.study.id}`]) {
      const answer = await (await scene.house.ask(moved, 'GET', path)).text()
      if (answer.includes(marker)) leaks.push(`moved: ${path} says ${marker}`)
    }
    await scene.house.close()
    expect(leaks).not.toEqual([])
  })
})
