import type { ActionView } from '../../shared/community/actions.ts'
import type { StudyView } from '../../shared/lesson-study/api.ts'
import type { Cast } from './cast.ts'
import type { Row } from './matrix-row.ts'
import { newId } from './study-world.ts'

const lessonPath = (study: StudyView) => `/api/lessons/${study.lessons[0]!.id}`

/** A claim of the teacher's, to be changed. */
async function claimPath(cast: Cast, study: StudyView): Promise<string> {
  const id = newId<'claim'>()
  const teacher = await cast.house.again(cast.as('teacher'))
  const body = { id, text: 'ten still seconds let Wren check her own answer' }
  await cast.house.view(teacher, 'POST', `${lessonPath(study)}/claims`, body)
  return `/api/claims/${id}`
}

/** A decision that whoever asks proposed, if they could; the teacher's otherwise. */
async function decisionPath(cast: Cast, study: StudyView, part: 'teacher' | 'observer') {
  const id = newId<'decision'>()
  const guest = await cast.house.again(cast.as(part))
  const body = { id, text: 'Stop on one whole.' }
  await cast.house.view(guest, 'POST', `${lessonPath(study)}/decisions`, body)
  return `/api/decisions/${id}`
}

/** The routes of the discussion, of claims, decisions and actions. */
export const chain: Record<string, Row> = {
  'GET /api/lessons/:lesson/run': {
    rule: { study: 'study.read' },
    ok: 200,
    ask: ({ study }) => ({ path: `${lessonPath(study)}/run` }),
  },
  // Nobody is chair of what is not open, so only teachers open it: the same as changing the study.
  'POST /api/lessons/:lesson/run/acts': {
    rule: { study: 'study.change' },
    ok: 200,
    ask: ({ study }) => ({
      path: `${lessonPath(study)}/run/acts`,
      body: { act: 'open', version: 0 },
    }),
  },
  'GET /api/studies/:study/chain': {
    rule: { study: 'study.read' },
    ok: 200,
    ask: ({ study }) => ({ path: `/api/studies/${study.id}/chain` }),
  },
  'POST /api/lessons/:lesson/claims': {
    rule: { study: 'study.take-part' },
    ok: 200,
    ask: ({ study }) => ({
      path: `${lessonPath(study)}/claims`,
      body: { id: newId<'claim'>(), text: 'one whole is where Wren stops' },
    }),
  },
  // Somebody else's: of those in the study only its teachers change it (chain.test.ts has an author's own).
  'PATCH /api/claims/:claim': {
    rule: { study: 'study.change' },
    ok: 200,
    ask: async ({ cast, study }) => ({
      path: await claimPath(cast, study),
      body: { version: 1, text: 'one whole is where Wren stops' },
    }),
  },
  'POST /api/lessons/:lesson/decisions': {
    rule: { study: 'study.take-part' },
    ok: 200,
    ask: ({ study }) => ({
      path: `${lessonPath(study)}/decisions`,
      body: { id: newId<'decision'>(), text: 'Stop on one whole.' },
    }),
  },
  // The observer's own, which they may change; teachers may, too.
  'PATCH /api/decisions/:decision': {
    rule: { study: 'study.take-part' },
    ok: 200,
    ask: async ({ cast, study }) => ({
      path: await decisionPath(cast, study, 'observer'),
      body: { version: 1, dropped: true },
    }),
  },
  'PUT /api/decisions/:decision/plan': {
    rule: { study: 'study.change' },
    ok: 200,
    ask: async ({ cast, study }) => ({
      path: `${await decisionPath(cast, study, 'teacher')}/plan`,
      body: { version: 1, inPlan: true },
    }),
  },
  'GET /api/actions': { rule: { signedIn: true }, ok: 200, ask: () => ({ path: '/api/actions' }) },
  'POST /api/actions': {
    rule: { signedIn: true },
    ok: 201,
    ask: () => ({
      path: '/api/actions',
      body: { id: newId<'action'>(), kind: 'todo', text: 'Print four empty number lines' },
    }),
  },
  // One's own; others' look absent (actions.test.ts).
  'PATCH /api/actions/:action': {
    rule: { signedIn: true },
    ok: 200,
    ask: async ({ cast, guest }) => {
      const id = newId<'action'>()
      const body = { id, kind: 'todo', text: 'Print four empty number lines' }
      if (guest !== null) await cast.house.view<ActionView>(guest, 'POST', '/api/actions', body)
      return { path: `/api/actions/${id}`, body: { version: 1, done: true } }
    },
  },
}
