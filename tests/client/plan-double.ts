import { ulid } from 'ulid'
import { Awareness } from 'y-protocols/awareness'
import * as Y from 'yjs'
import { CellPlaces } from '../../client/sync/cell-places.ts'
import type { OpenDocument } from '../../client/sync/document.ts'
import { DocumentUndo, editOrigin } from '../../client/sync/document-undo.ts'
import { Presence } from '../../client/sync/presence.ts'
import type {
  CasePupilId,
  DocumentId,
  LessonId,
  PersonId,
  RowId,
  StudyId,
} from '../../shared/ids.ts'
import type { CasePupilView, LessonView, StudyView } from '../../shared/lesson-study/api.ts'
import { studySteps } from '../../shared/lesson-study/lesson.ts'
import { seedPlan } from '../../shared/lesson-study/plan.ts'

/** An open plan without a server: the real document, undo and presence, and nothing on the wire. */
export function openPlan(stages = 5): OpenDocument {
  const doc = new Y.Doc()
  const rows = Array.from({ length: stages }, () => ulid() as RowId)
  seedPlan(doc, rows)
  const person = { id: ulid() as PersonId, name: 'Amira', colour: 1 }
  const awareness = new Awareness(doc)
  return {
    documentId: ulid() as DocumentId,
    person,
    doc,
    awareness,
    save: { current: { kind: 'saved' }, needsLeaveWarning: false },
    presence: new Presence(awareness, person),
    undo: new DocumentUndo(doc, () => {}),
    cells: new CellPlaces(),
    edit: (change) => doc.transact(() => change(doc), editOrigin),
    role: 'writer',
    isReady: true,
    ready: Promise.resolve(),
    end: null,
    unsentPlaces: [],
    recovery: { current: [], dismiss: () => Promise.resolve() },
    watch: () => () => undefined,
    close: async () => {
      awareness.destroy()
      doc.destroy()
    },
  }
}

export function pupilView(code: string, pseudonym: string): CasePupilView {
  return { id: ulid() as CasePupilId, code, pseudonym, learnerGroup: '' }
}

export function lessonView(about: Partial<LessonView> = {}): LessonView {
  return {
    id: ulid() as LessonId,
    number: 2,
    planId: ulid() as DocumentId,
    planEpoch: '1',
    planFrozen: false,
    setAside: 0,
    begun: null,
    ended: null,
    notesShared: 'end',
    removedDocuments: [],
    documents: [],
    marks: [],
    steps: stepViews(),
    date: '2026-11-25',
    startsAt: '10:05',
    minutes: 60,
    teacherId: null,
    observers: [],
    ...about,
  }
}

/** Nobody has done anything yet, but for what is said. */
export function stepViews(about: Partial<LessonView['steps']> = {}): LessonView['steps'] {
  const steps = studySteps.map((step) => [step, { state: 'empty', act: null }] as const)
  return { ...(Object.fromEntries(steps) as LessonView['steps']), ...about }
}

export function studyView(about: Partial<StudyView> = {}): StudyView {
  return {
    id: ulid() as StudyId,
    title: 'Why do they read a fraction as two numbers?',
    question: '',
    theme: null,
    focus: '',
    yearGroup: '',
    classCode: '',
    pupilCount: null,
    setting: '',
    expert: '',
    myRole: 'teacher',
    emergencies: [],
    people: [],
    lessons: [],
    pupils: [pupilView('A', 'Wren'), pupilView('B', 'Heron'), pupilView('C', 'Kestrel')],
    droppedPupils: [],
    isExample: false,
    changedAt: 0,
    ...about,
  }
}

/** jsdom knows neither popovers nor modal dialogs; being open or not is all that the parts ask of them. */
export function knowDialogs(): void {
  const element = HTMLElement.prototype as unknown as Record<string, unknown>
  element['hidePopover'] ??= () => {}
  element['showPopover'] ??= () => {}
  const dialog = HTMLDialogElement.prototype as unknown as Record<string, unknown>
  dialog['showModal'] ??= function (this: HTMLDialogElement) {
    this.open = true
  }
  dialog['close'] ??= function (this: HTMLDialogElement) {
    this.open = false
  }
}
