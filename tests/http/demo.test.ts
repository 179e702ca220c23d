import type { ActionView } from '../../shared/community/actions.ts'
import type { ChainView } from '../../shared/community/chain.ts'
import { eq } from 'drizzle-orm'
import { yXmlFragmentToProseMirrorRootNode } from 'y-prosemirror'
import * as Y from 'yjs'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { LoadedExample } from '../../server/admin/demo/load-demo.ts'
import { loadDemo, renewDemoPasswords } from '../../server/admin/demo/load-demo.ts'
import { removeExample } from '../../server/admin/demo/remove-demo.ts'
import { addSchoolDays } from '../../server/admin/demo/write-study.ts'
import { schema } from '../../client/editor/schema.ts'
import { systemClock, systemRandom } from '../../server/clock.ts'
import type { DoorView, MeView } from '../../shared/accounts/api.ts'
import type { CommunityView, MemberView, ThemeView } from '../../shared/community/api.ts'
import type { DocumentId, PersonId } from '../../shared/ids.ts'
import { listNotes } from '../../shared/lesson-study/observation.ts'
import type { StudyRowView, StudyView, TodayView } from '../../shared/lesson-study/api.ts'
import {
  cellRoot,
  decisionRoot,
  fragmentOf,
  listStages,
  plannedMinutes,
  predictionRoot,
  pupilFieldRoot,
} from '../../shared/lesson-study/plan.ts'
import { newId } from '../support/study-world.ts'
import { OpenHouse, type Guest } from '../support/open-house.ts'

const everybody = ['Amira', 'Ben', 'Cerys', 'Femi', 'Grace', 'Hywel', 'Nadia', 'Mair']

let house: OpenHouse

async function open() {
  house = await OpenHouse.open()
}
async function close() {
  expect(house.logged.filter((line) => line.startsWith('ERROR'))).toEqual([])
  await house.close()
}

const deps = () => ({
  storage: house.storage,
  clock: systemClock,
  random: systemRandom,
  base: house.base,
})

async function signIn(name: string, password: string | null): Promise<Guest> {
  const response = await house.ask(null, 'POST', '/api/session', { name, password })
  expect(response.status).toBe(201)
  const me = (await response.json()) as MeView
  return { id: me.id, name: me.name, cookie: response.headers.getSetCookie()[0]!.split(';')[0]! }
}

async function readPlan(plan: DocumentId): Promise<Y.Doc> {
  const stored = await house.storage.updateLog.load(plan)
  const doc = new Y.Doc()
  Y.applyUpdate(doc, stored!.snapshot!.update)
  for (const row of stored!.tail) Y.applyUpdate(doc, row.update)
  return doc
}

// Loaded once: nobody changes it here.
describe('the example as it is read', () => {
  let people: LoadedExample['people']
  beforeAll(async () => {
    await open()
    people = (await loadDemo(deps())).people
  })
  afterAll(close)

  it('is a school with two studies, written by people who can sign in', async () => {
    expect(people.map((person) => person.name)).toEqual(everybody)
    expect(new Set(people.map((person) => person.password)).size).toBe(8)
    const amira = await signIn('Amira', people[0]!.password)
    const me = await house.view<MeView>(amira, 'GET', '/api/me')
    expect(me).toMatchObject({
      roles: ['lead', 'member'],
      community: { name: 'Penrallt Fields Primary' },
    })
    const rows = await house.view<StudyRowView[]>(amira, 'GET', '/api/studies')
    expect(rows.map((row) => [row.focus, row.lessonCount, row.isExample]).sort()).toEqual([
      ['Comparing fractions, maths', 2, true],
      ['Reading aloud and understanding, English', 1, true],
    ])
    const today = await house.view<TodayView>(amira, 'GET', '/api/today')
    expect(today.recent).toHaveLength(2)
    expect(today.comingUp.map((one) => [one.number, one.teacher?.name, one.watching])).toEqual([
      [2, 'Ben', ['Wren']],
      [1, 'Cerys', ['Wren', 'Heron', 'Kestrel']],
    ])
    const ben = await signIn('Ben', people[1]!.password)
    const other = rows.find((row) => row.focus.startsWith('Reading'))!
    const asObserver = await house.view<StudyView>(ben, 'GET', `/api/studies/${other.id}`)
    expect(asObserver.myRole).toBe('observer')
  })

  it('has the plan of the mockup, each part by its author', async () => {
    const amira = await signIn('Amira', people[0]!.password)
    const rows = await house.view<StudyRowView[]>(amira, 'GET', '/api/studies')
    const row = rows.find(({ focus }) => focus.startsWith('Comparing'))!
    const study = await house.view<StudyView>(amira, 'GET', `/api/studies/${row.id}`)
    expect(study.theme?.title).toContain('reasons')
    expect(study.lessons[0]).toMatchObject({ startsAt: '10:05', planFrozen: true })
    expect(study.lessons[1]).toMatchObject({ planFrozen: true, ended: null })
    const doc = await readPlan(study.lessons[1]!.planId)
    const stages = listStages(doc)
    expect(stages.map((stage) => [stage.minutes, stage.title])).toEqual([
      [8, 'Counting stick'],
      [12, 'Washing line'],
      [12, 'Compare and convince'],
      [18, 'Empty line'],
      [10, 'Exit card'],
    ])
    expect(plannedMinutes(stages)).toBe(60)
    const [wren] = study.pupils
    expect(fragmentOf(doc, predictionRoot(stages[1]!.id, wren!.id)).toJSON()).toBe(
      '<paragraph>Peg <fraction den="4" num="2"></fraction> to the right of <fraction den="2" num="1"></fraction>, “because both numbers are bigger”.</paragraph>',
    )
    expect(fragmentOf(doc, cellRoot(stages[1]!.id, 'watch')).toJSON()).toContain('<em>before</em>')
    expect(fragmentOf(doc, cellRoot(stages[0]!.id, 'responses')).toJSON()).toMatch(
      /^<bullet_list><list_item><paragraph>“One and a quarter”<\/paragraph><\/list_item>/,
    )
    expect(fragmentOf(doc, pupilFieldRoot('success', wren!.id)).toJSON()).toContain('Places')
    const log = await house.storage.updateLog.load(study.lessons[1]!.planId)
    expect(new Set(log!.tail.map((update) => update.personId)).size).toBe(3)
    const first = await readPlan(study.lessons[0]!.planId)
    expect(listStages(first).map((stage) => stage.minutes)).toEqual([10, 15, 15, 12, 8])
    for (const empty of [doc, first].flatMap((plan) => [...plan.share])) {
      if (empty[0].startsWith('cell:')) expect(empty[1].toJSON()).not.toBe('')
    }
  })

  it('is in the middle of its second lesson, and its first has the whole chain', async () => {
    const amira = await signIn('Amira', people[0]!.password)
    const rows = await house.view<StudyRowView[]>(amira, 'GET', '/api/studies')
    const row = rows.find(({ focus }) => focus.startsWith('Comparing'))!
    const study = await house.view<StudyView>(amira, 'GET', `/api/studies/${row.id}`)
    const [taught, going] = study.lessons
    expect(taught!.ended).not.toBeNull()
    expect(taught!.marks).toHaveLength(5)
    expect(going!.begun).not.toBeNull()
    expect(going!.marks).toHaveLength(2)
    const chain = await house.view<ChainView>(amira, 'GET', `/api/studies/${row.id}/chain`)
    const noteIds = new Set<string>()
    for (const { id, kind } of taught!.documents) {
      if (kind !== 'observation') continue
      for (const note of listNotes(await readPlan(id))) noteIds.add(note.id)
    }
    const cited = chain.claims.flatMap((claim) => claim.notes.map((note) => note.noteId))
    expect(cited).toHaveLength(4)
    for (const id of cited) expect(noteIds).toContain(id)
    expect(chain.claims.filter((claim) => claim.notes.length === 0)).toHaveLength(1)
    const inPlan = chain.decisions.filter((decision) => decision.state === 'in-plan')
    expect(inPlan.map((decision) => decision.planLessonId)).toEqual([going!.id, going!.id])
    const plan = await readPlan(going!.planId)
    for (const { id, text } of inPlan) {
      expect(fragmentOf(plan, decisionRoot(id)).toJSON()).toContain(text)
    }
    expect(await house.view<ActionView[]>(amira, 'GET', '/api/actions')).toHaveLength(2)
  })

  it('is written as the editor would write it', async () => {
    const { db, tables } = house.storage
    const plans = await db
      .select({ id: tables.documents.id })
      .from(tables.documents)
      .where(eq(tables.documents.kind, 'plan'))
    expect(plans).toHaveLength(3)
    const seen = new Set<string>()
    for (const { id } of plans) {
      const doc = await readPlan(id)
      for (const root of doc.share.keys()) {
        if (root === 'rows') continue
        const node = yXmlFragmentToProseMirrorRootNode(doc.getXmlFragment(root), schema)
        node.check()
        node.descendants((inner) => {
          seen.add(inner.type.name)
          for (const mark of inner.marks) seen.add(mark.type.name)
        })
        expect(node.textContent.trim(), root).not.toBe('')
        expect(node.textContent, root).not.toMatch(/\*\*|\{|\}|_/)
      }
    }
    const known = ['paragraph', 'text', 'fraction', 'bullet_list', 'ordered_list', 'list_item']
    expect([...seen].sort()).toEqual([...known, 'strong', 'em'].sort())
  })
})

// A whole school is loaded, and in one test twice.
describe('the example on a server nobody has come in to yet', { timeout: 60_000 }, () => {
  beforeEach(open)
  afterEach(close)

  it('leaves the owner link to the owner, and is removed by one action', async () => {
    const secret = await house.ownerSecret()
    await loadDemo(deps())
    const again = await loadDemo(deps())
    expect(again.people.map((person) => person.password)).toEqual(everybody.map(() => null))
    const community = { name: 'Ysgol y Bryn', locale: 'cy', timeZone: 'Europe/London' }
    const claim = { secret, name: 'Olwen', password: 'three words here', community }
    const response = await house.ask(null, 'POST', '/api/owner', claim)
    expect(response.status).toBe(201)
    const owner: Guest = {
      id: ((await response.clone().json()) as MeView).id,
      name: 'Olwen',
      cookie: response.headers.getSetCookie()[0]!.split(';')[0]!,
    }
    expect(((await response.json()) as MeView).community.name).toBe('Ysgol y Bryn')
    const before = await house.view<CommunityView>(owner, 'GET', '/api/community')
    expect(before.hasExample).toBe(true)

    const removed = await house.ask(owner, 'DELETE', '/api/example')
    expect(removed.status).toBe(204)
    const members = await house.view<MemberView[]>(owner, 'GET', '/api/people')
    expect(members.map((member) => member.name)).toEqual(['Olwen'])
    expect(await house.view<ThemeView[]>(owner, 'GET', '/api/themes')).toEqual([])
    const { db, tables: t } = house.storage
    const left = await Promise.all(
      [
        ...[t.studies, t.studyPeople, t.researchLessons, t.lessonObservers, t.casePupils],
        ...[t.documents, t.documentUpdates, t.documentSnapshots, t.documentClients],
      ].map((table) => db.select().from(table)),
    )
    expect(left.map((rows) => rows.length)).toEqual(left.map(() => 0))
    const door = await house.ask(null, 'GET', '/api/door')
    expect(((await door.json()) as DoorView).communityName).toBe('Ysgol y Bryn')
    expect((await house.ask(owner, 'DELETE', '/api/example')).status).toBe(204)
  })

  it('gives its people new passwords when they are asked for', async () => {
    const { people } = await loadDemo(deps())
    const amira = await signIn('Amira', people[0]!.password)
    const renewed = await renewDemoPasswords(deps())
    expect(renewed.people.map((person) => person.name)).toEqual(everybody)
    expect((await house.ask(amira, 'GET', '/api/me')).status).toBe(401)
    const old = { name: 'Amira', password: people[0]!.password }
    expect((await house.ask(null, 'POST', '/api/session', old)).status).toBe(401)
    await signIn('Amira', renewed.people[0]!.password)
  })

  it('leaves nothing behind when it cannot be loaded', async () => {
    const broken = { ...deps(), base: 'http://127.0.0.1:9' }
    await expect(loadDemo(broken)).rejects.toThrow()
    expect((await loadDemo(deps())).people).toHaveLength(everybody.length)
  })
})

describe('the example beside a real community', { timeout: 60_000 }, () => {
  beforeEach(open)
  afterEach(close)

  it('goes without taking what is not its own', async () => {
    const olwen = await house.come('Olwen', { owner: null })
    const ben = await house.come('Ben', { owner: olwen })
    const { people } = await loadDemo(deps())
    expect(people.map((person) => person.name)).toEqual(
      everybody.map((name) => (name === 'Ben' ? 'Ben Example' : name)),
    )
    const me = await house.view<MeView>(olwen, 'GET', '/api/me')
    expect(me.community.name).toBe('Penrallt')
    const amira = await signIn('Amira', people[0]!.password)
    const cerys = await signIn('Cerys', people[2]!.password)
    const study = async (creator: Guest, title: string, teachers: PersonId[]) =>
      house.view<StudyView>(creator, 'POST', '/api/studies', {
        id: newId<'study'>(),
        title,
        teachers,
      })
    const real = await study(olwen, 'Ours', [ben.id, amira.id])
    const joined = await study(amira, 'Theirs, with one of us', [])
    await house.view(amira, 'PUT', `/api/studies/${joined.id}/people/${ben.id}`, {
      role: 'observer',
    })
    const theirs = await study(cerys, 'Theirs alone', [amira.id])
    const example = await house.view<StudyRowView[]>(amira, 'GET', '/api/studies')
    const loaded = example.find((row) => row.isExample)!
    await house.view(amira, 'PUT', `/api/studies/${loaded.id}/people/${olwen.id}`, {
      role: 'teacher',
    })

    const removed = await removeExample(house.storage)
    expect(removed.people).toHaveLength(everybody.length)
    expect(removed.studies).toContain(theirs.id)
    expect(removed.others).toContain(olwen.id)
    const after = await house.view<StudyView>(olwen, 'GET', `/api/studies/${real.id}`)
    expect(after.people.map((person) => person.name)).toEqual(['Olwen', 'Ben'])
    expect(after.lessons[0]!.observers.map((one) => one.personId)).toEqual([ben.id])
    const kept = await house.view<StudyView>(ben, 'GET', `/api/studies/${joined.id}`)
    expect(kept).toMatchObject({ myRole: 'teacher', people: [{ name: 'Ben' }] })
    const rows = await house.view<StudyRowView[]>(olwen, 'GET', '/api/studies')
    expect(rows.map((row) => row.title)).toEqual(['Ours'])
    expect((await house.ask(amira, 'GET', '/api/me')).status).toBe(401)
  })
})

it('counts school days over the weekend', () => {
  const friday = Date.UTC(2026, 10, 20, 12)
  expect(addSchoolDays(friday, 1)).toBe('2026-11-23')
  expect(addSchoolDays(friday, -5)).toBe('2026-11-13')
  expect(addSchoolDays(Date.UTC(2026, 10, 22, 12), 1)).toBe('2026-11-23')
  expect(addSchoolDays(friday, 0)).toBe('2026-11-20')
})
