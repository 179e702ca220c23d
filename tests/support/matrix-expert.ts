import type { StudyView } from '../../shared/lesson-study/api.ts'
import type { Cast } from './cast.ts'
import type { Row } from './matrix-row.ts'
import { newId } from './study-world.ts'

const lessonPath = (study: StudyView) => `/api/lessons/${study.lessons[0]!.id}`

/** A suggestion of the observer's, to be settled. */
async function suggestionPath(cast: Cast, study: StudyView): Promise<string> {
  const id = newId<'suggestion'>()
  const observer = await cast.house.again(cast.as('observer'))
  const body = { id, rowId: null, field: 'why', text: 'Say which pupils.' }
  await cast.house.view(observer, 'POST', `${lessonPath(study)}/suggestions`, body)
  return `/api/suggestions/${id}`
}

/** The routes of the invited expert and of what is suggested for a plan; the expert's own part is in expert.test.ts. */
export const expert: Record<string, Row> = {
  // People with an account have their own way to a study: there is nothing here for them.
  'GET /api/guest/study': {
    rule: { signedIn: true },
    ok: 404,
    ask: () => ({ path: '/api/guest/study' }),
  },
  'GET /api/lessons/:lesson/suggestions': {
    rule: { study: 'study.read' },
    ok: 200,
    ask: ({ study }) => ({ path: `${lessonPath(study)}/suggestions` }),
  },
  'POST /api/lessons/:lesson/suggestions': {
    rule: { study: 'study.take-part' },
    ok: 201,
    ask: ({ study }) => ({
      path: `${lessonPath(study)}/suggestions`,
      body: { id: newId<'suggestion'>(), rowId: null, field: '', text: 'Fewer stages.' },
    }),
  },
  'PATCH /api/suggestions/:suggestion': {
    rule: { study: 'study.change' },
    ok: 200,
    ask: async ({ cast, study }) => ({
      path: await suggestionPath(cast, study),
      body: { version: 1, state: 'set-aside' },
    }),
  },
}
