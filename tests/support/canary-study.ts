import type * as Y from 'yjs'
import { DocumentConnection } from '../../server/admin/demo/document-connection.ts'
import type { DocumentId } from '../../shared/ids.ts'
import { isId } from '../../shared/ids.ts'
import { XmlElement, XmlText } from 'yjs'
import type { LessonView, StudyView } from '../../shared/lesson-study/api.ts'
import type { LessonDocumentKind } from '../../shared/lesson-study/lesson.ts'
import { addNote, firstThoughtRoot, writeNote } from '../../shared/lesson-study/observation.ts'
import { recordRoot } from '../../shared/lesson-study/record.ts'
import { addReply } from '../../shared/lesson-study/responses.ts'
import { addInterview, voicePrompts, writeInterview } from '../../shared/lesson-study/voice.ts'
import { addCite, sawPatternsRoot, sawPupilRoot } from '../../shared/lesson-study/what-we-saw.ts'
import { plantTrying } from './canary-trying.ts'
import type { Guest, OpenHouse } from './open-house.ts'
import { newId } from './study-world.ts'

/** Stands in every sentence that is planted, and nowhere else. */
export const marker = 'quokka'
const planted = (place: string) => `${marker} in ${place}`

/** A study with a planted sentence in every place that holds words, and everybody who must not learn of it. */
export interface CanaryStudy {
  house: OpenHouse
  teacher: Guest
  observer: Guest
  study: StudyView
  /** Every id there is in it: of rows, documents, their epochs, stages, notes. People's are no secret. */
  ids: ReadonlySet<string>
  /** One id of each noun, for routes that change something. */
  samples: string[]
  documents: { id: DocumentId; epoch: string }[]
}

/** Teacher and observer keep it; `left` was in it, wrote notes, and was taken out again. */
export async function plantCanaries(
  house: OpenHouse,
  people: { teacher: Guest; observer: Guest; left: Guest },
): Promise<CanaryStudy> {
  const { teacher, observer, left } = people
  const id = newId<'study'>()
  const at = `/api/studies/${id}`
  await house.view(teacher, 'POST', '/api/studies', { id, title: planted('the title') })
  await house.view(teacher, 'PUT', `${at}/people/${observer.id}`, { role: 'observer' })
  await house.view(teacher, 'PUT', `${at}/people/${left.id}`, { role: 'teacher' })
  const study = await plantRows(house, teacher, id)
  const lesson = study.lessons[0]!
  await plantPlan(house, teacher, lesson)
  await house.view(teacher, 'POST', `/api/lessons/${lesson.id}/marks`, {
    ...{ id: newId(), rowId: newId(), at: Date.now() },
  })
  const notes: string[] = []
  for (const guest of [teacher, observer, left]) notes.push(await plantNotes(house, guest, study))
  await house.view(teacher, 'DELETE', `${at}/people/${left.id}`)
  await house.view(teacher, 'PUT', `/api/lessons/${lesson.id}/ended`, { ended: true })
  await plantSheets(house, teacher, study, notes)
  await plantChain(house, teacher, study, notes[1]!)
  await plantTrying(house, { teacher, observer }, planted)
  return gather(house, { teacher, observer, left }, study, notes)
}

async function plantRows(house: OpenHouse, teacher: Guest, id: string): Promise<StudyView> {
  const words = ['question', 'focus', 'yearGroup', 'classCode', 'setting', 'expert']
  const head = Object.fromEntries(words.map((word) => [word, planted(word)]))
  const study = await house.view<StudyView>(teacher, 'PATCH', `/api/studies/${id}`, head)
  for (const pupil of study.pupils) {
    const more = { pseudonym: planted(pupil.code), learnerGroup: planted('the group') }
    await house.view(teacher, 'PATCH', `/api/pupils/${pupil.id}`, more)
  }
  const norms = { base: 0, norms: [planted('the agreement')] }
  await house.view(teacher, 'PUT', `/api/studies/${id}/agreement`, norms)
  const lesson = `/api/lessons/${study.lessons[0]!.id}`
  const cover = { personId: teacher.id, classCode: marker, coveredBy: planted('cover') }
  await house.view(teacher, 'PUT', `${lesson}/cover`, cover)
  await house.view(teacher, 'PATCH', lesson, { date: '2026-11-30', startsAt: '10:05' })
  const link = { kind: 'link', studyId: id, studyRole: 'teacher' }
  await house.view(teacher, 'POST', '/api/invitations', link)
  return house.view<StudyView>(teacher, 'GET', `/api/studies/${id}`)
}

async function plantPlan(house: OpenHouse, teacher: Guest, lesson: LessonView): Promise<void> {
  const { planId: id, planEpoch: epoch } = lesson
  await write(house, teacher, { id, epoch }, (doc) => {
    const rows = doc.getMap<Y.Map<unknown>>('rows')
    for (const [row, facts] of rows) {
      facts.set('title', planted('a stage'))
      putText(doc, `cell:${row}:do`, planted('a cell'))
    }
    putText(doc, 'field:why', planted('a field'))
  })
}

/** Notes, thoughts and a talk of one person; returns the id of a note. */
async function plantNotes(house: OpenHouse, guest: Guest, { id }: StudyView): Promise<string> {
  const study = await house.view<StudyView>(guest, 'GET', `/api/studies/${id}`)
  const [lesson, pupil] = [study.lessons[0]!, study.pupils[0]!]
  const [note, talk] = [newId<'note'>(), newId<'interview'>()]
  const begun = { at: Date.now(), pupils: [pupil.id] }
  await write(house, guest, documentOf(lesson, 'observation', guest), (doc) => {
    addNote(doc, { id: note, stage: null, stem: 'saw', ...begun })
    writeNote(doc, note, planted('a note'))
    writeNote(doc, note, planted('a thought'), 'think')
    putText(doc, firstThoughtRoot('question'), planted('a first thought'))
  })
  await write(house, guest, documentOf(lesson, 'voice', guest), (doc) => {
    addInterview(doc, { id: talk, ...begun })
    for (const prompt of voicePrompts) writeInterview(doc, talk, `${prompt}:words`, planted(prompt))
    writeInterview(doc, talk, 'liked:paraphrase', planted('a paraphrase'))
    writeInterview(doc, talk, 'question', planted('our own question'))
  })
  return note
}

async function plantSheets(
  house: OpenHouse,
  teacher: Guest,
  { id }: StudyView,
  notes: string[],
): Promise<void> {
  const study = await house.view<StudyView>(teacher, 'GET', `/api/studies/${id}`)
  const [lesson, pupil] = [study.lessons[0]!, study.pupils[0]!]
  const noteId = notes[1] as Parameters<typeof addReply>[1]['noteId']
  const documentId = lesson.documents.find((one) => one.kind === 'observation')!.id
  await write(house, teacher, documentOf(lesson, 'responses'), (doc) =>
    addReply(doc, { id: newId(), by: teacher.id, noteId, text: planted('a reply'), at: 1 }),
  )
  await write(house, teacher, documentOf(lesson, 'saw'), (doc) => {
    putText(doc, sawPatternsRoot, planted('the patterns'))
    putText(doc, sawPupilRoot(pupil.id), planted('what we saw of a pupil'))
    addCite(doc, { place: sawPatternsRoot, noteId, documentId })
  })
  await write(house, teacher, documentOf(lesson, 'record'), (doc) =>
    putText(doc, recordRoot('belief'), planted('the record')),
  )
}

/** A claim, a decision in the next plan, a to-do, and an open discussion. */
async function plantChain(
  house: OpenHouse,
  teacher: Guest,
  { id, lessons }: StudyView,
  noteId: string,
): Promise<void> {
  const lesson = `/api/lessons/${lessons[0]!.id}`
  const documentId = documentOf(lessons[0]!, 'observation', teacher).id
  const claim = { id: newId(), text: planted('a claim'), notes: [{ documentId, noteId }] }
  await house.view(teacher, 'POST', `${lesson}/claims`, claim)
  const decision = { id: newId(), text: planted('a decision'), claimId: claim.id }
  await house.view(teacher, 'POST', `${lesson}/decisions`, decision)
  const inPlan = { version: 1, inPlan: true }
  await house.view(teacher, 'PUT', `/api/decisions/${decision.id}/plan`, inPlan)
  const action = { id: newId(), kind: 'todo', text: planted('a to-do'), decisionId: decision.id }
  await house.view(teacher, 'POST', '/api/actions', { ...action, lessonId: lessons[0]!.id })
  await house.view(teacher, 'POST', `${lesson}/run/acts`, { act: 'open', version: 0 })
  await house.view(teacher, 'GET', `/api/studies/${id}/chain`)
}

/** Everything that its people can be told of it, taken apart for its ids. */
async function gather(
  house: OpenHouse,
  { teacher, observer, left }: { teacher: Guest; observer: Guest; left: Guest },
  { id }: StudyView,
  notes: string[],
): Promise<CanaryStudy> {
  const study = await house.view<StudyView>(teacher, 'GET', `/api/studies/${id}`)
  const lesson = study.lessons[0]!
  const views: unknown[] = [study]
  const paths = [`studies/${id}/chain`, `studies/${id}/course`, `lessons/${lesson.id}/run`]
  for (const path of [...paths, 'actions', 'commitments', 'noticed', 'visits']) {
    views.push(await house.view(teacher, 'GET', `/api/${path}`))
  }
  const documents = study.lessons.flatMap(({ planId, planEpoch, documents: others }) => [
    { id: planId, epoch: planEpoch },
    ...others.map((one) => ({ id: one.id, epoch: one.epoch })),
  ])
  const stages = await stagesOf(house, teacher, documents[0]!)
  const found = [...idsIn(JSON.stringify(views)), ...notes, ...stages]
  const open = new Set<string>([...study.people.map((person) => person.id), left.id])
  const samples = sampleOf(study, views, notes)
  const ids = new Set(found.filter((one) => !open.has(one)))
  return { house, teacher, observer, study, ids, samples, documents }
}

function sampleOf(study: StudyView, views: unknown[], notes: string[]): string[] {
  const [lesson, next] = study.lessons
  const first = (list: string) => /"id":"([^"]+)"/.exec(list)?.[1]
  const [, chain, course, , ...own] = views as { claims: unknown; decisions: unknown }[]
  const rows = [chain!.claims, chain!.decisions, course, ...own]
  return [
    ...[study.id, lesson!.id, next!.id, lesson!.planId, lesson!.planEpoch, study.pupils[0]!.id],
    ...lesson!.documents.map((document) => document.id),
    ...rows.map((row) => first(JSON.stringify(row))),
    ...[lesson!.marks[0]!.id, lesson!.marks[0]!.rowId, notes[0]],
  ].filter((one) => one !== undefined)
}

/** Every id in a text. */
export const idsIn = (text: string): string[] =>
  (text.match(/[0-7][0-9A-HJKMNP-TV-Z]{25}/g) ?? []).filter(isId)

async function stagesOf(house: OpenHouse, guest: Guest, at: { id: DocumentId; epoch: string }) {
  const connection = await openDocument(house, guest, at)
  const rows = [...connection.doc.getMap('rows').keys()]
  connection.close()
  return rows
}

function documentOf(lesson: LessonView, kind: LessonDocumentKind, guest?: Guest) {
  const found = lesson.documents.find(
    (one) => one.kind === kind && (one.person?.id ?? null) === (guest?.id ?? null),
  )
  if (!found) throw new Error(`no ${kind} here`)
  return found
}

function putText(doc: Y.Doc, root: string, text: string): void {
  const paragraph = new XmlElement('paragraph')
  paragraph.insert(0, [new XmlText(text)])
  doc.getXmlFragment(root).insert(0, [paragraph])
}

function openDocument(house: OpenHouse, guest: Guest, at: { id: DocumentId; epoch: string }) {
  const { base } = house
  const { cookie, id: person } = guest
  return DocumentConnection.open({ base, cookie, person, document: at.id, epoch: at.epoch })
}

async function write(
  house: OpenHouse,
  guest: Guest,
  at: { id: DocumentId; epoch: string },
  edit: (doc: Y.Doc) => void,
): Promise<void> {
  const connection = await openDocument(house, guest, at)
  await connection.write(edit)
  connection.close()
}
