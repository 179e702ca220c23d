import * as Y from 'yjs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createDocumentRights } from '../../server/lesson-study/document-rights.ts'
import { completeStudies } from '../../server/lesson-study/lesson-documents.ts'
import { openStored } from '../../server/projection/open-stored.ts'
import type { DocumentId, PersonId, RowId } from '../../shared/ids.ts'
import type { LessonView, StudyView } from '../../shared/lesson-study/api.ts'
import { cellRoot, listStages } from '../../shared/lesson-study/plan.ts'
import { errorOf, newId, StudyWorld } from '../support/study-world.ts'

let world: StudyWorld
let amira: PersonId
let ben: PersonId
let dafydd: PersonId
let study: StudyView

const minute = 60_000
const lessonPath = () => `/lessons/${study.lessons[0]!.id}`
const first = (view: StudyView): LessonView => view.lessons[0]!
const newMark = (at = world.clock.now()) => ({
  id: newId<'stage-mark'>(),
  rowId: newId<'row'>(),
  at,
})
const roleOn = async (person: PersonId, document: DocumentId) =>
  (await createDocumentRights(world.storage, world.clock).find(person, document))?.role ?? null
const notesOf = (view: StudyView, person: PersonId) =>
  first(view).documents.find((one) => one.kind === 'observation' && one.person?.id === person)

beforeEach(async () => {
  world = await StudyWorld.open()
  amira = await world.person('Amira')
  ben = await world.person('Ben')
  dafydd = await world.person('Dafydd')
  study = await world.study(amira, ben)
  const path = `/studies/${study.id}/people/${dafydd}`
  study = await world.view(amira, 'PUT', path, { role: 'observer' })
})
afterEach(() => world.close())

describe('a stage tap', () => {
  it('begins the lesson and keeps the plan we taught, which nobody writes from then on', async () => {
    const { planId } = first(study)
    expect(await roleOn(amira, planId)).toBe('writer')
    const view = await world.view(dafydd, 'POST', `${lessonPath()}/marks`, newMark())
    expect(first(view)).toMatchObject({
      begun: { at: world.clock.now(), by: { name: 'Dafydd' } },
      planFrozen: true,
      ended: null,
    })
    expect(await roleOn(amira, planId)).toBe('reader')
    expect(world.rechecked.documents).toContain(planId)
  })

  it('is kept once, however often a device sends it', async () => {
    const mark = newMark()
    await world.view(ben, 'POST', `${lessonPath()}/marks`, mark)
    const again = await world.view(ben, 'POST', `${lessonPath()}/marks`, mark)
    expect(first(again).marks).toHaveLength(1)
    const other = await world.ask(amira, 'POST', `${lessonPath()}/marks`, mark)
    expect(await errorOf(other)).toMatchObject({ status: 409, code: 'taken' })
  })

  it('made offline arrives with its own time, and the lesson began with the earliest', async () => {
    const now = world.clock.now()
    await world.view(amira, 'POST', `${lessonPath()}/marks`, newMark(now))
    const earlier = newMark(now - 7 * minute)
    const view = await world.view(ben, 'POST', `${lessonPath()}/marks`, earlier)
    expect(first(view).begun).toMatchObject({ at: earlier.at, by: { name: 'Ben' } })
    expect(first(view).marks.map(({ at }) => at)).toEqual([earlier.at, now])
  })

  it('of a clock that cannot be right is refused with a sentence', async () => {
    const ahead = newMark(world.clock.now() + 5 * minute)
    const answer = await world.ask(ben, 'POST', `${lessonPath()}/marks`, ahead)
    expect(await errorOf(answer)).toMatchObject({ status: 400, code: 'invalid' })
  })

  it('is taken back by whoever made it, and the plan stays as it was taught', async () => {
    const mark = newMark()
    await world.view(ben, 'POST', `${lessonPath()}/marks`, mark)
    const path = `${lessonPath()}/marks/${mark.id}`
    expect((await world.ask(amira, 'DELETE', path)).status).toBe(403)
    const view = await world.view(ben, 'DELETE', path)
    expect(first(view).marks).toEqual([])
    expect(first(view).planFrozen).toBe(true)
  })
})

describe('notes', () => {
  it('are their observer’s own until the lesson ends, then the study’s people read them', async () => {
    const mine = notesOf(await world.view(ben, 'GET', `/studies/${study.id}`), ben)!
    expect(notesOf(study, ben)).toBeUndefined()
    expect(await roleOn(ben, mine.id)).toBe('writer')
    expect(await roleOn(amira, mine.id)).toBeNull()
    world.rechecked.documents.length = 0
    const ended = await world.view(amira, 'PUT', `${lessonPath()}/ended`, { ended: true })
    expect(notesOf(ended, ben)?.id).toBe(mine.id)
    for (const person of [amira, dafydd]) expect(await roleOn(person, mine.id)).toBe('reader')
    expect(await roleOn(ben, mine.id)).toBe('writer')
    expect(world.rechecked.documents).toContain(mine.id)
    await world.view(amira, 'PUT', `${lessonPath()}/ended`, { ended: false })
    expect(await roleOn(amira, mine.id)).toBeNull()
  })

  it('are seen at once where the triad chose so, and by nobody outside ever', async () => {
    const stranger = await world.person('Sian', { isAdmin: true, isLead: true })
    const path = `${lessonPath()}/notes-shared`
    const view = await world.view(amira, 'PUT', path, { notesShared: 'at-once' })
    for (const { id } of first(view).documents) {
      expect(await roleOn(amira, id)).not.toBeNull()
      expect(await roleOn(stranger, id)).toBeNull()
    }
    expect((await world.ask(dafydd, 'PUT', path, { notesShared: 'end' })).status).toBe(403)
  })

  it('have a document each as soon as somebody joins, and in studies from before there were any', async () => {
    const kinds = (view: StudyView) => first(view).documents.map((one) => one.kind)
    expect(kinds(study).sort()).toEqual(['observation', 'record', 'responses', 'saw', 'voice'])
    const { db, tables } = world.storage
    await db.delete(tables.lessonDocuments)
    await completeStudies(world.deps)
    const again = await world.view(dafydd, 'GET', `/studies/${study.id}`)
    expect(kinds(again).sort()).toEqual(kinds(study).sort())
  })
})

describe('the plan of the next lesson', () => {
  it('starts from the one before: the same stages with their words, without what was deleted', async () => {
    const { planId } = first(study)
    const doc = openStored((await world.storage.updateLog.load(planId))!)
    const [kept, gone] = listStages(doc).map((row) => row.id) as [RowId, RowId]
    const before = Y.encodeStateVector(doc)
    doc.transact(() => {
      const paragraph = new Y.XmlElement('paragraph')
      paragraph.insert(0, [new Y.XmlText('Count in quarters.')])
      doc.getXmlFragment(cellRoot(kept, 'do')).insert(0, [paragraph])
      ;(doc.getMap('rows').get(gone) as Y.Map<unknown>).set('deleted', true)
    })
    await world.storage.updateLog.append([
      {
        documentId: planId,
        personId: amira,
        connectionId: newId(),
        frameNo: 1,
        aclVersion: 2,
        update: Y.encodeStateAsUpdate(doc, before),
        newClientIds: [doc.clientID],
        at: world.clock.now(),
      },
    ])
    const view = await world.view(amira, 'POST', `/studies/${study.id}/lessons`, {
      id: newId<'lesson'>(),
    })
    const next = openStored((await world.storage.updateLog.load(view.lessons[1]!.planId))!)
    const rows = listStages(next).map((row) => row.id)
    expect(rows).toContain(kept)
    expect(rows).not.toContain(gone)
    expect(next.getXmlFragment(cellRoot(kept, 'do')).toJSON()).toBe(
      '<paragraph>Count in quarters.</paragraph>',
    )
  })
})
