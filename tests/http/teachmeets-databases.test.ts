import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTeachMeetDocumentRights } from '../../server/teachmeet/document-rights.ts'
import type { PersonId } from '../../shared/ids.ts'
import type { SyncRole } from '../../shared/sync/kinds.ts'
import { databaseKinds } from '../support/databases.ts'
import { MeetWorld } from '../support/meet-world.ts'
import { newId } from '../support/study-world.ts'

const crowd = 60

describe.each(await databaseKinds())('a TeachMeet on %s', (kind) => {
  let meet: MeetWorld

  beforeAll(async () => {
    meet = await MeetWorld.open({}, kind)
  })
  afterAll(async () => {
    expect(meet.world.log.errors).toEqual([])
    await meet.close()
  })

  it('is added once when a request comes several times at once', async () => {
    const { world, gwen } = meet
    const body = { id: newId<'teachmeet'>(), title: 'At once', timeZone: 'Europe/London' }
    const asked = { ...body, startsAt: world.clock.now() }
    const answers = await Promise.all(
      [1, 2, 3].map(() => world.ask(gwen, 'POST', '/teachmeets', asked)),
    )
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 200, 201])
  })

  it(`loses nothing when ${crowd} people offer a talk at the same time`, async () => {
    const people: PersonId[] = []
    for (let number = 0; number < crowd; number++) {
      const name = `Person ${number}`
      people.push(number % 2 === 0 ? await meet.world.person(name) : await meet.guest(name))
    }
    const ids = await Promise.all(people.map((person) => meet.talk(person)))
    const view = await meet.view()
    expect(view.talks.map((talk) => talk.number)).toEqual(ids.map((_, index) => index + 1))
    expect(view.talks.map((talk) => talk.id).toSorted()).toEqual(ids.toSorted())
    expect(new Set(view.talks.map((talk) => talk.notes.documentId)).size).toBe(crowd)
    expect(view.talks.every((talk) => talk.notes.epoch !== '')).toBe(true)
    expect(view.comersCount).toBe(crowd)
    const drawn = await meet.draw(meet.idris)
    expect(drawn.draw!.order.toSorted()).toEqual(ids.toSorted())
    const one = { id: newId<'talk'>(), title: 'One more', kind: 'nano', minutes: 2 }
    const more = await meet.world.ask(meet.gwen, 'POST', `${meet.path}/talks`, one)
    expect(more.status).toBe(409)
    // Some five thousand statements, on a machine that may have other work to do.
  }, 90_000)

  it('passes one step when both hosts press at once', async () => {
    const { world, gwen, idris, path } = meet
    await meet.act(gwen, { act: 'start' })
    const { steps, version } = await meet.run()
    const go = { act: 'go', step: steps[1]!.key, version }
    const both = await Promise.all(
      [gwen, idris].map((host) => world.ask(host, 'POST', `${path}/run/acts`, go)),
    )
    expect(both.map((answer) => answer.status).sort()).toEqual([200, 409])
  })

  it('lets people write and read its notes as far as it has come', async () => {
    const { world, gwen, members } = meet
    const [carys, dylan] = members
    const guest = await meet.guest('Ffion')
    const waiting = await meet.guest('Math', { state: 'waiting' })
    const elsewhere = await world.person('Nobody')
    const { storage } = world
    await storage.db
      .update(storage.tables.people)
      .set({ state: 'left' })
      .where(eq(storage.tables.people.id, elsewhere))
    await meet.world.view(dylan, 'PUT', `${meet.path}/me`, { isListed: true })
    await storage.db
      .update(storage.tables.comers)
      .set({ silencedAt: 1 })
      .where(eq(storage.tables.comers.personId, dylan))
    const rights = createTeachMeetDocumentRights(storage, world.clock)
    const { notes, talks } = await meet.view()
    const rolesIn = async (documentId = notes.documentId) => {
      const roles: (SyncRole | null)[] = []
      for (const person of [gwen, carys, guest, dylan, waiting, elsewhere]) {
        roles.push((await rights.find(person, documentId))?.role ?? null)
      }
      return roles
    }
    const live = ['writer', 'writer', 'writer', 'reader', null, null]
    expect(await rolesIn()).toEqual(live)
    expect(await rolesIn(talks[0]!.notes.documentId)).toEqual(live)
    await meet.act(gwen, { act: 'end' })
    expect(await rolesIn()).toEqual(['writer', 'writer', 'reader', 'reader', null, null])
    const version = (await rights.find(gwen, notes.documentId))!.aclVersion
    await meet.act(gwen, { act: 'tidy' })
    expect(await rolesIn()).toEqual(['reader', 'reader', 'reader', 'reader', null, null])
    expect((await rights.find(gwen, notes.documentId))!.aclVersion).toBe(version + 1)
  })

  it('keeps a draft’s notes from everybody but its hosts', async () => {
    const draft = await MeetWorld.open({ state: 'draft' }, kind)
    const { notes } = await draft.view()
    const rights = createTeachMeetDocumentRights(draft.world.storage, draft.world.clock)
    expect(await rights.find(draft.idris, notes.documentId)).toMatchObject({ role: 'writer' })
    for (const person of [draft.members[0], await draft.guest('Ffion')]) {
      expect(await rights.find(person, notes.documentId)).toBeNull()
    }
    await draft.close()
  })
})
