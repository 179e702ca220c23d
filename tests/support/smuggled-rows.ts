import type { RunView } from '../../shared/community/run.ts'
import type { Scene } from './school-rows.ts'
import { newId } from './study-world.ts'

type Asked = [method: string, path: string, body: object]

interface Attempt {
  /** `file: field` of the schema, as the check below lists them. */
  field: string
  by?: string
  ask: (scene: Scene) => Asked | Promise<Asked>
}

const lesson = (s: Scene, path = '') => `/lessons/${s.own.lesson}${path}`
const runVersion = async (s: Scene) =>
  (await s.schools.view<RunView>(s.schools.as('Nia'), 'GET', lesson(s, '/run'))).version
const roles = (field: string): Attempt => ({
  field: `community/run: ${field}`,
  ask: async (s) => [
    'POST',
    lesson(s, '/run/acts'),
    { act: 'roles', version: await runVersion(s), [field]: s.schools.as('Amira').id },
  ],
})

export const smuggled: Attempt[] = [
  {
    field: 'lesson-study/api: id',
    ask: (s) => ['POST', '/studies', { id: s.theirs.study.id, title: 'Mine' }],
  },
  {
    field: 'lesson-study/api: teachers',
    ask: (s) => [
      'POST',
      '/studies',
      { id: newId(), title: 'Mine', teachers: [s.schools.as('Amira').id] },
    ],
  },
  {
    field: 'lesson-study/api: id',
    ask: (s) => ['POST', `/studies/${s.own.study.id}/lessons`, { id: s.theirs.lesson }],
  },
  {
    field: 'lesson-study/api: id',
    ask: (s) => ['POST', `/studies/${s.own.study.id}/pupils`, { id: s.theirs.pupil }],
  },
  {
    field: 'lesson-study/api: teacherId',
    ask: (s) => ['PATCH', lesson(s), { teacherId: s.schools.as('Amira').id }],
  },
  {
    field: 'lesson-study/api: personId',
    ask: (s) => [
      'PATCH',
      lesson(s),
      { observers: [{ personId: s.schools.as('Amira').id, pupilIds: [] }] },
    ],
  },
  {
    field: 'lesson-study/api: pupilIds',
    ask: (s) => [
      'PATCH',
      lesson(s),
      {
        teacherId: s.schools.as('Lowri').id,
        observers: [{ personId: s.schools.as('Nia').id, pupilIds: [s.theirs.pupil] }],
      },
    ],
  },
  {
    field: 'lesson-study/course: personId',
    ask: (s) => [
      'PUT',
      lesson(s, '/cover'),
      { personId: s.schools.as('Amira').id, classCode: '4B', coveredBy: 'Ben' },
    ],
  },
  {
    field: 'lesson-study/emergency: personId',
    by: 'Lowri',
    ask: (s) => [
      'POST',
      '/emergency',
      { personId: s.schools.as('Amira').id, reason: 'It is necessary.' },
    ],
  },
  {
    field: 'lesson-study/left-studies: personId',
    by: 'Lowri',
    ask: (s) => [
      'POST',
      `/left-studies/${s.own.study.id}/people`,
      { personId: s.schools.as('Amira').id },
    ],
  },
  {
    field: 'lesson-study/expert: id',
    ask: (s) => [
      'POST',
      `/lessons/${s.theirs.lesson}/suggestions`,
      { id: newId(), rowId: null, field: 'why', text: 'More' },
    ],
  },
  {
    field: 'community/chain: id',
    ask: (s) => ['POST', lesson(s, '/claims'), { id: s.theirs.claim, text: 'Mine' }],
  },
  {
    field: 'community/chain: documentId',
    ask: (s) => [
      'POST',
      lesson(s, '/claims'),
      { id: newId(), text: 'Mine', notes: [{ documentId: s.theirs.notes, noteId: newId() }] },
    ],
  },
  {
    field: 'community/chain: noteId',
    ask: (s) => [
      'PATCH',
      `/claims/${s.own.claim}`,
      { version: 1, notes: [{ documentId: s.theirs.notes, noteId: newId() }] },
    ],
  },
  {
    field: 'community/chain: pupilId',
    ask: (s) => [
      'POST',
      lesson(s, '/claims'),
      { id: newId(), text: 'Mine', pupilId: s.theirs.pupil },
    ],
  },
  {
    field: 'community/chain: id',
    ask: (s) => ['POST', lesson(s, '/decisions'), { id: s.theirs.decision, text: 'Mine' }],
  },
  {
    field: 'community/chain: claimId',
    ask: (s) => [
      'POST',
      lesson(s, '/decisions'),
      { id: newId(), text: 'Mine', claimId: s.theirs.claim },
    ],
  },
  {
    field: 'community/chain: claimId',
    ask: (s) => ['PATCH', `/decisions/${s.own.decision}`, { version: 1, claimId: s.theirs.claim }],
  },
  {
    field: 'community/chain: ownerId',
    ask: (s) => [
      'POST',
      lesson(s, '/decisions'),
      { id: newId(), text: 'Mine', ownerId: s.schools.as('Amira').id },
    ],
  },
  {
    field: 'community/chain: ownerId',
    ask: (s) => [
      'PATCH',
      `/decisions/${s.own.decision}`,
      { version: 1, ownerId: s.schools.as('Amira').id },
    ],
  },
  ...['chairId', 'noteTakerId', 'expertId'].map(roles),
  {
    field: 'community/actions: id',
    ask: (s) => ['POST', '/actions', { id: s.theirs.action, kind: 'todo', text: 'Mine' }],
  },
  {
    field: 'community/actions: ownerId',
    ask: (s) => [
      'POST',
      '/actions',
      {
        id: newId(),
        kind: 'todo',
        text: 'Mine',
        lessonId: s.own.lesson,
        ownerId: s.schools.as('Amira').id,
      },
    ],
  },
  {
    field: 'community/actions: lessonId',
    ask: (s) => [
      'POST',
      '/actions',
      { id: newId(), kind: 'todo', text: 'Mine', lessonId: s.theirs.lesson },
    ],
  },
  {
    field: 'community/actions: decisionId',
    ask: (s) => [
      'POST',
      '/actions',
      {
        id: newId(),
        kind: 'todo',
        text: 'Mine',
        lessonId: s.own.lesson,
        decisionId: s.theirs.decision,
      },
    ],
  },
  {
    field: 'community/commitments: id',
    ask: (s) => ['POST', '/commitments', { id: s.theirs.commitment.id, idea: 'Mine' }],
  },
  {
    field: 'community/commitments: askedById',
    ask: (s) => [
      'POST',
      '/commitments',
      { id: newId(), idea: 'Mine', askedById: s.schools.as('Amira').id },
    ],
  },
  {
    field: 'community/commitments: askedById',
    ask: (s) => [
      'PATCH',
      `/commitments/${s.own.commitment.id}`,
      { version: s.own.commitment.version, askedById: s.schools.as('Amira').id },
    ],
  },
  {
    field: 'community/commitments: fromReportId',
    ask: (s) => [
      'POST',
      '/commitments',
      { id: newId(), idea: 'Mine', fromReportId: s.theirs.report },
    ],
  },
  {
    field: 'community/commitments: id',
    ask: (s) => [
      'PUT',
      `/commitments/${s.own.commitment.id}/report`,
      { id: s.theirs.report, version: 0, happened: 'Mine' },
    ],
  },
  {
    field: 'community/commitments: reportId',
    ask: (s) => [
      'POST',
      '/weekly-ideas',
      { id: newId(), title: 'Mine', text: 'Mine', reportId: s.theirs.report },
    ],
  },
  {
    field: 'community/commitments: commitmentId',
    ask: (s) => [
      'PATCH',
      `/noticed/${s.own.noticed}`,
      { version: 1, commitmentId: s.theirs.commitment.id },
    ],
  },
  {
    field: 'community/commitments: id',
    ask: (s) => ['POST', '/noticed', { id: s.theirs.noticed, text: 'Mine', at: 1 }],
  },
  {
    field: 'community/commitments: visitorId',
    ask: (s) => [
      'POST',
      '/visits',
      { id: newId(), visitorId: s.schools.as('Amira').id, question: 'Who speaks?' },
    ],
  },
  {
    field: 'community/commitments: commitmentId',
    ask: (s) => [
      'POST',
      '/visits',
      {
        ...{ id: newId(), visitorId: s.schools.as('Lowri').id, question: 'Who speaks?' },
        commitmentId: s.theirs.commitment.id,
      },
    ],
  },
  {
    field: 'community/api: studyId',
    by: 'Lowri',
    ask: (s) => ['POST', '/invitations', { kind: 'link', studyId: s.theirs.study.id }],
  },
  {
    field: 'community/passes: id',
    ask: (s) => [
      'POST',
      '/passes',
      {
        ...{ id: newId(), scope: { kind: 'study', id: s.theirs.study.id } },
        endsAt: Date.now() + 3_600_000,
      },
    ],
  },
]
